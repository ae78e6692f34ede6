"""Tell titles in the words beside a name, and lines that are nothing but a title.

Words -> title.
"""

import re

from retrieval.registers.contacts.entry import Entry
from retrieval.registers.contacts.fields import field_of
from retrieval.registers.contacts.lines import LABEL
from retrieval.registers.contacts.names import TITLE, is_one_persons

PRESS = re.compile(r"press|media", re.IGNORECASE)
SENTENCE = re.compile(r"\b(?:är|har|om du|säger|kan|ska|will|is|are|if you)\b")
INVITES = re.compile(
    r"^(?:kontakta|ring|mejla|maila|vill|här|våra?|du|our|for|contact|call|meet|möt|din|era?)\b",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"\b(?:säger|sa|berättar|menar|förklarar|tillägger|konstaterar|kommenterar|hälsar|betonar|says?|said|explains?"
    r"|adds?|according to|enligt)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
TITLE_BEFORE = re.compile(r"((?:(?:tf|t\.f\.|biträdande|vice|ställföreträdande)\s+)?[\w-]+)\s*:?\s*$")
ENGLISH_POST = re.compile(
    r"((?:[A-Z][a-z]+ ){1,2}(?:Officer|Manager|Director|Coordinator|Advis[eo]r|Planner|Strategist|Analyst"
    r"|Secretary)"
    r"|(?:Head|Director|Manager) (?:of|for) [A-Z][\w&]*(?: [A-Z][\w&]*){0,3})\s$"
)
LEADS_ON = re.compile(
    r"\s+(?:på|via|med|on|at|or|eller|och|and|tel|telefon|tfn|mobil|e-?post|nås)\W*$", re.IGNORECASE
)
LONGEST_TITLE_WORDS = 14


def title_before(words: str) -> tuple[int, str] | None:
    """The title right before a name, and where it begins: "vår kulturstrateg"."""
    if english := ENGLISH_POST.search(words):
        return english.start(1), english.group(1)
    match = TITLE_BEFORE.search(words)
    return (match.start(1), match.group(1)) if match and TITLE.search(match.group(1)) else None


def title_after(rest: str, entry: Entry) -> str | None:
    """The title in words after a name: short, no sentence, before or beside the details."""
    bracketed = re.match(r"\s*\(([^)]+)\)", rest)
    words = bracketed.group(1) if bracketed else re.sub(r"\([^)]*$|^[^(]*\)", "", rest).strip(" .:-–")
    words = LEADS_ON.sub("", words)
    if entry.name is None or not words or LABEL.match(words):
        return None
    if len(words.split()) > LONGEST_TITLE_WORDS or SENTENCE.search(words) or len(entry.titles) > 1:
        return None
    if not entry.titles and not TITLE.search(words):
        return None
    if entry.titles and (entry.has_details or not words[0].islower()):
        return None
    return words.split(". ")[0]


def is_title_line(line: str) -> bool:
    """Whether a line is nothing but the title of one person."""
    said = line.strip(" .:")
    if not said or len(said.split()) > LONGEST_TITLE_WORDS or line.rstrip().endswith((".", ":", "?", "!")):
        return False
    if SENTENCE.search(said) or INVITES.match(said) or field_of(said) or PRESS.search(said):
        return False
    return is_one_persons(said)
