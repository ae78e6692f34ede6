"""Make a quoted answer fluent, where a model is configured and what it writes holds.

Quoted Answer, Evidence -> Answer. Whatever goes wrong, the quoted answer is there already.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import islice
from typing import Any

from bot.answer import Answer, parted
from bot.compose.quoted import LONGEST_ANSWER
from bot.evidence import Evidence, Reader
from bot.models.failing import ModelFailed
from bot.verifying.checking import ReplyChecker
from bot.verifying.leaking import Guard
from bot.verifying.source import CheckedSentence, Source
from bot.wording import say
from bot.writing.choosing import Shown, choose
from bot.writing.citing import cited
from bot.writing.flowing import flowing
from bot.writing.telling import Telling
from bot.writing.writer import Check, Hear, Writer, Written
from prompts.rendering import instructions
from retrieval.language.sentences import sentence_spans
from retrieval.retriever import Retriever

log = logging.getLogger(__name__)

READ_AHEAD = 3  # sources that are read while the model thinks: the best ones, of which it says most


def fluent(
    compose: Callable[[], Answer],
    writer: Writer,
    reader: Reader,
    evidence: Sequence[Evidence],
    retriever: Retriever,
    today: date,
    hear: Hear,
    asker: str | None,
) -> Answer:
    """The answer in a model's words, as far as they hold; else the quoted one, which says so.

    `compose` makes the quoted one, here while the model thinks; it is called more than once.
    """
    question = reader.question
    room = writer.room_for_sources(question.language, question.text)
    shown = choose(evidence, retriever, room)
    sources = {each.number: _source(each) for each in shown}

    def checking() -> Check:
        return ReplyChecker(sources, question.language, retriever.matcher, _guard()).check

    meanwhile: list[Callable[[], object]] = [
        compose,
        *(partial(_read, sources, number, checking) for number in islice(sources, READ_AHEAD)),
    ]
    try:
        telling = Telling(hear, LONGEST_ANSWER)
        written = writer.write(question.language, question.text, shown, checking, telling, asker, meanwhile)
    except ModelFailed as failure:
        log.warning("the model gave no answer: %s", failure)
        return _without_model(compose(), failure)
    quoted = compose()
    traced = replace(quoted, trace={**quoted.trace, "model": _trace(writer, shown, written)})
    if not written.holds:
        return traced
    return _composed(traced, written, shown, retriever, today)


def _read(sources: Mapping[int, Source], number: int, checking: Callable[[], Check]) -> None:
    """Read a source as a sentence is held against it, so that the first sentence need not wait for that."""
    text = sources[number].text
    for start, end in islice(sentence_spans(text), 1):
        checking()(f"{text[start:end].rstrip('.')} [{number}].")


@cache
def _guard() -> Guard:
    return Guard(instructions())


def _composed(
    quoted: Answer, written: Written, shown: Sequence[Shown], retriever: Retriever, today: date
) -> Answer:
    """The answer of the sentences that hold, as many as there is room for."""
    by_number = {each.number: each for each in shown}
    kept = _within(written.kept, LONGEST_ANSWER)
    sentences, citations, lines = cited(kept, by_number, retriever.matcher, quoted.language, today)
    text = f"{flowing(sentences)}\n\n" + "\n".join(lines)
    return replace(quoted, status="answered", mode="generated", answer=text, citations=citations)


def _within(sentences: Sequence[str], room: int) -> list[str]:
    """The first sentences that fit; the first one always."""
    kept: list[str] = []
    for sentence in sentences:
        room -= len(sentence) + 1
        if kept and room < 0:
            break
        kept.append(sentence)
    return kept


def _without_model(quoted: Answer, failure: ModelFailed) -> Answer:
    """The quoted answer with one line that says why it is one."""
    key = "model_quota" if failure.fault == "quota" else "model_unavailable"
    body, sources = parted(quoted.answer)
    text = "\n\n".join(filter(None, (body, say(quoted.language, key), "\n".join(sources))))
    return replace(quoted, answer=text, trace={**quoted.trace, "model": {"failed": failure.fault}})


def _source(shown: Shown) -> Source:
    """What a sentence is held against: the stretch with its title, heading and date."""
    description = shown.description
    title = " › ".join(filter(None, (description.title, shown.heading)))
    return Source(shown.number, title, description.published, shown.text, description.url)


def _trace(writer: Writer, shown: Sequence[Shown], written: Written) -> dict[str, Any]:
    usage = written.usage
    return {
        "name": writer.model.name,
        "prompt": written.version,
        "tokens": [usage.prompt_tokens, usage.reply_tokens] if usage else None,
        "estimated": bool(usage and usage.estimated),
        "cost": written.cost,
        "sources": [[passage.id for passage in each.passages] for each in shown],
        "silent": written.is_silent,
        "sentences": [_traced(sentence) for sentence in written.sentences],
    }


def _traced(sentence: CheckedSentence) -> dict[str, Any]:
    return {"text": sentence.text, "fault": sentence.fault, "detail": sentence.detail}
