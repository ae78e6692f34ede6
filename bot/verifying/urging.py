"""Notice that a sentence tells its reader to do something that the sources do not ask for.

Sentence, source -> the first such act. To call, write or ask is fine where the source can be reached.
"""

import re

from bot.verifying.details import LINK, placed_details
from bot.verifying.patterns import acts
from bot.verifying.source import Found
from retrieval.instructing import instructs

CALLS = re.compile(
    r"(?<!\w)(?:ring|ringa|mejla|maila|e-?posta|sms:?a|call|phone|e-?mail|text (?:us|them|him|her|to)|dial"
    r"|slå numret"
    r"|write to|skriv till|contact|kontakta|vänd dig till|hör av dig till)(?!\w)",
    re.IGNORECASE,
)
CONTACT_SAID = re.compile(
    r"kontakt|contact|\bring\b|\bcall\b|telefon|\btel\b|\bnås\b|reach|frågor|questions|handläggare"
    r"|växel|skriv|write|mejl|e-?mail|e-?post|stöd hos|rådgiv",
    re.IGNORECASE,
)


def urges(sentence: str, source: str) -> Found | None:
    """The first act that a reader is told to do, and that the source does not speak of."""
    if reason := instructs(sentence):
        return Found("instruction", reason)
    for act, said in acts():
        if (match := act.search(sentence)) and not said.search(source):
            return Found("instruction", match.group())
    if match := CALLS.search(sentence):
        named = any(True for _ in placed_details(sentence)) or bool(LINK.search(sentence))
        reachable = named or bool(placed_details(source)) or bool(CONTACT_SAID.search(source))
        if not reachable:
            return Found("instruction", match.group())
    return None
