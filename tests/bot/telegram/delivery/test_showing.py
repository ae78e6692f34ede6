"""An answer seen while it is written: the newest of it, only when there is a moment, never after its end."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden

from bot.telegram.delivery.pacing import NotNow
from bot.telegram.delivery.showing import NewestShown
from bot.telegram.rendering.messages import Message


class FakePut:
    """Keeps what arrived; each call is refused, delayed or let through, as a test says."""

    def __init__(self, *outcomes: Exception | float) -> None:
        self.message: int | None = None
        self.arrived: list[str] = []
        self.calls = 0
        self._outcomes = list(outcomes)

    async def __call__(self, message: Message) -> None:
        self.calls += 1
        outcome = self._outcomes.pop(0) if self._outcomes else 0.0
        if isinstance(outcome, Exception):
            raise outcome
        await asyncio.sleep(outcome)
        self.arrived.append(message.text)


def shown(put: FakePut, doing: Callable[[NewestShown], Coroutine[Any, Any, None]]) -> FakePut:
    async def run() -> None:
        showing = NewestShown(put)
        await doing(showing)
        await showing.end()

    asyncio.run(run())
    return put


def text(words: str) -> Message:
    return Message(words, words)


async def three(showing: NewestShown) -> None:
    for words in ("ett", "ett två", "ett två tre"):
        showing.show(text(words))
    await asyncio.sleep(0.3)


def test_of_what_comes_meanwhile_only_the_newest_is_shown() -> None:
    async def doing(showing: NewestShown) -> None:
        showing.show(text("ett"))
        await asyncio.sleep(0.01)
        showing.show(text("ett två"))
        showing.show(text("ett två tre"))
        await asyncio.sleep(0.2)

    assert shown(FakePut(0.05), doing).arrived == ["ett", "ett två tre"]


def test_what_finds_no_moment_waits_for_none_but_is_seen_later_if_it_is_still_the_newest() -> None:
    assert shown(FakePut(NotNow()), three).arrived == ["ett två tre"]


@pytest.mark.parametrize("error", [Forbidden("bot was kicked"), BadRequest("can't parse entities")], ids=str)
def test_what_telegram_refuses_is_the_end_of_showing(error: Exception) -> None:
    assert shown(FakePut(error), three).calls == 1


def test_nothing_is_shown_after_the_end() -> None:
    put = FakePut()

    async def run() -> None:
        showing = NewestShown(put)
        await showing.end()
        showing.show(text("ett"))
        await asyncio.sleep(0.01)

    asyncio.run(run())
    assert put.calls == 0


def test_the_end_waits_for_what_is_on_its_way_and_not_for_a_moment() -> None:
    async def at_once(showing: NewestShown) -> None:
        showing.show(text("ett"))
        await asyncio.sleep(0)

    assert shown(FakePut(0.05), at_once).arrived == ["ett"]
    began = asyncio.run(_timed(FakePut(*(NotNow() for _ in range(1000)))))
    assert began < 0.08


async def _timed(put: FakePut) -> float:
    showing = NewestShown(put)
    showing.show(text("ett"))
    await asyncio.sleep(0.01)
    began = asyncio.get_running_loop().time()
    await showing.end()
    return asyncio.get_running_loop().time() - began
