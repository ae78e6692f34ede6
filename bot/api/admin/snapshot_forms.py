"""Snapshots, their differences and probe questions as programs see them.

SnapshotInfo, ProbeReport, Difference -> pydantic models.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from bot.admin.probes import LONGEST_PATH, MOST_DOCUMENTS, MOST_PROBES, Probe
from bot.admin.probing import ProbeReport
from bot.messages import LONGEST_QUESTION
from bot.registers.paging import DEFAULT_LIMIT, MOST
from retrieval.documents import Language
from retrieval.index.switching import SnapshotInfo

HIGHEST_OFFSET = 1_000_000
NO_CONTROL = r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$"
SNAPSHOT: dict[str, Any] = {
    "id": "20261122T093001Z-4f2a9c1e",
    "current": True,
    "pinned": False,
    "created": "2026-11-22T09:30:01+00:00",
    "documents": 5,
    "passages": 1042,
    "contacts": 61,
    "priorities": 34,
    "plans": 28,
    "funding": 40,
    "refused": 0,
    "held": [],
    "broken": None,
    "size": 18_400_000,
}
PROBE: dict[str, Any] = {
    "question": "Vem arbetar med bredband?",
    "documents": ["kontakter.md"],
    "language": "sv",
}
HEARD: dict[str, Any] = {"status": "answered", "cited": ["kontakter.md"], "expected": True}
CHANGE: dict[str, Any] = {
    "name": "Anna Berg",
    "document": "kontakter.md",
    "lines": [5, 5],
    "pages": None,
    "before": "bredbandssamordnare, 090-12 34 56, kontakter.md",
    "after": "bredbandssamordnare, 090-12 34 57, kontakter.md",
}


class SnapshotsIn(BaseModel):
    """Which part of the list is wanted."""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST, description="snapshots of a page")
    offset: int = Field(0, ge=0, le=HIGHEST_OFFSET, description="snapshots before it")


class SnapshotOut(BaseModel):
    """A finished build of the index; the counts are null where it is broken."""

    model_config = ConfigDict(json_schema_extra={"examples": [SNAPSHOT]})

    id: str
    current: bool = Field(description="answers come from it")
    pinned: bool = Field(description="somebody went back to it: no build by itself replaces it")
    created: str | None = Field(description="UTC")
    documents: int | None
    passages: int | None
    contacts: int | None
    priorities: int | None = Field(description="goals, orientations and priorities")
    plans: int | None
    funding: int | None
    refused: int | None = Field(description="files that are not indexed")
    held: list[str] = Field(description="why it waits for approval, which `activate` gives")
    broken: str | None = Field(description="why nothing can be answered from it")
    size: int = Field(description="bytes on disk")


class SnapshotsOut(BaseModel):
    """A page of snapshots, newest first."""

    total: int
    limit: int
    offset: int
    items: list[SnapshotOut]


class HeardOut(BaseModel):
    """What an index answered to a probe question."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [HEARD]})

    status: str
    cited: list[str] = Field(description="the documents, in the order of the citations")
    expected: bool = Field(description="an expected document is among them")


class ProbedOut(BaseModel):
    """A probe question, and what the index before and this one answered."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={"examples": [PROBE | {"before": HEARD, "after": HEARD, "lost": False}]},
    )

    question: str
    documents: list[str] = Field(description="expected; one of them is to be cited")
    before: HeardOut | None
    after: HeardOut
    lost: bool = Field(description="an expected document was cited, and no longer is")


class ProbeReportOut(BaseModel):
    """The answers to the probe questions before and after."""

    model_config = ConfigDict(from_attributes=True)

    against: str | None = Field(description="the snapshot that was current then")
    probed: list[ProbedOut]


class SnapshotDetailOut(SnapshotOut):
    """A snapshot with the probe questions that were asked of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SNAPSHOT | {"probes": None}]})

    probes: ProbeReportOut | None = Field(description="null where nothing was asked")


class ChangeOut(BaseModel):
    """Something that came, changed or went."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [CHANGE]})

    name: str
    document: str
    lines: tuple[int, int] | None
    pages: tuple[int, int] | None
    before: str | None = Field(description="null for what came")
    after: str | None = Field(description="null for what went")


class ListedOut(BaseModel):
    """The first of a list, and how long it is."""

    model_config = ConfigDict(from_attributes=True)

    total: int
    items: list[ChangeOut]


class ChangesOut(BaseModel):
    """What differs among the things of one kind."""

    model_config = ConfigDict(from_attributes=True)

    added: ListedOut
    changed: ListedOut
    removed: ListedOut


class DifferenceOut(BaseModel):
    """What differs between two snapshots, without what was withdrawn."""

    model_config = ConfigDict(from_attributes=True)

    old: str | None
    new: str | None
    documents: ChangesOut
    passages: ChangesOut
    contacts: ChangesOut
    amounts: ChangesOut
    priorities: ChangesOut


class ProbeForm(BaseModel):
    """A question, and the documents of which its answer is to cite at least one."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, json_schema_extra={"examples": [PROBE]})

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION, pattern=NO_CONTROL)
    documents: list[Annotated[str, Field(min_length=1, max_length=LONGEST_PATH, pattern=NO_CONTROL)]] = Field(
        min_length=1, max_length=MOST_DOCUMENTS, description="paths"
    )
    language: Language | None = None

    def probe(self) -> Probe:
        """The same for the core."""
        return Probe(self.question, tuple(self.documents), self.language)


class ProbesForm(BaseModel):
    """All probe questions."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"items": [PROBE]}]})

    items: list[ProbeForm] = Field(max_length=MOST_PROBES)


def snapshot_out(info: SnapshotInfo) -> SnapshotOut:
    """A snapshot for programs."""
    return SnapshotOut(**_plain(info))


def detail_out(info: SnapshotInfo, report: ProbeReport | None) -> SnapshotDetailOut:
    """A snapshot with the report on it."""
    return SnapshotDetailOut(**_plain(info), probes=ProbeReportOut.model_validate(report) if report else None)


def probes_form(probes: Sequence[Probe]) -> ProbesForm:
    """The probe questions for programs."""
    return ProbesForm(items=[ProbeForm.model_validate(probe) for probe in probes])


def _plain(info: SnapshotInfo) -> dict[str, Any]:
    counted = ("documents", "passages", "contacts", "priorities", "plans", "funding", "refused")
    counts = {name: getattr(info.counts, name) if info.counts else None for name in counted}
    told = {name: getattr(info, name) for name in ("id", "current", "pinned", "created", "broken", "size")}
    return told | counts | {"held": list(info.held)}
