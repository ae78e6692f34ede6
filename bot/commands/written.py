"""Show what a model made of a run's answers, beside the quoted ones."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.commands.printing import console
from bot.evaluation import Figures

if TYPE_CHECKING:
    from rich.table import Table

IDS_SHOWN = 40
SHARES = {
    "the model was asked": "asked_of_the_model",
    "shown in its words, of these": "generated",
    "sentences that checking kept": "faithfulness",
    "answers kept whole": "kept_whole",
    "evidence in the prompt or the record": "evidence_inside",
}
TIMES = {
    "prompt tokens": "prompt_tokens",
    "reply tokens": "reply_tokens",
    "first sentence, ms": "first_sentence_ms",
    "whole answer, ms": "total_ms",
}
COUNTS = {"Failures": "failures", "Sentences that fell": "fallen", "Second looks": "second_looks"}


def print_written(model: str, quoted: Figures, found: Mapping[str, Any]) -> None:
    """The figures of the model, and which questions it answered better or worse."""
    out = console()
    out.print(_shares(model, found))
    out.print(_passed(quoted, found["passed"]))
    for name, key in TIMES.items():
        values = ", ".join(f"{part} {value:g}" for part, value in found[key].items())
        out.print(f"{name}: {values}", highlight=False)
    estimated = " (tokens are estimated in part)" if found["tokens_estimated"] else ""
    cost = found["cost"]
    out.print(f"cost: {cost['all']:g}, an answer {cost['an_answer']:g}{estimated}", highlight=False)
    for name, key in COUNTS.items():
        if found[key]:
            listed = ", ".join(f"{each} {times}" for each, times in found[key].items())
            out.print(f"{name}: {listed}", highlight=False)
    for name in ("better", "worse", "differ"):
        out.print(f"{name}: {_listed(found[name])}", highlight=False, markup=False)


def _listed(ids: list[Any]) -> str:
    shown = " ".join(map(str, ids[:IDS_SHOWN]))
    return f"{len(ids)}  {shown}{' …' if len(ids) > IDS_SHOWN else ''}"


def _shares(model: str, found: Mapping[str, Any]) -> "Table":
    from rich.table import Table

    table = Table("figure", "of", "share", title=f"With {model}", title_justify="left")
    for name, key in SHARES.items():
        share = found[key]
        table.add_row(name, f"{share['count']}/{share['of']}", f"{share['share']:.1%}")
    return table


def _passed(quoted: Figures, passed: Mapping[str, Any]) -> "Table":
    from rich.table import Table

    table = Table("passed", "quoted", "with the model", title="Compared", title_justify="left")
    for name, share in quoted.passed.items():
        table.add_row(name, f"{share.count}/{share.of}", f"{passed[name]['count']}/{passed[name]['of']}")
    return table
