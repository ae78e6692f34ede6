from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from tests.bot_api.conftest import Raw, Run, client
from tests.bot_api.faults import flooded
from tests.bot_api.flood import TELEGRAM, FloodControl, Limits
from tests.bot_api.server import BotApi

ANNA, BO, GROUP = 1001, 1002, -1_002_000_000_001


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_quiet_chat_takes_a_short_burst_and_then_one_message_a_second(clock: Clock) -> None:
    flood = FloodControl(Limits(chat_burst=3), clock)
    assert [flood.wait(ANNA) for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 0.9
    assert flood.wait(ANNA) == 1
    clock.now += 0.1
    assert flood.wait(ANNA) == 0


def test_one_chat_waits_while_another_does_not(clock: Clock) -> None:
    flood = FloodControl(Limits(chat_burst=1), clock)
    assert (flood.wait(ANNA), flood.wait(ANNA), flood.wait(BO)) == (0, 1, 0)


def test_a_group_takes_twenty_messages_a_minute_however_slowly_they_come(clock: Clock) -> None:
    flood = FloodControl(TELEGRAM, clock)
    waits = []
    for _ in range(21):
        waits.append(flood.wait(GROUP))
        clock.now += 1
    assert waits == [0] * 20 + [40]
    clock.now += 38
    assert flood.wait(GROUP) == 1
    clock.now += 1
    assert flood.wait(GROUP) == 0


def test_all_chats_together_take_thirty_messages_a_second(clock: Clock) -> None:
    flood = FloodControl(TELEGRAM, clock)
    assert [flood.wait(chat) for chat in range(1, 32)] == [0] * 30 + [1]
    clock.now += 1
    assert [flood.wait(chat) for chat in range(101, 132)] == [0] * 30 + [1]


def test_a_chat_that_does_not_wait_is_told_again_for_how_long(clock: Clock) -> None:
    flood = FloodControl(Limits(group_per_min=1), clock)
    assert (flood.wait(GROUP), flood.wait(GROUP)) == (0, 60)
    clock.now += 30
    assert flood.wait(GROUP) == 30


def test_without_limits_nobody_waits(clock: Clock) -> None:
    flood = FloodControl(None, clock)
    assert sum(flood.wait(ANNA) for _ in range(1000)) == 0


def test_the_bot_is_told_to_wait_and_nothing_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    limits = Limits(chat_burst=2, chat_per_s=0.1)
    with BotApi(limits=limits) as server, client(server, run) as bot:
        anna = server.person("Anna")
        anna.send_text("Hej")
        run(bot.send_message(anna.chat_id, "1"))
        run(bot.edit_message_text("2", anna.chat_id, 2))
        with pytest.raises(RetryAfter) as caught:
            run(bot.send_message(anna.chat_id, "3"))
        run(bot.send_chat_action(anna.chat_id, "typing"))
    assert caught.value.retry_after in [timedelta(seconds=seconds) for seconds in (9, 10)]
    assert [message.text for message in server.shown(anna)] == ["Hej", "2"]
    assert [(call.method, call.status) for call in server.calls[1:]] == [
        ("sendMessage", 200),
        ("editMessageText", 200),
        ("sendMessage", 429),
        ("sendChatAction", 200),
    ]


def test_a_flooding_bot_reads_telegrams_own_words(server: BotApi, raw: Raw) -> None:
    server.faults.next("sendMessage", flooded(17))
    assert raw("sendMessage", chat_id=1, text="x") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 17",
        "parameters": {"retry_after": 17},
    }
