"""Hold the numbers to call, the addresses and the links of a sentence against those of its sources.

Sentence, sources' details -> what does not stand there. Addresses in words ("name at region dot se") count as
addresses, digits one by one as a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.verifying.characters import plain, spelled_digits
from bot.verifying.source import Found
from retrieval.cleaning.characters import unaccented
from retrieval.registers.contacts.addresses import AT, DOT
from retrieval.registers.contacts.details import details_in

LINK = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,11}://|www\.)[^\s<>\"”)\]]+|\b(?:mailto|tel|javascript|data|tg"
    r"|sms):[^\s<>\"”)\]]+",
    re.IGNORECASE,
)
# "region.se/kultur", without scheme: a name of two letters or more, a point, a domain of letters
BARE = re.compile(r"(?<![\w@.-])(?:[\w-]{2,}\.)+[a-z]{2,12}(?![\w@]|\.\w)(?:/[^\s<>\"”)\]]*)?")
NUMERIC_HOST = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
MARKUP = re.compile(
    r"!\[|\]\s?\(|\]\s?\[(?!\s?\d)|<\s*/?\s*[a-z!]|&(?:#\d+|#x[\da-f]+|[a-z]{2,8});|```|\{\{|\$\{",
    re.IGNORECASE,
)
MARKDOWN_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]\[]+)\]\((?P<link>[^\s()]+)\)")
AUTOLINK = re.compile(r"<(?P<link>[^\s<>]+)>")
WRITTEN_ADDRESS = re.compile(
    rf"[\w.+-]+(?:(?:{DOT.pattern})[\w+-]+){{0,3}}(?:{AT.pattern})[\w-]+(?:(?:\s?\.\s?"
    rf"|{DOT.pattern})[\w-]+)+",
    re.IGNORECASE,
)
# cheap to look for; a sentence without one has no address in words
WRITTEN = re.compile(
    r"@|\bat\b|\bdot\b|\bpunkt\b|snabel|[(\[{<]\s*a\s*[)\]}>]|[(\[{]\s*\.\s*[)\]}]", re.IGNORECASE
)
WRITTEN_DOT = re.compile(r"\b(?:dot|punkt)\b", re.IGNORECASE)
WRITTEN_HOST = re.compile(
    rf"\b[\w-]+(?:{DOT.pattern})(?:[\w-]+(?:{DOT.pattern}))*(?:se|com|org|net|eu|nu|io|info|example)\b", re.I
)
LONGEST_ABBREVIATION = 3
TRAILING = ".,;:!?)'\"”’]"


@dataclass(frozen=True, slots=True)
class Details:
    """The addresses, numbers and links of a text, as they compare."""

    phones: frozenset[str]  # as dialled from abroad
    emails: frozenset[str]
    links: frozenset[str]
    text: str  # without accents, lower case
    digits: str  # blanks between the rows


@dataclass(frozen=True, slots=True)
class PlacedDetail:
    """A number or address that somebody is reached by, and where it stands."""

    start: int
    end: int
    key: str  # the number as dialled from abroad, or the address in lower case
    is_email: bool


@lru_cache(maxsize=4096)
def placed_details(text: str) -> tuple[PlacedDetail, ...]:
    """The numbers and addresses of a text, in order."""
    found = []
    for detail in details_in(text):
        key = detail.email.casefold() if detail.email else detail.phone.e164 if detail.phone else ""
        found.append(PlacedDetail(detail.start, detail.end, key, detail.email is not None))
    return tuple(found)


@lru_cache(maxsize=1024)
def details_of(text: str) -> Details:
    """What a source says of how to reach anybody or anything."""
    placed = placed_details(text)
    return Details(
        frozenset(d.key for d in placed if not d.is_email),
        frozenset(d.key for d in placed if d.is_email),
        frozenset(_link(link) for link in _links(text)),
        unaccented(text),
        " ".join(re.findall(r"\d+", re.sub(r"(?<=\d)[ ()/.–-]{1,3}(?=\d)", "", text))),
    )


def unknown_detail(sentence: str, known: Details) -> Found | None:
    """The first address, number or link that no source has."""
    if odd := _markup(sentence, known):
        return Found("link" if "(" in odd or "![" in odd else "markup", odd)
    for detail in placed_details(sentence):
        if detail.key not in (known.emails if detail.is_email else known.phones):
            return Found("email" if detail.is_email else "phone", sentence[detail.start : detail.end])
    return _written_out(sentence, known) or _unknown_link(sentence, known) or _spelled(sentence, known)


def _markup(sentence: str, known: Details) -> str | None:
    """Markup that a reader's program would act on; a link in Markdown is none where a source has it."""
    rest = MARKDOWN_LINK.sub(
        lambda m: m.group("words") if _link(m.group("link")) in known.links else m.group(), sentence
    )
    rest = AUTOLINK.sub(
        lambda m: m.group("link") if _link(m.group("link")) in known.links else m.group(), rest
    )
    match = MARKUP.search(rest)
    return rest[match.start() : match.start() + 40] if match else None


def _written_out(sentence: str, known: Details) -> Found | None:
    """An address in words or with blanks, that a source does not have."""
    if not WRITTEN.search(sentence):
        return None
    for match in WRITTEN_ADDRESS.finditer(sentence):
        if _is_a_place(match.group()):
            continue
        address = re.sub(r"\s", "", DOT.sub(".", AT.sub("@", match.group(), count=1))).casefold().strip(".")
        if address not in known.emails:
            return Found("email", match.group())
    for match in WRITTEN_HOST.finditer(sentence):
        if re.sub(r"\s", "", DOT.sub(".", match.group())).casefold() not in known.text:
            return Found("link", match.group())
    return None


def _is_a_place(words: str) -> bool:
    """Whether "at" is only the preposition: "meet us at Umeå. Then", "apply at region.se"."""
    at = AT.search(words)
    return bool(at and at.group().strip().casefold() == "at" and not WRITTEN_DOT.search(words))


def _unknown_link(sentence: str, known: Details) -> Found | None:
    for link in _links(sentence):
        if _link(link) not in known.links:
            return Found("link", link)
    return None


def _links(text: str) -> Iterator[str]:
    """The links of a text; a host without scheme counts, an abbreviation does not."""
    for pattern in (LINK, BARE, NUMERIC_HOST):
        for match in pattern.finditer(text):
            if pattern is not BARE or not _is_abbreviation(match.group()):
                yield match.group()


def _is_abbreviation(word: str) -> bool:
    """Whether points part letters of one word: "bl.a", "fr.o.m"; or two sentences that lack a blank."""
    return all(len(part) <= LONGEST_ABBREVIATION - 1 for part in word.split(".")) or bool(
        re.fullmatch(r"(?:\d+\.)+\w*", word)
    )


def _link(link: str) -> str:
    bare = re.sub(r"^https?://", "", link.casefold().rstrip(TRAILING))
    return bare.removeprefix("www.").rstrip("/#")


def _spelled(sentence: str, known: Details) -> Found | None:
    """A number in words or in single digits; it is never how sources print one, unless it stands there so."""
    for row in spelled_digits(sentence):
        if not (row.isdigit() and row in known.digits.split()) and not _stands(sentence, known):
            return Found("phone", row)
    return None


def _stands(sentence: str, known: Details) -> bool:
    """Whether the whole sentence is a source's own."""
    return unaccented(plain(sentence)).strip(" .") in known.text
