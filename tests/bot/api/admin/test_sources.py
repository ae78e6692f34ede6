"""Sources over the interface: who may what, what is refused and why, and a refresh from end to end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.admin.actor import Actor, Role
from bot.admin.keys import create_key
from bot.app import create_app
from bot.jobs.queue import claim
from bot.jobs.running import run_job
from bot.settings import Settings
from bot.wiring import Serving
from tests.bot.sources.desk import settings_in
from tests.bot.sources.site import Site, gives, hangs, leads_to, page, rss, sitemap

OWNER = Actor("owner", "owner")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


class Client:
    """The interface with keys of two roles."""

    def __init__(self, settings: Settings) -> None:
        self.serving = Serving(settings)
        self.app = create_app(self.serving)
        self.administration = self.app.state.administration
        self.http = TestClient(self.app, raise_server_exceptions=False)
        self.keys = {role: self._key(role) for role in ("viewer", "editor")}

    def _key(self, role: Role) -> str:
        with self.administration.writing() as session:
            return create_key(session, role, role, OWNER, self.administration.now())[1]

    def __call__(self, method: str, path: str, role: str = "editor", **how: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.keys[role]}", **how.pop("headers", {})}
        return self.http.request(method, f"/api/admin/sources{path}", headers=headers, **how)

    def work(self) -> str:
        """Do the job that waits longest; its state."""
        now = self.administration.now()
        with self.administration.writing() as session:
            job = claim(session, now)
        assert job is not None
        run_job(self.administration, job, lambda: False, lambda: False)
        return str(self.http.get(f"/api/admin/jobs/{job.id}", headers=self.as_viewer).json()["state"])

    @property
    def as_viewer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys['viewer']}"}


@pytest.fixture
def client(site: Site, tmp_path: Path) -> Iterator[Client]:
    client = Client(settings_in(tmp_path, site))
    yield client
    client.administration.close()
    client.serving.close()


def test_a_source_is_added_read_changed_listed_and_deleted(client: Client, site: Site) -> None:
    made = client("POST", "", json={"kind": "page", "url": site.url("/a#del"), "every_minutes": 60})
    source = made.json()
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    assert made.headers["location"] == f"/api/admin/sources/{source['id']}"
    assert (source["url"], source["folder"], source["rules"]["vanished"]) == (
        site.url("/a"),
        "web/127.0.0.1",
        "mark",
    )
    assert source["counts"] == {"addresses": 0, "documents": 0, "vanished": 0, "faults": 0}
    assert client("GET", f"/{source['id']}", "viewer").json() == source
    changed = client(
        "PATCH", f"/{source['id']}", json={"rules": {"vanished": "withdraw"}, "every_minutes": None}
    )
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert (changed.json()["rules"]["vanished"], changed.json()["every_minutes"]) == ("withdraw", None)
    listed = client("GET", "?kind=page", "viewer").json()
    assert (listed["total"], listed["items"]) == (1, [changed.json()])
    assert client("GET", "?state=failed").json()["items"] == []
    assert client("DELETE", f"/{source['id']}").json() == {"withdrawn": 0, "kept": 0, "job": None}
    assert client("GET", f"/{source['id']}").status_code == 404


def test_a_viewer_sees_and_changes_nothing(client: Client, site: Site) -> None:
    body = {"kind": "page", "url": site.url("/a")}
    source = client("POST", "", json=body).json()["id"]
    statuses = [
        client("POST", "", "viewer", json={**body, "url": site.url("/b")}).status_code,
        client("POST", "/preview", "viewer", json=body).status_code,
        client("PATCH", f"/{source}", "viewer", json={"enabled": False}).status_code,
        client("POST", f"/{source}/refresh", "viewer").status_code,
        client("DELETE", f"/{source}", "viewer").status_code,
    ]
    assert statuses == [403] * 5
    assert [client("GET", path, "viewer").status_code for path in ("", f"/{source}", f"/{source}/items")] == [
        200
    ] * 3
    assert client.http.get("/api/admin/sources").status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "http://eva:x@example.se/"}, "url"),
        ({"url": "http://example.se:22/"}, "url"),
        ({"url": "http://169.254.169.254/"}, "url"),
        ({"url": "http://[::ffff:10.0.0.1]/"}, "url"),
        ({"folder": "../up"}, "folder"),
        ({"folder": "å" * 60}, "folder"),
        ({"kind": "sitemap", "rules": {"include": ["nyheter"]}}, "rules.include"),
        ({"kind": "sitemap", "rules": {"exclude": ["/a\n"]}}, None),
        ({"rules": {"include": ["/a"]}}, "rules"),
        ({"rules": {"hosts": ["http://a.se"]}}, "rules.hosts"),
        ({"rules": {"entry": {"title": "Samma för alla"}}}, "rules.entry"),
        ({"rules": {"entry": {"kind": "novel"}}}, "kind"),
    ],
)
def test_a_refusal_names_field_reason_and_remedy(
    client: Client, body: dict[str, Any], field: str | None
) -> None:
    wanted = {"kind": "page", "url": "https://example.se/a", **body}
    answers = [client("POST", path, json=wanted) for path in ("", "/preview")] if field else []
    for answer in answers:
        problem = answer.json()
        assert (answer.status_code, problem["field"]) == (422, field)
        assert problem["detail"].endswith(problem["remedy"])
    assert client("GET", "").json()["total"] == 0


def test_a_request_of_another_form_is_refused(client: Client) -> None:
    for body in (
        {},
        {"kind": "ftp", "url": "x"},
        {"kind": "page", "url": "https://a.se/", "every_minutes": 1},
    ):
        assert client("POST", "", json=body).status_code == 422
    assert client("GET", "/nothing").status_code == 422
    assert client("GET", "/0123456789abcdef").status_code == 404


def test_two_sources_of_one_address_are_a_conflict(client: Client, site: Site) -> None:
    first = client("POST", "", json={"kind": "page", "url": site.url("/a")})
    again = client("POST", "", json={"kind": "feed", "url": site.url("/a#x")})
    assert (first.status_code, again.status_code, again.json()["field"]) == (201, 409, "url")
    other = client("POST", "", json={"kind": "page", "url": site.url("/b")}).json()["id"]
    assert client("PATCH", f"/{other}", json={"url": site.url("/a")}).status_code == 409


def test_a_lost_update_is_refused(client: Client, site: Site) -> None:
    source = client("POST", "", json={"kind": "page", "url": site.url("/a")}).json()["id"]
    first = client("PATCH", f"/{source}", json={"enabled": False}, headers={"If-Match": '"1"'})
    second = client("PATCH", f"/{source}", json={"enabled": True}, headers={"If-Match": '"1"'})
    third = client("DELETE", f"/{source}", headers={"If-Match": '"1"'})
    assert [first.status_code, second.status_code, third.status_code] == [200, 412, 412]


def test_a_refresh_is_a_job_and_what_it_brought_is_answered_from(client: Client, site: Site) -> None:
    site.answers["/fiber"] = gives(
        200, page("Fiber", "Byalaget Norrstrand fick 730 000 kronor till fiber 2025.")
    )
    source = client("POST", "", json={"kind": "page", "url": site.url("/fiber")}).json()["id"]
    started = client("POST", f"/{source}/refresh", headers={"Idempotency-Key": "k1"})
    again = client("POST", f"/{source}/refresh", headers={"Idempotency-Key": "k1"})
    assert (started.status_code, started.json()) == (202, again.json())
    assert started.headers["location"] == f"/api/admin/jobs/{started.json()['job']['id']}"
    assert client.work() == "done"
    answer = client.http.post(
        "/api/ask", json={"question": "Hur mycket fick byalaget Norrstrand till fiber?"}
    ).json()
    (citation,) = answer["citations"][:1]
    assert ("730 000" in answer["answer"], citation["url"]) == (True, site.url("/fiber"))
    (item,) = client("GET", f"/{source}/items", "viewer").json()["items"]
    assert (item["path"], item["fault"]) == (citation["document"], None)
    gone = client("DELETE", f"/{source}?documents=withdraw").json()
    assert (gone["withdrawn"], gone["kept"]) == (1, 0)
    assert client.work() == "done"
    assert (
        "730 000" not in client.http.post("/api/ask", json={"question": "Norrstrand fiber?"}).json()["answer"]
    )


def test_a_failed_refresh_is_a_failed_job_with_the_reason_shown(client: Client, site: Site) -> None:
    site.answers["/a"] = leads_to("http://10.0.0.1/")
    source = client("POST", "", json={"kind": "page", "url": site.url("/a")}).json()["id"]
    job = client("POST", f"/{source}/refresh").json()["job"]["id"]
    assert client.work() == "failed"
    shown = client("GET", f"/{source}", "viewer").json()["last_result"]
    assert (shown["state"], "leads to another site" in shown["reason"]) == ("failed", True)
    told = client.http.get(f"/api/admin/jobs/{job}", headers=client.as_viewer).json()["messages"]
    assert any("leads to another site" in message["text"] for message in told)
    assert client("GET", "?state=failed").json()["total"] == 1


def test_documents_of_a_deleted_source_stay_where_that_is_wanted(client: Client, site: Site) -> None:
    site.answers["/a"] = gives(200, page("Kultur", "Biblioteket öppnade 1998 för alla."))
    source = client("POST", "", json={"kind": "page", "url": site.url("/a")}).json()["id"]
    client("POST", f"/{source}/refresh")
    client.work()
    assert client("DELETE", f"/{source}").json() == {"withdrawn": 0, "kept": 1, "job": None}
    documents = client.http.get("/api/admin/documents", headers=client.as_viewer).json()["items"]
    assert [document["source"] for document in documents if document["path"].startswith("web/")] == [None]


def test_a_preview_shows_what_would_come_and_keeps_nothing(client: Client, site: Site) -> None:
    urls = [site.url(f"/nyheter/{number}") for number in range(30)]
    site.answers["/s"] = gives(200, sitemap(*urls, site.url("/om")))
    site.answers["/robots.txt"] = gives(200, "User-agent: *\nDisallow: /nyheter/3\n")
    body = {"kind": "sitemap", "url": site.url("/s"), "rules": {"include": ["/nyheter/*"]}}
    shown = client("POST", "/preview", json=body).json()
    assert (shown["total"], shown["left_out"], len(shown["items"])) == (30, 1, 20)
    assert [item["url"] for item in shown["items"] if item["fault"]] == [urls[3]]
    assert site.paths() == ["/s"]
    assert client("GET", "").json()["total"] == 0


def test_a_preview_of_a_page_reads_it_and_of_a_feed_its_titles(client: Client, site: Site) -> None:
    site.answers["/a"] = gives(200, page("Kultur", "Biblioteket öppnade 1998 för alla."))
    site.answers["/feed"] = gives(200, rss(("Nytt bibliotek", "/a", "Mon, 02 Nov 2026 10:00:00 +0100")))
    (own,) = client("POST", "/preview", json={"kind": "page", "url": site.url("/a")}).json()["items"]
    (listed,) = client("POST", "/preview", json={"kind": "feed", "url": site.url("/feed")}).json()["items"]
    assert (own["title"], own["path"].startswith("web/127.0.0.1/a-")) == ("Kultur", True)
    assert (listed["title"], listed["published"]) == ("Nytt bibliotek", "2026-11-02")


def test_a_preview_of_what_cannot_be_had_says_why(site: Site, tmp_path: Path) -> None:
    client = Client(settings_in(tmp_path, site, source_seconds=0.3))
    site.answers |= {"/a": hangs(2), "/b": gives(200, "<html>")}
    bad = (("page", "/a"), ("feed", "/b"), ("page", "/none"))
    answers = [client("POST", "/preview", json={"kind": kind, "url": site.url(path)}) for kind, path in bad]
    assert [(answer.status_code, answer.json()["field"]) for answer in answers] == [(422, "url")] * 3
    assert "longer than 0.3 s" in answers[0].json()["detail"]
    client.administration.close()
