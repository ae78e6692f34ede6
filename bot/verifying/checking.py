"""Hold every sentence of a reply against the passages that it names.

Reply, sources -> checked sentences. A sentence passes when nothing speaks against it; in doubt it falls, for
what falls is replaced by a quote and what passes is believed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.verifying.agents import another_agent, turned_comparison
from bot.verifying.attached import elsewhere
from bot.verifying.bearing import unsupported
from bot.verifying.binding import swapped
from bot.verifying.characters import odd_character, plain
from bot.verifying.counted import miscounted, not_yet
from bot.verifying.details import details_of, unknown_detail
from bot.verifying.figures import all_figures, unknown_figure
from bot.verifying.leaking import Guard
from bot.verifying.marks import sources_in, without_marks
from bot.verifying.mixed import mixed
from bot.verifying.naming import unknown_name
from bot.verifying.owners import another_owner, refers_back, resolved
from bot.verifying.portions import another_portion
from bot.verifying.reading import Laid
from bot.verifying.replaced import another_deed, in_the_place_of_another, owner_as_agent, owner_as_doer
from bot.verifying.returns import exchanged
from bot.verifying.sentences import BULLET, sentence_key, sentence_keys, sentences_of
from bot.verifying.siding import another_side, another_subject
from bot.verifying.source import CheckedSentence, Found, Source
from bot.verifying.titling import wrong_title
from bot.verifying.tongue import other_language
from bot.verifying.turned import turned
from bot.verifying.urging import urges
from retrieval.documents import Language
from retrieval.instructing import instructs
from retrieval.matching import Matcher

EMPHASIS = re.compile(r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|^#{1,6}\s|^>\s|`")


@dataclass(frozen=True)
class Sentence:
    """A sentence beside the sources that it names."""

    written: str  # as the model wrote it
    sources: tuple[Source, ...]
    language: Language
    matcher: Matcher
    guard: Guard
    before: str  # what was kept before it

    @cached_property
    def said(self) -> str:
        """What it says: without marks, bullet and emphasis."""
        return plain(EMPHASIS.sub("", BULLET.sub("", without_marks(self.written))))

    @cached_property
    def shown(self) -> str:
        """The cited text alone; what instructs a reader or a model says nothing."""
        return "\n".join(plain(s.text) for s in self.sources if not instructs(s.text))

    @cached_property
    def around(self) -> str:
        """The cited text with titles, dates and links."""
        heads = [" ".join(filter(None, (s.title, s.published, s.url))) for s in self.sources]
        return "\n".join((*heads, self.shown))

    @cached_property
    def is_quoted(self) -> bool:
        """Whether it is a whole sentence of its sources, word by word."""
        return sentence_key(self.said) in sentence_keys(self.shown)

    @cached_property
    def laid(self) -> Laid:
        """The sentence over the cited text, a pronoun read as whom it stands for."""
        return Laid(resolved(self.said, self.before), self.language, self.shown, self.matcher)


Check = Callable[[Sentence], Found | None]


def _characters(sentence: Sentence) -> Found | None:
    odd = odd_character(sentence.written, frozenset(sentence.around))
    return Found("characters", odd) if odd else None


def _details(sentence: Sentence) -> Found | None:
    return unknown_detail(sentence.said, details_of(sentence.around))


def _leak(sentence: Sentence) -> Found | None:
    return sentence.guard.leak_in(sentence.said, sentence.around)


def _language(sentence: Sentence) -> Found | None:
    return other_language(sentence.said, sentence.language)


def _urging(sentence: Sentence) -> Found | None:
    return urges(sentence.said, sentence.around)


def _names(sentence: Sentence) -> Found | None:
    return unknown_name(sentence.laid.claim.text, sentence.language, [sentence.around], sentence.matcher)


def _figures(sentence: Sentence) -> Found | None:
    return unknown_figure(sentence.said, all_figures([sentence.around]))


def _owner(sentence: Sentence) -> Found | None:
    return another_owner(sentence.said, sentence.before, sentence.shown)


def _title(sentence: Sentence) -> Found | None:
    return wrong_title(sentence.laid.claim.text, sentence.language, sentence.shown)


def _swapped(sentence: Sentence) -> Found | None:
    return swapped(sentence.laid)


def _agent(sentence: Sentence) -> Found | None:
    return another_agent(sentence.laid) or turned_comparison(sentence.laid)


def _portion(sentence: Sentence) -> Found | None:
    return exchanged(sentence.laid) or another_portion(sentence.laid) or mixed(sentence.laid)


def _place(sentence: Sentence) -> Found | None:
    laid = sentence.laid
    return owner_as_doer(laid) or owner_as_agent(laid) or in_the_place_of_another(laid) or another_deed(laid)


def _counted(sentence: Sentence) -> Found | None:
    return miscounted(sentence.laid) or not_yet(sentence.laid)


def _side(sentence: Sentence) -> Found | None:
    return another_side(sentence.laid) or another_subject(sentence.laid)


def _attached(sentence: Sentence) -> Found | None:
    return elsewhere(sentence.laid)


def _turned(sentence: Sentence) -> Found | None:
    return turned(sentence.laid)


def _borne(sentence: Sentence) -> Found | None:
    return unsupported(sentence.laid, sentence.around, [source.text for source in sentence.sources])


# in order: what hides first, then what must stand literally, then what it means; a quoted sentence means what
# its source does
LITERAL: tuple[Check, ...] = (_characters, _details, _leak, _language, _urging)
MEANING: tuple[Check, ...] = (
    _names, _figures, _owner, _title, _borne, _agent, _swapped, _portion,
    _counted, _place, _side, _attached, _turned,
)  # fmt: skip


def check_sentence(
    sentence: str,
    sources: Mapping[int, Source],
    language: Language,
    matcher: Matcher,
    *,
    guard: Guard | None = None,
    before: str = "",
) -> CheckedSentence:
    """A sentence, and the first thing that speaks against it."""
    numbers = sources_in(sentence)
    if not numbers:
        return CheckedSentence(sentence, (), "no_source")
    if unknown := [number for number in numbers if number not in sources]:
        return CheckedSentence(sentence, numbers, "unknown_source", f"[{unknown[0]}]")
    held = Sentence(sentence, tuple(sources[n] for n in numbers), language, matcher, guard or Guard(), before)
    checks = LITERAL if held.is_quoted else (*LITERAL, *MEANING)
    found = next((found for check in checks if (found := check(held))), None)
    return CheckedSentence(sentence, numbers, found.fault if found else None, found.detail if found else None)


def check_reply(
    text: str,
    sources: Mapping[int, Source],
    language: Language,
    matcher: Matcher,
    *,
    guard: Guard | None = None,
) -> tuple[CheckedSentence, ...]:
    """Every sentence of a reply in order; what refers to a sentence that fell, falls with it."""
    checker = ReplyChecker(sources, language, matcher, guard)
    return tuple(checker.check(sentence) for sentence in sentences_of(text))


class ReplyChecker:
    """Checks the sentences of one reply as they come, each knowing what was kept before it."""

    def __init__(
        self, sources: Mapping[int, Source], language: Language, matcher: Matcher, guard: Guard | None = None
    ) -> None:
        self._sources = sources
        self._language: Language = language
        self._matcher = matcher
        self._guard = guard or Guard()
        self._kept: list[str] = []
        self._last_fell = False

    def check(self, sentence: str) -> CheckedSentence:
        """The next sentence, held against its sources."""
        if self._last_fell and refers_back(without_marks(BULLET.sub("", sentence))):
            return CheckedSentence(sentence, sources_in(sentence), "reference")
        checked = check_sentence(
            sentence,
            self._sources,
            self._language,
            self._matcher,
            guard=self._guard,
            before=" ".join(self._kept),
        )
        self._last_fell = not checked.kept
        if checked.kept:
            self._kept.append(without_marks(sentence))
        return checked


def warm(matcher: Matcher) -> None:
    """Read the word lists now, so that the first answer does not wait a second for them."""
    text = "The office has 3 people, and Eva Ek is its new director. Kontoret har inte 3 anställda."
    for language, said in (
        ("en", "The office does not have 4 employees [1]."),
        ("sv", "Eva Ek är ny chef [1]."),
    ):
        check_reply(said, {1: Source(1, "", None, text)}, "en" if language == "en" else "sv", matcher)
