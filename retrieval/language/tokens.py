"""Cut text into words and numbers as they are searched.

"EU:s" and "EUs" are EU, "35 000" is one number, "2020–2030" two years and a range, "1:1" and "1.1" alike.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>\"”)\]]+"
NUMBER = r"\d+(?:[ \u00a0]\d{3}\b)+(?:,\d+)?|\d+(?:[.,:]\d+)*"
WORD = r"[^\W\d_]+(?:[’'][^\W\d_]+)?(?::[^\W\d_]+)?\d*"
TOKEN = re.compile(f"(?P<address>{ADDRESS})|(?P<number>{NUMBER})|(?P<word>{WORD})")
LONGEST_KEPT = 6_000  # letters of a text whose tokens are kept
ABBREVIATION = re.compile(r"^([A-ZÅÄÖ]{2,}\d*)(?::?[a-zåäö]{1,3})$")
ENGLISH_ENDING = re.compile(r"[’'](?:s|re|ve|ll|d|m|t)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number, as it is compared, and where it stands."""

    text: str  # lower case; numbers without blanks, with a point for a colon
    start: int
    end: int
    raw: str

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdigit()


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of a text, in order; an address yields itself and then its parts."""
    return iter(_kept(text)) if len(text) <= LONGEST_KEPT else _read(text)


@lru_cache(maxsize=1024)
def _kept(text: str) -> tuple[Token, ...]:
    """A passage's tokens: ranking, quoting and checking read the same few passages again and again."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Token]:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    for match in TOKEN.finditer(text):
        raw, start, end = match.group(), match.start(), match.end()
        if match.lastgroup == "number":
            yield Token(re.sub(r"[ \u00a0]", "", raw).replace(":", "."), start, end, raw)
        elif match.lastgroup == "address":
            whole = raw.rstrip(".,;:").casefold()
            yield Token(whole, start, end, raw)
            for part in re.finditer(r"[^\W_]+", whole):
                yield Token(part.group(), start + part.start(), start + part.end(), part.group())
        else:
            yield Token(_word(raw), start, end, raw)


def _word(raw: str) -> str:
    """A word in lower case, without the genitive of an abbreviation or an English one."""
    if raw.isalpha() and not raw[:2].isupper():
        return raw.casefold()
    if match := ABBREVIATION.match(raw):
        return match.group(1).casefold()
    word = ENGLISH_ENDING.sub("", raw.casefold())
    return word.partition(":")[0].replace("’", "").replace("'", "")


def words_of(text: str) -> list[str]:
    """The tokens' texts alone."""
    return [token.text for token in tokens_of(text)]
