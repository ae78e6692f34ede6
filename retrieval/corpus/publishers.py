"""Find out who published a document: the public body that it names most often.

Text -> a publisher's name, or None.
"""

import re
import unicodedata
from collections import Counter

LETTERS = r"[A-ZÅÄÖ][a-zåäöé]+"
NAME = rf"{LETTERS}(?:(?: |-|–){LETTERS}){{0,2}}"
BODY = re.compile(
    rf"\b(?:Region {NAME}(?: län)?|{LETTERS}(?:regionen|s regionen)|(?:Västra )?Götalandsregionen"
    rf"|{LETTERS} (?:kommun|stad)\b|Länsstyrelsen(?: i)? {NAME}(?: län)?"
    rf"|(?:Regionförbundet|Landstinget) {NAME}"
    rf"|{LETTERS} (?:Regional|County|City) Council|{LETTERS} Municipality)"
)
MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)*([\w-]+\.[a-z]{2,6})\b")
FREE_MAIL = frozenset(
    ("gmail.com", "hotmail.com", "outlook.com", "live.se", "telia.com", "icloud.com", "yahoo.com")
)
MAIL_COUNTS = 2  # an address tells more than a name in passing


def publisher_of(text: str) -> str | None:
    """The body that stands most often in the text, addresses counted in; without one, the mail domain."""
    text = unicodedata.normalize("NFC", text)
    named: Counter[str] = Counter(_nominative(name, text) for name in BODY.findall(text))
    domains = Counter(domain.lower() for domain in MAIL.findall(text))
    for domain in FREE_MAIL:
        del domains[domain]
    for name in named:
        named[name] += MAIL_COUNTS * sum(count for domain, count in domains.items() if _belongs(domain, name))
    best = named.most_common(1) or domains.most_common(1)
    return best[0][0] if best else None


def _nominative(name: str, text: str) -> str:
    """A name without the genitive's s, where the text has the place without it too."""
    bare = name.removesuffix("s")
    place = re.escape(bare.split(" ")[-1])
    return bare if bare != name and re.search(rf"\b{place}\b", text) else name


def _belongs(domain: str, name: str) -> bool:
    """Whether a mail domain is a body's: regionvasterbotten.se, umea.se."""
    folded = unicodedata.normalize("NFD", name.casefold())
    letters = "".join(letter for letter in folded if letter.isascii() and letter.isalpha())
    label = domain.split(".")[0].replace("-", "")
    return label in (
        letters,
        letters.removesuffix("kommun"),
        letters.removeprefix("region").removesuffix("lan"),
    )
