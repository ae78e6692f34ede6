"""So many calls a minute: a build waits, a question goes without."""

from bot.models.pacing import Pace


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.at = 100.0

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


def test_a_build_is_spread_over_the_minute() -> None:
    clock = Clock()
    pace = Pace(60, clock.now, clock.sleep)
    for _ in range(4):
        pace.wait()
    assert clock.at == 103.0


def test_questions_are_let_through_until_they_are_too_many() -> None:
    clock = Clock()
    pace = Pace(60, clock.now, clock.sleep)
    assert [pace.take() for _ in range(8)] == [True] * 6 + [False] * 2
    clock.sleep(2.0)
    assert pace.take()


def test_without_a_bound_nothing_waits() -> None:
    clock = Clock()
    pace = Pace(0, clock.now, clock.sleep)
    for _ in range(1000):
        pace.wait()
    assert pace.take()
    assert clock.at == 100.0
