"""What users could not find: read without the users, answered, found, cited, and gone when it is past."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.admin.overlay import read_overlay
from retrieval.ingest import ingest
from tests.bot.api.admin.conftest import Desk

QUESTION = "Var ligger simhallen i Exempelstad?"
ANSWER = "Simhallen ligger på Badgatan 3. Den öppnar kl. 9."
SOURCE = "Fritidsnämndens beslut 2026-10-01, § 14"


def ask(desk: Desk, question: str) -> Any:
    return desk.client.post("/api/ask", json={"question": question}).json()


def indexed(desk: Desk) -> None:
    """What a job would do."""
    settings = desk.administration.settings
    ingest(settings.corpus, settings.data, overlay=read_overlay(settings))


def questions(desk: Desk, **wanted: Any) -> Any:
    given = desk.client.get("/api/admin/questions", params=wanted, headers=desk.bearer("viewer"))
    assert given.status_code == 200, given.text
    return given.json()["items"]


def approve(desk: Desk, path: str, **body: Any) -> Any:
    body = {"answer": ANSWER, "source": SOURCE, **body}
    given = desk.client.post(f"/api/admin/{path}?index=false", json=body, headers=desk.bearer("editor"))
    assert given.status_code == 201, given.text
    return given.json()


def test_a_question_in_vain_is_listed_with_what_is_nearest_and_without_who_asked(desk: Desk) -> None:
    for wording in (QUESTION, "var i Exempelstad ligger simhallen? ring 070-123 45 67"):
        assert ask(desk, wording)["status"] == "not_found"
    (found,) = questions(desk)
    assert (found["count"], found["standing"]) == (2, "open")
    whole = desk.client.get(
        f"/api/admin/questions/{found['fingerprint']}", headers=desk.bearer("viewer")
    ).json()
    assert "070" not in str(whole["wordings"])
    assert {"document", "heading", "text", "score"} <= set(whole["nearest"][0])


def test_an_answer_that_was_found_bad_is_listed_with_the_reason(desk: Desk) -> None:
    given = ask(desk, "Vem arbetar med bredband?")
    said = {"answer": given["id"], "verdict": "bad", "reason": "Fel person, fråga kalle@example.se"}
    assert desk.client.post("/api/feedback", json=said).status_code == 200
    (found,) = questions(desk)
    assert found["bad"] == 1
    whole = desk.client.get(
        f"/api/admin/questions/{found['fingerprint']}", headers=desk.bearer("viewer")
    ).json()
    assert whole["wordings"][0]["reason"] == "Fel person, fråga [e-post]"


def test_an_approved_answer_is_given_and_cited_as_such(desk: Desk) -> None:
    ask(desk, QUESTION)
    (found,) = questions(desk)
    made = approve(desk, f"questions/{found['fingerprint']}/answer")
    assert made["question"]["standing"] == "answered"
    indexed(desk)
    for wording in (QUESTION, "var i exempelstad ligger simhallen"):
        answer = ask(desk, wording)
        assert answer["status"] == "answered"
        assert answer["answer"].startswith(ANSWER)
        assert SOURCE in answer["answer"]
        (cited,) = answer["citations"]
        assert cited["document"] == made["document"]["path"]
        assert cited["title"] == f"Godkänt svar: {QUESTION}"
        assert cited["lines"] == [3, 5]
    assert questions(desk, standing="open") == []


def test_an_answer_may_be_approved_before_anybody_asks_and_replaced(desk: Desk) -> None:
    approve(desk, "answers", question=QUESTION)
    approve(desk, "answers", question=QUESTION, answer="Simhallen är riven.")
    indexed(desk)
    assert ask(desk, QUESTION)["answer"].startswith("Simhallen är riven.")


@pytest.mark.parametrize(
    ("validity", "is_said"),
    [
        ({"valid_to": timedelta(days=-1)}, False),
        ({"valid_from": timedelta(days=2)}, False),
        ({"valid_from": timedelta(days=-2), "valid_to": timedelta(days=2)}, True),
        ({"valid_to": timedelta()}, True),
    ],
)
def test_an_approved_answer_is_said_as_long_as_it_is_valid(
    desk: Desk, validity: dict[str, timedelta], is_said: bool
) -> None:
    today = desk.administration.serving.today
    days = {name: (today + distance).isoformat() for name, distance in validity.items()}
    approve(desk, "answers", question=QUESTION, **days)
    indexed(desk)
    assert ("Badgatan" in ask(desk, QUESTION)["answer"]) is is_said
    assert (ask(desk, "Vad finns på Badgatan?")["status"] == "answered") is is_said


def test_an_answer_that_would_end_before_it_begins_is_refused(desk: Desk) -> None:
    body = {"question": QUESTION, "answer": ANSWER, "source": SOURCE}
    days = {"valid_from": date(2026, 5, 1).isoformat(), "valid_to": date(2026, 4, 1).isoformat()}
    given = desk.client.post("/api/admin/answers", json=body | days, headers=desk.bearer("editor"))
    assert (given.status_code, given.json()["field"]) == (422, "valid_to")


def test_a_question_out_of_scope_is_listed_apart_until_it_is_opened_again(desk: Desk) -> None:
    ask(desk, QUESTION)
    (found,) = questions(desk)
    place, editor = f"/api/admin/questions/{found['fingerprint']}", desk.bearer("editor")
    decided = desk.client.post(f"{place}/out-of-scope", headers=editor).json()
    assert (decided["standing"], decided["decided_by"]) == ("out_of_scope", "editor")
    assert questions(desk, standing="open") == []
    assert desk.client.delete(f"{place}/decision", headers=editor).json()["standing"] == "open"


def test_an_unknown_question_is_said_to_be_unknown(desk: Desk) -> None:
    given = desk.client.get(f"/api/admin/questions/{'0' * 64}", headers=desk.bearer("viewer"))
    assert given.status_code == 404


def test_a_trial_search_shows_every_step_and_keeps_nothing(desk: Desk) -> None:
    body = {"query": "Hur många projekt fick stöd till fiber?", "top": 3}
    given = desk.client.post("/api/admin/search", json=body, headers=desk.bearer("viewer"))
    assert given.status_code == 200, given.text
    shown = given.json()
    assert shown["hits"][0]["document"] == "bredband.md"
    assert shown["hits"][0]["fits"] > 0
    assert (shown["decision"], shown["answer"]["status"]) == ("supported", "answered")
    assert shown["understood"]["expects"] == ["count"]
    assert questions(desk) == []
