"""Jobs over the interface: started once, listed, followed while another process runs them, stopped."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.admin.administration import Administration
from bot.admin.keys import create_key
from bot.app import create_app
from bot.jobs.job import Job
from bot.jobs.queue import claim, finish, progress, tell
from bot.settings import Settings
from bot.store.admin_tables import AuditRow
from bot.wiring import Serving
from tests.bot.api.admin.job_server import live
from tests.bot.conftest import Indexed
from tests.bot.jobs.processes import ANNA, administering

CHANGED = {"mode": "changed", "dry_run": False}


@dataclass
class Api:
    """An application with a key of each role, its database of its own."""

    app: FastAPI
    administration: Administration  # another one than the application's, as in another process
    keys: dict[str, str]

    def call(self, method: str, path: str, role: str = "editor", **how: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.keys[role]}"} | how.pop("headers", {})
        return TestClient(self.app).request(method, f"/api/admin{path}", headers=headers, **how)

    def started(self, **how: Any) -> str:
        return str(self.call("POST", "/reindex", **how).json()["id"])

    def claimed(self) -> Job:
        with self.administration.writing() as session:
            job = claim(session, self.administration.now())
        assert job is not None
        return job


@pytest.fixture
def api(indexed: Indexed, tmp_path: Path) -> Iterator[Api]:
    settings = Settings.model_construct(corpus=indexed.corpus, data=tmp_path)
    with administering(settings) as administration, Serving(settings) as serving:
        with administration.writing() as session:
            keys = {
                role: create_key(session, role, role, ANNA, administration.now())[1]
                for role in ("viewer", "editor")
            }
        app = create_app(serving)
        yield Api(app, administration, keys)
        app.state.administration.close()


def test_a_reindex_is_accepted_and_names_where_its_job_is(api: Api) -> None:
    response = api.call("POST", "/reindex", json={"mode": "all", "dry_run": True})
    job = response.json()
    assert (response.status_code, job["state"], job["created_by"]) == (202, "queued", "editor")
    assert (job["request"], job["job"]) == ({"mode": "all", "dry_run": True}, {"id": job["id"]})
    assert response.headers["Location"] == f"/api/admin/jobs/{job['id']}"
    read = api.call("GET", f"/jobs/{job['id']}", "viewer").json()
    assert read == {name: value for name, value in job.items() if name != "job"}


def test_a_reindex_without_a_body_takes_what_changed(api: Api) -> None:
    assert api.call("POST", "/reindex").json()["request"] == CHANGED


@pytest.mark.parametrize("body", [{"mode": "some"}, {"dry_run": "x"}, {"colour": 1}, [], "all"])
def test_a_reindex_of_another_form_is_refused(api: Api, body: Any) -> None:
    assert api.call("POST", "/reindex", json=body).status_code == 422


def test_the_same_request_with_the_same_key_is_one_job_and_another_request_is_refused(api: Api) -> None:
    key = {"Idempotency-Key": "a b-1"}
    first = api.started(json=CHANGED, headers=key)
    job = api.claimed()
    with api.administration.writing() as session:
        finish(session, job, "done", api.administration.now())
    assert api.started(json=CHANGED, headers=key) == first
    refused = api.call("POST", "/reindex", json={"mode": "all"}, headers=key)
    assert (refused.status_code, refused.json()["field"]) == (409, "Idempotency-Key")
    with api.administration.reading() as session:
        assert session.query(AuditRow).filter_by(action="job.start").count() == 1


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "å".encode("latin-1")])
def test_a_key_that_cannot_be_kept_is_refused(api: Api, key: Any) -> None:
    assert api.call("POST", "/reindex", headers={"Idempotency-Key": key}).status_code == 422


@pytest.mark.parametrize("path", ["/reindex", "/jobs/1/cancel"])
def test_a_viewer_starts_and_stops_nothing(api: Api, path: str) -> None:
    assert api.call("POST", path, "viewer").status_code == 403


@pytest.mark.parametrize("path", ["/jobs/none", "/jobs/%00", "/jobs/å", "/jobs/none/events"])
def test_a_job_that_there_is_not_is_missing(api: Api, path: str) -> None:
    response = api.call("GET", path)
    assert (response.status_code, response.json()["field"]) == (404, "id")


def test_jobs_are_listed_newest_first_in_pages_and_filtered(api: Api) -> None:
    first = api.started(json=CHANGED)
    api.claimed()
    second = api.started(json={"mode": "all"})
    page = api.call("GET", "/jobs?limit=1", "viewer").json()
    assert (page["total"], page["limit"], page["offset"]) == (2, 1, 0)
    assert [job["id"] for job in page["items"]] == [second]
    assert [job["id"] for job in api.call("GET", "/jobs?state=running").json()["items"]] == [first]
    assert api.call("GET", "/jobs?kind=refresh").json()["items"] == []
    assert api.call("GET", "/jobs?state=lost").status_code == 422


def test_a_job_that_waits_is_cancelled_at_once_and_one_that_has_ended_not_at_all(api: Api) -> None:
    job_id = api.started(json=CHANGED)
    assert api.call("POST", f"/jobs/{job_id}/cancel").json()["state"] == "cancelled"
    assert api.call("POST", f"/jobs/{job_id}/cancel").status_code == 200
    ended = api.started(json=CHANGED)
    with api.administration.writing() as session:
        finish(session, api_claim(api, session), "done", api.administration.now())
    assert api.call("POST", f"/jobs/{ended}/cancel").status_code == 409
    with api.administration.reading() as session:
        assert session.query(AuditRow).filter_by(action="job.cancel").count() == 1


def api_claim(api: Api, session: Any) -> Job:
    job = claim(session, api.administration.now())
    assert job is not None
    return job


def events_in(lines: Iterator[str]) -> Iterator[tuple[str, str, Any]]:
    """Event, id and data of each event of a stream."""
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        fields[name] = value
        if not line and "event" in fields:
            yield fields["event"], fields.get("id", ""), json.loads(fields["data"])
            fields = {}


def follow(api: Api, address: str, job_id: str, **headers: str) -> list[tuple[str, str, Any]]:
    given = {"Authorization": f"Bearer {api.keys['viewer']}", **headers}
    url = f"{address}/api/admin/jobs/{job_id}/events"
    with httpx.stream("GET", url, headers=given, timeout=30) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        return list(events_in(response.iter_lines()))


def test_a_job_that_another_process_runs_is_followed_to_its_end(api: Api) -> None:
    job_id, now = api.started(json=CHANGED), api.administration.now

    def work() -> None:
        job = api.claimed()
        for done in (1, 2):
            sleep(0.5)
            with api.administration.writing() as session:
                progress(session, job, "read", done, 2, now())
                tell(session, job.id, f"message {done}", now())
        with api.administration.writing() as session:
            finish(session, job, "done", now(), snapshot="s")

    with live(api.app) as address:
        working = Thread(target=work)
        working.start()
        events = follow(api, address, job_id)
        working.join()
    told = [(data["text"], number) for name, number, data in events if name == "message"]
    assert told == [("message 1", "1"), ("message 2", "2")]
    steps = [(data["state"], data["done"]) for name, _, data in events if name == "progress"]
    assert steps[0] in (("queued", 0), ("running", 0))
    assert ("running", 1) in steps
    assert [name for name, _, _ in events].count("end") == 1
    assert (events[-1][0], events[-1][2]["state"], events[-1][2]["snapshot"]) == ("end", "done", "s")


def test_who_comes_back_hears_only_the_messages_that_were_missed(api: Api) -> None:
    job_id, now = api.started(json=CHANGED), api.administration.now()
    with api.administration.writing() as session:
        job = api_claim(api, session)
        for text in ("one", "two", "three"):
            tell(session, job.id, text, now)
        finish(session, job, "failed", now)
    with live(api.app) as address:
        events = follow(api, address, job_id, **{"Last-Event-ID": "2"})
        nonsense = follow(api, address, job_id, **{"Last-Event-ID": "x"})
    assert [data["text"] for name, _, data in events if name == "message"] == ["three"]
    assert [name for name, _, _ in nonsense].count("message") == 3
