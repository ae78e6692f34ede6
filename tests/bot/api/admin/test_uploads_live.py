"""Uploads against a server on loopback: clients that leave, that send too much, and a disk that fills up."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn
from sqlalchemy import event

from bot.api.admin.uploads import AT_ONCE
from bot.http_limits import MB
from tests.bot.api.admin.conftest import Desk, open_desk
from tests.bot.conftest import DOCUMENTS, Indexed

HERE = "/api/admin/documents"
FORM = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n'


class Live:
    """A server that listens, and a key to it."""

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        self.port = port
        self.headers = desk.bearer("editor")
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=self.headers, timeout=20)

    def connect(self, head: str) -> socket.socket:
        """A connection over which the beginning of a request was sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        key = self.headers["Authorization"]
        connection.sendall(f"{head} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {key}\r\n".encode())
        return connection

    def paths(self) -> list[str]:
        return [each["path"] for each in self.client.get(HERE).json()["items"]]

    def stored(self) -> list[Path]:
        folder = self.desk.administration.settings.data / "documents"
        return [each for each in folder.rglob("*") if each.is_file()]


@contextmanager
def listening(desk: Desk) -> Iterator[Live]:
    server = uvicorn.Server(uvicorn.Config(desk.app, port=0, lifespan="off", log_level="critical"))
    thread = Thread(target=server.run)
    thread.start()
    try:
        wait_for(lambda: server.started)
        live = Live(desk, server.servers[0].sockets[0].getsockname()[1])
        with live.client:
            yield live
    finally:
        server.should_exit = True
        thread.join()


def wait_for(done: Callable[[], object]) -> None:
    until = time.monotonic() + 10
    while not done():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


@pytest.fixture
def live(desk: Desk) -> Iterator[Live]:
    with listening(desk) as opened:
        yield opened


@pytest.mark.parametrize("form", [False, True])
def test_of_an_upload_whose_client_leaves_nothing_is_seen_and_nothing_left(live: Live, form: bool) -> None:
    if form:  # the first file is whole
        head, body = (
            f"POST {HERE}",
            PART % (b"a.txt", b"Hel.") + b"--x\r\n" + PART[5:] % (b"b.txt", b"x" * 99_999),
        )
        kind = FORM
    else:
        head, body, kind = f"PUT {HERE}/a.txt", b"x" * 99_999, "text/plain"
    connection = live.connect(head)
    connection.sendall(f"Content-Type: {kind}\r\nContent-Length: 1000000\r\n\r\n".encode() + body)
    wait_for(live.stored)
    connection.close()
    wait_for(lambda: not live.stored())
    assert live.paths() == sorted(DOCUMENTS)


def test_slow_uploads_leave_threads_to_the_questions(live: Live) -> None:
    with ExitStack() as connections:
        for number in range(AT_ONCE):
            connection = connections.enter_context(live.connect(f"PUT {HERE}/{number}.txt"))
            connection.sendall(b"Content-Length: 1000\r\n\r\nbegun")
        wait_for(lambda: len(live.stored()) == AT_ONCE)
        refused = live.client.put(f"{HERE}/a.txt", content="Skog.")
        assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (429, True)
        asked = live.client.post("/api/ask", json={"question": "Vem arbetar med bredband?"})
        assert asked.json()["status"] == "answered"
    wait_for(lambda: not live.stored())
    assert live.client.put(f"{HERE}/a.txt", content="Skog.").status_code == 201


def test_a_client_that_is_still_sending_hears_that_it_is_too_much(live: Live) -> None:
    answer = live.client.put(f"{HERE}/a.txt", content=b"x" * (51 * MB))
    assert answer.status_code == 413
    chunked = (b"x" * MB for _ in range(60))
    assert live.client.put(f"{HERE}/a.txt", content=chunked).status_code == 413
    assert (live.stored(), live.paths()) == ([], sorted(DOCUMENTS))


def test_whoever_may_not_is_told_so_while_still_sending(live: Live) -> None:
    viewer = live.desk.bearer("viewer")
    assert live.client.put(f"{HERE}/a.txt", content=b"x" * (20 * MB), headers=viewer).status_code == 403


def test_a_client_that_asks_first_is_refused_before_it_sends(live: Live) -> None:
    connection = live.connect(f"PUT {HERE}/a.txt")
    with connection:
        connection.sendall(f"Expect: 100-continue\r\nContent-Length: {60 * MB}\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 413")


def test_a_file_of_the_largest_size_is_taken(live: Live) -> None:
    answer = live.client.put(f"{HERE}/a.txt?index=false", content=(b"skog " * (MB // 5) for _ in range(50)))
    assert (answer.status_code, answer.json()["document"]["size"]) == (201, 50 * MB)


def test_a_full_disk_refuses_and_the_answers_go_on(indexed: Indexed, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size_of(indexed.data) + 8 * MB}", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    try:
        with open_desk(indexed, disk) as desk, listening(desk) as live:
            full = live.client.put(f"{HERE}/a.txt", content=b"x" * (20 * MB))
            files = [("files", (f"{n}.txt", str(n) * (3 * MB))) for n in range(5)]
            several = live.client.post(HERE, files=files)
            assert [(each.status_code, each.json()["status"]) for each in (full, several)] == [(507, 507)] * 2
            assert (live.stored(), live.paths()) == ([], sorted(DOCUMENTS))
            answer = live.client.post("/api/ask", json={"question": "Vem arbetar med bredband?"})
            assert answer.json()["status"] == "answered"
            assert live.client.put(f"{HERE}/a.txt", content="Det ryms.").status_code == 201
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)  # the index may still be mapped


def size_of(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def test_a_database_that_cannot_grow_is_a_full_disk_too(desk: Desk) -> None:
    headers = desk.bearer("editor")
    put = desk.client.put(f"{HERE}/a.txt", content="Skog.", headers=headers)
    engine = desk.administration.database.engine
    engine.dispose()
    event.listen(engine, "connect", lambda opened, _: opened.execute("PRAGMA max_page_count = 1"))
    long = {"title": "x" * 2000, "publisher": "y" * 2000, "url": f"https://{'z' * 1900}"}
    refused = desk.client.patch(f"{HERE}/a.txt", json=long, headers=headers)
    assert (refused.status_code, refused.json()["title"]) == (507, "Insufficient Storage")
    kept = desk.client.get(f"{HERE}/a.txt", headers=headers).json()
    assert kept["catalogue"]["title"] == put.json()["document"]["catalogue"]["title"]
