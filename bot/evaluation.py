"""Measure the assistant against questions whose answers are known.

Expected questions, assistant -> Run: every question's result and the figures over them. A run is plain data,
so that it can be kept and a later one compared with it.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.answer import Answer, span_of
from bot.assistant import Asked, Assistant
from bot.judging import Expected, cites_evidence, details_of, faults
from bot.searching import search
from retrieval.documents import Hit, Passage
from retrieval.retriever import CANDIDATES

DEPTHS = (1, 5, 10)  # at which recall is counted
Progress = Callable[[int, int], None]  # done, total
CEILING = "_max"  # the ending of a floor that is a ceiling
WATCHED = ("all", "answerable", "not answerable")


@dataclass(frozen=True, slots=True)
class Result:
    """How one question went."""

    id: Any
    question: str
    kind: str
    level: int
    language: str
    answerable: bool
    status: str
    faults: tuple[str, ...]  # none when it passed
    cited: bool  # the answer cites the evidence
    rank: int | None  # of the first hit that overlaps the evidence, from 1; None among CANDIDATES hits
    took_ms: float
    invented: tuple[str, ...] = ()  # contact details in the answer that stand nowhere in the corpus

    @property
    def passed(self) -> bool:
        """Whether the answer is what it must be."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return round(self.count / self.of, 4) if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run comes to."""

    passed: Mapping[str, Share]  # by "all", "kind fact", "level 2", "language en", "answerable", ...
    cited: Share  # of the answerable
    wrongly_refused: Share  # of the answerable
    rightly_silent: Share  # of those the corpus does not answer
    recall: Mapping[int, Share]  # by depth, over the answerable
    mrr: float  # mean reciprocal rank over the answerable, none beyond CANDIDATES
    took_ms: Mapping[str, float]  # p50, p95, max of an answer
    invented: int  # contact details that stand nowhere in the corpus


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation: of which snapshot, with which results."""

    snapshot: str
    results: tuple[Result, ...]
    answers: tuple[Answer, ...] = ()  # in the same order; not kept with it


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two runs, by question id; only what both of them asked."""

    better: tuple[Any, ...]  # failed then, passes now
    worse: tuple[Any, ...]
    nearer: tuple[Any, ...]  # the evidence ranks higher
    farther: tuple[Any, ...]


def evaluate(
    questions: Sequence[Expected], assistant: Assistant, known: frozenset[str], progress: Progress
) -> Run:
    """Ask every question, and search for it; `known` are the contact details of the corpus."""
    results, answers = [], []
    for done, expected in enumerate(questions, 1):
        result, answer = _result(expected, assistant, known)
        results.append(result)
        answers.append(answer)
        progress(done, len(questions))
    return Run(assistant.snapshot.id, tuple(results), tuple(answers))


def _result(expected: Expected, assistant: Assistant, known: frozenset[str]) -> tuple[Result, Answer]:
    asked = Asked(expected.question, expected.history)
    started = time.perf_counter()
    answer = assistant.answer(asked)
    took_ms = round((time.perf_counter() - started) * 1000, 1)
    hits = search(assistant, asked, CANDIDATES) if expected.evidence else []
    return result_of(expected, answer, hits, known, took_ms), answer


def result_of(
    expected: Expected, answer: Answer, hits: Sequence[Hit], known: frozenset[str], took_ms: float
) -> Result:
    """The verdict on one answer and one ranking."""
    shown = answer.as_object()
    return Result(
        id=expected.id,
        question=expected.question,
        kind=expected.kind,
        level=expected.level,
        language=expected.language,
        answerable=expected.answerable,
        status=answer.status,
        faults=tuple(faults(expected, shown)),
        cited=cites_evidence(expected, shown),
        rank=rank_of_evidence(expected, hits),
        took_ms=took_ms,
        invented=tuple(sorted(details_of(answer.answer) - known)),
    )


def rank_of_evidence(expected: Expected, hits: Iterable[Hit]) -> int | None:
    """The rank of the first hit whose lines, or those of a duplicate of it, overlap the evidence."""
    return next((rank for rank, hit in enumerate(hits, 1) if shows_evidence(expected, [hit.passage])), None)


def shows_evidence(expected: Expected, passages: Iterable[Passage]) -> bool:
    """Whether the lines of a passage, or those of a duplicate of it, overlap the evidence."""
    return any(_overlaps(expected, each, *lines) for each in passages for lines in _lines_of(each))


def _overlaps(expected: Expected, passage: Passage, first: int, last: int) -> bool:
    return any(evidence.overlaps(passage.document, first, last) for evidence in expected.evidence)


def _lines_of(passage: Passage) -> list[tuple[int, int]]:
    spans = (span_of(first, last)[0] for first, last in (passage.span, *passage.also))
    return [lines for lines in spans if lines]


def known_details(passages: Iterable[Passage]) -> frozenset[str]:
    """Every e-mail address and telephone number of the corpus."""
    return frozenset().union(*(details_of(passage.text) for passage in passages))


