"""A server of its own with its administrator, and people who go on asking whatever happens to it."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.bot.conftest import environment_with, regionsvar

STARTED_S = 60.0
ENDED = frozenset(("held", "done", "failed", "cancelled"))
PATIENCE_S = 60.0


@dataclass
class Server:
    """`regionsvar serve` as a child; it is started again after a kill."""

    corpus: Path
    data: Path
    own: dict[str, str] = field(default_factory=dict)
    child: "subprocess.Popen[str] | None" = None
    address: str = ""
    port: str = "0"
    clients: list[httpx.Client] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        return environment_with(
            {
                "REGIONSVAR_CORPUS": str(self.corpus),
                "REGIONSVAR_DATA": str(self.data),
                "REGIONSVAR_PORT": self.port,
                **self.own,
            }
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self.clients:
            client.close()
        self.end(signal.SIGTERM)

    def start(self) -> None:
        """Start, and wait until it listens; on the same port as before."""
        command: list[str | Path] = [Path(sys.executable).with_name("regionsvar"), "serve"]
        self.child = subprocess.Popen(
            command,
            cwd=self.data.parent,
            env=self.environment(),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a kill reaches its workers too
        )
        assert self.child.stdout is not None
        for line in self.child.stdout:
            if found := re.search(r"http://\S+:(\d+)", line):
                self.address, self.port = found.group(), found.group(1)
                return
        raise AssertionError("the server did not start")

    def end(self, how: signal.Signals) -> None:
        """End it and whatever it started, in order or at once."""
        assert self.child is not None
        if self.child.poll() is None:
            os.killpg(self.child.pid, how)
            self.child.wait(STARTED_S)
        if self.child.stdout:
            self.child.stdout.close()

    def key(self, role: str) -> str:
        """A key, made at the command line as the first one is."""
        made = regionsvar(
            ["admin", "create-key", "--name", role, "--role", role, "--json"],
            self.data.parent,
            **{name: value for name, value in self.environment().items() if name.startswith("REGIONSVAR_")},
        )
        assert made.status == 0, made.err
        key: str = json.loads(made.out)["key"]
        return key

    def admin(self, role: str = "editor") -> "Admin":
        """An administrator with a key of a role."""
        client = httpx.Client(
            base_url=f"{self.address}/api/admin",
            headers={"Authorization": f"Bearer {self.key(role)}"},
            timeout=PATIENCE_S,
        )
        self.clients.append(client)
        return Admin(client)

    def ask(self, question: str, **more: Any) -> Any:
        """What a program is answered."""
        asked = {"question": question, **more}
        given = httpx.post(f"{self.address}/api/ask", json=asked, timeout=PATIENCE_S)
        assert given.status_code == 200, f"{given.status_code} {given.text[:500]}"
        return given.json()


@dataclass
class Admin:
    """An administrator at the interface."""

    client: httpx.Client

    def sent(self, method: str, path: str, status: int = 200, **how: Any) -> Any:
        """The body of a reply with the status that is expected."""
        given = self.client.request(method, path, **how)
        assert given.status_code == status, f"{method} {path}: {given.status_code} {given.text[:500]}"
        return given.json() if given.content else None

    def put(self, path: str, text: str, status: int = 200, **how: Any) -> Any:
        """Upload a document's text."""
        return self.sent("PUT", f"/documents/{path}", status, content=text.encode(), **how)

    def followed(self, job: Any) -> Any:
        """The job when it has ended, followed by its events."""
        events = []
        with self.client.stream("GET", f"/jobs/{job['id']}/events") as stream:
            assert stream.status_code == 200
            for line in stream.iter_lines():
                if line.startswith("event:"):
                    events.append(line.partition(":")[2].strip())
                if line.startswith("data:") and events[-1] == "end":
                    ended = json.loads(line.partition(":")[2])
                    return ended | {"events": events}
        raise AssertionError(f"no end among {events}")

    def settled(self, job: Any) -> Any:
        """The job when it has ended, looked at again and again, across restarts of the server."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                found = self.client.get(f"/jobs/{job['id']}")
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            if found.status_code == 200 and found.json()["state"] in ENDED:
                return found.json()
            time.sleep(0.05)
        raise AssertionError(f"job {job['id']} did not end")

    def snapshots(self) -> list[Any]:
        items: list[Any] = self.sent("GET", "/snapshots")["items"]
        return items

    def current(self) -> str:
        """The id of the snapshot that answers."""
        return next(str(each["id"]) for each in self.snapshots() if each["current"])


class Crowd:
    """People who ask one question after the other, and what each was answered."""

    def __init__(self, address: str, questions: Sequence[str], size: int = 8, pause_s: float = 0.0) -> None:
        self.answers: list[Any] = []
        self.failures: list[str] = []
        self._address = address
        self._questions = questions
        self._pause_s = pause_s
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(size)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join(PATIENCE_S)

    def _ask(self, number: int) -> None:
        with httpx.Client(base_url=self._address, timeout=PATIENCE_S) as client:
            while not self._ending.is_set():
                question = self._questions[number % len(self._questions)]
                try:
                    given = client.post("/api/ask", json={"question": question})
                except httpx.TransportError as error:
                    self.failures.append(f"{question}: {error!r}")
                    continue
                if given.status_code == 200:
                    self.answers.append(given.json())
                else:
                    self.failures.append(f"{question}: {given.status_code} {given.text[:200]}")
                number += 1
                self._ending.wait(self._pause_s)


@contextmanager
def own_server(corpus: Path, folder: Path, **own: str) -> Iterator[Server]:
    """A server over a corpus, with a data folder of its own."""
    with Server(corpus, folder / "data", own) as server:
        yield server
