"""Telephone numbers and e-mail addresses in text.

Text -> Details. Sums, years, dates, times and the numbers of organisations and accounts are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from retrieval.registers.records import Phone

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MAYBE_PHONE = re.compile(
    r"(?<![\w@/-])(?<!\d[.,])(?:\+\d{1,3}|00\d{2}|\((?=0\d{1,3}\))0|0(?=[ \u00a0-]?[1-9]))"
    r"(?:(?:[ \u00a0()/–-]{0,3}\d){6,12}|(?:\.?\d{2,3}){1,2}(?:\.\d{2}){2,3})(?!\d)"
)
GROUP_END = re.compile(r"(?<=\d)(?=[ \u00a0()/–-])")
EXTENSION = re.compile(r",?\s?(?:ankn(?:ytning)?|anknytn|ext(?:ension)?)\b\.?:?\s?\d{1,5}\b", re.IGNORECASE)
DATE_OR_TIMES = re.compile(
    r"^(?:[0-3]?\d[-/– ][01]?\d[-/– ](?:19|20)\d\d"
    r"|(?:[01]\d|2[0-4])[0-5]\d\s?[-–]\s?(?:[01]\d|2[0-4])[0-5]\d)$"
)
OTHER_NUMBER = re.compile(
    r"\b(?:dnr|diarie\w*|org(?:anisations)?\.?\s?(?:nr|nummer)|bank-?giro|plus-?giro|post-?giro|bg|pg|isbn|issn"
    r"|konto\w*|faktura(?:nummer|nr)|ref(?:erens)?(?:nummer|nr)?|ärende(?:nummer|nr)?|personn\w+|swish\w*|gln|vat"
    r"|iban|beslut)\.?(?:\s?n(?:umme)?r\.?)?\s?:?\s?(?:\w{1,4}\s)?$",
    re.IGNORECASE,
)
SUM_AFTER = re.compile(r"^\s?(?:kr\b|kronor|tkr|kkr|mn?kr|miljon|procent|%|euro|st\b)", re.IGNORECASE)
LONGEST_LABEL = 40  # characters before a number that may say that it is no telephone's
MOST_SINGLE_DIGITS = 3  # "+46 (0)8 7..."
COUNTRY = "SE"


@dataclass(frozen=True, slots=True)
class Detail:
    """An address or number, and where it stands in its text."""

    start: int
    end: int
    email: str | None = None
    phone: Phone | None = None
    doubt: str | None = None  # the wording's key of what a reader should know of it


def details_in(text: str) -> Iterator[Detail]:
    """The e-mail addresses and telephone numbers of a text, in order; a number nobody has is in doubt."""
    addresses = EMAIL.finditer(text) if "@" in text else ()  # without one the search is slow for nothing
    found = [Detail(m.start(), m.end(), email=m.group().rstrip(".")) for m in addresses]
    yield from sorted([*found, *_phones(text)], key=lambda detail: detail.start)


def _phones(text: str) -> Iterator[Detail]:
    at = 0
    while match := MAYBE_PHONE.search(text, at):
        at = match.end()
        if DATE_OR_TIMES.match(match.group()) or _is_a_table(match.group()):
            continue
        if OTHER_NUMBER.search(text, max(0, match.start() - LONGEST_LABEL), match.start()):
            continue
        if (phone := _longest_valid(match.group())) is None or SUM_AFTER.match(text[match.end() :]):
            continue
        at = end = match.start() + len(phone.printed)
        if extension := EXTENSION.match(text, end):
            at = end = extension.end()
        doubt = None if _is_valid(phone.printed) else "phone_invalid"
        yield Detail(match.start(), end, phone=Phone(text[match.start() : end], phone.e164), doubt=doubt)


def _is_a_table(printed: str) -> bool:
    """Whether digits stand one by one, as figures in a row of a table."""
    return sum(len(group) == 1 for group in re.findall(r"\d+", printed)) > MOST_SINGLE_DIGITS


def _longest_valid(printed: str) -> Phone | None:
    """As many groups of digits as make a number that exists; else all of them, if one could exist."""
    ends = [len(printed), *(m.start() for m in reversed(list(GROUP_END.finditer(printed))))]
    for end in ends:
        if _is_valid(printed[:end]):
            return phone_in(printed[:end])
    return phone_in(printed)


def phone_in(printed: str) -> Phone | None:
    """A printed number as it is dialled; None where it is no number that can be called."""
    number = _parsed(printed)
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    return Phone(printed.strip(), phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _is_valid(printed: str) -> bool:
    number = _parsed(printed)
    return number is not None and phonenumbers.is_valid_number(number)


def _parsed(printed: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(printed, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
