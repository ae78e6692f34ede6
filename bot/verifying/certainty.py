"""Find how sure a text is: what is expected or allowed only, and what is said to hold always or for all.

Text -> truths and Overstatements. The strong words stand in cues.toml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.verifying.patterns import strong

# said of what has not happened, or need not
EXPECTED = re.compile(
    r"(?<!\w)(?:förvänta\w*|vänta(?:s|des|nde)|beräkna(?:s|des)|(?<!som )planera(?:s|r|t|de|des|ts)"
    r"|(?<!as )planned|planning|plans|föreslå\w*|föreslog\w*|förslag\w*|avisera\w*|aviser|förutspå\w*"
    r"|bedöms|avse(?:r|s|tt)|ambition\w*|målsättning\w*|siktar|strävar|hoppas|möjlig(?:t|en|tvis)"
    r"|eventuell\w*|riskerar|scenario\w*|skulle|vill|kanske|tros|antas"
    r"|expected|expects?|propos\w*|estimated|projected|forecast\w*|intend\w*|aims?|ambition|hopes?"
    r"|would|might|could|possibl[ey]|perhaps|likely|proposal\w*|announced|target|goal|predicted"
    r"|not yet|mål(?:et|en|sättningen)? (?:är |var )?att|(?:goal|aim|target) (?:is|was|of|to))(?!\w)",
    re.IGNORECASE,
)
WILL = re.compile(
    r"(?<!\w)(?:ska|skall|kommer att|blir|will|shall|is to|are to|be able|should|bör|ought|due to"
    r"|mål(?:et|en)?|avsikt\w*|intention\w*|syfte\w*|to be|set to|going to|kommer)(?!\w)",
    re.IGNORECASE,
)
MAY = re.compile(
    r"(?<!\w)(?:kan|kunna|kunde|may|might|can|could|möjlighet\w*|möjligt|possible|possib\w*|able"
    r"|berättiga\w*|eligible|sök(?:a|as|s|er)|apply|ansök\w*|opportunit\w*|up to|upp till|högst"
    r"|erbjud\w*|offer\w*|available|makes? it|gör det)(?!\w)",
    re.IGNORECASE,
)
GETS = re.compile(
    r"(?<!\w)(?:kan|kunna|may|might|can|could)\s(?:\w+\s){0,2}?(?:få|erhålla|beviljas|tilldelas|receive"
    r"|get|obtain|be (?:granted|awarded|given)|återkrävas|leda|lead|innebära|mean|påverka|affect|locka"
    r"|bidra till|minska|öka|reduce|increase|be reclaimed)(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_tentative(text: str) -> bool:
    """Whether a text says that something is expected, planned or possible."""
    return bool(EXPECTED.search(text) or WILL.search(text) or MAY.search(text))


@lru_cache(maxsize=8192)
def is_expected(text: str) -> bool:
    """Whether a source says that something is not yet so, or not certainly."""
    return bool(EXPECTED.search(text) or GETS.search(text))


@dataclass(frozen=True, slots=True)
class Overstatement:
    """A word by which a statement holds for everything, and the words by which a source may say so too."""

    start: int
    word: str
    said: re.Pattern[str]


def overstatements(text: str) -> Iterator[Overstatement]:
    """The words of a text by which it holds for everything, always or surely."""
    for claimed, said in strong():
        for match in claimed.finditer(text):
            yield Overstatement(match.start(), match.group(), said)
