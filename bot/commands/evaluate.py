"""`regionsvar evaluate`: a run over a file of questions, reported, compared and held against floors."""

import json
import sys
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from bot.assistant import Assistant
from bot.commands.batch import FileWrong, read_objects
from bot.commands.opening import opened, opened_settings
from bot.commands.printing import console, print_json
from bot.commands.written import print_written
from bot.evaluation import (
    Comparison,
    Figures,
    Run,
    Share,
    as_object,
    broken_floors,
    compare,
    evaluate,
    figures_of,
    known_details,
    measures,
    run_from,
)
from bot.judging import Expected, expected_from
from bot.writing.opening import writer_of
from bot.writing.spending import Unmetered
from bot.written import MEASURES, evaluate_written, figures_object, measures_of
from bot.written import as_object as written_object
from retrieval.errors import RegionsvarError

if TYPE_CHECKING:
    from rich.table import Table

FAILURES_SHOWN = 60


class FloorsBroken(RegionsvarError):
    """A figure is worse than is allowed."""

    reply: ClassVar[str] = "floors_broken"


def run(
    file: Path,
    *,
    as_json: bool,
    compare_with: Path | None,
    save: Path | None,
    floors: Path | None,
    vectors: float | None = None,
    at_once: int = 4,
) -> None:
    """Evaluate and report, with another weight of the vectors than the default where one is given.

    Where a model is configured, every question is asked once more with it, `at_once` of them at a time.
    Raises FloorsBroken last, so that the report is seen.
    """
    questions = _questions(file)
    earlier = _earlier(compare_with) if compare_with else None
    allowed = _floors(floors) if floors else {}
    written = None
    settings = opened_settings()
    with opened(settings) as serving, serving.snapshot() as snapshot:
        known = known_details(snapshot.store.all_passages())
        ranking = serving.vectors if vectors is None else replace(serving.vectors, weight=vectors)
        assistant = Assistant(snapshot, serving.today, vectors=ranking)
        made = evaluate(questions, assistant, known, _progress)
        if writer := writer_of(settings, lambda: serving.today, Unmetered()):
            with closing(writer):
                with_model = Assistant(snapshot, serving.today, writer, ranking)
                written = evaluate_written(questions, made.answers, with_model, known, at_once, _progress)
    figures = figures_of(made.results)
    comparison = compare(earlier, made) if earlier else None
    found = as_object(made) | ({"model": written_object(made, written)} if written else {})
    if save:
        save.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if as_json:
        print_json(found | ({"comparison": _comparison_object(comparison)} if comparison else {}))
    else:
        _print(made, figures, comparison)
        if written:
            print_written(settings.chat_model or "", figures, figures_object(made, written))
    measured = measures(figures) | (measures_of(made, written) if written else {})
    if missing := sorted(set(allowed) - set(measured)):
        raise FloorsBroken(f"{', '.join(missing)}: not measured, since no model is configured")
    if broken := broken_floors(measured, allowed):
        raise FloorsBroken("; ".join(broken))


def _questions(file: Path) -> list[Expected]:
    found = []
    for number, value in read_objects(file):
        try:
            found.append(expected_from(value))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise FileWrong(f"{file}, line {number}: {type(error).__name__} {error}") from error
    return found


def _earlier(file: Path) -> Run:
    try:
        return run_from(_read_json(file))
    except (KeyError, TypeError) as error:
        raise FileWrong(f"{file}: not a run that `evaluate --save` kept ({error})") from error


def _floors(file: Path) -> dict[str, float]:
    floors = _read_json(file)
    known = (*measures(figures_of([])), *MEASURES)
    if not isinstance(floors, dict) or not all(
        name in known and isinstance(value, int | float) for name, value in floors.items()
    ):
        raise FileWrong(f"{file}: not an object of numbers named {', '.join(known)}")
    return floors


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise FileWrong(f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise FileWrong(f"{file}: not JSON ({error})") from error


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total} questions" + ("\n" if done == total else ""))


def _comparison_object(comparison: Comparison) -> dict[str, Any]:
    return {name: list(ids) for name, ids in asdict(comparison).items()}


def _print(run: Run, figures: Figures, comparison: Comparison | None) -> None:
    out = console()
    out.print(_failures(run))
    out.print(_shares(figures))
    times = ", ".join(f"{name} {value:g} ms" for name, value in figures.took_ms.items())
    out.print(f"MRR {figures.mrr:.3f}; time an answer: {times}; snapshot {run.snapshot}", highlight=False)
    for result in run.results:
        if result.invented:
            out.print(f"Invented in {result.id}: {', '.join(result.invented)}", highlight=False, markup=False)
    if comparison:
        for name, ids in asdict(comparison).items():
            out.print(f"{name}: {len(ids)}  {' '.join(map(str, ids))}", highlight=False, markup=False)


def _failures(run: Run) -> "Table":
    from rich.markup import escape
    from rich.table import Table

    table = Table("id", "what", "question", "why it fails", title="Failed questions", title_justify="left")
    failed = [result for result in run.results if not result.passed]
    for result in failed[:FAILURES_SHOWN]:
        what = f"{result.kind} {result.level} {result.language}"
        table.add_row(str(result.id), what, escape(result.question), escape("; ".join(result.faults)))
    if len(failed) > FAILURES_SHOWN:
        table.add_row("…", "", f"and {len(failed) - FAILURES_SHOWN} more", "")
    return table


def _shares(figures: Figures) -> "Table":
    from rich.table import Table

    table = Table("figure", "of", "share", title="Figures", title_justify="left")
    rows = [(f"passed: {name}", share) for name, share in figures.passed.items()]
    rows += [("evidence cited, of the answerable", figures.cited)]
    rows += [("wrongly refused, of the answerable", figures.wrongly_refused)]
    rows += [("rightly not answered", figures.rightly_silent)]
    rows += [(f"recall@{depth}", share) for depth, share in figures.recall.items()]
    for name, share in rows:
        table.add_row(name, _counted(share), f"{share.share:.1%}")
    return table


def _counted(share: Share) -> str:
    return f"{share.count}/{share.of}"
