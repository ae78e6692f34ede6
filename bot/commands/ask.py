"""`regionsvar ask`: one question for a person or a program, or a file of them."""

import logging
from pathlib import Path

from bot.assistant import Asked
from bot.commands.batch import Item, read_batch
from bot.commands.opening import opened, opened_settings
from bot.commands.printing import print_answer, print_json
from bot.wiring import Serving
from retrieval.errors import RegionsvarError

log = logging.getLogger(__name__)


class SomeFailed(RegionsvarError):
    """Some questions of a batch got no answer; each was logged with its id."""

    reply = "some_failed"


def run(text: str | None, batch: Path | None, *, as_json: bool, trace: bool) -> None:
    """Answer, building the index first where that is needed."""
    items = read_batch(batch) if batch else []
    with opened(opened_settings()) as serving:
        if text is None:
            _answer_all(serving, items, trace)
        else:
            _answer(serving, text, as_json, trace)


def _answer(serving: Serving, text: str, as_json: bool, trace: bool) -> None:
    answer = serving.answer(Asked(text))
    if as_json:
        print_json(answer.as_object(trace=trace))
        return
    print_answer(answer)
    if trace:
        print_json(answer.trace, indent=2)


def _answer_all(serving: Serving, items: list[Item], trace: bool) -> None:
    """One object a line, in order; a question that fails is named and does not stop the others."""
    failed: list[str] = []
    with serving.assistant() as assistant:
        for item in items:
            try:
                answer = assistant.answer(item.asked)
            except Exception:
                log.exception("question %s", item.id)
                failed.append(str(item.id))
                continue
            print_json(answer.as_object(trace=trace) | {"id": item.id})
    if failed:
        raise SomeFailed(", ".join(failed))
