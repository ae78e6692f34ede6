import pytest

from bot.telegram.handlers import guarding
from bot.telegram.handlers.guarding import Guard, TooFast
from bot.telegram.handlers.places import Place


def test_the_one_who_is_too_fast_is_told_once_and_how_long_to_wait() -> None:
    guard = Guard(2)
    told = [guard.too_fast(7, at, asks=True) for at in (0, 10, 20, 30, 61, 62)]
    assert told == [None, None, TooFast(40, True), TooFast(30, False), None, TooFast(8, True)]
    assert guard.too_fast(8, 30, asks=True) is None


def test_what_waited_for_us_is_not_held_against_anyone() -> None:
    guard = Guard(2)
    hourly = [guard.too_fast(7, at, asks=True) for at in (7200, 3600, 0, 10800, 1800)]
    assert hourly == [None] * 5


def test_pages_are_turned_faster_than_questions_are_asked() -> None:
    guard = Guard(1)
    turned = [guard.too_fast(7, at, asks=False) for at in range(guarding.EASIER)]
    assert turned == [None] * guarding.EASIER
    assert guard.too_fast(7, guarding.EASIER, asks=False)
    assert guard.too_fast(7, guarding.EASIER, asks=True) is None


@pytest.mark.parametrize(
    ("allow", "place", "allowed"),
    [
        ((), Place(7, 7), True), ((7,), Place(7, 7), True), ((8,), Place(7, 7), False),
        ((7,), Place(-100, 7, True), True), ((-100,), Place(-100, 7, True), True),
    ],
)  # fmt: skip
def test_people_and_groups_may_be_named(allow: tuple[int, ...], place: Place, allowed: bool) -> None:
    assert Guard(1, allow).allows(place) == allowed


def test_who_may_not_ask_is_told_once_an_hour() -> None:
    guard, place = Guard(1, (8,)), Place(7, 7)
    assert [guard.says_no(place, at) for at in (0, 60, 3599, 3600)] == [True, False, False, True]


def test_only_so_many_people_are_kept_in_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "PEOPLE_KEPT", 2)
    guard = Guard(1)
    for user in (1, 2, 3):
        guard.too_fast(user, 0, asks=True)
    assert guard.too_fast(3, 1, asks=True)
    assert guard.too_fast(1, 1, asks=True) is None
