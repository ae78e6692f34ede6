"""`regionsvar ingest`: bring the index up to date, and say what that changed."""

import sys
from dataclasses import asdict

from bot.commands.opening import Watcher, opened_settings
from bot.commands.printing import print_json, print_text
from bot.indexing import bring_up_to_date
from bot.jobs.telling import told
from retrieval.ingest import IngestReport


def run(*, again: bool, dry_run: bool, as_json: bool) -> None:
    """Ingest and report."""
    settings = opened_settings()
    with Watcher() as watcher:
        report = bring_up_to_date(settings, again=again, dry_run=dry_run, progress=watcher)
    if as_json:
        print_json(asdict(report) | {"seconds": dict(report.seconds)})
    else:
        print_text(described(report))


def described(report: IngestReport) -> str:
    """What an ingest did, in a few lines, every document named."""
    outcome, counts, *details = told(report, most=sys.maxsize)
    return "\n".join((outcome, counts, *(f"  {detail}" for detail in details)))
