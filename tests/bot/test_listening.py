"""An answer is heard while it is written; who goes away ends the writing."""

import asyncio
import threading
from contextlib import aclosing

import pytest

from bot.answer import Answer
from bot.assistant import Asked
from bot.listening import Ask, NobodyListens, told

WHOLE = Answer("1", "Vem?", "sv", "answered", "generated", "Ett. Två.")


def in_thread(*sentences: str, error: Exception | None = None) -> Ask:
    def answer(asked: Asked) -> Answer:
        for sentence in sentences:
            asked.hear(sentence)
        if error:
            raise error
        return WHOLE

    async def ask(asked: Asked) -> Answer:
        return await asyncio.to_thread(answer, asked)

    return ask


async def all_of(ask: Ask) -> list[str | Answer]:
    return [said async for said in told(ask, Asked("Vem?"))]


def test_sentences_come_in_order_and_the_answer_last() -> None:
    assert asyncio.run(all_of(in_thread("Ett.", "Två."))) == ["Ett.", "Två.", WHOLE]
    assert asyncio.run(all_of(in_thread())) == [WHOLE]


def test_what_answering_raises_is_raised_after_what_was_heard() -> None:
    heard = []

    async def run() -> None:
        async for said in told(in_thread("Ett.", error=ValueError("broken")), Asked("Vem?")):
            heard.append(said)

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(run())
    assert heard == ["Ett."]


def test_when_nobody_listens_any_more_the_next_sentence_ends_the_writing() -> None:
    gone, ended = threading.Event(), threading.Event()

    def answer(asked: Asked) -> Answer:
        asked.hear("Ett.")
        gone.wait(10)
        try:
            asked.hear("Två.")
        except NobodyListens:
            ended.set()
        return WHOLE

    async def ask(asked: Asked) -> Answer:
        return await asyncio.to_thread(answer, asked)

    async def run() -> None:
        async with aclosing(told(ask, Asked("Vem?"))) as telling:
            assert await anext(telling) == "Ett."
        gone.set()

    asyncio.run(run())
    assert ended.wait(10)
