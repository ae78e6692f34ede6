"""What no database takes is kept as what stands for it, and looked for without harm."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.answer import Answer
from bot.store.audit import AuditFilter, note, page_of_audit
from bot.store.chats import keep_answer
from bot.store.database import Database
from bot.store.feedback import judge
from bot.store.tables import AnswerRow, FeedbackRow
from bot.store.texts import stored
from tests.databases import settings_with

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BAD = "Vad\x00 \ud800\U0001f600å?"
KEPT = "Vad\ufffd \ufffd\U0001f600å?"


@pytest.fixture
def session(tmp_path: Path, database_url: SecretStr | None) -> Iterator[Session]:
    with closing(Database(settings_with(database_url, tmp_path))) as database:
        database.upgrade()
        with database.writing() as session:
            yield session


@pytest.mark.parametrize("text", ["", "a", "å", "\U0001f600", "\ufffd", "a\nb\t"])
def test_what_databases_take_stays_as_it_is(text: str) -> None:
    assert stored(text) == text


def test_a_question_that_no_database_takes_is_kept_with_its_verdict(session: Session) -> None:
    keep_answer(session, Answer("a", BAD, "sv", "not_found", None, ""), None, AT)
    assert judge(session, "a", None, "bad", BAD, AT)
    session.flush()
    session.expire_all()
    answer, feedback = session.get(AnswerRow, "a"), session.get(FeedbackRow, ("a", 0, 0))
    assert answer is not None
    assert feedback is not None
    assert (answer.question, feedback.reason) == (KEPT, KEPT)


def test_what_cannot_be_there_is_not_found(session: Session) -> None:
    note(session, Actor("eva", "editor"), "document.upload", BAD, AT)
    assert not judge(session, "a\x00\udfff", None, "bad", None, AT)
    for wanted in (AuditFilter(subject="a\x00"), AuditFilter(action="a\x00"), AuditFilter(actor="a\ud800")):
        assert page_of_audit(session, wanted, 10, 0).total == 0
    assert page_of_audit(session, AuditFilter(subject=BAD), 10, 0).total == 1
