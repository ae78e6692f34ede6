from typing import Any

import pytest

from bot.store.chats import Remembered
from bot.telegram.handlers.places import (
    Place,
    language_here,
    language_of_question,
    place_of,
)
from tests.bot.telegram.handlers.updates import ANNA, GROUP, message, update

HERE = Place(7, 7, code="sv")
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def test_a_message_tells_who_wrote_it_where() -> None:
    assert place_of(update(**message("hej"))) == Place(7, 7, False, None, 5, "sv")
    assert place_of(update(**message("hej", GROUP))) == Place(-100, 7, True, None, 5, "sv")


def test_only_a_forum_has_topics() -> None:
    in_topic = message("hej", GROUP, message_thread_id=3, is_topic_message=True)
    answering = message("hej", GROUP, message_thread_id=3)
    threads = [place.thread for said in (in_topic, answering) if (place := place_of(update(**said)))]
    assert threads == [3, None]


def test_a_button_was_pressed_in_its_messages_chat_and_is_no_message_itself() -> None:
    pressed = update(
        "callback_query",
        **{"id": "1", "from": ANNA, "chat_instance": "1", "data": "g", "message": message("x", GROUP)},
    )
    assert place_of(pressed) == Place(-100, 7, True, None, None, "sv")


@pytest.mark.parametrize(
    "said",
    [
        message("hej", {"id": -5, "type": "channel", "title": "Nytt"}),
        message("hej", GROUP, **{"from": {"id": 8, "is_bot": True, "first_name": "Robot"}}),
        message("hej", GROUP, is_automatic_forward=True),
    ],
)
def test_channels_and_other_bots_are_nobody(said: dict[str, Any]) -> None:
    assert place_of(update(**said)) is None


def test_an_administrator_without_a_name_is_somebody() -> None:
    said = message("hej", GROUP, **{"from": ANONYMOUS, "sender_chat": GROUP})
    place = place_of(update(**said))
    assert place is not None
    assert place.user_id == ANONYMOUS["id"]


@pytest.mark.parametrize(
    ("text", "code", "remembered", "language"),
    [
        ("Vem ansvarar för film?", "en", Remembered(), "sv"),
        ("Who is responsible for film?", "sv", Remembered(), "en"),
        ("film", "en", Remembered(), "en"),
        ("film", "sv-FI", Remembered(), "sv"),
        ("film", "de", Remembered(), "en"),
        ("film", None, Remembered(), "sv"),
        ("film", "sv", Remembered(turns=("Who is responsible for roads?",)), "en"),
        ("Vem ansvarar för film?", "sv", Remembered(language="en"), "en"),
    ],
)
def test_the_choice_wins_then_the_question_then_the_persons_own_telegram(
    text: str, code: str | None, remembered: Remembered, language: str
) -> None:
    assert language_of_question(text, Place(7, 7, code=code), remembered) == language


def test_what_is_no_question_is_answered_in_the_language_spoken_last() -> None:
    assert language_here(HERE, Remembered(spoken="en")) == "en"
    assert language_here(HERE, Remembered(spoken="en"), "sv") == "sv"
    assert language_here(HERE, Remembered("en", "sv"), "sv") == "en"
    assert language_here(HERE, Remembered()) == "sv"
