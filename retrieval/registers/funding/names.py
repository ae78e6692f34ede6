"""Find where a sentence names a support, a grant, a fund or a programme.

Sentence -> Mentions. A name is known, or a compound ("företagsstöd"), or a head with what it is for ("stöd
till kommersiell service"), or an English name; forms of one name share a key.
"""

from collections.abc import Iterable, Iterator

from retrieval.registers.funding.english import english_bare, english_names, english_words
from retrieval.registers.funding.mention import Mention
from retrieval.registers.funding.swedish import bare_in, compounds_in
from retrieval.registers.funding.titled import FORMS, titled_in

# letters in one of which money is named; cheaper to look for than any pattern
SOUNDS = tuple(
    "stöd bidrag check premie lån anslag stipendi medel medlen fond finansier utlys programm initiativ"
    " satsning horisont horizon interreg grant fund voucher loan scheme scholar facility bursar europ"
    " skapande klivet bryggan leader erasmus eurostars life-".split()
)
SHORT_NAMES = tuple(form for form in FORMS if form.isupper())


def may_name(text: str) -> bool:
    """Whether a text can name money at all; cheap."""
    small = text.casefold()
    return any(sound in small for sound in SOUNDS) or any(name in text for name in SHORT_NAMES)


def mentions_in(text: str, context: bool, offered: bool = False) -> list[Mention]:
    """The money that a sentence names, in order, no two at the same place.

    `context`: the sentence or the heading above it speaks of money that is given out or sought;
    `offered`: so does what stands around it, so that "stöd" needs no other word to be money.
    """
    found: list[Mention] = []
    _add(_names(text, context), found)
    specific = any(mention.record for mention in found)
    _add(bare_in(text, context, specific, offered), found)
    if context and not specific:
        _add(english_bare(text), found)
    return sorted(found, key=lambda mention: mention.first)


def _names(text: str, context: bool) -> Iterator[Mention]:
    """Names that stand for themselves, the surest first."""
    yield from titled_in(text)
    yield from english_names(text)
    yield from compounds_in(text, context)
    if context:
        yield from english_words(text)


def _add(mentions: Iterable[Mention], found: list[Mention]) -> None:
    """Keep what stands where nothing was found yet."""
    for mention in mentions:
        if all(mention.last <= other.first or mention.first >= other.last for other in found):
            found.append(mention)