def figures_of(results: Sequence[Result]) -> Figures:
    """The figures over a run's results."""
    answerable = [result for result in results if result.answerable]
    unanswerable = [result for result in results if not result.answerable]
    ranked = [result.rank for result in answerable]
    return Figures(
        passed={
            name: _share(r.passed for r in results if name in _groups(r)) for name in _all_groups(results)
        },
        cited=_share(result.cited for result in answerable),
        wrongly_refused=_share(result.status != "answered" for result in answerable),
        rightly_silent=_share(result.status in ("not_found", "refused") for result in unanswerable),
        recall={depth: _share(rank is not None and rank <= depth for rank in ranked) for depth in DEPTHS},
        mrr=round(sum(1 / rank for rank in ranked if rank) / len(ranked), 4) if ranked else 0.0,
        took_ms=times_of([result.took_ms for result in results]),
        invented=sum(len(result.invented) for result in results),
    )


def _groups(result: Result) -> tuple[str, ...]:
    answerable = "answerable" if result.answerable else "not answerable"
    return ("all", answerable, f"kind {result.kind}", f"level {result.level}", f"language {result.language}")


def _all_groups(results: Sequence[Result]) -> list[str]:
    groups = {group for result in results for group in _groups(result)}
    return [*(g for g in WATCHED if g in groups), *sorted(groups - set(WATCHED))]


def _share(verdicts: Iterable[bool]) -> Share:
    listed = list(verdicts)
    return Share(sum(listed), len(listed))


def times_of(took_ms: Sequence[float]) -> dict[str, float]:
    """p50, p95 and max; 0 of nothing."""
    ordered = sorted(took_ms) or [0.0]
    at = {"p50": 0.5, "p95": 0.95, "max": 1.0}
    return {name: ordered[min(len(ordered) - 1, int(part * len(ordered)))] for name, part in at.items()}


def compare(before: Run, now: Run) -> Comparison:
    """What got better and what got worse since an earlier run."""
    earlier = {result.id: result for result in before.results}
    pairs = [(earlier[result.id], result) for result in now.results if result.id in earlier]
    return Comparison(
        better=tuple(new.id for old, new in pairs if new.passed and not old.passed),
        worse=tuple(new.id for old, new in pairs if old.passed and not new.passed),
        nearer=tuple(new.id for old, new in pairs if _depth(new) < _depth(old)),
        farther=tuple(new.id for old, new in pairs if _depth(new) > _depth(old)),
    )


def _depth(result: Result) -> int:
    return result.rank or CANDIDATES + 1


def broken_floors(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The floors that the figures fall through, in words. Raises KeyError for a floor we do not know."""
    return [
        _broken(name, measured[name], floor)
        for name, floor in floors.items()
        if _breaks(name, measured[name], floor)
    ]


def _breaks(name: str, measured: float, floor: float) -> bool:
    return measured > floor if name.endswith(CEILING) else measured < floor


def _broken(name: str, measured: float, floor: float) -> str:
    bound = "at most" if name.endswith(CEILING) else "at least"
    return f"{name} is {measured:.3f}, {bound} {floor:.3f} is asked"


def measures(figures: Figures) -> dict[str, float]:
    """The figures that floors may be set for; a name that ends in _max is a ceiling."""
    recall = {f"recall_at_{depth}": share.share for depth, share in figures.recall.items()}
    return {
        "pass_rate": figures.passed["all"].share if "all" in figures.passed else 0.0,
        "english": figures.passed["language en"].share if "language en" in figures.passed else 1.0,
        "cited": figures.cited.share,
        "rightly_silent": figures.rightly_silent.share,
        "mrr": figures.mrr,
        **recall,
        "wrongly_refused_max": figures.wrongly_refused.share,
        "invented_max": float(figures.invented),
    }


def as_object(run: Run) -> dict[str, Any]:
    """A run with its figures, ready for JSON."""
    figures = figures_of(run.results)
    return {
        "snapshot": run.snapshot,
        "measures": measures(figures),
        "passed": shares_of(figures.passed),
        "cited": _share_object(figures.cited),
        "wrongly_refused": _share_object(figures.wrongly_refused),
        "rightly_silent": _share_object(figures.rightly_silent),
        "recall": {str(depth): _share_object(share) for depth, share in figures.recall.items()},
        "mrr": figures.mrr,
        "took_ms": dict(figures.took_ms),
        "results": [asdict(result) | {"passed": result.passed} for result in run.results],
    }


def run_from(value: Mapping[str, Any]) -> Run:
    """A run that was kept. Raises KeyError or TypeError for anything else."""
    return Run(value["snapshot"], tuple(_result_from(kept) for kept in value["results"]))


def _result_from(kept: Mapping[str, Any]) -> Result:
    fields = {name: kept[name] for name in Result.__slots__ if name in kept}
    return Result(**fields | {name: tuple(fields.get(name, ())) for name in ("faults", "invented")})


def shares_of(shares: Mapping[str, Share]) -> dict[str, Any]:
    """Shares by their names, ready for JSON."""
    return {name: _share_object(share) for name, share in shares.items()}


def _share_object(share: Share) -> dict[str, float]:
    return {"count": share.count, "of": share.of, "share": share.share}
