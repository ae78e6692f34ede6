from dataclasses import replace
from typing import Any

import pytest

from bot.store.chats import Remembered
from bot.telegram.delivery.waiting import Waiting, apology, lane_of, newest_first, planned
from retrieval.documents import Language

NOW = 1_000_000


def asked(
    number: int, text: str, age_s: int = 0, chat: int = 1, begun: bool = False, person: int = 1
) -> Waiting:
    message: dict[str, Any] = {
        "date": NOW - age_s, "chat": {"id": chat, "type": "private"},
        "from": {"id": person, "language_code": "sv"}, "text": text,
    }  # fmt: skip
    return Waiting(number, chat, {"update_id": number, "message": message}, begun)


def plan(*updates: Waiting) -> list[tuple[int, str]]:
    return [(one.id, how) for one, how in planned(updates, NOW, late_s=300, stale_s=3600)]


def test_what_came_just_now_is_answered_one_by_one() -> None:
    assert plan(asked(1, "a"), asked(2, "b", 200)) == [(1, "fresh"), (2, "fresh")]


def test_of_late_questions_only_the_newest_of_a_chat_is_answered() -> None:
    updates = (asked(1, "a", 900), asked(2, "b", 800), asked(3, "c", 700, chat=5))
    assert plan(*updates) == [(1, "overtaken"), (2, "late"), (3, "late")]


def test_a_late_question_is_overtaken_by_one_that_came_just_now() -> None:
    assert plan(asked(1, "a", 900), asked(2, "b", 1)) == [(1, "overtaken"), (2, "fresh")]


def test_very_old_questions_get_one_apology_a_chat() -> None:
    assert plan(asked(1, "a", 9000), asked(2, "b", 8000)) == [(1, "overtaken"), (2, "stale")]


def test_commands_and_what_is_no_question_are_never_passed_over() -> None:
    photo = Waiting(2, 1, {"update_id": 2, "message": {"date": NOW - 9000, "photo": []}})
    button = Waiting(3, 1, {"update_id": 3, "callback_query": {"id": "1"}})
    assert plan(asked(1, "/glom", 9000), photo, button) == [(1, "fresh"), (2, "fresh"), (3, "fresh")]


def test_what_may_be_answered_already_is_answered_again_however_old() -> None:
    assert plan(asked(1, "a", 9000, begun=True), asked(2, "b")) == [(1, "again"), (2, "fresh")]


def test_what_ended_the_process_each_time_is_given_up() -> None:
    assert plan(replace(asked(1, "a"), attempts=4), replace(asked(2, "b"), attempts=5)) == [
        (1, "fresh"),
        (2, "stale"),
    ]


def test_in_a_group_each_person_is_their_own() -> None:
    eva, bo = asked(1, "a", 900, person=8), asked(2, "b", 800, person=9)
    assert plan(eva, bo) == [(1, "late"), (2, "late")]


def test_the_chats_with_the_newest_message_come_first_and_keep_their_order() -> None:
    updates = planned((asked(1, "/a"), asked(2, "b", chat=2), asked(3, "c")), NOW, 300, 3600)
    assert [one.id for one, _ in newest_first(updates)] == [1, 3, 2]


@pytest.mark.parametrize(
    ("text", "remembered", "language"),
    [
        ("Vem svarar för film?", Remembered(), "sv"),
        ("Who is in charge of film?", Remembered(), "en"),
        ("Vem svarar för film?", Remembered("en"), "en"),
        ("film", Remembered(spoken="en"), "en"),
        ("Vem svarar för film?", Remembered(spoken="en"), "sv"),
        ("/kontakter", Remembered(spoken="en"), "en"),
    ],
)
def test_an_apology_is_in_the_language_that_the_answer_will_be_in(
    text: str, remembered: Remembered, language: Language
) -> None:
    assert asked(1, text).language(remembered) == language


def test_an_apology_names_the_question() -> None:
    words = apology(asked(1, "Vem svarar för film?"), "late", "en")
    assert words is not None
    assert "You asked: “Vem svarar för film?”" in words.text
    assert apology(asked(1, "Vem svarar för film?"), "fresh", "sv") is None


def test_updates_of_every_kind_have_the_lane_of_their_chat_or_person() -> None:
    chat, person = {"id": -7}, {"id": 3}
    assert lane_of({"update_id": 1, "edited_message": {"chat": chat, "from": person}}) == -7
    assert lane_of({"update_id": 1, "callback_query": {"from": person, "message": {"chat": chat}}}) == -7
    assert lane_of({"update_id": 1, "inline_query": {"from": person}}) == 3
    assert lane_of({"update_id": 1, "poll": {"id": "5"}}) is None
