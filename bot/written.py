"""Measure what a model makes of the answers, beside the quoted ones of the same run.

Expected questions, assistant with a writer -> WrittenRun: what was written, kept and shown, what it took and
cost. Several questions are asked at once, as an endpoint is used to.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import count
from threading import Lock
from typing import Any

from bot.answer import Answer
from bot.assistant import Asked, Assistant
from bot.evaluation import (
    Progress,
    Result,
    Run,
    Share,
    compare,
    figures_of,
    result_of,
    shares_of,
    shows_evidence,
    times_of,
)
from bot.judging import Expected, cites_evidence

MEASURES = ("model_pass_rate", "faithfulness", "kept_whole", "evidence_inside")  # that floors may be set for


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one question where a model may write."""

    id: Any
    mode: str | None  # of the answer that was given
    answer: str
    quoted: str  # the answer without the model
    spoken: bool  # the model was asked
    kept: int = 0  # sentences that hold
    fallen: tuple[tuple[str, str], ...] = ()  # what was found, and the sentence
    silent: bool = False  # it said that the sources do not answer
    failed: str | None = None
    prompts: tuple[str, ...] = ()  # their versions
    tokens: tuple[int, int] | None = None  # of the prompts and the replies
    estimated: bool = False  # by us, where the endpoint does not count
    cost: float = 0.0
    first_ms: float | None = None  # to the first sentence that was found to hold
    total_ms: float = 0.0
    inside: bool | None = None  # the evidence is in the prompt, or a record cites it; None: not answerable
    second_look: str | None = None  # what it came to

    @property
    def written(self) -> int:
        """Sentences that the model wrote."""
        return self.kept + len(self.fallen)

    @property
    def whole(self) -> bool:
        """Whether everything that it wrote was shown."""
        return self.mode == "generated" and not self.fallen


@dataclass(frozen=True, slots=True)
class WrittenRun:
    """The same questions with the model: results by the same judge, and what it took."""

    run: Run
    attempts: tuple[Attempt, ...]


def evaluate_written(
    questions: Sequence[Expected],
    plain: Sequence[Answer],
    assistant: Assistant,
    known: frozenset[str],
    at_once: int,
    progress: Progress,
) -> WrittenRun:
    """Ask every question where a model may write; `plain` are the answers without it, in the same order."""
    done, lock = count(1), Lock()

    def asked(expected: Expected, without: Answer) -> tuple[Result, Attempt]:
        found = _attempted(expected, without, assistant, known)
        with lock:
            progress(next(done), len(questions))
        return found

    with ThreadPoolExecutor(at_once) as threads:
        found = list(threads.map(asked, questions, plain))
    results = tuple(result for result, _ in found)
    return WrittenRun(Run(assistant.snapshot.id, results), tuple(attempt for _, attempt in found))


def _attempted(
    expected: Expected, without: Answer, assistant: Assistant, known: frozenset[str]
) -> tuple[Result, Attempt]:
    heard: list[float] = []
    started = time.perf_counter()
    asked = Asked(expected.question, expected.history, hear=lambda _: heard.append(time.perf_counter()))
    answer = assistant.answer(asked)
    total_ms = _ms(started, time.perf_counter())
    first_ms = _ms(started, heard[0]) if heard else None
    result = result_of(expected, answer, (), known, total_ms)
    return result, attempt_of(expected, answer, without, assistant, first_ms, total_ms)


def _ms(started: float, ended: float) -> float:
    return round((ended - started) * 1000, 1)


