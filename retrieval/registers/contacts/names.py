"""Names of people and titles of posts in Swedish and English text, and how alike two names are."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from retrieval.cleaning.characters import unaccented

UPPER, LOWER = "A-ZÀ-ÖØ-ÞŠŽ", "a-zß-öø-ÿšž"
CAPITAL = rf"(?:(?:Mc|Mac|[OD]['’])(?=[{UPPER}]))?[{UPPER}][{LOWER}]+(?:-[{UPPER}][{LOWER}]+)?"
INITIAL = rf"[{UPPER}]\."
PARTICLE = r"(?:von|af|av|de|van|der|den|du|di|da|la|el|al|y)"
NAME = re.compile(rf"\b{CAPITAL}(?: {INITIAL}){{0,2}}(?: (?:{PARTICLE} ){{0,2}}{CAPITAL}){{1,4}}\b")
LONGEST_NAME = 5  # parts written with a capital, initials too
RANKS = (
    r"chef(?:er|erna)?|direktör(?:er)?|strateg(?:er)?|samordnare|koordinator|ledare|handläggare|ansvarig"
    r"|sekreterare|kommunikatör|utvecklare|rådgivare|controller|ekonom|jurist|ordförande|ombud|producent"
    r"|bibliotekarie|konsulent|expert|specialist|utredare|analytiker|planerare|administratör|assistent|konsult"
    r"|arkitekt|ingenjör|rektor|forskare|professor|(?:kommun|region)råd|ledamot|presskontakt|kontaktperson"
    r"|chair(?:man|woman|person)?|manager|head|officer|director|coordinator|advis[eo]r|strategist|leader|secretary"
    r"|analyst|planner|lots|pedagog|antikvarie|landshövding"
)
TITLE = re.compile(rf"(?:\b|\w)(?:{RANKS})(?:n|en|na|ns|ens|s)?\b|\b(?:vd|ceo)\b", re.IGNORECASE)
RANK_AT_END = re.compile(rf"(?<=\w{{3}})s?(?:{RANKS})(?:n|en|na)?$", re.IGNORECASE)
SEVERAL = re.compile(r"(?:(?:chef|direktör|strateg)er(?:na)?|na|[rdy]s|(?<!lo)ts)$", re.IGNORECASE)
ORGANISATION_WORD = re.compile(
    r"\b(?:AB|Region|Regionen|Kommun|Kommunen|Länsstyrelsen|Universitet|University|Office|Center|Centrum|Förbund"
    r"|Förbundet|Stiftelsen|Myndigheten|Verket|Agency|Council|County|Board|Institute|Institutet|Norra|Södra|Västra"
    r"|Östra|Norr|Övre|Nya|Projekt|Projektet|Nätverk|Network|Enheten|Museum|Teater|Företagarna|Kontakt|Press"
    r"|Telefon|Mobil|Welcome|Välkommen|Kontor|Group|Fonden|Agenda|Vision|Strategi|Sida|Plan|Deal"
    r"|Hus|Folkets|Hotell|Hotel|Park|Arena|Festival|Forum|Desk|Academy|Akademi|Fund|Service|Support|Innovation|Science"
    r"|Business|Energi|Kultur|Org|Box|Dnr"
    r"|(?:North|South|West|East|Northern|Southern|Western|Eastern)(?=\s)"
    r"|Sverige|Sweden|Norge|Norway|Finland|Danmark|Denmark|Island|Iceland|Norden|Europa|Europe|Sápmi"
    r"|Svenska?t?|Finska?|Norska?|Danska?|Samiska?t?|Nordiska?t?|Europeiska?t?|Nationella?|Regionala?t?"
    r"|\w{3,}(?:verk|verket|unionen|bolag|bolaget|förening|föreningen|förbund|förbundet|nämnd|nämnden|styrelsen"
    r"|skolan|fonden|rådet|byrån|sliv|slivet|kontor|kontoret|enheten|centrum|museet)"
    r"|(?i:\w*(?:huset|lyftet|projektet|programmet|nätverket|klustret|satsningen|arenan|teatern|dagarna|mässan|kansliet)))\b"
)
NOT_A_FIRST_NAME = re.compile(
    r"^(?:Den|Det|De|En|Ett|Vi|I|På|Under|För|Med|Om|Av|The|In|On|For|From|At|Kontakta|Ring|Mejla|Fråga|Här|Vill)$"
)
FIELD_OF_WORK = re.compile(r"\b\w{5,}(?:ning|ling|tion|tioner|ional|isk|iska|het|heten|skap|frågor|terna)\b")
NORSE = str.maketrans({"ø": "ö", "æ": "ä", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"})
TWO_LETTERS = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
STREET = re.compile(
    r"(?:gatan|vägen|torget|gränd|allén|esplanaden|stigen|leden|kajen|backen|plan|platsen|väg|gata|street|road"
    r"|avenue|square|lane)$",
    re.IGNORECASE,
)
POST_OF = re.compile(r"\b(?:head|director|manager|officer|secretary) (?:of|for) $", re.IGNORECASE)
SAME_NAME = 75  # rapidfuzz points; misspellings reach 77 or more, strangers 62 (measured November 2026)


def name_in(text: str) -> str | None:
    """The last person's name in a text, None where nothing looks like one."""
    spans = list(names_in(text))
    return text[slice(*spans[-1])] if spans else None


