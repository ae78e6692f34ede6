"""Requests of a bearable size, asked again where that may help, and never for ever."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from bot.embedding.batches import Dice, PatientModel, Portions, portioned
from bot.models.failing import Fault, ModelFailed
from bot.models.pacing import Pace
from bot.models.protocols import Embedded

PORTIONS = Portions(texts=4, chars=1000, seconds=1.0)


class FakeModel:
    """Embeds a text as its length; fails as it is told to."""

    name = "fake"

    def __init__(self, fail: Callable[[int, Sequence[str]], ModelFailed | None]) -> None:
        self.sent: list[list[str]] = []
        self._fail = fail

    def embed(self, texts: Sequence[str], patience_s: float) -> Embedded:
        assert patience_s == PORTIONS.seconds
        self.sent.append(list(texts))
        if failure := self._fail(len(self.sent), texts):
            raise failure
        return Embedded(np.array([[len(text), 1] for text in texts], np.float32), len(texts))

    def prepare(self) -> None: ...

    def close(self) -> None: ...


def patient(model: FakeModel, slept: list[float]) -> PatientModel:
    return PatientModel(model, PORTIONS, Pace(0), Dice(slept.append, lambda: 0.5))


@pytest.mark.parametrize(
    ("lengths", "portions"),
    [
        ([], []),
        ([10], [1]),
        ([10] * 9, [4, 4, 1]),
        ([600, 600, 300, 100], [1, 3]),
        ([5000, 10, 5000], [1, 1, 1]),
    ],
)
def test_a_request_holds_so_many_texts_and_characters(lengths: list[int], portions: list[int]) -> None:
    texts = [f"{number}" * length for number, length in enumerate(lengths)]
    found = list(portioned(texts, PORTIONS))
    assert [len(portion) for portion in found] == portions
    assert [text for portion in found for text in portion] == texts


def test_a_busy_endpoint_is_asked_again_after_what_it_asked_for() -> None:
    failures = [ModelFailed("rate_limited", retry_after_s=7), ModelFailed("server")]
    slept: list[float] = []
    model = FakeModel(lambda time, _: failures[time - 1] if time <= 2 else None)
    assert patient(model, slept).embed(["a"]).tokens == 1
    assert slept == [7, 1.0]


@pytest.mark.parametrize(
    ("failure", "slept_s"),
    [(ModelFailed("server"), [0.5, 1, 2]), (ModelFailed("server", retry_after_s=45), [45])],
    ids=str,
)
def test_waits_come_to_an_end(failure: ModelFailed, slept_s: list[float]) -> None:
    slept: list[float] = []
    with pytest.raises(ModelFailed):
        patient(FakeModel(lambda *_: failure), slept).embed(["a"])
    assert slept == slept_s


@pytest.mark.parametrize("fault", ["timeout", "unauthorised", "no_model", "spent"])
def test_what_no_waiting_mends_is_not_asked_again(fault: Fault) -> None:
    slept: list[float] = []
    model = FakeModel(lambda *_: ModelFailed(fault))
    with pytest.raises(ModelFailed):
        patient(model, slept).embed(["a", "b"])
    assert (len(model.sent), slept) == (1, [])


@pytest.mark.parametrize("fault", ["rejected", "too_long"])
def test_what_is_too_much_at_once_is_halved(fault: Fault) -> None:
    model = FakeModel(lambda _, texts: ModelFailed(fault) if len(texts) > 2 else None)
    found = patient(model, []).embed(["a", "bb", "ccc", "dddd"])
    assert found.vectors[:, 0].tolist() == [1, 2, 3, 4]
    assert found.tokens == 4


def test_of_a_text_that_is_too_long_its_beginning_is_embedded() -> None:
    model = FakeModel(lambda _, texts: ModelFailed("too_long") if len(texts[0]) > 400 else None)
    assert patient(model, []).embed(["x" * 1000]).vectors[0, 0] == 250


@pytest.mark.parametrize("fault", ["rejected", "too_long"])
def test_one_text_that_is_refused_however_short_fails(fault: Fault) -> None:
    with pytest.raises(ModelFailed, match=fault):
        patient(FakeModel(lambda *_: ModelFailed(fault)), []).embed(["x" * 1000])
