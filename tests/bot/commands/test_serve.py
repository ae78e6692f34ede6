"""The whole service as a child process on a free port of this machine."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.bot.conftest import Indexed, environment_with, regionsvar

INTERRUPTS = [signal.SIGINT, signal.SIGTERM]


@contextmanager
def serving_child(indexed: Indexed, cwd: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    command: list[str | Path] = [Path(sys.executable).with_name("regionsvar"), "serve", *arguments]
    own = {
        "REGIONSVAR_CORPUS": str(indexed.corpus),
        "REGIONSVAR_DATA": str(indexed.data),
        "REGIONSVAR_PORT": "0",
    }
    with subprocess.Popen(
        command, cwd=cwd, env=environment_with(own), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def address_told_by(child: "subprocess.Popen[str]") -> tuple[str, str]:
    """What the child printed before its address, and the address."""
    assert child.stdout is not None
    before = ""
    for line in child.stdout:
        if found := re.search(r"http://\S+", line):
            return before, found.group()
        before += line
    raise AssertionError(f"no address in {before}")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("interrupt", INTERRUPTS)
def test_the_service_answers_until_it_is_interrupted(
    indexed: Indexed, tmp_path: Path, interrupt: signal.Signals
) -> None:
    with serving_child(indexed, tmp_path) as child:
        _, address = address_told_by(child)
        answer = httpx.post(
            f"{address}/api/ask", json={"question": "Vem arbetar med bredband?"}, timeout=30
        ).json()
        child.send_signal(interrupt)
        _, errors = child.communicate(timeout=30)
    assert "Anna Berg" in answer["answer"]
    assert child.returncode in (0, -interrupt)
    assert errors == ""


def test_samples_are_answered_before_the_service_begins(indexed: Indexed, tmp_path: Path) -> None:
    with serving_child(indexed, tmp_path, "--samples") as child:
        samples, _ = address_told_by(child)
    assert samples.count("\n? ") + samples.startswith("? ") == 3


def test_an_address_that_is_taken_is_named_with_a_remedy(indexed: Indexed, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        own = {"REGIONSVAR_CORPUS": str(indexed.corpus), "REGIONSVAR_DATA": str(indexed.data)}
        ended = regionsvar(["serve"], tmp_path, **own, REGIONSVAR_PORT=port)
    assert ended.status == 1
    assert f"127.0.0.1:{port}" in ended.err
    assert "REGIONSVAR_PORT" in ended.err
