"""Find the English names of supports: "the Innovation Voucher", "travel grants", "grants for film festivals".

Sentence -> Mentions.
"""

import re
from collections.abc import Iterator

from retrieval.registers.funding.mention import Mention, capital, text_before, with_purpose
from retrieval.registers.funding.vocabulary import FUNDS, NO_OFFER
from retrieval.registers.funding.words import complement
from retrieval.registers.records import FundingKind

ENGLISH_NAME = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-Z][\w&+-]*\s(?:(?:for|of|and)\s(?=[A-Z]))?){1,5}"
    r"(?P<head>Vouchers?|Grants?|Fund|Programme|Program|Scheme|Loans?|Facility|Scholarships?))\b"
)
ENGLISH_WORDS = re.compile(
    r"\b(?:an?|the|our|for|offers?|through|via)\s(?P<name>(?!(?:this|such|other|more"
    r"|any)\b)(?:[a-z][a-z-]+\s){1,2}?"
    r"(?P<head>grant|voucher|loan|bursar(?:y)|scholarship)s?)\b"
)
ENGLISH_BARE = re.compile(
    r"\b(?P<name>[Gg]rants|[Ff]unding|[Ff]inancial support|[Ss]cholarships"
    r"|[Ll]oans)\s(?P<word>for|to)\s(?=[a-z])"
)
PLAIN_ENGLISH = frozenset(
    "new small large annual special separate single maximum additional specific".split()
)
ENGLISH = re.compile(r"\b(?:the|and|of|for|with|is|are|can)\b")


def english_names(text: str) -> Iterator[Mention]:
    """Names with capitals: "Innovation Voucher", "Green Growth Programme"."""
    if not ENGLISH.search(text) and " " in text.strip():
        return
    for match in ENGLISH_NAME.finditer(text):
        head = match.group("head").casefold().rstrip("s")
        if head in ("programme", "program", "scheme", "facility") and not FUNDS.search(text):
            continue
        first = match.start() + (4 if match.group("name").startswith("The ") else 0)
        name = text[first : match.end()].removesuffix("s")
        kind: FundingKind = (
            "fund" if head == "fund" else "programme" if head in ("programme", "program") else "support"
        )
        yield Mention(first, match.end(), name.casefold(), name, text[first : match.end()], kind, True)


def english_words(text: str) -> Iterator[Mention]:
    """Names in small letters, where money is spoken of: "a travel grant"."""
    for match in ENGLISH_WORDS.finditer(text):
        words = [word for word in match.group("name").split() if word not in PLAIN_ENGLISH]
        if len(words) > 1:
            first = match.end() - len(" ".join(words))
            name = " ".join(words).removesuffix("s")
            yield Mention(first, match.end(), name, capital(name), text[first : match.end()], "support", True)


def english_bare(text: str) -> Iterator[Mention]:
    """Money and what it is for, where no other name stands: "grants for film festivals"."""
    for match in ENGLISH_BARE.finditer(text):
        last = complement(text, match.end(), match.group("word"))
        if last > match.end() and not NO_OFFER.search(text_before(text, match.start())):
            yield with_purpose(
                text, match.start(), match.end(), last, match.group("name").casefold(), "support"
            )