def sole_name(text: str) -> str | None:
    """The name in a place that holds nothing else, as after "Namn:"; "Ek, Eva" is turned round."""
    said = re.sub(r"^(\S+), (\S+(?: \S+)?)$", r"\2 \1", text.strip(" .:*"))
    return said if NAME.fullmatch(said) and not TITLE.search(said) else None


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where people's names stand in a text, in order; a title before a name is no part of it."""
    for match in NAME.finditer(text):
        at = match.start()
        words = [(at + word.start(), at + word.end()) for word in re.finditer(r"\S+", match.group())]
        titled = False
        while words and (NOT_A_FIRST_NAME.match(first := text[slice(*words[0])]) or TITLE.search(first)):
            titled = titled or bool(TITLE.search(first))
            words = words[1:]
        if not words:
            continue
        words = _before_a_title(text, _after_a_post(text, words))
        start, end = words[0][0], words[-1][1]
        if _is_person(text[start:end]) and not (titled and FIELD_OF_WORK.search(text[start:end])):
            yield start, end


def _after_a_post(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words of a name that a post of several words leads on to: "Press Officer Tom Hill"."""
    for number in range(len(words) - 2, 0, -1):
        if TITLE.search(text[slice(*words[number - 1])]):
            return words[number:]
    return words[-2:] if POST_OF.search(text, max(0, words[0][0] - 30), words[0][0]) else words


def _before_a_title(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words of a name that a title with a capital follows without a mark: "Eva Ek Jurist"."""
    for number, word in enumerate(words[2:], 2):
        if TITLE.search(text[slice(*word)]):
            return words[:number]
    return words


def _is_person(words: str) -> bool:
    """Whether words with capitals can be a person's name: neither one word, a body nor a post."""
    capitals = sum(word[0].isupper() for word in words.split())
    if not 2 <= capitals <= LONGEST_NAME:
        return False
    if STREET.search(words.split()[-1]):
        return False
    return not ORGANISATION_WORD.search(words) and not TITLE.search(words)


def is_one_persons(title: str) -> bool:
    """Whether a title is one that a single person holds: "director", not "directors network"."""
    found = [match.group() for match in TITLE.finditer(title)]
    return any(not SEVERAL.search(word) for word in found)


def field_of(title_word: str) -> str:
    """What a title's word says the post is about: "regionbibliotek" of "regionbibliotekschef"."""
    return RANK_AT_END.sub("", title_word)


def belongs_to(email: str, name: str) -> bool:
    """Whether an address is made of a name: its parts are the name's parts or initials, accents apart."""
    parts = [part.rstrip("0123456789") for part in re.split(r"[._-]", unaccented(email.split("@")[0]))]
    parts = [part for part in parts if part]
    words = [spellings(word) for word in re.split(r"[\s-]", name) if word]
    if not any(len(part) > 1 for part in parts):
        return False
    if all(any(_is_part(part, word) for word in words) for part in parts):
        return True
    return len(parts) == 1 and _is_run_together(parts[0], words)


@lru_cache(maxsize=4096)
def spellings(word: str) -> frozenset[str]:
    """How a name's word may be written in an address: without accents, or with two letters for one."""
    plain = word.casefold().translate(NORSE)
    return frozenset((unaccented(plain), unaccented(plain.translate(TWO_LETTERS))))


def _is_part(part: str, word: frozenset[str]) -> bool:
    return part in word or (len(part) == 1 and any(each.startswith(part) for each in word))


def _is_run_together(local: str, words: Sequence[frozenset[str]]) -> bool:
    """Whether an address is a whole name's word with the beginning of another: "eek", "evae", "anlind"."""
    for first, last in ((words[0], word) for word in words[1:]):
        for one, other in product(first, last):
            before, after = local.removesuffix(other), local.removeprefix(one)
            if len(local) > len(other) and len(before) < len(local) and one.startswith(before):
                return True
            if len(local) > len(one) > 2 and len(after) < len(local) and other.startswith(after):
                return True
    return False


def likeness(asked: str, name: str) -> float:
    """How well a written name fits a person's, 0 to 100; a single word is compared with each part."""
    asked_words, words = unaccented(asked).split(), unaccented(name).split()
    if not asked_words:
        return 0.0
    points = [max(fuzz.ratio(word, own) for own in words) for word in asked_words]
    return float(min(points) + sum(points) / len(points)) / 2
