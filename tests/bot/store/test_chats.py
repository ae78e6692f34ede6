"""What is kept of chats, for how long, and that forgetting leaves nothing."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.answer import Answer, Citation, ContactCard
from bot.settings import Settings
from bot.store.chats import (
    Remembered,
    Turn,
    Whose,
    answer_of,
    begin_anew,
    choose,
    forget,
    forget_everywhere,
    forget_unused,
    keep_answer,
    keep_turn,
    recall,
    turn_of,
)
from bot.store.database import Database
from bot.store.feedback import judge
from bot.store.tables import AnswerRow, ChatRow, FeedbackRow, TurnRow

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
ANNA, IN_GROUP, BO = Whose(7, 7), Whose(-100, 7), Whose(-100, 8)
CARD = ContactCard("a", "Anna Berg", None, None, "1", None, ("film",), "k.md", (5, 5), "2026")
CITED = Citation(1, "k.md", "Kontakter", None, "2026", (5, 5), None, "Anna", True)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with closing(Database(Settings.model_construct(data=tmp_path))) as database:
        database.upgrade()
        with database.writing() as session:
            yield session


def answer(number: str, question: str = "Vem?") -> Answer:
    return Answer(
        number, question, "sv", "answered", "record", "Anna.", (CITED,), None, (CARD,), ("Och Bo?",)
    )


def asked(session: Session, whose: Whose, number: str, at: datetime = NOON) -> None:
    keep_answer(session, answer(number), whose, at)
    keep_turn(session, whose, Turn(f"q{number}", number, int(number)), at, "sv")


def counted(session: Session) -> list[int | None]:
    tables = (ChatRow, TurnRow, AnswerRow, FeedbackRow)
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_the_last_questions_are_recalled_oldest_first_until_they_are_too_old(session: Session) -> None:
    for number in range(1, 7):
        asked(session, ANNA, str(number), NOON + timedelta(minutes=number))
    known = recall(session, ANNA, NOON, most=4)
    assert known == Remembered(None, "sv", ("q3", "q4", "q5", "q6"), CARD)
    assert recall(session, ANNA, NOON + timedelta(minutes=6), 4).turns == ("q6",)


def test_people_of_a_group_are_remembered_apart(session: Session) -> None:
    asked(session, IN_GROUP, "1")
    asked(session, BO, "2")
    assert recall(session, BO, NOON, 4).turns == ("q2",)
    assert recall(session, ANNA, NOON, 4) == Remembered()


def test_a_chosen_language_stays_when_another_is_spoken(session: Session) -> None:
    choose(session, ANNA, "en", NOON)
    keep_turn(session, ANNA, Turn("q"), NOON, "sv")
    assert recall(session, ANNA, NOON, 4) == Remembered("en", "sv", ("q",))


def test_a_choice_of_language_can_be_taken_back(session: Session) -> None:
    choose(session, ANNA, "en", NOON)
    choose(session, ANNA, None, NOON)
    assert recall(session, ANNA, NOON, 4) == Remembered()


def test_whose_card_came_last_is_recalled_until_the_questions_are_forgotten(session: Session) -> None:
    asked(session, ANNA, "1")
    keep_answer(session, replace(answer("2"), contacts=(replace(CARD, id="b"), CARD)), ANNA, NOON)
    keep_turn(session, ANNA, Turn("q2", "2"), NOON, "sv")
    keep_answer(session, replace(answer("3"), contacts=()), ANNA, NOON)
    keep_turn(session, ANNA, Turn("q3", "3"), NOON, "sv")
    assert recall(session, ANNA, NOON, 4).contact == replace(CARD, id="b")
    assert recall(session, ANNA, NOON, 1).contact is None
    begin_anew(session, ANNA)
    assert recall(session, ANNA, NOON, 4).contact is None


def test_a_language_chosen_in_private_holds_in_groups(session: Session) -> None:
    choose(session, ANNA, "en", NOON)
    assert recall(session, IN_GROUP, NOON, 4) == Remembered("en")
    assert recall(session, BO, NOON, 4) == Remembered()


def test_an_answer_comes_back_as_it_was(session: Session) -> None:
    asked(session, ANNA, "1")
    session.expire_all()
    assert answer_of(session, "1") == answer("1")
    assert answer_of(session, "2") is None


def test_a_question_that_is_asked_anew_stands_where_it_stood(session: Session) -> None:
    asked(session, ANNA, "1")
    asked(session, ANNA, "2")
    keep_turn(session, ANNA, Turn("changed", "3", 1, 99), NOON, "sv")
    assert recall(session, ANNA, NOON, 4).turns == ("changed", "q2")
    assert turn_of(session, ANNA, 1) == Turn("changed", "3", 1, 99)


def test_beginning_anew_forgets_the_questions_and_keeps_the_answers(session: Session) -> None:
    asked(session, ANNA, "1")
    begin_anew(session, ANNA)
    assert counted(session) == [1, 0, 1, 0]


def test_forgetting_leaves_nothing_of_the_person_and_everything_of_others(session: Session) -> None:
    for whose, number in ((ANNA, "1"), (IN_GROUP, "2"), (BO, "3")):
        asked(session, whose, number)
    judge(session, "3", IN_GROUP, "bad", "old", NOON)
    judge(session, "2", BO, "good", None, NOON)
    judge(session, "3", BO, "good", None, NOON)
    forget(session, IN_GROUP)
    assert counted(session) == [2, 2, 2, 1]
    forget_everywhere(session, 7)
    assert counted(session) == [1, 1, 1, 1]
    assert recall(session, BO, NOON, 4).turns == ("q3",)


def test_what_is_unused_goes_and_what_a_program_was_given_too(session: Session) -> None:
    asked(session, ANNA, "1", NOON)
    asked(session, BO, "2", NOON + timedelta(days=29))
    keep_answer(session, answer("3"), None, NOON)
    keep_answer(session, answer("4"), None, NOON + timedelta(days=29))
    assert forget_unused(session, NOON + timedelta(days=1)) == 1
    assert counted(session) == [1, 1, 2, 0]


def test_of_a_program_nothing_is_kept_but_what_it_asked(session: Session) -> None:
    keep_answer(session, answer("1"), None, NOON)
    row = session.get(AnswerRow, "1")
    assert row is not None
    assert (row.question, row.status, row.shown, row.chat_id) == ("Vem?", "answered", None, None)


def test_a_verdict_counts_once_and_can_be_changed(session: Session) -> None:
    asked(session, ANNA, "1")
    assert judge(session, "1", ANNA, "bad", "source", NOON)
    assert judge(session, "1", ANNA, "good", None, NOON)
    kept = session.scalars(select(FeedbackRow)).all()
    assert [(row.verdict, row.reason) for row in kept] == [("good", None)]


def test_a_verdict_on_an_unknown_answer_or_another_channels_is_refused(session: Session) -> None:
    asked(session, ANNA, "1")
    keep_answer(session, answer("2"), None, NOON)
    assert not judge(session, "1", None, "good", None, NOON)
    assert not judge(session, "2", ANNA, "good", None, NOON)
    assert not judge(session, "3", ANNA, "good", None, NOON)
    assert judge(session, "2", None, "good", None, NOON)
