"""What a second look finds, over a table of questions: with a careful model, and with one taken over.

    .venv/bin/python -m tests.bot.writing.looking [GOLD.jsonl]

prints how many questions are answered that the documents answer, and how many that they do not. A model that
was taken over words every question alike, says that everything answers and writes of what it is shown: what
that brings of the unanswerable questions of a file, and of the table's. The last figure is what answers
written on such a verdict alone would let through.
"""

import json
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.answer import Answer
from bot.assistant import Asked, Assistant, unheard
from bot.evidence import Reader
from bot.question import understand
from bot.settings import read_settings
from bot.wiring import Serving, build_if_needed
from bot.writing.fluent import fluent
from tests.openai_api.honest import repeating
from tests.openai_api.scripted import Reply
from tests.openai_api.server import OpenAiApi
from tests.openai_api.tasks import by_task

TABLE = Path(__file__).with_name("second_looks.toml")
YES = '{"answers": true, "sources": [1]}'
DRIFTS = ("Vad är regionens mål?", "Vilka företagsstöd finns?", "Vem arbetar med bredband?")


@dataclass(frozen=True, slots=True)
class Look:
    """A question with the wordings that a model gives."""

    question: str
    answers: bool
    history: tuple[str, ...] = ()
    rewrite: str = ""
    translate: str = ""


def table() -> list[Look]:
    """The questions of the table."""
    looks = tomllib.loads(TABLE.read_text("utf-8"))["look"]
    return [Look(**each | {"history": tuple(each.get("history", ()))}) for each in looks]


def worded(wording: str) -> Reply:
    """A wording in the form that is asked for."""
    return Reply(json.dumps({"question": wording}))


def looked(server: OpenAiApi, serving: Serving, look: Look) -> Answer:
    """The answer where the model gives just these wordings, and finds that everything answers."""
    server.script = by_task(
        rewrite=worded(look.rewrite), translate=worded(look.translate), judge=YES, answer=repeating
    )
    return serving.answer(Asked(look.question, look.history))


def written_anyway(assistant: Assistant, asked: Asked) -> bool | None:
    """Whether an answer holds that is written from the passages nearest to a silent one; None without any."""
    silent = assistant.answer(replace(asked, fluent=False))
    question = understand(asked.text, asked.history, None, assistant.today)
    query = assistant.retriever.query(question.text, question.language, question.names)
    reader = Reader(question, query.concepts, assistant.retriever.matcher, assistant.snapshot.descriptions)
    evidence = reader.weigh(assistant.retriever.find(query, 7))
    if silent.status != "not_found" or not evidence or assistant.writer is None:
        return None
    write = partial(fluent, lambda: silent, assistant.writer, reader, evidence)
    return write(assistant.retriever, assistant.today, unheard, None).mode == "generated"


def _unanswerable(file: Path) -> list[Asked]:
    rows: list[dict[str, Any]] = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [Asked(row["question"], tuple(row.get("history") or ())) for row in rows if not row["answerable"]]


def _share(verdicts: Iterable[bool | None]) -> str:
    known = [verdict for verdict in verdicts if verdict is not None]
    return f"{sum(known)} of {len(known)}"


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    looks = table()
    unanswerable = _unanswerable(Path(arguments[0])) if arguments else []
    settings = read_settings()
    build_if_needed(settings)
    with OpenAiApi() as server:
        own = {"chat_model": "m", "openai_base_url": server.url, "model_calls_per_asker": 0}
        with Serving(settings.model_copy(update=own)) as serving:
            found = [(look, looked(server, serving, look)) for look in looks]
            plain = [serving.answer(Asked(e.question, e.history, fluent=False)) for e in looks if e.answers]
            _print("answered without a model, of the table's answerable", plain)
            _print("answered, of the table's answerable", (a for look, a in found if look.answers))
            _print("answered, of the table's others", (a for look, a in found if not look.answers))
            for look, answer in found:
                if (answer.status == "answered") != look.answers:
                    print("  ", look.question, answer.status, _calls(answer))
            for drift in DRIFTS:
                drifted = [Look(each.text, False, each.history, drift, drift) for each in unanswerable]
                _print(f"of the file's, worded {drift!r}", (looked(server, serving, e) for e in drifted))
                drifted = [replace(e, rewrite=drift, translate=drift) for e in looks if not e.answers]
                _print(f"of the table's, worded {drift!r}", (looked(server, serving, e) for e in drifted))
            with serving.assistant() as assistant:
                server.script = by_task(answer=repeating)
                written = [written_anyway(assistant, asked) for asked in unanswerable]
            print("written on a verdict alone:", _share(written))


def _print(name: str, answers: Iterable[Answer]) -> None:
    print(f"{name}: {_share(answer.status == 'answered' for answer in answers)}")


def _calls(answer: Answer) -> list[tuple[str, object]]:
    looked = answer.trace.get("second_look") or {}
    return [(call["prompt"], call.get("fault")) for call in looked.get("calls", ())]


if __name__ == "__main__":
    main(sys.argv[1:])
