"""Open what a command needs: settings, log, an index that is up to date.

Progress is shown on standard error, and only when something is built.
"""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, Self

from bot.logs import log_to_stderr
from bot.settings import Settings, read_settings
from bot.wording import keys, say
from retrieval.errors import RegionsvarError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from bot.wiring import Serving


class SettingMissing(RegionsvarError):
    """A setting without which the command makes no sense."""

    reply: ClassVar[str] = "setting_missing"


def opened_settings() -> Settings:
    """The settings, with the log set up by them. Raises SettingsWrong."""
    settings = read_settings()
    log_to_stderr(settings)
    return settings


def opened(settings: Settings) -> "Serving":
    """What answers, over an index that was brought up to date first. Raises RegionsvarError."""
    from bot.wiring import Serving, build_if_needed

    with Watcher() as watcher:
        build_if_needed(settings, watcher)
    return Serving(settings)


class Watcher:
    """Shows the stages of a build: a line that moves in a terminal, otherwise one line a stage."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """A stage goes on; `total` is 0 where it is not known."""
        if sys.stderr.isatty():
            self._move(stage, done, total)
        elif stage != self._stage:
            sys.stderr.write(f"{_sentence(stage)}\n")
            sys.stderr.flush()
        self._stage = stage

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _move(self, stage: str, done: int, total: int) -> None:
        if self._bar is None or self._task is None:
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task("")
        if stage != self._stage:
            self._bar.reset(self._task, description=_sentence(stage), total=None)
        if total:
            self._bar.update(self._task, completed=done, total=total)


def _sentence(stage: str) -> str:
    key = f"stage_{stage}"
    return say("en", key) if key in keys("en") else stage


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
