"""When a model is asked again, when it is left alone, and what both cost the asker."""

from collections.abc import Iterator, Sequence

import pytest

from bot.models.breaker import Breaker
from bot.models.failing import Fault, ModelFailed
from bot.models.protocols import Form, Message, Usage
from bot.models.retrying import PATIENCE_S, Patience, listened

ASKED = (Message("user", "Vad gäller?"),)


class Heard:
    """Keeps what was heard since the last beginning."""

    def __init__(self) -> None:
        self.text = ""
        self.begun = 0

    def begin(self) -> None:
        self.text = ""
        self.begun += 1

    def hear(self, piece: str) -> None:
        self.text += piece


class Spoken:
    def __init__(self, pieces: Sequence[str], failure: ModelFailed | None) -> None:
        self.usage: Usage | None = Usage(1, 1)
        self.closed = False
        self.first_s = 0.01  # until the first piece
        self._pieces = pieces
        self._failure = failure

    def __iter__(self) -> Iterator[str]:
        yield from self._pieces
        if self._failure:
            raise self._failure

    def silent_for(self, seconds: float) -> bool:
        return seconds < self.first_s

    def close(self) -> None:
        self.closed = True


class Moody:
    """Fails in a given order, then speaks."""

    name = "moody"

    def __init__(self, *failures: ModelFailed) -> None:
        self._failures = list(failures)
        self.spoken: list[Spoken] = []
        self.patience: list[float] = []
        self.first_s = 0.01

    def speak(
        self, messages: Sequence[Message], reply_tokens: int, patience_s: float, form: Form | None = None
    ) -> Spoken:
        failure = self._failures.pop(0) if self._failures else None
        self.spoken.append(Spoken(["Så ", "är det."] if failure is None else ["Så "], failure))
        self.patience.append(patience_s)
        self.spoken[-1].first_s = self.first_s
        return self.spoken[-1]

    def close(self) -> None:
        pass


class Clock:
    """Time that passes by sleeping alone."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def heard(model: Moody, clock: Clock, total_s: float = 20.0) -> Heard:
    listener = Heard()
    listened(model, ASKED, 50, listener, Patience(total_s, clock.sleep, clock.now, lambda: 0.5))
    return listener


def test_a_passing_failure_is_tried_again_and_what_was_heard_of_it_does_not_count() -> None:
    model, clock = Moody(ModelFailed("cut"), ModelFailed("server")), Clock()
    listener = heard(model, clock)
    assert (listener.text, listener.begun) == ("Så är det.", 3)
    assert clock.slept == [0.2, 0.4]
    assert all(spoken.closed for spoken in model.spoken)


def test_the_endpoint_is_given_the_time_that_it_asks_for() -> None:
    clock = Clock()
    heard(Moody(ModelFailed("rate_limited", retry_after_s=1.5)), clock)
    assert clock.slept == [1.5]


@pytest.mark.parametrize("asks_s", [PATIENCE_S + 0.1, 60.0])
def test_nobody_waits_longer_than_the_quoted_answer_may_be_late(asks_s: float) -> None:
    clock = Clock()
    with pytest.raises(ModelFailed, match="rate_limited"):
        heard(Moody(ModelFailed("rate_limited", retry_after_s=asks_s)), clock)
    assert clock.slept == []


@pytest.mark.parametrize(
    "fault",
    [
        "unauthorised",
        "no_model",
        "too_long",
        "rejected",
        "empty",
        "refused",
        "timeout",
        "spent",
        "quota",
        "paced",
    ],
)
def test_what_does_not_pass_is_not_tried_again(fault: Fault) -> None:
    model = Moody(ModelFailed(fault))
    with pytest.raises(ModelFailed, match=fault):
        heard(model, Clock())
    assert len(model.spoken) == 1


def test_three_attempts_are_enough() -> None:
    model = Moody(*(ModelFailed("server") for _ in range(5)))
    with pytest.raises(ModelFailed, match="server"):
        heard(model, Clock())
    assert len(model.spoken) == 3


def test_a_second_attempt_has_only_the_time_that_is_left() -> None:
    model, clock = Moody(ModelFailed("server")), Clock()
    heard(model, clock, total_s=5.0)
    assert model.patience == [5.0, 4.8]


def breaker(clock: Clock, *faults: Fault) -> Breaker:
    made = Breaker(clock.now)
    for fault in faults:
        with pytest.raises(ModelFailed), made.guarding():
            raise ModelFailed(fault)
    return made


def test_after_three_failures_the_next_asker_does_not_wait() -> None:
    made = breaker(Clock(), "timeout", "timeout", "server")
    assert made.rests
    with pytest.raises(ModelFailed, match="resting"), made.guarding():
        raise AssertionError("it was asked")


@pytest.mark.parametrize("fault", ["unauthorised", "no_model", "spent"])
def test_what_does_not_pass_by_itself_rests_at_once(fault: Fault) -> None:
    assert breaker(Clock(), fault).rests


def test_what_is_wrong_with_one_question_is_not_held_against_the_model() -> None:
    innocent: list[Fault] = ["too_long", "refused", "empty", "quota", "paced"]
    assert not breaker(Clock(), *innocent, *innocent, *innocent).rests


def test_after_the_rest_one_asker_tries_and_success_lets_all_in_again() -> None:
    clock = Clock()
    made = breaker(clock, "unauthorised")
    clock.time += 31
    with made.guarding(), pytest.raises(ModelFailed, match="resting"), made.guarding():
        raise AssertionError("two tried at once")
    with made.guarding(), made.guarding():
        pass
    assert not made.rests


def test_a_trial_that_fails_doubles_the_rest() -> None:
    clock = Clock()
    made = breaker(clock, "unauthorised")
    clock.time += 31
    with pytest.raises(ModelFailed), made.guarding():
        raise ModelFailed("server")
    clock.time += 31
    assert made.rests
    clock.time += 30
    assert not made.rests


def test_a_fault_of_ours_in_a_trial_does_not_lock_the_model_out() -> None:
    clock = Clock()
    made = breaker(clock, "unauthorised")
    clock.time += 31
    with pytest.raises(ZeroDivisionError), made.guarding():
        raise ZeroDivisionError
    with made.guarding():
        pass


def test_what_is_to_be_done_meanwhile_is_done_while_nothing_is_heard() -> None:
    model, heard, done = Moody(), Heard(), list[str]()
    steps = [lambda: done.append("one"), lambda: done.append("two")]
    model.first_s = 1.0
    listened(model, ASKED, 50, heard, Patience(10.0), meanwhile=steps)
    assert (done, heard.text) == (["one", "two"], "Så är det.")


def test_nothing_is_done_meanwhile_once_the_reply_has_begun() -> None:
    model, heard, done = Moody(), Heard(), list[str]()
    model.first_s = 0.0
    listened(model, ASKED, 50, heard, Patience(10.0), meanwhile=[lambda: done.append("one")])
    assert (done, heard.text) == ([], "Så är det.")
