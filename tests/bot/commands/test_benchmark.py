from pathlib import Path

import pytest

from bot.commands.benchmark import Benchmark, Child, ChildFailed, described


def test_a_figure_that_the_system_does_not_tell_is_unknown() -> None:
    lines = described(Benchmark(7.4, 0.7, 0.2, 0.9, 137, 12.5, 30.0, 28, 8.1, 237.3, None)).splitlines()
    assert lines[0].split() == ["ingest,", "nothing", "indexed", "yet", "7.4", "s"]
    assert lines[-1].endswith("unknown")


def test_a_child_is_measured_to_its_end(tmp_path: Path) -> None:
    measured = Child(tmp_path, tmp_path).run("--help")
    assert "benchmark" in measured.output
    assert 0 < measured.seconds < 60


def test_a_child_that_fails_is_told_with_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match="nowhere is not a folder"):
        Child(tmp_path, tmp_path / "nowhere").run("ingest")
