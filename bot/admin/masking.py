"""Take out of what users wrote whatever tells of a person, before an administrator reads it.

Text -> the same with marks in place of numbers, addresses and unknown people's names.
"""

import re
from collections.abc import Callable

from retrieval.registers.contacts.details import details_in

PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d{6}[-+ ]?\d{4}(?!\d)")
LONG_NUMBER = re.compile(r"(?<![\d.,])\d(?:[\d -]*\d){5,}(?![\d.,])")
LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
ACCOUNT = re.compile(r"(?<![\w@])@\w{3,}")
NAME = re.compile(r"\b[A-ZÅÄÖÉ][\w’'-]+(?:\s+(?:von|af|de|van|der)?\s*[A-ZÅÄÖÉ][\w’'-]+)+")
INTRODUCED = re.compile(
    r"(?P<before>\b(?:jag heter|mitt namn är|hälsningar|mvh|my name is|i am called|regards),?\s+)"
    r"(?P<name>[A-ZÅÄÖÉ][\w’'-]+)",
    re.IGNORECASE,
)
Known = Callable[[str], bool]  # whether the corpus itself speaks of somebody or something by this name


def masked(text: str, is_known: Known) -> str:
    """The text without telephone numbers, addresses, personal numbers, links and strangers' names."""
    text = PERSONAL_NUMBER.sub("[personnummer]", text)
    for detail in sorted(details_in(text), key=lambda found: -found.start):
        text = text[: detail.start] + ("[e-post]" if detail.email else "[telefon]") + text[detail.end :]
    text = ACCOUNT.sub("[konto]", LINK.sub("[länk]", LONG_NUMBER.sub("[nummer]", text)))
    text = INTRODUCED.sub(lambda match: f"{match['before']}[namn]", text)
    return NAME.sub(lambda match: _name(match.group(), is_known), text)


def _name(name: str, is_known: Known) -> str:
    """A name that the corpus knows stays; of a sentence's beginning only what follows may be a name."""
    if is_known(name):
        return name
    rest = name.partition(" ")[2]
    if rest and is_known(rest):
        return name
    return "[namn]"
