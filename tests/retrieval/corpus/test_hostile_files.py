"""The claim on other people's worst files: each ends as text or as a reason, soon and in bounds."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.corpus.loaders.guard import GuardedLoader
from retrieval.errors import FileRefused

HOSTILE = Path(__file__).parents[4] / "shared" / "external" / "hostile"
PATHS = sorted(path for path in HOSTILE.glob("*/*") if path.is_file())
REASONS = {"empty", "no_text", "encrypted", "broken", "unknown_kind", "too_large", "too_slow"}
LIMIT_S = 30
LIMIT_KIB = 1 << 20

pytestmark = pytest.mark.skipif(not PATHS, reason="the hostile files are not on this machine")


@pytest.fixture(scope="module")
def loader() -> Iterator[GuardedLoader]:
    with GuardedLoader() as loader:
        yield loader


def outcome_of(path: Path, loader: GuardedLoader) -> str:
    """The reason of a refusal, "text", or "nothing" for the silently empty document."""
    try:
        lines = loader.load_path(path).lines
    except FileRefused as refusal:
        return refusal.reason
    return "text" if any(character.isalnum() for line in lines for character in line.text) else "nothing"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_hostile_file_ends_as_text_or_as_a_reason(path: Path, loader: GuardedLoader) -> None:
    begun = time.monotonic()
    assert outcome_of(path, loader) in {"text", *REASONS}
    assert time.monotonic() - begun < LIMIT_S


@pytest.mark.skipif(sys.platform == "win32", reason="the system counts no memory of children")
def test_no_hostile_file_took_the_host_or_a_child_over_a_gigabyte(loader: GuardedLoader) -> None:
    import resource

    for path in PATHS:
        outcome_of(path, loader)
    loader.close()
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    assert max(peaks) < LIMIT_KIB
