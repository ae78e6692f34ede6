"""Look once more where the documents' words led nowhere: ask for the same in words that they may have.

Silent Answer -> Answer. A model rewrites a follow-up as a whole question and puts a question into Swedish;
what is found with that is decided by the same checks as ever, and the model's verdict on it can only silence
it. Whatever goes wrong, the silent answer is there already.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from bot.answer import Answer
from bot.models.failing import ModelFailed
from bot.models.protocols import Form
from bot.models.tokens import tokens_in
from bot.question import Question
from bot.verifying.leaking import Guard
from bot.wording import say
from bot.writing.choosing import without_details
from bot.writing.consulting import QUESTION_FORM, VERDICT_FORM, question_in, verdict_in
from bot.writing.restating import (
    Restated,
    fault_of_rewriting,
    fault_of_translation,
    is_foreign,
    may_be_translated,
)
from bot.writing.writer import Writer
from prompts.rendering import (
    PromptSource,
    Rendered,
    instructions,
    judge_prompt,
    rewrite_prompt,
    translate_prompt,
)
from retrieval.documents import Language
from retrieval.matching import Matcher

log = logging.getLogger(__name__)

# Reasons for silence that lie in the words. Where the subject was found, and the place, the year, the number
# or the date that was asked for was not, other words find nothing else.
LOST_FOR_WORDS = frozenset(("coverage", "nothing found", "name"))
LEAST_S = 0.5  # in which a model may reply at all; less is not held against it
LONGEST_TURN = 300  # characters of a turn, and of a question, that a model is shown
MOST_TURNS = 3  # the last ones
LONGEST_QUOTE = 900  # characters of a citation that a model judges

CameTo = Literal["answered", "still silent", "not used", "not confirmed", "failed"]
Local = Callable[[str, Language | None, bool], Answer]  # wording, its language, whether a model may write


@dataclass
class _Look:
    """What is done and known while looking."""

    writer: Writer
    matcher: Matcher
    question: Question
    history: Sequence[str]
    asker: str | None
    until: float  # by time.monotonic()
    calls: list[dict[str, Any]] = field(default_factory=list)

    def asked(self, prompt: Rendered, form: Form) -> str:
        """A model's reply. Raises ModelFailed."""
        left_s = self.until - time.monotonic()
        if left_s < LEAST_S:
            raise ModelFailed("timeout", "the second look took too long")
        consulted = self.writer.consult(prompt, form, left_s, self.asker)
        self.calls.append(consulted.traced())
        return consulted.text


def may_help(answer: Answer, question: Question, history: Sequence[str], matcher: Matcher) -> bool:
    """Whether other words might find what these did not; a name that is missing stays missing."""
    decision = answer.trace.get("decision")
    if answer.status != "not_found" or decision not in LOST_FOR_WORDS:
        return False
    helps = is_foreign if decision == "name" else may_be_translated
    return bool(history) or helps(question.text, question.sought_in, matcher)


def look_again(
    silent: Answer,
    question: Question,
    history: Sequence[str],
    local: Local,
    writer: Writer,
    matcher: Matcher,
    asker: str | None,
    until: float,
) -> Answer:
    """The answer that other words find, where it is one to the question itself; else the silent one."""
    look = _Look(writer, matcher, question, tuple(history[-MOST_TURNS:]), asker, until)
    found, came_to, fault = silent, "not used", None
    try:
        found, came_to = _looked(look, silent, local)
    except ModelFailed as failure:
        log.warning("the second look came to nothing: %s", failure)
        came_to, fault = "failed", failure.fault
    traced = {
        "because": silent.trace.get("decision"),
        "calls": look.calls,
        "came_to": came_to,
        "failed": fault,
    }
    return replace(found, trace={**found.trace, "second_look": traced})


def _looked(look: _Look, silent: Answer, local: Local) -> tuple[Answer, CameTo]:
    came_to: CameTo = "not used"
    for wording, language in _wordings(look):
        came_to = "still silent"
        found = local(wording, language, False)
        if found.status != "answered":
            continue
        if not _confirmed(look, found):
            return silent, "not confirmed"
        return _telling(local(wording, language, True), wording), "answered"
    return silent, came_to


def _telling(answer: Answer, wording: str) -> Answer:
    """The answer under a line that says what it answers."""
    return replace(
        answer, answer=f"{say(answer.language, 'understood_as', question=wording)}\n\n{answer.answer}"
    )


def _wordings(look: _Look) -> Iterator[tuple[str, Language | None]]:
    """The question in other words, each checked, with the language that they are in."""
    question, language = look.question, look.question.language
    text, before = question.written, look.history
    if before:
        prompt = rewrite_prompt(language, [_short(turn) for turn in before], _short(text))
        if rewritten := _used(look, prompt, text, question.sought_in, fault_of_rewriting):
            yield rewritten, question.sought_in
            text, before = rewritten, ()
    if may_be_translated(text, question.sought_in, look.matcher):
        prompt = translate_prompt(language, _short(text))
        if translated := _used(look, prompt, text, "sv", fault_of_translation):
            yield translated, "sv"


def _used(
    look: _Look,
    prompt: Rendered,
    text: str,
    worded_in: Language,
    fault_of: Callable[[Restated], str | None],
) -> str | None:
    """A new wording of a text, where it holds; the trace says why where it does not."""
    wording = question_in(look.asked(prompt, QUESTION_FORM))
    if wording is None:
        look.calls[-1]["fault"] = "form"
        return None
    spoken, history = look.question.sought_in, look.history
    restated = Restated(wording, text, history, spoken, worded_in, look.matcher, _guard())
    fault = fault_of(restated)
    look.calls[-1]["fault"] = fault
    return None if fault or wording.casefold() == text.casefold() else wording


def _confirmed(look: _Look, found: Answer) -> bool:
    """Whether a model, too, finds the question answered by what is cited. It sees what was asked, not how."""
    asked = " / ".join(_short(turn) for turn in (*look.history, look.question.written))
    sources = [
        PromptSource(each.number, each.title, each.published, without_details(each.quote)[:LONGEST_QUOTE])
        for each in found.citations
    ]
    room = look.writer.room_for_sources(look.question.language, asked)
    shown = list(_within(sources, room))
    verdict = verdict_in(look.asked(judge_prompt(look.question.language, asked, shown), VERDICT_FORM))
    return bool(verdict) and verdict <= {source.number for source in shown}


def _within(sources: Sequence[PromptSource], room: int) -> Iterator[PromptSource]:
    """The first sources that there is room for; the first one always."""
    for place, source in enumerate(sources):
        room -= tokens_in(source.title) + tokens_in(source.text)
        if place and room < 0:
            return
        yield source


def _short(text: str) -> str:
    return " ".join(without_details(text).split())[:LONGEST_TURN]


@cache
def _guard() -> Guard:
    return Guard(instructions())
