import time

import httpx
import pytest
from telegram import Bot
from telegram.error import ChatMigrated

from tests.bot_api import faults
from tests.bot_api.conftest import Refusal, Run
from tests.bot_api.faults import Fault
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi


@pytest.fixture
def anna(server: BotApi) -> Person:
    anna = server.person("Anna")
    anna.send_text("Hej!")
    return anna


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.blocked(), "Forbidden: Forbidden: bot was blocked by the user"),
        (faults.refused("chat not found"), "BadRequest: Chat not found"),
        (faults.failing(), "NetworkError: Internal Server Error"),
        (faults.failing(409, "Conflict: x"), "Conflict: Conflict: x"),
        (faults.cut(), "NetworkError: httpx.RemoteProtocolError"),
    ],
)
def test_the_next_call_goes_wrong_as_planned_and_the_one_after_does_not(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person, fault: Fault, error: str
) -> None:
    server.faults.next("sendMessage", fault)
    assert refusal(bot.send_message(anna.chat_id, "ett")).startswith(error)
    run(bot.send_message(anna.chat_id, "två"))
    assert [message.text for message in server.shown(anna)] == ["Hej!", "två"]


def test_a_gateways_page_is_no_json(server: BotApi, bot: Bot, refusal: Refusal, anna: Person) -> None:
    server.faults.next("sendMessage", faults.bad_gateway())
    assert "502 Bad Gateway" in refusal(bot.send_message(anna.chat_id, "x"))


def test_a_lost_answer_leaves_the_message_in_the_chat(
    server: BotApi, bot: Bot, refusal: Refusal, anna: Person
) -> None:
    server.faults.next("sendMessage", faults.answer_lost())
    assert refusal(bot.send_message(anna.chat_id, "x")).startswith("NetworkError")
    assert [message.text for message in server.shown(anna)] == ["Hej!", "x"]
    assert [(call.method, call.status) for call in server.calls if call.chat_id] == [("sendMessage", 0)]


def test_a_late_answer_comes_after_the_message_and_a_slow_one_with_it(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person
) -> None:
    server.faults.next("sendMessage", faults.late(0.3))
    assert refusal(bot.send_message(anna.chat_id, "sen", read_timeout=0.1)) == "TimedOut: Timed out"
    server.wait_for(anna, lambda message: message.text == "sen")
    server.faults.next("sendMessage", faults.slow(0.1))
    began = time.monotonic()
    run(bot.send_message(anna.chat_id, "långsam"))
    assert time.monotonic() - began >= 0.1


def test_faults_are_for_a_method_a_chat_and_a_number_of_calls(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, anna: Person
) -> None:
    bo = server.person("Bo")
    bo.send_text("Hej!")
    server.faults.next("sendMessage", faults.blocked(), times=2, chat_id=bo.chat_id)
    run(bot.send_message(anna.chat_id, "x"))
    run(bot.send_chat_action(bo.chat_id, "typing"))
    refusal(bot.send_message(bo.chat_id, "x"))
    assert server.faults.waiting == 1
    server.faults.clear()
    run(bot.send_message(bo.chat_id, "x"))


def test_a_fault_may_be_for_any_method(server: BotApi, bot: Bot, refusal: Refusal) -> None:
    server.faults.next(faults.ANY_METHOD, faults.failing())
    assert refusal(bot.get_me()) == "NetworkError: Internal Server Error"


def test_a_group_that_became_a_supergroup_says_so(server: BotApi, bot: Bot, run: Run, anna: Person) -> None:
    moved = faults.failing(
        400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100123
    )
    server.faults.next("sendMessage", moved)
    with pytest.raises(ChatMigrated) as caught:
        run(bot.send_message(anna.chat_id, "x"))
    assert caught.value.new_chat_id == -100123


def test_a_fault_of_the_server_itself_fails_the_test() -> None:
    server = BotApi()
    with pytest.raises(RuntimeError, match="the Bot API server itself failed"), server:
        break_it(server)


def break_it(server: BotApi) -> None:
    """Ask for what the server does not foresee."""
    anna = server.person("Anna")
    anna.send_text("Hej")
    fields = {"chat_id": str(anna.chat_id), "text": "x", "reply_parameters": "[1]"}
    with httpx.Client(trust_env=False, verify=False) as client:
        answer = client.post(f"{server.url}/bot{server.token}/sendMessage", data=fields)
    assert answer.status_code == 500
