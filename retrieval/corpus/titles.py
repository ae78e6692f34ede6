"""Find out what a document is called.

File name, blocks, the file's own title -> a title as a person would write it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from retrieval.documents import Block

GENERIC = frozenset(
    (
        *(
            "pågående projekt",
            "avslutade projekt",
            "projekt",
            "nyheter",
            "nyhet",
            "aktuellt",
            "pressmeddelande",
        ),
        *("press", "start", "startsida", "hem", "innehåll", "innehållsförteckning", "inledning", "bakgrund"),
        *("sammanfattning", "förord", "om oss", "kontakt", "kontakta oss", "rapport"),
        *(
            "in english",
            "english",
            "home",
            "contents",
            "table of contents",
            "summary",
            "introduction",
            "news",
        ),
        *("press release", "report"),
    )
)
SITE = re.compile(r"\s+(?:\||[-–—•·])\s+(?=\S)")
NAME_DATE = re.compile(r"^(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d[-_ ]+")
WORD = re.compile(r"[^\W_]+")
NAMELESS = re.compile(
    r"^(?:document|dokument|fil|file|img|scan|untitled|namnlös|bilaga|utskrift|print)?[\d\W_]*$", re.I
)
MANY_HEADINGS = 12  # a title that the file name shortens stands among the first
MIN_WORDS = 2  # a file name of one word fits too many headings


def title_of(path: str, blocks: Sequence[Block], own_title: str | None, publisher: str | None) -> str:
    """The file's own title, else what its name and its text say together, else its first heading or name."""
    if own_title:
        return _without_site(own_title, publisher)
    words = _name_words(path)
    headings = [block.text for block in blocks if block.kind == "heading"][:MANY_HEADINGS]
    named = _heading_named(words, headings) or _phrase_named(words, blocks)
    telling = (heading for heading in headings if heading.casefold().strip(" :.") not in GENERIC)
    return named or next(telling, None) or _prettified(path, blocks) or path


def _without_site(title: str, publisher: str | None) -> str:
    """A web page's title without the site's name at its end: after a bar, or after a dash if it publishes."""
    parts = SITE.split(title)
    known = _folded(publisher or "")
    if len(parts) > 1 and (" | " in title or (known and _folded(parts[-1]) in known)):
        return title[: title.rindex(parts[-1])].rstrip(" |-–—•·")
    return title


def _name_words(path: str) -> list[str]:
    """A file name's words as they are compared, its leading date left out."""
    return [_folded(word) for word in WORD.findall(NAME_DATE.sub("", _stem(path)))]


def _stem(path: str) -> str:
    return unicodedata.normalize("NFC", path.rsplit("/", 1)[-1].rsplit(".", 1)[0])


def _heading_named(words: Sequence[str], headings: Iterable[str]) -> str | None:
    """The shortest heading that holds the name's words in their order."""
    if len(words) < MIN_WORDS:
        return None
    fitting = [heading for heading in headings if _in_order(words, map(_folded, WORD.findall(heading)))]
    return min(fitting, key=len, default=None)


def _in_order(words: Sequence[str], text: Iterable[str]) -> bool:
    remaining = iter(text)
    return all(word in remaining for word in words)


def _phrase_named(words: Sequence[str], blocks: Iterable[Block]) -> str | None:
    """The name as the text spells it: "resultat-vasterbotten-2023" is "Resultat Västerbotten 2023"."""
    if len(words) < MIN_WORDS:
        return None
    phrase = re.compile(r"\b" + r"[\W_]+".join(map(re.escape, words)) + r"\b")
    for block in blocks:
        folded = _folded(block.text)
        if len(folded) == len(block.text) and (match := phrase.search(folded)):
            found = block.text[match.start() : match.end()]
            return found[0].upper() + found[1:]
    return None


def _folded(text: str) -> str:
    """Lower case without accents, a letter for a letter."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text.casefold())


def _prettified(path: str, blocks: Iterable[Block]) -> str | None:
    """A file name with blanks and a capital, its words spelt as in the text; None for "IMG_0012"."""
    name = " ".join(NAME_DATE.sub("", _stem(path)).replace("_", " ").replace("-", " ").split())
    if NAMELESS.match(name):
        return None
    sought = {_folded(word) for word in name.split()}
    within = (word for block in blocks for word in WORD.findall(block.text)[1:])  # the first is a capital
    spelt = Counter(word for word in within if _folded(word) in sought)
    known = {_folded(word): word for word, _ in reversed(spelt.most_common())}
    spelling = " ".join(known.get(_folded(word), word) for word in name.split())
    return spelling[0].upper() + spelling[1:]
