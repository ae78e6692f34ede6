"""Going back to a snapshot, approving one, deleting one; what a corrupt one does."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path

import pytest

from retrieval.errors import SnapshotBroken, SnapshotInUse, SnapshotMissing
from retrieval.index.lock import builder_lock, switch_lock
from retrieval.index.pointer import current_id, directory_of, finished_ids, pinned_id
from retrieval.index.snapshot import open_current
from retrieval.index.switching import activate, remove_snapshot, snapshot_of, snapshots_of
from retrieval.index.wholeness import Counts
from retrieval.ingest import ingest
from tests.retrieval.small_corpus import write, write_corpus

ROOT = Path(__file__).parents[3]
KILLS = 8
BACK_AND_FORTH = """
import sys
from functools import partial
from pathlib import Path
from retrieval.index.switching import activate
print("ready", flush=True)
while True:
    for each in sys.argv[2:]:
        activate(Path(sys.argv[1]), each)
"""
NEW = "Energirådgivningen har upphört i alla kommuner.\n"
Harm = Callable[[Path], object]


@dataclass(frozen=True)
class Two:
    """A corpus and its two snapshots; the newer one is current."""

    corpus: Path
    data: Path
    old: str
    new: str

    def harm(self, snapshot_id: str, how: Harm) -> None:
        how(directory_of(self.data, snapshot_id))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Never changed by a test."""
    folder = tmp_path_factory.mktemp("built")
    corpus, data = write_corpus(folder / "corpus"), folder / "data"
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    old = ingest(corpus, data, clock=lambda: noon).snapshot
    write(corpus, "web/energi.txt", NEW)
    new = ingest(corpus, data, clock=lambda: noon + timedelta(hours=1)).snapshot
    assert old
    assert new
    return Two(corpus, data, old, new)


@pytest.fixture
def two(built: Two, tmp_path: Path) -> Two:
    """A copy, to be changed."""
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    shutil.copytree(built.corpus, corpus)
    shutil.copytree(built.data, data)
    return Two(corpus, data, built.old, built.new)


def served(data: Path) -> str:
    """The text that is answered from."""
    snapshot = open_current(data)
    assert snapshot is not None
    with snapshot:
        return snapshot.store.of_document("web/energi.txt")[0].text


def test_going_back_serves_the_earlier_text_at_once_and_pins_it(two: Two) -> None:
    began = time.monotonic()
    assert activate(two.data, two.old) == two.new
    assert time.monotonic() - began < 1
    assert (current_id(two.data), pinned_id(two.data)) == (two.old, two.old)
    assert "laddplatser" in served(two.data)


def test_activating_what_is_current_changes_nothing(two: Two) -> None:
    assert activate(two.data, two.new) == two.new
    assert pinned_id(two.data) is None
    activate(two.data, two.old)
    assert activate(two.data, two.old) == two.old
    assert pinned_id(two.data) == two.old


def test_going_forward_to_the_newest_pins_nothing(two: Two) -> None:
    activate(two.data, two.old)
    activate(two.data, two.new)
    assert (current_id(two.data), pinned_id(two.data)) == (two.new, None)


@pytest.mark.parametrize("name", ["", ".", "..", "../snapshots", "20990101T000000Z-none", "a\0b", "å" * 300])
def test_only_what_lies_there_can_be_activated_or_deleted(two: Two, name: str) -> None:
    with pytest.raises(SnapshotMissing):
        activate(two.data, name)
    with pytest.raises(SnapshotMissing):
        remove_snapshot(two.data, name)
    with pytest.raises(SnapshotMissing):
        snapshot_of(two.data, name)
    assert (current_id(two.data), finished_ids(two.data)) == (two.new, [two.old, two.new])


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def overwrite(path: Path, first: int) -> None:
    """Nonsense from a byte on; the size stays."""
    with path.open("r+b") as file:
        file.seek(first)
        file.write(b"\xa5" * (path.stat().st_size - first))


def manifest_of_another(directory: Path) -> None:
    path = directory / "manifest.json"
    path.write_text(path.read_text().replace('"passages": ', '"passages": 1'))


