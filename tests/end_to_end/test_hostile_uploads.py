"""Other people's worst files, uploaded to a server that goes on answering: each ends as text or a reason."""

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.bot.conftest import write_corpus
from tests.end_to_end.administering import Admin, Crowd, own_server
from tests.retrieval.corpus.test_hostile_files import PATHS

LIMIT_S = 30.0  # of a request, and of the job that indexes them all
LIMIT_KIB = 1 << 20  # of the server and all that it started, together
AT_ONCE = 12  # files of a request
QUESTION = "Vem arbetar med bredband?"
FOLDER = "hostile"

pytestmark = [
    pytest.mark.skipif(not PATHS, reason="the hostile files are not on this machine"),
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]


def test_every_hostile_file_is_indexed_or_refused_with_a_reason_while_the_answers_go_on(
    tmp_path: Path,
) -> None:
    with own_server(write_corpus(tmp_path / "corpus"), tmp_path) as server:
        admin = server.admin()
        assert server.child is not None
        with Crowd(server.address, [QUESTION], 2, pause_s=0.2) as crowd, watched(server.child.pid) as memory:
            refused = uploaded(admin, PATHS)
            took, job = indexed(admin)
        ended = states(admin)
        found = [name for name, (state, _) in ended.items() if state == "indexed"]
        silent = [name for name in found if not passages(admin, name)]
    assert (job["state"], took < LIMIT_S) == ("done", True), (took, job["messages"])
    assert crowd.failures == []
    assert {"Anna Berg" in answer["answer"] for answer in crowd.answers} == {True}
    assert refused.keys() | ended.keys() == {path.name for path in PATHS}
    assert all(refused.values())
    assert [name for name, (state, reason) in ended.items() if state != "indexed" and not reason] == []
    assert {state for state, _ in ended.values()} == {"indexed", "refused"}
    assert silent == []
    assert max(memory) < LIMIT_KIB


def uploaded(admin: Admin, paths: Sequence[Path]) -> dict[str, str]:
    """Upload several at once; those that are refused at once, with the reason."""
    refused: dict[str, str] = {}
    for start in range(0, len(paths), AT_ONCE):
        left = {path.name: path for path in paths[start : start + AT_ONCE]}
        while left and (refusal := refusal_of(admin, list(left.values()))):
            name, _, reason = refusal.partition(" was not taken: ")
            del left[name]  # a form is taken whole or not at all
            refused[name] = reason
    return refused


def refusal_of(admin: Admin, paths: Sequence[Path]) -> str | None:
    """Which file of a form is refused and why; None where all are taken."""
    files = [("files", (path.name, path.read_bytes())) for path in paths]
    begun = time.monotonic()
    given = admin.client.post("/documents?index=false", files=files, data={"folder": FOLDER})
    assert time.monotonic() - begun < LIMIT_S
    if given.status_code == 201:
        return None
    assert given.status_code == 422, given.text
    return str(given.json()["detail"])


def indexed(admin: Admin) -> tuple[float, Any]:
    """How long the job took, and what came of it."""
    begun = time.monotonic()
    job = admin.followed(admin.sent("POST", "/reindex", 202, json={"mode": "changed"}))
    return time.monotonic() - begun, job


def states(admin: Admin) -> dict[str, tuple[str, str | None]]:
    """What became of each upload, by its name."""
    items = admin.sent("GET", f"/documents?origin=upload&limit={len(PATHS)}")["items"]
    return {each["path"].removeprefix(f"{FOLDER}/"): (each["state"], each["reason"]) for each in items}


def passages(admin: Admin, name: str) -> list[Any]:
    """What is answered from."""
    address = admin.client.base_url.join(f"/api/documents/{FOLDER}/{quote(name)}")
    found: list[Any] = admin.sent("GET", str(address))["passages"]
    return found


@contextmanager
def watched(pid: int) -> Iterator[list[int]]:
    """What a process takes with all that it started, in KiB, five times a second."""
    seen: list[int] = []
    ending = threading.Event()

    def watch() -> None:
        while not ending.wait(0.2):
            seen.append(sum(resident(each) for each in family(pid)))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        ending.set()
        thread.join()


def family(pid: int) -> set[int]:
    """A process, and all that it started and they started."""
    parents = {int(entry.name): parent_of(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def parent_of(entry: Path) -> int:
    return _field(entry, "PPid:")


def resident(pid: int) -> int:
    return _field(Path("/proc", str(pid)), "VmRSS:")


def _field(entry: Path, name: str) -> int:
    """A number of a process's status; 0 once it has ended."""
    try:
        lines = (entry / "status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
