"""Claims on follow-ups: what a message leaves out is taken from the turns before."""

import pytest

from bot.conversation import speaks_of_person, whole_question


def whole(message: str, *history: str) -> str:
    return whole_question(message, history)[0]


@pytest.mark.parametrize(
    ("history", "message", "question"),
    [
        ("Vilket bidrag finns för kultur?", "och för idrott?", "Vilket bidrag finns för idrott?"),
        ("What grants are there for culture?", "what about sports?", "What grants are there for sports?"),
        (
            "Hur många museer finns i Norrbotten?",
            "och i Västerbotten?",
            "Hur många museer finns i Västerbotten?",
        ),
        ("Vad är målet för bredband?", "samma för kollektivtrafik", "Vad är målet för kollektivtrafik?"),
        (
            "How many museums are there in Norrbotten?",
            "and in Västerbotten?",
            "How many museums are there in Västerbotten?",
        ),
    ],
)
def test_a_follow_up_replaces_what_it_names(history: str, message: str, question: str) -> None:
    assert whole(message, history) == question


@pytest.mark.parametrize(
    ("history", "message", "holds"),
    [
        ("Vem är kulturchef?", "hennes mejl?", ["mejl", "kulturchef"]),
        ("Vem är kulturchef?", "och telefonnumret?", ["telefonnumret", "kulturchef"]),
        ("Who is head of culture?", "what is his e-mail?", ["e-mail", "culture"]),
        ("Vad är Skärgårdsbåten?", "när startade den?", ["startade", "Skärgårdsbåten"]),
        ("What is the transition fund?", "when did it start?", ["start", "fund"]),
    ],
)
def test_a_pronoun_takes_its_subject_from_the_question_before(
    history: str, message: str, holds: list[str]
) -> None:
    question = whole(message, history)
    assert [word for word in holds if word not in question] == []


@pytest.mark.parametrize(
    "message",
    [
        "Vilka mål har strategin för klimatet?",
        "Who is responsible for public transport in the region?",
        "Hur många kommuner finns i länet?",
        "Hej!",
        "Tack så mycket",
    ],
)
def test_a_message_that_stands_alone_is_left_alone(message: str) -> None:
    assert whole_question(message, ["Vem är kulturchef?"]) == (message, "")


def test_without_earlier_turns_every_message_stands_alone() -> None:
    assert whole_question("och för idrott?", []) == ("och för idrott?", "")


def test_a_follow_up_of_a_follow_up_keeps_the_first_question() -> None:
    question = whole("och för scouter?", "Vilket bidrag finns för kultur?", "och för idrott?")
    assert question == "Vilket bidrag finns för scouter?"


def test_a_new_question_between_is_what_the_next_one_leans_on() -> None:
    history = ("Vilket bidrag finns för kultur?", "Vem ansvarar för bredband i länet?")
    assert "kultur" not in whole("hans mejl?", *history)
    assert "bredband" in whole("hans mejl?", *history)


@pytest.mark.parametrize(
    ("message", "of_person"),
    [("vilken titel har hen nu?", True), ("and her e-mail?", True), ("hur mycket är det?", False)],
)
def test_a_pronoun_may_be_a_persons(message: str, of_person: bool) -> None:
    assert speaks_of_person(message) == of_person


def test_what_a_follow_up_leans_on_is_told() -> None:
    assert whole_question("hennes mejl?", ["Vem är kulturchef?"])[1] == "Vem är kulturchef?"
