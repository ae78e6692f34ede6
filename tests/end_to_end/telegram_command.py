"""The installed command in a process of its own, at the Bot API server of the tests."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bot_api.server import BotApi

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "tests" / "data" / "another_region"
STARTED_S = 60.0
ENDED_S = 20.0
UNPACED = {
    "REGIONSVAR_TELEGRAM_MESSAGES_PER_S": "1000",
    "REGIONSVAR_TELEGRAM_CHAT_MESSAGES_PER_S": "1000",
}


@dataclass(slots=True)
class Command:
    """A running command; its output is in a file."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def kill(self) -> None:
        """Without a warning."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(ENDED_S)

    def stop(self) -> int:
        """As an operator does; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(ENDED_S)

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def running(command: str, server: BotApi, data: Path, **environment: str) -> Iterator[Command]:
    """`regionsvar <command>` with environment variables alone; killed at the end if it still runs."""
    own = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "REGIONSVAR_CORPUS": str(CORPUS),
        "REGIONSVAR_DATA": str(data),
        "REGIONSVAR_LOG_LEVEL": "INFO",
        "REGIONSVAR_TODAY": "2025-05-02",
        "REGIONSVAR_TELEGRAM_TOKEN": server.token,
        "REGIONSVAR_TELEGRAM_API_URL": server.url,
    }
    data.mkdir(parents=True, exist_ok=True)
    log = data / f"output-{time.monotonic_ns()}.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", command],
            cwd=data, env=own | environment, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        yield Command(process, log)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(ENDED_S)


@contextmanager
def polling(server: BotApi, data: Path, **environment: str) -> Iterator[Command]:
    """`regionsvar telegram`, when it asks for updates."""
    before = server.polls
    with running("telegram", server, data, **environment) as command:
        server.wait_until(lambda: server.polls > before, STARTED_S)
        yield command


def built_index(data: Path) -> Path:
    """A data folder with the index of the small corpus."""
    environment = {**os.environ, "REGIONSVAR_CORPUS": str(CORPUS), "REGIONSVAR_DATA": str(data)}
    command = [sys.executable, "-m", "bot.cli", "ingest"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return data


def copied(index: Path, data: Path) -> Path:
    shutil.copytree(index, data)
    return data


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
