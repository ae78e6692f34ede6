"""An application in which there is one of everything, for requests that are to find something.

Operation -> path parameters that are right at this moment.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from bot.admin.actor import Actor
from bot.admin.keys import create_key
from bot.app import create_app
from bot.settings import Settings
from bot.wiring import Serving, build_if_needed
from tests.bot.conftest import write_corpus

ADMIN = "/api/admin"
DOCUMENT = "web/seeded.md"
VAIN = "Var ligger simhallen i Exempelstad?"
CORRECTION = {"register": "contacts", "record": "Anna Berg", "action": "correct"}


class Seeded:
    """The application, an owner's key, and what there is."""

    def __init__(self, app: FastAPI, client: TestClient, snapshots: list[str]) -> None:
        self.app, self.client = app, client
        self.headers = {"Authorization": f"Bearer {_owners_key(app)}"}
        self._older, self._current = snapshots[:-1], snapshots[-1]
        self._numbers = count()
        self._makers: dict[str, Callable[[str], Any]] = {
            "path": self._document,
            "job_id": self._job,
            "snapshot_id": self._snapshot,
            "old_id": lambda _: self._older[0],
            "new_id": lambda _: self._current,
            "source_id": self._source,
            "fingerprint": self._question,
            "contact_id": lambda _: self._first("/api/contacts"),
            "funding_id": lambda _: self._first("/api/funding"),
            "id": self._key_or_correction,
        }

    def known(self, label: str, names: list[str]) -> dict[str, Any]:
        """Path parameters for an operation, such as "GET /api/admin/jobs/{job_id}", that it finds."""
        return {name: self._makers[name](label) for name in names}

    def request(self, label: str) -> dict[str, Any] | None:
        """What to send for an operation that random values never please; None for every other."""
        if label == "POST /api/feedback":
            answer = self.ask("POST", "/api/ask", json={"question": VAIN})["id"]
            return {"json": {"answer": answer, "verdict": "bad", "reason": "tomt"}}
        if label == f"POST {ADMIN}/documents":
            files = [("files", (f"{name}.md", f"# {name}\n\nSkog.\n")) for name in "ab"]
            return {"files": files, "data": {"folder": "web"}}
        return None

    def ask(self, method: str, path: str, **how: Any) -> Any:
        answer = self.client.request(method, path, headers=self.headers, **how)
        assert answer.is_success, (method, path, answer.text)
        return answer.json() if answer.content else None

    def _document(self, label: str) -> str:
        if not label.partition(" ")[2].startswith(ADMIN):
            return "contacts.md"
        text = f"# Text {next(self._numbers)}\n\nOm en skog.\n"
        self.ask("PUT", f"{ADMIN}/documents/{DOCUMENT}?index=false", content=text)
        if label.endswith("/restore"):
            self.ask("DELETE", f"{ADMIN}/documents/{DOCUMENT}?index=false")
        return DOCUMENT

    def _job(self, label: str) -> str:
        job = str(self.ask("POST", f"{ADMIN}/reindex", json={"mode": "all"})["id"])
        if label.endswith("/events"):  # of one that has ended the stream ends too
            self.ask("POST", f"{ADMIN}/jobs/{job}/cancel")
        return job

    def _snapshot(self, label: str) -> str:
        return self._older[-1] if label.startswith("DELETE") else self._current

    def _source(self, label: str) -> str:
        url = f"https://93.184.216.34/{next(self._numbers)}"  # public, and nobody goes there
        body = {"kind": "page", "url": url, "folder": "web"}
        return str(self.ask("POST", f"{ADMIN}/sources", json=body)["id"])

    def _question(self, label: str) -> str:
        self.ask("POST", "/api/ask", json={"question": VAIN})
        self.app.state.given.flush()
        (found, *_) = self.ask("GET", f"{ADMIN}/questions")["items"]
        print_ = str(found["fingerprint"])
        if label.endswith("/decision"):
            self.ask("POST", f"{ADMIN}/questions/{print_}/out-of-scope")
        return print_

    def _key_or_correction(self, label: str) -> Any:
        if "/keys/" in label:
            return self.ask("POST", f"{ADMIN}/keys", json={"name": "a", "role": "viewer"})["id"]
        body = CORRECTION | {"fields": {"phone": f"090-12 34 {next(self._numbers) + 10}"}}
        return self.ask("POST", f"{ADMIN}/corrections", json=body)["correction"]["id"]

    def _first(self, path: str) -> str:
        return str(self.ask("GET", path)["items"][0]["id"])


@contextmanager
def seeded(folder: Path, database_url: SecretStr | None) -> Iterator[Seeded]:
    """Three snapshots of a small corpus, and administration over it."""
    corpus = write_corpus(folder / "corpus")
    settings = Settings.model_construct(corpus=corpus, data=folder / "data", database_url=database_url)
    snapshots = [_built(settings, f"# Beslut {number}\n\nEn skog växer.\n") for number in range(3)]
    with Serving(settings) as serving:
        app = create_app(serving)
        with TestClient(app, raise_server_exceptions=False) as client:
            yield Seeded(app, client, snapshots)


def _built(settings: Settings, text: str) -> str:
    (settings.corpus / "beslut.md").write_text(text, encoding="utf-8")
    report = build_if_needed(settings)
    assert report is not None
    assert report.snapshot is not None
    return report.snapshot


def _owners_key(app: FastAPI) -> str:
    administration = app.state.administration
    with administration.writing() as session:
        _, key = create_key(session, "owner", "owner", Actor("eva", "owner"), administration.now())
    return str(key)
