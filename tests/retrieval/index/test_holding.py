"""A finished snapshot that waits for approval."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from retrieval.errors import SnapshotBroken
from retrieval.index.pointer import current_id, directory_of, finished_ids, pinned_id
from retrieval.index.snapshot import Snapshot
from retrieval.index.switching import activate, remove_snapshot, snapshots_of
from retrieval.ingest import IngestReport, ingest
from tests.retrieval.small_corpus import write, write_corpus

ROOT = Path(__file__).parents[3]
OUTCOME = (
    "import sys; from pathlib import Path; from retrieval.ingest import ingest;"
    "print(ingest(*map(Path, sys.argv[1:])).outcome)"
)
REASON = "It would remove too much."
NEW = "Energirådgivningen har upphört i alla kommuner.\n"


class Gatekeeper:
    """Holds everything, and remembers what it saw."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        self.seen: list[tuple[str, str | None]] = []

    def __call__(self, candidate: Snapshot, current: Snapshot | None) -> Sequence[str]:
        text = candidate.store.of_document("web/energi.txt")[0].text
        self.seen.append((text, current.id if current else None))
        return self.reasons


@pytest.fixture
def held(held_once: tuple[Path, IngestReport], tmp_path: Path) -> tuple[Path, Path, IngestReport]:
    """A corpus whose second snapshot is held, for one test."""
    folder, report = held_once
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "corpus", tmp_path / "data", report


@pytest.fixture(scope="module")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IngestReport]:
    folder = tmp_path_factory.mktemp("held")
    corpus, data = write_corpus(folder / "corpus"), folder / "data"
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    first = ingest(corpus, data, clock=lambda: noon).snapshot
    write(corpus, "web/energi.txt", NEW)
    gate = Gatekeeper(REASON)
    report = ingest(corpus, data, gate=gate, clock=lambda: noon + timedelta(hours=1))
    assert gate.seen == [(NEW.strip(), first)]
    assert (report.outcome, report.snapshot, report.held) == ("held", first, (REASON,))
    return folder, report


def test_what_is_held_is_finished_and_not_current(held: tuple[Path, Path, IngestReport]) -> None:
    _, data, report = held
    assert current_id(data) == report.snapshot
    newest, oldest = snapshots_of(data)
    assert (newest.id, newest.current, newest.held) == (report.candidate, False, (REASON,))
    assert (oldest.current, oldest.held) == (True, ())


def test_another_process_does_not_build_it_again_and_nobody_asks_the_gate(
    held: tuple[Path, Path, IngestReport],
) -> None:
    corpus, data, report = held
    before = finished_ids(data)
    command = [sys.executable, "-c", OUTCOME, str(corpus), str(data)]
    assert subprocess.check_output(command, cwd=ROOT).strip() == b"held"
    gate = Gatekeeper()
    again = ingest(corpus, data, gate=gate)
    assert (again.outcome, again.held, again.candidate) == ("held", (REASON,), report.candidate)
    assert (gate.seen, finished_ids(data), current_id(data)) == ([], before, report.snapshot)


def test_approval_makes_it_current_without_a_pin(held: tuple[Path, Path, IngestReport]) -> None:
    corpus, data, report = held
    assert report.candidate
    assert activate(data, report.candidate) == report.snapshot
    assert (current_id(data), pinned_id(data)) == (report.candidate, None)
    assert ingest(corpus, data).outcome == "unchanged"
    assert [info.held for info in snapshots_of(data)] == [(), ()]
    activate(data, report.snapshot or "")
    assert [info.held for info in snapshots_of(data)] == [(), ()]  # an approval is not forgotten


def test_one_that_was_turned_down_is_not_built_again_before_something_changes(
    held: tuple[Path, Path, IngestReport],
) -> None:
    corpus, data, report = held
    remove_snapshot(data, report.candidate or "")
    again = ingest(corpus, data)
    assert (again.outcome, again.held, again.candidate) == ("held", (REASON,), None)
    write(corpus, "ny.txt", "Vandringslederna rustas upp under tre år.\n")
    changed = ingest(corpus, data)
    assert (changed.outcome, current_id(data)) == ("built", changed.snapshot)


@pytest.mark.parametrize("force", [True, False])
def test_an_administrators_own_act_tries_again(held: tuple[Path, Path, IngestReport], force: bool) -> None:
    corpus, data, report = held
    again = partial(ingest, corpus, data, force=force, explicit=not force)
    assert again(gate=Gatekeeper("Still too much.")).held == ("Still too much.",)
    assert current_id(data) == report.snapshot
    built = again(gate=Gatekeeper())
    assert (built.outcome, current_id(data)) == ("built", built.snapshot)
    assert len([info for info in snapshots_of(data) if info.held]) == 1  # the newest that waited


def test_before_the_first_snapshot_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    gate = Gatekeeper()
    ingest(write_corpus(tmp_path / "corpus"), tmp_path / "data", gate=gate)
    assert [current for _, current in gate.seen] == [None]


def test_a_current_snapshot_that_cannot_be_read_is_compared_with_nothing(tmp_path: Path) -> None:
    corpus, data = write_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = ingest(corpus, data).snapshot or ""
    (directory_of(data, first) / "manifest.json").write_bytes(b"")
    gate = Gatekeeper()
    assert ingest(corpus, data, gate=gate).outcome == "built"
    assert [current for _, current in gate.seen] == [None]


def test_a_candidate_that_does_not_prove_never_comes_to_the_gate(tmp_path: Path) -> None:
    corpus, data = write_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = ingest(corpus, data).snapshot

    def break_it(stage: str, done: int, total: int) -> None:
        if stage == "prove":
            (building,) = (data / "snapshots").glob("*.building")
            (building / "manifest.json").write_bytes(b"{}")

    gate = Gatekeeper()
    with pytest.raises(SnapshotBroken):
        ingest(corpus, data, force=True, gate=gate, progress=break_it)
    assert (gate.seen, current_id(data)) == ([], first)
