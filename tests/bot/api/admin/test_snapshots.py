"""Snapshots and probe questions over the interface."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.admin.probes import PROBES
from bot.jobs.queue import claim, enqueue, finish, job_of
from bot.settings import Settings
from bot.store.admin_tables import AuditRow
from bot.wiring import build_if_needed
from retrieval.index.pointer import current_id, directory_of, finished_ids
from retrieval.index.snapshot import Snapshot
from retrieval.ingest import ingest
from tests.bot.api.admin.conftest import EVA, Desk, open_desk
from tests.bot.conftest import Indexed, write_corpus

OLD, NEW, HELD = "14 projekt", "31 projekt", "Allt stöd är slut."


def hold(candidate: Snapshot, current: Snapshot | None) -> Sequence[str]:
    return ("Too much would go.",)


@dataclass(frozen=True)
class Three:
    """A data folder with an old, a current and a held snapshot."""

    built: Indexed
    old: str
    new: str
    held: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Three:
    """Never changed by a test."""
    root = tmp_path_factory.mktemp("three")
    made = Indexed(write_corpus(root / "corpus"), root / "data")
    old = build_if_needed(made.settings)
    rewrite(made.settings, OLD, NEW)
    new = build_if_needed(made.settings)
    rewrite(made.settings, "Under 2022 beviljades 31 projekt stöd till fiber.", HELD)
    held = ingest(made.corpus, made.data, gate=hold)
    assert old
    assert new
    return Three(made, old.snapshot or "", new.snapshot or "", held.candidate or "")


def rewrite(settings: Settings, before: str, after: str) -> None:
    path = settings.corpus / "bredband.md"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


@pytest.fixture
def three(built: Three, tmp_path: Path) -> Iterator[tuple[Three, "Office"]]:
    with open_desk(built.built, tmp_path) as desk:
        yield built, Office(desk)


class Office:
    """The desk with a key of each role at hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.data = desk.administration.settings.data
        self._editor, self._viewer = desk.bearer("editor"), desk.bearer("viewer")

    def ask(self, method: str, path: str, *, viewer: bool = False, **how: Any) -> Any:
        headers = (self._viewer if viewer else self._editor) | how.pop("headers", {})
        return self.desk.client.request(method, f"/api/admin{path}", headers=headers, **how)

    def answer(self) -> dict[str, Any]:
        body = {"question": "Hur många projekt beviljades stöd till fiber 2022?"}
        found: dict[str, Any] = self.desk.client.post("/api/ask", json=body).json()
        return found

    def audited(self, action: str) -> list[tuple[str, Any, Any]]:
        """Subject, before and after of every such act."""
        with self.desk.administration.reading() as session:
            rows = session.scalars(select(AuditRow).where(AuditRow.action == action).order_by(AuditRow.id))
            return [(row.subject, row.before, row.after) for row in rows]


Given = tuple[Three, Office]


def test_the_list_shows_what_is_current_and_what_waits(three: Given) -> None:
    known, office = three
    page = office.ask("GET", "/snapshots", viewer=True).json()
    assert page["total"] == 3
    assert {each["id"]: (each["current"], each["held"]) for each in page["items"]} == {
        known.old: (False, []),
        known.new: (True, []),
        known.held: (False, ["Too much would go."]),
    }
    one = office.ask("GET", f"/snapshots/{known.new}", viewer=True).json()
    assert (one["documents"], one["contacts"], one["pinned"], one["probes"]) == (3, 2, False, None)
    last = office.ask("GET", "/snapshots", viewer=True, params={"limit": 1, "offset": 2}).json()
    assert [each["id"] for each in last["items"]] == [page["items"][2]["id"]]


def test_a_rollback_is_answered_from_at_once_and_is_audited_once(three: Given) -> None:
    known, office = three
    assert NEW in office.answer()["answer"]
    for _ in range(2):
        reply = office.ask("POST", f"/snapshots/{known.old}/activate")
        assert (reply.status_code, reply.json()["current"], reply.json()["pinned"]) == (200, True, True)
    answer = office.answer()
    assert OLD in answer["answer"]
    assert (answer["snapshot"], answer["citations"][0]["document"]) == (known.old, "bredband.md")
    assert office.audited("snapshot.activate") == [
        (known.old, {"snapshot": known.new}, {"snapshot": known.old, "approved": []})
    ]


def test_approval_settles_the_job_that_waited(three: Given) -> None:
    known, office = three
    job = held_job(office, known.held)
    reply = office.ask("POST", f"/snapshots/{known.held}/activate").json()
    assert (reply["current"], reply["held"], reply["pinned"]) == (True, [], False)
    assert state_of(office, job) == "done"
    assert NEW not in str(office.answer())
    assert office.audited("snapshot.activate")[0][2]["approved"] == ["Too much would go."]


