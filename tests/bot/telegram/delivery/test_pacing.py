import asyncio
from collections.abc import Coroutine
from contextlib import suppress

from bot.telegram.delivery.pacing import NotNow, Pacing, Rate, Window


class Clock:
    """Time that passes only where someone sleeps; the earliest sleeper wakes first."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self.now + seconds, len(self._sleepers), woken))
        await woken.wait()

    async def run(self, *everyone: Coroutine[None, None, None]) -> None:
        tasks = [asyncio.ensure_future(one) for one in everyone]
        while not all(task.done() for task in tasks):
            for _ in range(5):
                await asyncio.sleep(0)
            if waiting := sorted(one for one in self._sleepers if not one[2].is_set()):
                self.now = max(self.now, waiting[0][0])
                waiting[0][2].set()
        await asyncio.gather(*tasks)


def sent(chats: list[int], pacing: Pacing, clock: Clock) -> list[tuple[int, float]]:
    """When a message goes out to each chat, all of them asked for at once."""
    log: list[tuple[int, float]] = []

    async def one(chat: int) -> None:
        async with pacing.turn(chat):
            log.append((chat, round(clock.now, 3)))

    asyncio.run(clock.run(*(one(chat) for chat in chats)))
    return log


def pacing_of(clock: Clock, per_s: float = 27, chat_per_s: float = 1) -> Pacing:
    return Pacing(per_s, chat_per_s, clock, clock.sleep)


def test_a_chat_gets_three_at_once_and_then_one_a_second() -> None:
    clock = Clock()
    log = sent([7] * 5, pacing_of(clock, per_s=1000), clock)
    assert [round(at) for _, at in log] == [0, 0, 0, 1, 2]


def test_there_are_never_more_than_thirty_in_any_second() -> None:
    clock = Clock()
    moments = [at for _, at in sent(list(range(200)), pacing_of(clock), clock)]
    assert max(sum(first <= at < first + 1 for at in moments) for first in moments) <= 30
    assert 7.0 < moments[-1] < 7.5


def test_a_chat_that_wants_much_does_not_hold_up_another() -> None:
    clock = Clock()
    log = sent([7] * 20 + [8], pacing_of(clock, per_s=10), clock)
    assert next(at for chat, at in log if chat == 8) < 0.5


def test_a_group_gets_twenty_in_any_minute() -> None:
    clock = Clock()
    moments = [at for _, at in sent([-5] * 25, pacing_of(clock, chat_per_s=100), clock)]
    assert moments[19] < 1 < 60 < moments[20]


def test_a_chat_that_was_refused_waits_and_the_others_do_not() -> None:
    clock = Clock()
    pacing = pacing_of(clock)
    assert not pacing.refused(7, 30)
    assert (pacing.is_held(7), pacing.is_held(8)) == (True, False)
    assert [(chat, at >= 30) for chat, at in sent([7, 8], pacing, clock)] == [(8, False), (7, True)]


def test_when_two_chats_are_refused_everyone_waits_and_that_is_told_once() -> None:
    clock = Clock()
    pacing = pacing_of(clock)
    assert [pacing.refused(7, 5), pacing.refused(8, 5), pacing.refused(9, 5)] == [False, True, False]
    moments = [at for _, at in sent(list(range(100, 140)), pacing, clock)]
    assert min(moments) >= 5
    assert max(moments) > 6, "they do not all go out in the moment when the wait is over"


def test_who_waits_already_waits_longer_when_telegram_says_no() -> None:
    clock = Clock()
    pacing = pacing_of(clock)
    log: list[float] = []

    async def third() -> None:
        for _ in range(4):
            async with pacing.turn(7):
                log.append(clock.now)

    async def refusing() -> None:
        await clock.sleep(0.5)
        pacing.refused(7, 20)

    asyncio.run(clock.run(third(), refusing()))
    assert log[2] < 0.5 < 20 < log[3]


def test_a_rate_gives_moments_that_differ_and_a_window_forgets() -> None:
    rate, window = Rate(2, 1), Window(2, 60)
    assert [rate.take(0.0), rate.take(0.0), rate.take(5.0)] == [0.0, 0.5, 0.0]
    assert [window.take(0), window.take(1), window.take(2), window.take(200)] == [0, 0, 58, 0]


def test_chats_that_are_quiet_are_forgotten() -> None:
    clock = Clock()
    pacing = pacing_of(clock, per_s=1000)
    sent(list(range(1999)), pacing, clock)
    clock.now += 100
    sent([5000, 5001, 5002], pacing, clock)
    assert len(pacing._chats) < 10


def test_while_messages_are_long_on_their_way_fewer_are_sent_and_one_that_is_stuck_holds_up_nobody() -> None:
    clock = Clock()
    pacing = pacing_of(clock)
    log: list[float] = []

    async def one(chat: int) -> None:
        async with pacing.turn(chat):
            log.append(clock.now)
            await clock.sleep(0.5 if chat else 60)

    asyncio.run(clock.run(*(one(chat) for chat in range(90))))
    assert max(sum(first <= at < first + 1 for at in log) for first in log) <= 30
    assert log[30] >= 1.5
    assert log[-1] < 7


def spared(pacing: Pacing, chat: int, times: int, clock: Clock) -> int:
    """How many of so many moments in a row were there to spare."""
    found = 0

    async def one() -> None:
        nonlocal found
        for _ in range(times):
            with suppress(NotNow):
                async with pacing.spare(chat):
                    found += 1

    asyncio.run(clock.run(one()))
    return found


def test_what_may_be_left_out_takes_one_moment_a_second_and_leaves_two_for_the_answer() -> None:
    clock = Clock()
    pacing = pacing_of(clock)
    assert spared(pacing, 7, 5, clock) == 1
    assert [at for _, at in sent([7, 7], pacing, clock)] == [0, 0]
    assert spared(pacing, 7, 5, clock) == 0
    clock.now = 4.0
    assert spared(pacing, 7, 5, clock) == 1


def test_what_may_be_left_out_leaves_a_group_half_of_its_minute() -> None:
    clock = Clock()
    pacing = pacing_of(clock)
    found = 0
    for second in range(40):
        clock.now = float(second)
        found += spared(pacing, -7, 1, clock)
    assert found == 10
    assert [at for _, at in sent([-7, -7], pacing, clock)] == [39, 39]


def test_nothing_is_left_to_spare_while_telegram_wants_the_chat_to_wait() -> None:
    clock = Clock()
    pacing = pacing_of(clock)
    pacing.refused(7, 5)
    assert spared(pacing, 7, 1, clock) == 0
    clock.now = 8.0
    assert spared(pacing, 7, 1, clock) == 1
