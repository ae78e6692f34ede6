import asyncio
from collections.abc import Awaitable, Callable

from bot.telegram.delivery.lanes import Lanes
from bot.telegram.delivery.waiting import How, Waiting

Scenario = Callable[[], Awaitable[None]]


def update(number: int, lane: int | None = 1) -> Waiting:
    return Waiting(number, lane, {"update_id": number})


class Dealt:
    """Deals with updates when it is told to."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.free = asyncio.Semaphore(0)

    async def __call__(self, waiting: Waiting, how: How) -> None:
        self.begun.append(waiting.id)
        await self.free.acquire()
        if waiting.id == 13:
            raise ValueError("thirteen")
        self.ended.append(waiting.id)


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_chat_is_dealt_with_in_order_and_chats_at_the_same_time() -> None:
    async def scenario() -> None:
        dealt = Dealt()
        lanes = Lanes(dealt, at_once=9)
        for one in (update(1), update(2), update(3, 5), update(4, None), update(5, None)):
            lanes.put(one, "fresh")
        await settle()
        assert sorted(dealt.begun) == [1, 3, 4, 5]
        for _ in range(5):
            dealt.free.release()
        await settle()
        assert sorted(dealt.ended) == [1, 2, 3, 4, 5]
        assert (lanes.count, lanes._waiting, lanes._running) == (0, {}, {})

    asyncio.run(scenario())


def test_beyond_the_number_at_once_fresh_ones_come_first() -> None:
    async def scenario() -> None:
        dealt = Dealt()
        lanes = Lanes(dealt, at_once=1)
        for number, how in ((1, "late"), (2, "late"), (3, "fresh")):
            lanes.put(update(number, number), how)  # type: ignore[arg-type]
        for _ in range(3):
            await settle()
            dealt.free.release()
        await settle()
        assert dealt.ended == [1, 3, 2]

    asyncio.run(scenario())


def test_a_failure_stops_neither_its_chat_nor_the_others() -> None:
    async def scenario() -> None:
        dealt = Dealt()
        lanes = Lanes(dealt, at_once=1)
        for one in (update(13), update(14), update(15, 2)):
            lanes.put(one, "fresh")
        for _ in range(3):
            dealt.free.release()
        await settle()
        await asyncio.sleep(0.01)
        assert sorted(dealt.ended) == [14, 15]

    asyncio.run(scenario())


def test_at_the_end_what_is_under_way_may_end_and_nothing_else_begins() -> None:
    async def scenario() -> None:
        dealt = Dealt()
        lanes = Lanes(dealt, at_once=2)
        for one in (update(1), update(2), update(3, 2), update(4, 3)):
            lanes.put(one, "fresh")
        await settle()
        ending = asyncio.create_task(lanes.end(0.1))
        await settle()
        dealt.free.release()
        await ending
        lanes.put(update(5, 9), "fresh")
        await settle()
        assert (dealt.begun, dealt.ended) == ([1, 3], [1])

    asyncio.run(scenario())


def test_whoever_brings_more_waits_for_room() -> None:
    async def scenario() -> None:
        dealt = Dealt()
        lanes = Lanes(dealt, at_once=2)
        lanes.put(update(1), "fresh")
        waiting = asyncio.create_task(lanes.room(1))
        await settle()
        assert not waiting.done()
        dealt.free.release()
        await asyncio.wait_for(waiting, 1)

    asyncio.run(scenario())
