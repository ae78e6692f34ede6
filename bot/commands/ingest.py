"""`regionsvar ingest`: bring the index up to date, and say what that changed."""

from dataclasses import asdict

from bot.commands.opening import Watcher, opened_settings
from bot.commands.printing import print_json, print_text
from bot.wording import refusal, say
from retrieval.documents import RefusedFile
from retrieval.ingest import IngestReport, ingest


def run(*, again: bool, dry_run: bool, as_json: bool) -> None:
    """Ingest and report."""
    settings = opened_settings()
    with Watcher() as watcher:
        report = ingest(
            settings.corpus,
            settings.data,
            extra_lexicon=settings.lexicon,
            force=again,
            dry_run=dry_run,
            progress=watcher,
        )
    if as_json:
        print_json(asdict(report) | {"seconds": dict(report.seconds)})
    else:
        print_text(described(report))


def described(report: IngestReport) -> str:
    """What an ingest did, in a few lines."""
    lines = [say("en", f"ingest_{report.outcome}", snapshot=report.snapshot or "-")]
    lines.append(
        f"{report.documents} documents, {report.passages} passages, {report.contacts} contacts"
        + (f", in {sum(seconds for _, seconds in report.seconds):.1f} s" if report.seconds else "")
    )
    for name in ("added", "changed", "removed"):
        lines += [f"  {name}: {path}" for path in getattr(report, name)]
    lines += [f"  refused: {in_words(file)}" for file in report.refused]
    lines += [f"  in the catalogue, but no such document: {path}" for path in report.unmatched]
    return "\n".join(lines)


def in_words(file: RefusedFile) -> str:
    """A refused file with the reason that a person understands."""
    return f"{file.path}: {refusal(file.reason, file.detail)}"
