"""`regionsvar benchmark`: the times and the memory that the README states, measured on this machine.

Every figure comes from the command itself as a child process, its start included, over a data folder that
is made below the settings' own and deleted afterwards.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

from bot.commands.opening import opened_settings
from bot.commands.printing import print_json, print_text
from bot.settings import Settings
from bot.wording import examples
from retrieval.errors import RegionsvarError

ROUNDS = 3  # the best of so many single calls is taken: the rest is the machine's noise
REPEATS = 20  # of our own examples, where no file of questions is given


class ChildFailed(RegionsvarError):
    """A command that was to be measured failed; its message says why."""

    reply: ClassVar[str] = "benchmark_failed"


@dataclass(frozen=True, slots=True)
class Measured:
    """A child process that has ended."""

    seconds: float
    megabytes: float | None  # the most that it held in memory; None where the system does not tell
    output: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What the command prints."""

    ingest_fresh_s: float
    ingest_unchanged_s: float
    help_s: float
    ask_s: float
    answers: int
    answer_p50_ms: float
    answer_p95_ms: float
    records: int  # answers from the registers
    record_p50_ms: float | None
    ingest_mb: float | None
    batch_mb: float | None


def run(file: Path | None, *, as_json: bool) -> None:
    """Measure and print."""
    settings = opened_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=settings.data) as folder:
        measured = _measure(settings, Path(folder), file)
    if as_json:
        print_json(asdict(measured))
    else:
        print_text(described(measured))


def _measure(settings: Settings, folder: Path, file: Path | None) -> Benchmark:
    child = Child(folder, settings.corpus)
    questions = file.absolute() if file else _own_questions(folder)
    fresh = child.run("ingest")
    unchanged = [child.run("ingest") for _ in range(ROUNDS)]
    helps = [child.run("--help") for _ in range(ROUNDS)]
    asks = [child.run("ask", "--", examples("sv")[0]) for _ in range(ROUNDS)]
    batch = child.run("ask", "--batch", str(questions))
    answers = [json.loads(line) for line in batch.output.splitlines()]
    took = sorted(answer["took_ms"] for answer in answers)
    recorded = sorted(answer["took_ms"] for answer in answers if answer["mode"] == "record")
    return Benchmark(
        ingest_fresh_s=fresh.seconds,
        ingest_unchanged_s=_best(unchanged),
        help_s=_best(helps),
        ask_s=_best(asks),
        answers=len(took),
        answer_p50_ms=took[len(took) // 2],
        answer_p95_ms=took[int(len(took) * 0.95)],
        records=len(recorded),
        record_p50_ms=recorded[len(recorded) // 2] if recorded else None,
        ingest_mb=fresh.megabytes,
        batch_mb=batch.megabytes,
    )


def _own_questions(folder: Path) -> Path:
    path = folder / "questions.jsonl"
    questions = [*examples("sv"), *examples("en")] * REPEATS
    lines = [json.dumps({"id": number, "question": text}) for number, text in enumerate(questions)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


class Child:
    """Runs the command line in a process of its own, over a data folder of its own."""

    def __init__(self, folder: Path, corpus: Path) -> None:
        self._errors = folder / "errors.txt"
        own = {"REGIONSVAR_DATA": str(folder / "data"), "REGIONSVAR_CORPUS": str(corpus)}
        self._environment = {**os.environ, **own}

    def run(self, *arguments: str) -> Measured:
        """Run to the end. Raises ChildFailed."""
        command = [sys.executable, "-m", "bot", *arguments]
        started = time.perf_counter()
        with (
            self._errors.open("wb") as errors,
            subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, stderr=errors) as child,
        ):
            output = child.stdout.read() if child.stdout else b""
            megabytes = _wait(child)
        seconds = round(time.perf_counter() - started, 2)
        if child.returncode:
            reason = self._errors.read_text(encoding="utf-8", errors="replace").strip()
            raise ChildFailed(f"{' '.join(arguments)}: {reason}")
        return Measured(seconds, megabytes, output.decode("utf-8"))


if sys.platform == "win32":

    def _wait(child: "subprocess.Popen[bytes]") -> float | None:
        child.wait()
        return None

else:

    def _wait(child: "subprocess.Popen[bytes]") -> float | None:
        """Wait for a child; the most memory that it held."""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        unit = (
            1024 * 1024 if sys.platform == "darwin" else 1024
        )  # of ru_maxrss: bytes there, kilobytes elsewhere
        return round(usage.ru_maxrss / unit, 1)


def _best(measured: Sequence[Measured]) -> float:
    return min(one.seconds for one in measured)


def described(measured: Benchmark) -> str:
    """The figures, a line each."""
    rows: list[tuple[str, Any, str]] = [
        ("ingest, nothing indexed yet", measured.ingest_fresh_s, "s"),
        ("ingest, nothing changed", measured.ingest_unchanged_s, "s"),
        ("ask, with an index", measured.ask_s, "s"),
        ("--help", measured.help_s, "s"),
        (f"an answer in a batch of {measured.answers}, p50", measured.answer_p50_ms, "ms"),
        (f"an answer in a batch of {measured.answers}, p95", measured.answer_p95_ms, "ms"),
        (f"of these {measured.records} from the registers, p50", measured.record_p50_ms, "ms"),
        ("most memory, ingest", measured.ingest_mb, "MB"),
        ("most memory, batch", measured.batch_mb, "MB"),
    ]
    return "\n".join(
        f"{name:42} {'unknown' if value is None else f'{value:g} {unit}'}" for name, value, unit in rows
    )
