"""Ask the probe questions of the old and the new index, side by side.

Probes, Assistants -> Probed, kept as probes.json in the directory of the new snapshot.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.admin.probes import Probe
from bot.answer import Answer
from bot.assistant import Asked, Assistant
from retrieval.coding import from_plain, to_plain
from retrieval.durable import replace_file

REPORT = "probes.json"


@dataclass(frozen=True, slots=True)
class Heard:
    """What an index answered."""

    status: str
    cited: tuple[str, ...]  # documents, in the order of the citations
    expected: bool  # one of the expected documents is among them


@dataclass(frozen=True, slots=True)
class Probed:
    """A probe question and both answers to it."""

    question: str
    documents: tuple[str, ...]  # expected
    before: Heard | None  # None where there was no index before
    after: Heard

    @property
    def lost(self) -> bool:
        """Whether an expected document was cited, and no longer is."""
        return self.before is not None and self.before.expected and not self.after.expected


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """What was compared with what."""

    against: str | None  # the snapshot that was current then
    probed: tuple[Probed, ...]


def probed(probes: Sequence[Probe], old: Assistant | None, new: Assistant) -> ProbeReport:
    """Every question asked of both."""
    asked = tuple(
        Probed(probe.question, probe.documents, _heard(old, probe) if old else None, _heard(new, probe))
        for probe in probes
    )
    return ProbeReport(old.snapshot.id if old else None, asked)


def _heard(assistant: Assistant, probe: Probe) -> Heard:
    answer: Answer = assistant.answer(Asked(probe.question, language=probe.language, fluent=False))
    cited = tuple(dict.fromkeys(citation.document for citation in answer.citations))
    return Heard(answer.status, cited, bool(set(cited) & set(probe.documents)))


def write_report(directory: Path, report: ProbeReport) -> None:
    """Keep it beside what it is about."""
    replace_file(directory / REPORT, json.dumps(to_plain(report), ensure_ascii=False).encode())


def read_report(directory: Path) -> ProbeReport | None:
    """The report on a snapshot; None where nothing was asked."""
    try:
        return from_plain(ProbeReport, json.loads((directory / REPORT).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
