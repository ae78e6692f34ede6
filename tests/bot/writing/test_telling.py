"""What a listener is told while an answer is written reads as the answer will."""

import pytest

from bot.writing.flowing import flowing
from bot.writing.telling import Telling

ROOM = 200


def told(*sentences: str, room: int = ROOM) -> list[str]:
    heard: list[str] = []
    telling = Telling(heard.append, room)
    for sentence in sentences:
        telling(sentence)
    return heard


def test_sources_are_numbered_as_the_answer_will_number_them() -> None:
    assert told("Ett [4].", "Två [2] [4].", "Tre [2, 7].") == ["Ett [1].", "Två [2] [1].", "Tre [2] [3]."]


def test_more_sources_than_an_answer_cites_are_not_numbered() -> None:
    assert told(*(f"Mening {number} [{number}]." for number in range(2, 8)))[-1].count("[") == 0


def test_a_reply_that_is_begun_again_is_not_told_twice() -> None:
    assert told("Ett [1].", "Ett [1].", "Två [1].") == ["Ett [1].", "Två [1]."]


@pytest.mark.parametrize(("room", "count"), [(5, 1), (9, 1), (17, 1), (18, 2), (27, 3)])
def test_what_the_answer_has_no_room_for_is_not_told(room: int, count: int) -> None:
    assert len(told("Ett [1].", "Två [1].", "Tre [1].", room=room)) == count


def test_sentences_flow_and_entries_of_a_list_stand_alone() -> None:
    assert flowing(["Ett.", "Två.", "- tre", "- fyra"]) == "Ett. Två.\n- tre\n- fyra"
