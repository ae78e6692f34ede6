"""The installed command's page in a browser, with a model at it; without a browser, a reason to skip.

with serving_page(folder, model_url) as address: ...
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.conftest import environment_with
from tests.end_to_end.talking import ROOT, TODAY, indexed
from tests.end_to_end.telegram_command import ENDED_S, STARTED_S, free_port, is_listening

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def serving_page(folder: Path, **settings: str) -> Iterator[str]:
    """`regionsvar serve` on a free port; `settings` by their names after REGIONSVAR_."""
    shutil.copytree(Path(indexed().name), folder, dirs_exist_ok=True)
    port = free_port()
    own = {"CORPUS": str(folder / "corpus"), "DATA": str(folder / "data"), "TODAY": TODAY, "PORT": str(port)}
    environment = {f"REGIONSVAR_{name}": value for name, value in (own | settings).items()}
    with (folder / "log.txt").open("w") as log:
        run = [sys.executable, "-m", "bot.cli", "serve"]
        environment = environment_with(environment) | {"PYTHONPATH": str(ROOT)}
        with subprocess.Popen(run, cwd=folder, env=environment, stdout=log, stderr=log) as command:
            try:
                until = time.monotonic() + STARTED_S
                while not is_listening(port) and command.poll() is None and time.monotonic() < until:
                    time.sleep(0.05)
                assert is_listening(port), (folder / "log.txt").read_text()
                yield f"http://127.0.0.1:{port}/"
            finally:
                command.terminate()
                command.wait(ENDED_S)


@contextmanager
def browser() -> "Iterator[Browser]":
    """A browser without a window; skips where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip(f"there is none of {', '.join(PROGRAMS)}")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()
