"""Which snapshot is current, and which are kept."""

from pathlib import Path

from retrieval.index.pointer import (
    current_id,
    directory_of,
    finish,
    finished_ids,
    fresh_directory,
    remove_leftovers,
)


def test_a_directory_that_is_being_built_is_no_snapshot(tmp_path: Path) -> None:
    building = fresh_directory(tmp_path, "20260101T000000Z-a")
    assert (finished_ids(tmp_path), current_id(tmp_path)) == ([], None)
    assert finish(building) == directory_of(tmp_path, "20260101T000000Z-a")
    assert finished_ids(tmp_path) == ["20260101T000000Z-a"]


def test_what_killed_builds_left_is_removed(tmp_path: Path) -> None:
    (fresh_directory(tmp_path, "a") / "store.sqlite").write_text("half")
    (tmp_path / "snapshots" / "b.deleted" / "lexical").mkdir(parents=True)
    (tmp_path / "current.123.tmp").write_text("c")
    finish(fresh_directory(tmp_path, "c"))
    remove_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["c", "snapshots"]