HARMS: dict[str, Harm] = {
    "no store": lambda directory: (directory / "store.sqlite").unlink(),
    "cut store": lambda directory: cut(directory / "store.sqlite"),
    "store that is no database": lambda directory: overwrite(directory / "store.sqlite", 0),
    "store with torn pages": lambda directory: overwrite(directory / "store.sqlite", 4096),
    "empty manifest": lambda directory: (directory / "manifest.json").write_bytes(b""),
    "no manifest": lambda directory: (directory / "manifest.json").unlink(),
    "manifest of another": manifest_of_another,
    "no index": lambda directory: shutil.rmtree(directory / "lexical"),
    "no vectors": lambda directory: shutil.rmtree(directory / "vectors"),
    "torn vectors": lambda directory: overwrite(directory / "vectors" / "chroma.sqlite3", 0),
    "no embedder": lambda directory: (directory / "embedder.npz").unlink(),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_corrupt_snapshot_is_never_activated(two: Two, harm: Harm) -> None:
    two.harm(two.old, harm)
    with pytest.raises(SnapshotBroken, match=two.old):
        activate(two.data, two.old)
    assert (current_id(two.data), pinned_id(two.data)) == (two.new, None)


@pytest.mark.parametrize("harm", ["no store", "store with torn pages", "empty manifest"])
def test_a_corrupt_snapshot_is_listed_as_broken_and_can_be_deleted(two: Two, harm: str) -> None:
    two.harm(two.old, HARMS[harm])
    listed = {info.id: info for info in snapshots_of(two.data)}
    assert listed[two.old].broken
    assert listed[two.old].counts is None
    assert listed[two.new].broken is None
    remove_snapshot(two.data, two.old)
    assert finished_ids(two.data) == [two.new]


@pytest.mark.parametrize("harm", ["store that is no database", "store with torn pages", "empty manifest"])
def test_a_corrupt_current_snapshot_is_built_anew_by_a_fresh_process(two: Two, harm: str) -> None:
    two.harm(two.new, HARMS[harm])
    report = ingest(two.corpus, two.data)
    assert (report.outcome, current_id(two.data)) == ("built", report.snapshot)
    assert report.snapshot != two.new
    assert served(two.data) == NEW.strip()


def test_the_list_tells_what_is_current_pinned_and_in_each(two: Two) -> None:
    activate(two.data, two.old)
    new, old = snapshots_of(two.data)
    assert [(each.id, each.current, each.pinned) for each in (new, old)] == [
        (two.new, False, False),
        (two.old, True, True),
    ]
    assert old.created == "2026-11-22T12:00:00+00:00"
    assert old.counts is not None
    assert old.counts == Counts(
        documents=3, passages=7, contacts=1, priorities=0, plans=0, funding=1, refused=0
    )
    assert old.size > 10_000


def test_the_current_snapshot_is_not_deleted(two: Two) -> None:
    with pytest.raises(SnapshotInUse):
        remove_snapshot(two.data, two.new)
    assert finished_ids(two.data) == [two.old, two.new]


def test_a_build_that_is_running_is_not_waited_for(two: Two) -> None:
    with builder_lock(two.data, 0):
        began = time.monotonic()
        activate(two.data, two.old)
        assert time.monotonic() - began < 1
    assert current_id(two.data) == two.old


def test_a_build_that_ends_after_a_rollback_does_not_undo_it(two: Two) -> None:
    write(two.corpus, "ny.txt", "Vandringslederna rustas upp under tre år.\n")

    def roll_back(stage: str, done: int, total: int) -> None:
        if stage == "prove":
            activate(two.data, two.old)

    report = ingest(two.corpus, two.data, progress=roll_back)
    assert (report.outcome, report.snapshot) == ("held", two.old)
    assert report.held == (f"Snapshot {two.old} was activated while this one was being built.",)
    assert (current_id(two.data), pinned_id(two.data)) == (two.old, two.old)
    assert report.candidate in finished_ids(two.data)


def test_what_was_asked_for_before_a_rollback_does_not_undo_it(two: Two) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    activate(two.data, two.old)
    assert ingest(two.corpus, two.data, explicit=True, asked_at=before).outcome == "held"
    assert current_id(two.data) == two.old
    after = datetime.now(UTC) + timedelta(seconds=5)
    report = ingest(two.corpus, two.data, explicit=True, asked_at=after)
    assert (report.outcome, current_id(two.data), pinned_id(two.data)) == ("built", report.snapshot, None)


def test_an_ingest_unpins_also_where_nothing_changed(two: Two) -> None:
    activate(two.data, two.old)
    report = ingest(two.corpus, two.data)
    assert (report.outcome, pinned_id(two.data)) == ("built", None)
    activate(two.data, two.old)
    write_corpus(two.corpus)  # as it was when the old one was built
    assert ingest(two.corpus, two.data, dry_run=True).outcome == "unchanged"
    assert pinned_id(two.data) == two.old
    assert ingest(two.corpus, two.data).outcome == "unchanged"
    assert (current_id(two.data), pinned_id(two.data)) == (two.old, None)


def test_an_ingest_that_fails_leaves_the_pin(two: Two) -> None:
    activate(two.data, two.old)

    def fail(stage: str, done: int, total: int) -> None:
        if stage == "publish":
            raise OSError(28, "No space left on device")

    with pytest.raises(Exception, match="No space left"):
        ingest(two.corpus, two.data, progress=fail)
    assert (current_id(two.data), pinned_id(two.data)) == (two.old, two.old)
    assert finished_ids(two.data) == [two.old, two.new]


def test_a_killed_switch_leaves_one_or_the_other_and_no_false_pin(two: Two) -> None:
    moments = random.Random(11)
    for _ in range(KILLS):
        command = [sys.executable, "-c", BACK_AND_FORTH, str(two.data), two.old, two.new]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(moments.uniform(0, 0.15))
            child.kill()
        current = current_id(two.data)
        assert current in (two.old, two.new)
        assert pinned_id(two.data) in (None, current)
        assert served(two.data)
        with switch_lock(two.data):  # free again
            pass
    activate(two.data, two.old)
    assert (current_id(two.data), pinned_id(two.data)) == (two.old, two.old)


def test_what_is_built_last_is_newest_by_its_name_whatever_the_clock_says(tmp_path: Path) -> None:
    corpus, data = write_corpus(tmp_path / "corpus"), tmp_path / "data"
    (data / "snapshots" / "of-somebody-else").mkdir(parents=True)
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    built = []
    for number, moment in enumerate((noon, noon, noon - timedelta(hours=1))):
        write(corpus, "web/ny.txt", f"En text som är ny för gång {number}.\n")
        built.append(ingest(corpus, data, clock=repeat(moment).__next__).snapshot or "")
    assert built == sorted(set(built))
    assert [info.id for info in snapshots_of(data)] == ["of-somebody-else", *built[::-1]]