def test_deleting_turns_down_what_waited_and_never_takes_what_is_current(three: Given) -> None:
    known, office = three
    job = held_job(office, known.held)
    assert office.ask("DELETE", f"/snapshots/{known.held}").status_code == 204
    assert state_of(office, job) == "cancelled"
    refused = office.ask("DELETE", f"/snapshots/{known.new}")
    assert (refused.status_code, refused.json()["field"]) == (409, "id")
    assert finished_ids(office.data) == [known.old, known.new]
    assert [subject for subject, *_ in office.audited("snapshot.delete")] == [known.held]


def held_job(office: Office, snapshot_id: str) -> str:
    now = datetime.now(UTC)
    with office.desk.administration.writing() as session:
        enqueue(session, "reindex", {"mode": "all", "dry_run": False}, EVA, now)
        job = claim(session, now)
        assert job is not None
        finish(session, job, "held", now, snapshot=snapshot_id)
        return job.id


def state_of(office: Office, job_id: str) -> str:
    with office.desk.administration.reading() as session:
        return job_of(session, job_id).state


def test_a_broken_snapshot_is_refused_and_nothing_is_kept_of_it(three: Given) -> None:
    known, office = three
    shutil.rmtree(directory_of(office.data, known.old) / "lexical")
    reply = office.ask("POST", f"/snapshots/{known.old}/activate")
    assert (reply.status_code, reply.json()["field"]) == (409, "id")
    assert "broken" in reply.json()["detail"]
    listed = office.ask("GET", f"/snapshots/{known.old}").json()
    assert (bool(listed["broken"]), listed["passages"]) == (True, None)
    assert (current_id(office.data), office.audited("snapshot.activate")) == (known.new, [])
    assert office.ask("GET", f"/snapshots/{known.old}/difference/{known.new}").status_code == 409
    assert NEW in office.answer()["answer"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/snapshots/none"),
        ("POST", "/snapshots/none/activate"),
        ("DELETE", "/snapshots/none"),
        ("GET", "/snapshots/none/difference/none"),
        ("POST", "/snapshots/%2e%2e/activate"),
        ("DELETE", "/snapshots/..%00"),
    ],
)
def test_a_snapshot_that_is_not_there_is_missing(three: Given, method: str, path: str) -> None:
    reply = three[1].ask(method, path)
    assert reply.status_code == 404
    assert len(finished_ids(three[1].data)) == 3


def test_the_difference_of_two_names_what_changed(three: Given) -> None:
    known, office = three
    found = office.ask("GET", f"/snapshots/{known.old}/difference/{known.new}", viewer=True).json()
    assert (found["old"], found["new"]) == (known.old, known.new)
    assert found["documents"]["changed"]["total"] == 1
    (change,) = found["passages"]["changed"]["items"]
    assert (change["document"], OLD in change["before"], NEW in change["after"]) == (
        "bredband.md",
        True,
        True,
    )
    assert found["contacts"]["removed"] == {"total": 0, "items": []}
    cut = office.ask("GET", f"/snapshots/{known.old}/difference/{known.new}", params={"most": 0})
    assert cut.status_code == 422


PROBE = {"question": "Vem arbetar med bredband?", "documents": ["contacts.md"], "language": "sv"}


def test_probe_questions_are_put_read_and_protected_from_lost_updates(three: Given) -> None:
    office = three[1]
    empty = office.ask("GET", "/probes", viewer=True)
    assert empty.json() == {"items": []}
    first = office.ask("PUT", "/probes", json={"items": [PROBE]}, headers={"If-Match": empty.headers["ETag"]})
    assert (first.status_code, first.json()) == (200, {"items": [PROBE]})
    read = office.ask("GET", "/probes", viewer=True)
    assert (read.json(), read.headers["ETag"]) == ({"items": [PROBE]}, first.headers["ETag"])
    late = office.ask("PUT", "/probes", json={"items": []}, headers={"If-Match": empty.headers["ETag"]})
    assert late.status_code == 412
    assert office.ask("PUT", "/probes", json={"items": []}, viewer=True).status_code == 403
    assert office.ask("GET", "/probes", viewer=True).json() == {"items": [PROBE]}
    assert office.audited("probes.replace") == [(PROBES, [], [PROBE["question"]])]


@pytest.mark.parametrize(
    "item",
    [
        {},
        {**PROBE, "documents": []},
        {**PROBE, "question": " "},
        {**PROBE, "question": "x" * 601},
        {**PROBE, "question": "a\nb"},
        {**PROBE, "language": "de"},
        {**PROBE, "more": 1},
    ],
)
def test_what_is_no_probe_question_is_refused(three: Given, item: dict[str, Any]) -> None:
    assert three[1].ask("PUT", "/probes", json={"items": [item]}).status_code == 422
    assert not (three[1].data / PROBES).exists()


def test_a_file_of_probe_questions_that_was_broken_by_hand_is_said_and_can_be_replaced(three: Given) -> None:
    office = three[1]
    (office.data / PROBES).write_text("nonsense\n")
    broken = office.ask("GET", "/probes")
    assert broken.status_code == 409
    assert "line 1" in broken.json()["detail"]
    assert office.ask("PUT", "/probes", json={"items": [PROBE]}).status_code == 200
    assert office.audited("probes.replace") == [(PROBES, None, [PROBE["question"]])]
