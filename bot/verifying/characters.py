"""See what a sentence hides: characters without width, look-alike letters, digits that are spelled out.

Text -> text as it is compared, or what is odd about it.
"""

import re
import unicodedata
from collections.abc import Collection

HARMLESS = frozenset("\u00ad\u2011\ufe0f")  # soft and unbreakable hyphen, the mark after an emoji
SIGNS = frozenset("²³¹½¼¾ºªµ℃")
DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u00ad": None, "\ufe0f": None})
DIGIT_WORDS = {
    word: str(digit)
    for digit, words in enumerate(
        (
            "noll zero nolla oh", "ett en one etta", "två two tvåa", "tre three trea", "fyra four fyra",
            "fem five femma", "sex six sexa", "sju seven sjua", "åtta eight", "nio nine nia",
        )
    )
    for word in words.split()
}  # fmt: skip
_ONE = rf"(?:\d|{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))})"
SPELLED = re.compile(rf"(?<![\w,.-]){_ONE}(?:[\s,.–/-]+{_ONE}){{3,}}(?!\w)", re.IGNORECASE)
TENS = (
    r"(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety)"
)
# "noll sjuttio, tolv trettiofyra": numbers that begin with a nought are nobody's count
DIALLED = re.compile(
    rf"(?<!\w)(?:noll|zero|oh|plus|\+)[\s,-]+(?:\w+[\s,-]+){{0,2}}?(?:{TENS}|{_ONE})\w*(?:[\s,-]+\w+)?",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """A text with one kind of blank and hyphen, in composed letters."""
    composed = unicodedata.normalize("NFC", text).translate(DASHES)
    return re.sub(r"[^\S\n]+", " ", composed)


def odd_character(text: str, known: Collection[str]) -> str | None:
    """The first character that a reader would not see, or would take for another; None where all are plain.

    `known` holds the characters of the sources, which may be in any script.
    """
    for before, character in zip(f" {text}", text, strict=False):
        if character in HARMLESS or character.isascii() or (character in SIGNS and not before.isnumeric()):
            continue
        if unicodedata.category(character) in ("Cf", "Cc", "Co", "Cn", "Cs"):
            return f"U+{ord(character):04X}"
        if character.isalnum() and not _is_latin(character) and character not in known:
            return character
    return None


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN ")


def spelled_digits(text: str) -> list[str]:
    """Rows of digits that stand one by one or in words: "noll sju noll ett", "0 7 0 1"."""
    found = [_digits(match.group()) for match in SPELLED.finditer(text)]
    return found + [match.group() for match in DIALLED.finditer(text) if not SPELLED.search(match.group())]


def _digits(row: str) -> str:
    parts = re.findall(rf"{_ONE}(?!\w)", row, re.IGNORECASE)
    return "".join(DIGIT_WORDS.get(part.casefold(), part) for part in parts)
