import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.rendering.callbacks import (
    Because,
    Callback,
    Example,
    Feedback,
    Forget,
    MoreContacts,
    Opened,
    Spoken,
    Suggested,
    Turned,
    decode,
    encode,
    key_of,
    reference_of,
)

ID = "0e839d5380e648ac90fae40ec9694b23"
EVERY: list[tuple[Callback, str]] = [
    (Suggested(ID, 2), f"s:{ID}:2"),
    (Example("en", 0), "e:en:0"),
    (MoreContacts(ID), f"m:{ID}"),
    (Feedback(ID, "good"), f"f:{ID}:g"),
    (Feedback(ID, "bad"), f"f:{ID}:b"),
    (Because(ID, "source"), f"r:{ID}:s"),
    (Turned("contacts", 16), "p:c:16"),
    (Opened("funding", key_of("check"), 8), f"i:f:{key_of('check')}:8"),
    (Spoken("sv"), "l:sv"),
    (Spoken(None), "l:as"),
    (Forget(), "g"),
]


@pytest.mark.parametrize(("callback", "data"), EVERY)
def test_every_callback_is_read_as_it_was_written(callback: Callback, data: str) -> None:
    assert encode(callback) == data
    assert decode(data) == callback


@pytest.mark.parametrize(
    "data",
    ["", "g:", "G", "x:1", f"s:{ID}", f"s:{ID}:01", f"s:{ID}:-1", f"s:{ID}:٣", f"s:{ID}:123456", "s:å:1",
     f"f:{ID}:x", f"r:{ID}:", "p:x:0", "i:c:ABC:0", "l:de", f"m:{ID}\n", f"m:{'a' * 41}", f"f:{ID}:g:"],
)  # fmt: skip
def test_what_is_not_exactly_ours_is_none(data: str) -> None:
    assert decode(data) is None


@given(st.text() | st.sampled_from([data for _, data in EVERY]).flatmap(lambda d: st.just(d[:-1] + "b")))
def test_whatever_comes_is_none_or_what_we_would_have_written(data: str) -> None:
    callback = decode(data)
    assert callback is None or encode(callback) == data


@given(st.text())
def test_any_id_gives_a_reference_that_a_button_carries(answer_id: str) -> None:
    data = encode(Suggested(answer_id, 99999))
    assert len(data.encode()) <= 64
    assert decode(data) == Suggested(reference_of(answer_id), 99999)
