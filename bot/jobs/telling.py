"""What came of a job, in words and as JSON.

IngestReport, error -> messages, report. Administrators read English, as at the command line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.wording import refusal, say
from retrieval.documents import RefusedFile
from retrieval.errors import RegionsvarError
from retrieval.ingest import Embedding, IngestReport

SHOWN = 20  # paths of a kind; the report has all of them


def told(report: IngestReport, most: int = SHOWN) -> list[str]:
    """What an ingest did or would do, a message each, the outcome first."""
    messages = [say("en", f"ingest_{report.outcome}", snapshot=report.snapshot or "-")]
    messages.append(
        f"{report.documents} documents, {report.passages} passages, {report.contacts} contacts"
        + (f", in {sum(seconds for _, seconds in report.seconds):.1f} s" if report.seconds else "")
    )
    messages += [f"held: {reason}" for reason in report.held]
    messages += _of_embedding(report.embedding)
    for name in ("added", "changed", "removed"):
        messages += _some([f"{name}: {path}" for path in getattr(report, name)], most)
    messages += _some([f"refused: {in_words(file)}" for file in report.refused], most)
    messages += _some([marked_in_words(path, places) for path, places in report.instructing.items()], most)
    lost = [f"in the catalogue, but no such document: {path}" for path in report.unmatched]
    return messages + _some(lost, most)


def _of_embedding(embedding: Embedding | None) -> list[str]:
    """What the embedding model did, or why the built-in embedder stands in for it."""
    if embedding is None:
        return []
    if embedding.failed is not None:
        return [say("en", "embedder_stood_in", embedder=embedding.embedder, detail=embedding.failed)]
    if not embedding.passages:
        return []
    cost = f", which cost {embedding.cost:g}" if embedding.cost else ""
    did = f"{embedding.passages} passages were embedded by {embedding.embedder}"
    return [f"{did}: {embedding.tokens} tokens{cost}"]


def in_words(file: RefusedFile) -> str:
    """A refused file with the reason that a person understands."""
    return f"{file.path}: {refusal(file.reason, file.detail)}"


def marked_in_words(path: str, places: Sequence[str]) -> str:
    """A document with what in it addresses an assistant."""
    one = len(places) == 1
    told = "passage addresses an assistant or hides" if one else "passages address an assistant or hide"
    rests = "no answer rests on it" if one else "no answer rests on them"
    return f"{path}: {len(places)} {told} text ({', '.join(places)}); {rests}"


def failure_in_words(error: RegionsvarError) -> str:
    """Why it failed; the detail is for whoever runs the program."""
    return say("en", error.reply, detail=str(error), reference="-")


def as_object(report: IngestReport) -> Mapping[str, Any]:
    """The report for programs."""
    refused = [asdict(file) | {"in_words": in_words(file)} for file in report.refused]
    return asdict(report) | {"seconds": dict(report.seconds), "refused": refused}


def _some(messages: list[str], most: int) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(messages) - most
    return [*messages[:most], f"and {more} more of these"] if more > 0 else messages
