"""What a pressed button says, as the few bytes that Telegram carries for it.

Callback <-> data. What is not exactly one of ours is None: old buttons and forged ones alike.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal, get_args

from retrieval.documents import Language

Register = Literal["contacts", "priorities", "funding", "sources"]
Verdict = Literal["good", "bad"]
Reason = Literal["wrong", "source", "old", "missing", "unclear"]

LONGEST_REFERENCE = 40  # characters of an answer's id that are carried: all of the data is at most 64 bytes
AS_WRITTEN = "as"
KEY_DIGITS = 12  # of a row's key: no two rows of a million share one, as good as certainly
FOREIGN = re.compile(r"[^A-Za-z0-9_-]")
REFERENCE = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_REFERENCE}}}")
KEY = re.compile(rf"[0-9a-f]{{{KEY_DIGITS}}}")
NUMBER = re.compile(r"0|[1-9][0-9]{0,4}")
REGISTERS: dict[str, Register] = {register[0]: register for register in get_args(Register)}
VERDICTS: dict[str, Verdict] = {verdict[0]: verdict for verdict in get_args(Verdict)}
REASONS: dict[str, Reason] = {reason[0]: reason for reason in get_args(Reason)}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A question that an answer suggested; the number counts from 0."""

    answer: str
    number: int


@dataclass(frozen=True, slots=True)
class Example:
    """A question for newcomers; the number counts from 0."""

    language: Language
    number: int


@dataclass(frozen=True, slots=True)
class MoreContacts:
    """The other cards of an answer."""

    answer: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb."""

    answer: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Because:
    """Why an answer was bad."""

    answer: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Turned:
    """A page of a register, by the number of its first row, from 0."""

    register: Register
    offset: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A row of a register by its key, and the page that leads back."""

    register: Register
    key: str
    offset: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language was chosen; None for that of each question."""

    language: Language | None


@dataclass(frozen=True, slots=True)
class Forget:
    """Everything stored of the chat is to go."""


Callback = (
    Suggested | Example | MoreContacts | Feedback | Because | Turned | Opened | Spoken | Forget
)  # fmt: skip


def reference_of(answer_id: str) -> str:
    """An answer's id as a button carries it."""
    return FOREIGN.sub("", answer_id)[:LONGEST_REFERENCE] or "-"


def key_of(row_id: str) -> str:
    """A row's id as a button carries it; the same after another build of the index."""
    return hashlib.sha256(row_id.encode("utf-8", "replace")).hexdigest()[:KEY_DIGITS]


def encode(callback: Callback) -> str:
    """The data of a button: at most 64 bytes of ASCII."""
    match callback:
        case Suggested(answer, number):
            return f"s:{reference_of(answer)}:{number}"
        case Example(language, number):
            return f"e:{language}:{number}"
        case MoreContacts(answer):
            return f"m:{reference_of(answer)}"
        case Feedback(answer, verdict):
            return f"f:{reference_of(answer)}:{verdict[0]}"
        case Because(answer, reason):
            return f"r:{reference_of(answer)}:{reason[0]}"
        case Turned(register, offset):
            return f"p:{register[0]}:{offset}"
        case Opened(register, key, offset):
            return f"i:{register[0]}:{key}:{offset}"
        case Spoken(language):
            return f"l:{language or AS_WRITTEN}"
        case Forget():
            return "g"


def decode(data: str) -> Callback | None:
    """What a button says; None unless it is exactly what one of ours carries."""
    match data.split(":"):
        case ["s", answer, number] if REFERENCE.fullmatch(answer) and NUMBER.fullmatch(number):
            return Suggested(answer, int(number))
        case ["e", "sv" | "en" as language, number] if NUMBER.fullmatch(number):
            return Example("sv" if language == "sv" else "en", int(number))
        case ["m", answer] if REFERENCE.fullmatch(answer):
            return MoreContacts(answer)
        case ["f", answer, verdict] if REFERENCE.fullmatch(answer) and verdict in VERDICTS:
            return Feedback(answer, VERDICTS[verdict])
        case ["r", answer, reason] if REFERENCE.fullmatch(answer) and reason in REASONS:
            return Because(answer, REASONS[reason])
        case ["p", register, offset] if register in REGISTERS and NUMBER.fullmatch(offset):
            return Turned(REGISTERS[register], int(offset))
        case ["i", register, key, offset] if _opens(register, key, offset):
            return Opened(REGISTERS[register], key, int(offset))
        case ["l", "sv" | "en" | "as" as language]:
            return Spoken("sv" if language == "sv" else "en" if language == "en" else None)
        case ["g"]:
            return Forget()
    return None


def _opens(register: str, key: str, offset: str) -> bool:
    return register in REGISTERS and bool(KEY.fullmatch(key) and NUMBER.fullmatch(offset))
