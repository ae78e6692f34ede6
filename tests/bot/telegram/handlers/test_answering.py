"""Answering with a sender that keeps what is sent, over a small index and a database of its own."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.answer import Answer
from bot.assistant import Asked
from bot.settings import Settings
from bot.store.chats import Remembered, Turn
from bot.store.database import Database
from bot.store.places import DatabaseUnavailable
from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.places import Place
from bot.telegram.memory import Memory
from bot.telegram.transactions import Transactions
from bot.wiring import Serving
from tests.bot.conftest import Indexed
from tests.bot.telegram.handlers.updates import FakeSender
from tests.fakes import FakeAsk

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
HERE = Place(7, 7, message=5, code="sv")
GROUP = Place(-100, 7, is_group=True, message=5, code="sv")
LONG = "En mening om bredband i länet. " * 200


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    settings = Settings.model_construct(data=tmp_path)
    with closing(Database(settings)) as database:
        yield Memory(Transactions(database), settings, lambda: NOON)


def run(doing: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(doing)


def answering(memory: Memory, serving: Serving, *texts: str, is_gone: bool = False) -> Answering:
    return Answering(Answers(*texts), FakeSender(is_gone), memory, serving)


class Answers:
    """Gives one text after the other."""

    def __init__(self, *texts: str) -> None:
        self.asked: list[Asked] = []
        self._texts = list(texts)

    async def __call__(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return Answer(f"a{len(self.asked)}", asked.text, "sv", "answered", "quoted", self._texts.pop(0))


def sent(how: Answering) -> FakeSender:
    assert isinstance(how.sender, FakeSender)
    return how.sender


def test_a_follow_up_takes_the_questions_before_it_along(memory: Memory, serving: Serving) -> None:
    how = answering(memory, serving, "Ett.", "Två.")
    run(how.answer(HERE, "Vem ansvarar?", "bot"))
    run(how.answer(HERE, "och hans mejl?", "bot"))
    assert isinstance(how.ask, Answers)
    assert [asked.history for asked in how.ask.asked] == [(), ("Vem ansvarar?",)]
    assert [asked.conversation for asked in how.ask.asked] == [None, None]
    assert sent(how).sent == [(7, "Ett.", None), (7, "Två.", None)]
    assert sent(how).typed == [7, 7]


def test_in_a_group_the_answer_is_to_the_one_who_asked(memory: Memory, serving: Serving) -> None:
    how = answering(memory, serving, "Ett.")
    run(how.answer(GROUP, "Vem?", "bot"))
    assert sent(how).sent == [(-100, "Ett.", 5)]


def test_nothing_more_is_sent_to_a_chat_that_is_gone(memory: Memory, serving: Serving) -> None:
    how = answering(memory, serving, LONG, is_gone=True)
    run(how.answer(HERE, "Vem?", "bot"))
    assert len(sent(how).sent) == 1


def test_a_changed_question_is_answered_in_the_old_answer(memory: Memory, serving: Serving) -> None:
    how = answering(memory, serving, "Ett.", "Två.")
    run(how.answer(HERE, "Vemm?", "bot"))
    before = run(memory.turn_of(HERE.whose, 5))
    assert before == Turn("Vemm?", "a1", 5, 101)
    run(how.answer_anew(HERE, "Vem?", before, "bot"))
    assert sent(how).edited == [(101, "Två.")]
    assert run(memory.turn_of(HERE.whose, 5)) == Turn("Vem?", "a2", 5, 101)
    assert isinstance(how.ask, Answers)
    assert how.ask.asked[-1].history == ()


@pytest.mark.parametrize("texts", [("Ett.", LONG), (LONG, "Två.")])
def test_an_answer_of_several_messages_is_given_anew(
    memory: Memory, serving: Serving, texts: tuple[str, str]
) -> None:
    how = answering(memory, serving, *texts)
    run(how.answer(HERE, "Vemm?", "bot"))
    first = len(sent(how).sent)
    run(how.answer_anew(HERE, "Vem?", run(memory.turn_of(HERE.whose, 5)), "bot"))
    assert sent(how).edited == []
    assert sent(how).sent[first][2] == 5


def test_questions_are_answered_while_the_database_is_away(
    tmp_path: Path, serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "away").mkdir()
    settings = Settings.model_construct(database_url=SecretStr(f"sqlite:///{tmp_path}/away"))
    with closing(Database(settings)) as database:
        memory = Memory(Transactions(database), settings, lambda: NOON)
        how = answering(memory, serving, "Ett.")
        run(how.answer(HERE, "Vem?", "bot"))
        assert sent(how).sent == [(7, "Ett.", None)]
        assert run(memory.recall(HERE.whose)) == Remembered()
        with pytest.raises(DatabaseUnavailable):
            run(memory.forget(HERE.whose, everywhere=True))
    assert "remembering nothing" in caplog.text


def test_what_fails_is_left_to_whoever_tells_the_person(memory: Memory, serving: Serving) -> None:
    how = Answering(FakeAsk(error=ValueError("broken")), FakeSender(), memory, serving)
    with pytest.raises(ValueError, match="broken"):
        run(how.answer(HERE, "Vem?", "bot"))


class Writes:
    """Says sentences one by one, as a model does, then the whole answer."""

    def __init__(self, *sentences: str, whole: str = "Ett. Två.") -> None:
        self._sentences, self._whole = sentences, whole

    async def __call__(self, asked: Asked) -> Answer:
        for sentence in self._sentences:
            await asyncio.to_thread(asked.hear, sentence)
            await asyncio.sleep(0.01)
        return Answer("a1", asked.text, "sv", "answered", "generated", self._whole)


@pytest.fixture
def writing(indexed: Indexed) -> Iterator[Serving]:
    """Where a model is configured, which nobody calls."""
    with Serving(indexed.settings.model_copy(update={"chat_model": "liten"})) as serving:
        yield serving


def test_an_answer_is_seen_while_it_is_written(memory: Memory, writing: Serving) -> None:
    how = Answering(Writes("Ett [1].", "Två [2]."), FakeSender(), memory, writing)
    run(how.answer(HERE, "Vem?", "bot"))
    assert sent(how).shown.texts == ["Ett [1]. …", "Ett [1]. Två [2]. …"]
    assert sent(how).sent == [(7, "Ett. Två.", None)]


def test_an_answer_takes_the_place_of_the_message_that_it_was_seen_in(
    memory: Memory, writing: Serving
) -> None:
    how = Answering(Writes("Ett."), FakeSender(), memory, writing)
    sent(how).shown.message = 55
    run(how.answer(GROUP, "Vem?", "bot"))
    assert (sent(how).edited, sent(how).sent) == ([(55, "Ett. Två.")], [])
    assert run(memory.turn_of(GROUP.whose, 5)) == Turn("Vem?", "a1", 5, 55)


def test_an_answer_is_sent_where_the_message_that_it_was_seen_in_is_gone(
    memory: Memory, writing: Serving
) -> None:
    how = Answering(Writes("Ett."), FakeSender(is_gone=True), memory, writing)
    sent(how).shown.message = 55
    run(how.answer(GROUP, "Vem?", "bot"))
    assert sent(how).sent == [(-100, "Ett. Två.", 5)]


def test_without_a_model_nobody_is_asked_to_show_anything(memory: Memory, serving: Serving) -> None:
    how = Answering(Writes("Ett."), FakeSender(), memory, serving)
    run(how.answer(HERE, "Vem?", "bot"))
    assert sent(how).shown.texts == []
