import asyncio
import socket
import threading
import time

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken

from tests.bot_api import faults
from tests.bot_api.conftest import Raw, Refusal, Run, plain
from tests.bot_api.server import BotApi
from tests.bot_api.updates import KINDS


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else None for update in updates]


def test_updates_are_given_again_until_they_are_confirmed(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    for word in ("ett", "två", "tre"):
        anna.send_text(word)
    first = run(bot.get_updates())
    assert texts(first) == ["ett", "två", "tre"]
    assert run(bot.get_updates()) == first
    assert texts(run(bot.get_updates(offset=first[1].update_id))) == ["två", "tre"]
    assert server.untold == 2
    assert run(bot.get_updates(offset=first[2].update_id + 1)) == ()


def test_ids_ascend_and_a_limit_and_a_negative_offset_are_kept(server: BotApi, bot: Bot, run: Run) -> None:
    anna, bo = server.person("Anna"), server.person("Bo")
    for number in range(3):
        anna.send_text(str(number))
        bo.send_text(str(number))
    updates = run(bot.get_updates())
    assert [update.update_id - updates[0].update_id for update in updates] == list(range(6))
    assert run(bot.get_updates(limit=2)) == updates[:2]
    assert run(bot.get_updates(offset=-1)) == updates[-1:]
    assert server.untold == 1


def test_a_poll_waits_until_something_happens(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    writing = threading.Timer(0.1, anna.send_text, ["Hej"])
    writing.start()
    began = time.monotonic()
    assert texts(run(bot.get_updates(timeout=10))) == ["Hej"]
    assert 0.05 < time.monotonic() - began < 5
    writing.join()


def test_a_poll_ends_empty_when_its_time_is_up(bot: Bot, run: Run) -> None:
    began = time.monotonic()
    assert run(bot.get_updates(timeout=1)) == ()
    assert time.monotonic() - began >= 1


def test_of_two_pollers_the_first_is_sent_away(server: BotApi, run: Run) -> None:
    async def poll_twice() -> list[object]:
        async with asyncio.timeout(10):
            bots = [
                Bot(server.token, f"{server.url}/bot", request=plain(), get_updates_request=plain())
                for _ in "12"
            ]
            for bot in bots:
                await bot.initialize()
            first = asyncio.create_task(bots[0].get_updates(timeout=5))
            await server.until(lambda: server.polls)
            second = asyncio.create_task(bots[1].get_updates(timeout=5))
            results: list[object] = [*await asyncio.gather(first, return_exceptions=True)]
            server.person("Anna").send_text("Hej")
            results.append(texts(await second))
            for bot in bots:
                await bot.shutdown()
            return results

    refused, received = run(poll_twice())
    assert isinstance(refused, Conflict)
    assert str(refused) == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert received == ["Hej"]


def test_an_update_that_went_to_a_poller_that_died_is_given_to_the_next(
    server: BotApi, bot: Bot, run: Run
) -> None:
    asked = f"GET /bot{server.token}/getUpdates?timeout=30 HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as dying:
        dying.sendall(asked)
        server.wait_until(lambda: server.polls)
    server.person("Anna").send_text("Hej")
    assert texts(run(bot.get_updates(timeout=5))) == ["Hej"]


def test_updates_whose_answer_was_lost_are_given_again(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal
) -> None:
    server.person("Anna").send_text("Hej")
    server.faults.next("getUpdates", faults.answer_lost())
    assert refusal(bot.get_updates()).startswith("NetworkError")
    assert texts(run(bot.get_updates())) == ["Hej"]


def test_what_is_no_http_is_hung_up_on(server: BotApi, bot: Bot, run: Run) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    for noise in (b"hej\r\n\r\n", b"x" * 100_000, b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"):
        with socket.create_connection((host, int(port)), timeout=5) as client:
            client.sendall(noise)
            assert hung_up(client)
    assert run(bot.get_me()).id == server.bot.id


def hung_up(client: socket.socket) -> bool:
    try:
        return client.recv(1) == b""
    except ConnectionResetError:
        return True


def test_only_the_kinds_that_were_asked_for_come_from_then_on(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    run(bot.get_updates(allowed_updates=["edited_message"]))
    sent = anna.send_text("ett")
    anna.edit(sent, "två")
    assert [update.edited_message is not None for update in run(bot.get_updates())] == [True]
    run(bot.get_updates(allowed_updates=[]))
    anna.send_text("tre")
    assert texts(run(bot.get_updates(offset=-1))) == ["tre"]


def test_the_kinds_are_those_that_the_client_knows() -> None:
    assert frozenset(Update.ALL_TYPES) == KINDS


def test_what_is_older_than_a_day_is_not_told(server: BotApi, bot: Bot, run: Run) -> None:
    anna = server.person("Anna")
    anna.send_text("i förrgår", age_s=25 * 3600)
    anna.send_text("i morse", age_s=6 * 3600)
    (update,) = run(bot.get_updates())
    assert update.effective_message is not None
    assert update.effective_message.text == "i morse"
    assert 5.9 * 3600 < time.time() - update.effective_message.date.timestamp() < 6.1 * 3600


def test_a_wrong_token_is_turned_away(server: BotApi, run: Run) -> None:
    bot = Bot("123:wrong", f"{server.url}/bot", request=plain(), get_updates_request=plain())
    with pytest.raises(InvalidToken):
        run(bot.initialize())
    run(bot.request.shutdown())
    with httpx.Client(trust_env=False, verify=False) as client:
        assert client.get(f"{server.url}/bot123:wrong/getMe").json() == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }
        assert client.get(f"{server.url}/botwrong/getMe").status_code == 404
        assert client.get(f"{server.url}/").json()["description"] == "Not Found"


def test_an_unknown_method_is_not_found(bot: Bot, raw: Raw, refusal: Refusal) -> None:
    assert raw("sendNothing") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }
    assert refusal(bot.do_api_request("sendNothing")) == (
        "EndPointNotFound: Endpoint 'sendNothing' not found in Bot API"
    )
