"""Nothing leaves the machine, and nothing is written but below the data folder.

Proved twice over, by the installed command. By the kernel, where it lets us: a namespace without network in
which every file system but the data folder is read-only, so that libraries in other languages are held too.
And by Python's audit events, everywhere: every connection fails, every file opened for writing is noted.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.retrieval.small_corpus import write, write_corpus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces and /proc are Linux's")

COMMAND = str(Path(sys.executable).with_name("regionsvar"))
QUESTION = "Vem är kulturstrateg?"
ANSWER = "karin.lindmark@regionfjallmarken.se"
PAGE = "<html><head><title>Energi</title></head><body><p>Regionen har nio laddplatser.</p></body></html>"
SEALED = """
set -e
mount --bind "$SEALED_FOLDER" "$SEALED_FOLDER"
mount --bind "$REGIONSVAR_DATA" "$REGIONSVAR_DATA"
mount -o remount,bind,ro "$SEALED_FOLDER"
mount -o remount,bind,ro /
exec "$@"
"""  # the data folder is bound while the folder around it can be written, and stays so
CONNECTS = """
import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
"""
# Loaded by every Python of the command, its children included, since it lies on PYTHONPATH.
WATCH = """
import os
import socket
import sys

LOG = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_APPEND)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MADE = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "os.truncate": 0}  # the new path
ASKING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")


def note(what, path):
    if not isinstance(path, int):  # what is open already
        path = os.path.realpath(os.fsdecode(path))
        os.write(LOG, f"{what} {path}\\n".encode("utf-8", "surrogateescape"))


def refuse(event, detail):
    os.write(LOG, f"network {event} {detail!r}\\n".encode())
    raise PermissionError(f"{event} {detail!r}")


def watch(event, arguments):
    if event == "socket.connect" and arguments[0].family != socket.AF_UNIX or event in ASKING:
        refuse(event, arguments[1] if event == "socket.connect" else arguments[:2])
    elif event == "open" and arguments[2] & WRITING:
        note("write", arguments[0])
    elif event in MADE:
        note("make", arguments[MADE[event]])


sys.addaudithook(watch)
"""


@dataclass(frozen=True)
class House:
    """The folders that a command may know of."""

    folder: Path

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def empty(self) -> list[Path]:
        """What must stay as it is: home, temporary files, working directory."""
        return [self.folder / name for name in ("home", "tmp", "cwd")]

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours; the interpreter's own cache of bytecode is its installation's affair."""
        home, tmp, _ = self.empty
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TMPDIR": str(tmp),
            "PYTHONDONTWRITEBYTECODE": "1",
            "REGIONSVAR_CORPUS": str(self.corpus),
            "REGIONSVAR_DATA": str(self.data),
            "SEALED_FOLDER": str(self.folder),
        }

    def run(self, command: Sequence[str], **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            cwd=self.empty[2],
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def run_watched(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self.run([COMMAND, *arguments], PYTHONPATH=str(self.folder / "watch"), WATCH_LOG=str(self.log))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A corpus that cannot be written, with a page for the child that loads such, and empty folders."""
    made = House(tmp_path.resolve())
    write(write_corpus(made.corpus), "web/laddning.html", PAGE)
    for folder in [*made.empty, made.data, made.folder / "watch"]:
        folder.mkdir()
    made.log.touch()
    (made.folder / "watch" / "sitecustomize.py").write_text(WATCH)
    change_rights(made.corpus, 0o555, 0o444)
    for folder in made.empty:
        folder.chmod(0o555)
    yield made
    change_rights(made.corpus, 0o755, 0o644)


def change_rights(folder: Path, of_folders: int, of_files: int) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(of_folders if path.is_dir() else of_files)


def state_of(folders: Sequence[Path]) -> Mapping[Path, int]:
    """When each file and folder changed last; a file that came and went has changed its folder."""
    paths = [path for folder in folders for path in [folder, *folder.rglob("*")]]
    return {path: path.stat().st_mtime_ns for path in paths}


def answered(done: "subprocess.CompletedProcess[str]") -> bool:
    return done.returncode == 0 and ANSWER in json.loads(done.stdout)["answer"]


def unshared(*options: str) -> list[str]:
    """How to run in namespaces of one's own; skips where that is not permitted."""
    command = ["unshare", "--map-root-user", *options]
    try:
        subprocess.run([*command, "true"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"").decode().strip()
        pytest.skip(f"namespaces are not permitted here: {said or error}")
    return command


def test_the_kernel_gives_no_network_and_the_command_works(house: House) -> None:
    alone = unshared("--net")
    with socket.create_server(("127.0.0.1", 0)) as server:
        connect = [sys.executable, "-c", CONNECTS, str(server.getsockname()[1])]
        assert house.run(connect).returncode == 0
        assert "Network is unreachable" in house.run([*alone, *connect]).stderr
    ingested = house.run([*alone, COMMAND, "ingest", "--json"])
    assert json.loads(ingested.stdout)["documents"] == 4, ingested.stderr
    assert answered(house.run([*alone, COMMAND, "ask", "--json", QUESTION]))


def test_the_kernel_lets_only_the_data_folder_be_written_and_the_command_works(house: House) -> None:
    sealed = [*unshared("--net", "--mount"), "sh", "-c", SEALED, "sh"]
    tried = house.run([*sealed, "touch", str(house.data / "yes"), str(house.folder / "no"), "/no"])
    if "mount:" in tried.stderr:
        pytest.skip(f"mounts are not permitted here: {tried.stderr.strip()}")
    assert tried.stderr.count("Read-only file system") == 2
    assert (house.data / "yes").exists()
    ingested = house.run([*sealed, COMMAND, "ingest", "--json"])
    assert json.loads(ingested.stdout)["documents"] == 4, ingested.stderr
    assert answered(house.run([*sealed, COMMAND, "ask", "--json", QUESTION]))


def test_no_python_of_the_command_connects_or_writes_elsewhere(house: House) -> None:
    before = state_of([house.corpus, *house.empty])
    ingested = house.run_watched("ingest", "--json")
    assert json.loads(ingested.stdout)["documents"] == 4, ingested.stderr
    assert answered(house.run_watched("ask", "--json", QUESTION))
    noted = house.log.read_text().splitlines()
    allowed = (f"write {house.data}/", f"make {house.data}/", "write /dev/null")
    assert {line for line in noted if not line.startswith(allowed)} <= {f"make {house.data}"}
    assert state_of([house.corpus, *house.empty]) == before
    written = {Path(line.split(" ", 1)[1]).name for line in noted}
    assert {"build.lock", "embedder.npz"} <= written  # the second by a child: they are watched too


@pytest.mark.parametrize(
    ("code", "noted"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "network socket.getaddrinfo"),
        ("import socket; socket.socket().connect(('127.0.0.1', 9))", "network socket.connect"),
        ("from pathlib import Path; Path('written').write_text('x')", "write {cwd}/written"),
        ("import os; os.close(os.open('written', os.O_CREAT | os.O_WRONLY))", "write {cwd}/written"),
        ("import os; os.mkdir('made')", "make {cwd}/made"),
    ],
)
def test_the_watch_sees_what_it_is_there_for(house: House, code: str, noted: str) -> None:
    house.empty[2].chmod(0o755)
    house.run([sys.executable, "-c", code], PYTHONPATH=str(house.folder / "watch"), WATCH_LOG=str(house.log))
    assert house.log.read_text().startswith(noted.format(cwd=house.empty[2]))