def attempt_of(
    expected: Expected,
    answer: Answer,
    without: Answer,
    assistant: Assistant,
    first_ms: float | None,
    total_ms: float,
) -> Attempt:
    """What an answer's trace tells of the model."""
    traced = answer.trace.get("model") or {}
    looked = answer.trace.get("second_look") or {}
    calls = [*looked.get("calls", ()), *([traced] if "prompt" in traced else [])]
    counted = [call["tokens"] for call in calls if call.get("tokens")]
    sentences = traced.get("sentences", ())
    return Attempt(
        id=expected.id,
        mode=answer.mode,
        answer=answer.answer,
        quoted=without.answer,
        spoken=bool(calls or traced or looked),
        kept=sum(each["fault"] is None for each in sentences),
        fallen=tuple((each["fault"], each["text"]) for each in sentences if each["fault"]),
        silent=bool(traced.get("silent")),
        failed=traced.get("failed") or looked.get("failed"),
        prompts=tuple(call["prompt"] for call in calls),
        tokens=(sum(p for p, _ in counted), sum(r for _, r in counted)) if counted else None,
        estimated=any(call.get("estimated") for call in calls),
        cost=round(sum(call.get("cost", 0.0) for call in calls), 6),
        first_ms=first_ms,
        total_ms=total_ms,
        inside=_inside(expected, answer, traced, assistant) if expected.evidence else None,
        second_look=looked.get("came_to"),
    )


def _inside(expected: Expected, answer: Answer, traced: Mapping[str, Any], assistant: Assistant) -> bool:
    """Whether the evidence stands in what the model was shown, or is cited by a record."""
    if "sources" not in traced:
        return cites_evidence(expected, answer.as_object())
    ids = [number for source in traced["sources"] for number in source]
    return shows_evidence(expected, assistant.snapshot.store.passages(ids))


def figures_object(quoted: Run, written: WrittenRun) -> dict[str, Any]:
    """The figures over the attempts, and how they compare with the quoted answers, ready for JSON."""
    attempts = written.attempts
    spoken = [attempt for attempt in attempts if attempt.spoken]
    told = [attempt for attempt in attempts if attempt.written]
    figures = figures_of(written.run.results)
    change = compare(quoted, written.run)
    return {
        "asked_of_the_model": _share(attempt.spoken for attempt in attempts),
        "generated": _share(attempt.mode == "generated" for attempt in spoken),
        "faithfulness": _object(Share(sum(a.kept for a in told), sum(a.written for a in told))),
        "kept_whole": _share(attempt.whole for attempt in told),
        "silent": sum(attempt.silent for attempt in attempts),
        "failures": dict(Counter(attempt.failed for attempt in attempts if attempt.failed)),
        "fallen": dict(Counter(fault for attempt in attempts for fault, _ in attempt.fallen)),
        "second_looks": dict(Counter(a.second_look for a in attempts if a.second_look)),
        "cost": {"all": round(sum(a.cost for a in attempts), 6), "an_answer": _mean(a.cost for a in spoken)},
        "prompt_tokens": times_of([float(a.tokens[0]) for a in spoken if a.tokens]),
        "reply_tokens": times_of([float(a.tokens[1]) for a in spoken if a.tokens]),
        "tokens_estimated": any(attempt.estimated for attempt in attempts),
        "evidence_inside": _share(bool(a.inside) for a in attempts if a.inside is not None),
        "first_sentence_ms": times_of([a.first_ms for a in attempts if a.first_ms is not None]),
        "total_ms": times_of([a.total_ms for a in spoken]),
        "passed": shares_of(figures.passed),
        "better": list(change.better),
        "worse": list(change.worse),
        "differ": [attempt.id for attempt in attempts if attempt.answer != attempt.quoted],
    }


def measures_of(quoted: Run, written: WrittenRun) -> dict[str, float]:
    """The figures that floors may be set for."""
    found = figures_object(quoted, written)
    passed = found["passed"].get("all", {"share": 0.0})
    return {"model_pass_rate": passed["share"]} | {name: found[name]["share"] for name in MEASURES[1:]}


def as_object(quoted: Run, written: WrittenRun) -> dict[str, Any]:
    """A run with the model, question by question with both answers, ready for JSON."""
    pairs = zip(written.run.results, written.attempts, strict=True)
    return figures_object(quoted, written) | {
        "results": [
            asdict(attempt) | {"passed": result.passed, "faults": list(result.faults), "cited": result.cited}
            for result, attempt in pairs
        ]
    }


def _share(verdicts: Iterable[bool]) -> dict[str, float]:
    listed = list(verdicts)
    return _object(Share(sum(listed), len(listed)))


def _object(share: Share) -> dict[str, float]:
    return {"count": share.count, "of": share.of, "share": share.share}


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 6) if listed else 0.0
