import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from telegram import Bot

from tests.bot_api.conftest import plain
from tests.bot_api.server import BotApi

ECHO = """
import sys
from telegram.ext import Application, MessageHandler, filters
from telegram.request import HTTPXRequest

async def answer(update, context):
    await update.message.reply_text(update.message.text.upper())

def plain():
    return HTTPXRequest(connection_pool_size=256, httpx_kwargs={"verify": False})

url, token = sys.argv[1:]
builder = Application.builder().token(token).base_url(f"{url}/bot").concurrent_updates(True)
bot = builder.request(plain()).get_updates_request(plain()).build()
bot.add_handler(MessageHandler(filters.TEXT, answer))
bot.run_polling(timeout=5)
"""
CHATS = 300
MESSAGE_S = 0.010  # of a processor, question, answer and the client's part together; 1.3 ms measured 2026-11
STARTED_S = 30.0


@pytest.fixture(scope="module")
def echoed() -> Iterator[BotApi]:
    """A server with a bot of another process at it, which says everything again, louder."""
    with BotApi(limits=None) as server:
        command = [sys.executable, "-c", ECHO, server.url, server.token]
        with subprocess.Popen(command) as bot:
            server.wait_until(lambda: server.polls, STARTED_S)
            yield server
            bot.terminate()


def test_a_bot_in_another_process_answers_a_test_without_a_loop(echoed: BotApi) -> None:
    anna = echoed.person("Anna")
    assert anna.ask("Vem svarar för film?").text == "VEM SVARAR FÖR FILM?"


def test_a_bot_in_another_process_answers_a_test_with_a_loop(echoed: BotApi) -> None:
    anna, bo = echoed.person("Anna"), echoed.person("Bo")

    async def both() -> list[str]:
        return [shown.text for shown in await asyncio.gather(anna.asks("film"), bo.asks("musik"))]

    assert asyncio.run(both()) == ["FILM", "MUSIK"]


def test_many_people_write_at_once(echoed: BotApi) -> None:
    people = [echoed.person(str(number)) for number in range(20)]

    async def everyone() -> set[str]:
        return {shown.text for shown in await asyncio.gather(*(person.asks("hej") for person in people))}

    assert asyncio.run(everyone()) == {"HEJ"}


def test_a_message_costs_the_server_a_few_milliseconds() -> None:
    with BotApi(limits=None) as server:
        people = [server.person(str(number)) for number in range(CHATS)]
        connection = HTTPConnection(server.url.removeprefix("http://"))
        began = time.process_time()
        for person in people:
            person.send_text("Vem svarar för film?")
            fields = urlencode({"chat_id": person.chat_id, "text": "<b>Eva</b>", "parse_mode": "HTML"})
            connection.request("POST", f"/bot{server.token}/sendMessage", fields)
            assert connection.getresponse().read().startswith(b'{"ok": true')
        spent = time.process_time() - began
        connection.close()
    assert spent / CHATS < MESSAGE_S


def test_in_one_loop_with_the_bot_it_is_used_the_same_way() -> None:
    async def scenario() -> tuple[str, int]:
        async with BotApi() as server:
            anna = server.person("Anna")
            polling = asyncio.create_task(answer_once(server))
            said = await anna.asks("Hej")
            await polling
            return said.text, server.untold

    assert asyncio.run(scenario()) == ("Hej själv", 1)


async def answer_once(server: BotApi) -> None:
    async with Bot(server.token, f"{server.url}/bot", request=plain(), get_updates_request=plain()) as bot:
        (update,) = await bot.get_updates(timeout=5)
        assert update.effective_chat is not None
        await update.effective_chat.send_message("Hej själv")
