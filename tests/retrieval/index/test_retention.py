"""Which snapshots are kept."""

from pathlib import Path

from retrieval.index.holding import Hold, write_hold
from retrieval.index.pointer import directory_of, finish, finished_ids, fresh_directory, pin, point_to
from retrieval.index.retention import MB, Lying, Retention, remove_old, to_remove


def lying(*names: str, size: int = MB, **special: str) -> list[Lying]:
    """Snapshots by name; `current`, `replaced` and `held` name those that are."""
    return [
        Lying(
            name,
            size,
            current=name == special.get("current"),
            replaced=name == special.get("replaced"),
            held=name in special.get("held", ""),
        )
        for name in names
    ]


def test_so_many_previous_ones_stay() -> None:
    assert to_remove(lying(*"abcdef", current="f"), Retention(previous=3)) == ["b", "a"]


def test_after_a_rollback_the_newer_ones_count_as_well() -> None:
    assert to_remove(lying(*"abcdef", current="a"), Retention(previous=2)) == ["d", "c", "b"]


def test_what_was_just_replaced_is_one_of_them_and_stays_in_any_case() -> None:
    kept = Retention(previous=1)
    assert to_remove(lying(*"abcd", current="d", replaced="a"), kept) == ["c", "b"]


def test_of_those_that_wait_only_the_newest_stays_and_takes_nobodys_place() -> None:
    kept = Retention(previous=1)
    assert to_remove(lying(*"abcdef", current="c", held="bdf"), kept) == ["d", "b", "a"]


def test_the_disk_is_bounded() -> None:
    kept = Retention(previous=50, megabytes=4)
    assert to_remove(lying(*"abcdef", current="f"), kept) == ["b", "a"]
    assert to_remove(lying(*"abcdef", size=3 * MB, current="f", replaced="e"), kept) == ["d", "c", "b", "a"]
    assert to_remove(lying(*"ab", size=9 * MB, current="a", held="b"), kept) == []


def test_the_directories_go_and_the_pinned_one_stays(tmp_path: Path) -> None:
    names = [f"2026010{number}T000000Z-a" for number in range(6)]
    for name in names:
        building = fresh_directory(tmp_path, name)
        (building / "store.sqlite").write_bytes(b"x" * MB)
        finish(building)
    write_hold(directory_of(tmp_path, names[1]), Hold("k", names[1], ("too much",), ""))
    pin(tmp_path, names[0])
    point_to(tmp_path, names[0])
    remove_old(tmp_path, Retention(previous=3, megabytes=5))
    assert finished_ids(tmp_path) == [names[0], names[1], *names[4:]]  # the hold takes bytes too
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == finished_ids(tmp_path)
