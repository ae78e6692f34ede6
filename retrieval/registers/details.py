"""Telephone numbers and e-mail addresses in text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from retrieval.registers.records import Phone

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MAYBE_PHONE = re.compile(r"(?<![\w@.,/-])(?:\+\d{2}|00\d{2}|0)(?:[ \u00a0()/–-]{0,3}\d){6,12}(?!\d)")
COUNTRY = "SE"


@dataclass(frozen=True, slots=True)
class Detail:
    """An address or number, and where it stands in its text."""

    start: int
    end: int
    email: str | None = None
    phone: Phone | None = None


def details_in(text: str) -> Iterator[Detail]:
    """The e-mail addresses and telephone numbers of a text, in order; years and sums are none."""
    found = [Detail(m.start(), m.end(), email=m.group().rstrip(".")) for m in EMAIL.finditer(text)]
    for match in MAYBE_PHONE.finditer(text):
        if phone := phone_in(match.group()):
            found.append(Detail(match.start(), match.end(), phone=phone))
    yield from sorted(found, key=lambda detail: detail.start)


def phone_in(printed: str) -> Phone | None:
    """A printed number as it is dialled; None where it is no number that can be called."""
    try:
        number = phonenumbers.parse(printed, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return Phone(printed.strip(), phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
