"""The bot against a server on loopback that speaks the little of the Bot API that polling needs."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import pytest

from bot.telegram.polling import TelegramRefused, application, polling
from tests.fakes import FakeAsk

TOKEN = "123:AbC"
ME = {"id": 1, "is_bot": True, "first_name": "Regionsvar", "username": "regionsvar_bot"}
QUESTION = {
    "update_id": 10,
    "message": {
        "message_id": 5,
        "date": 1,
        "chat": {"id": 7, "type": "private", "first_name": "A"},
        "from": {"id": 7, "is_bot": False, "first_name": "A"},
        "text": "Vem är chef?",
    },
}


class BotApi:
    """Hands out one question, and keeps what is sent."""

    def __init__(self, knows_token: bool = True) -> None:
        self.knows_token = knows_token
        self.updates: list[dict[str, Any]] = [QUESTION]
        self.offsets: list[int] = []
        self.sent: list[dict[str, str]] = []
        self.heard = asyncio.Event()

    def call(self, method: str, values: dict[str, str]) -> tuple[int, Any]:
        if not self.knows_token:
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        if method == "getUpdates":
            self.offsets.append(int(values.get("offset", 0)))
            handed, self.updates = self.updates, []
            return 200, {"ok": True, "result": handed}
        if method == "sendMessage":
            self.sent.append(values)
            self.heard.set()
            return 200, {"ok": True, "result": QUESTION["message"]}
        return 200, {"ok": True, "result": ME if method == "getMe" else True}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            (int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0
        )
        values = {
            name: found[0] for name, found in parse_qs((await reader.readexactly(length)).decode()).items()
        }
        method = head.split()[1].rpartition("/")[2]
        if method == "getUpdates" and not self.updates:
            await asyncio.sleep(0.05)  # in place of the long poll
        status, answer = self.call(method, values)
        body = json.dumps(answer).encode()
        writer.write(
            b"HTTP/1.1 %d X\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (status, len(body), body)
        )
        await writer.drain()
        writer.close()


@asynccontextmanager
async def listening(api: BotApi) -> AsyncIterator[str]:
    server = await asyncio.start_server(api.serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def test_a_question_that_arrives_is_answered_and_acknowledged() -> None:
    async def scenario() -> None:
        api = BotApi()
        async with listening(api) as root, polling(application(TOKEN, root, FakeAsk("**Anna**"))):
            await asyncio.wait_for(api.heard.wait(), 10)
        assert (api.sent[0]["chat_id"], api.sent[0]["text"]) == ("7", "<b>Anna</b>")
        assert api.offsets[-1] == 11

    asyncio.run(scenario())


def test_a_token_that_telegram_does_not_know_is_named_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        api = BotApi(knows_token=False)
        async with listening(api) as root, polling(application(TOKEN, root, FakeAsk())) as task:
            with pytest.raises(TelegramRefused):
                await asyncio.wait_for(asyncio.shield(task), 10)

    with caplog.at_level(logging.INFO, logger="bot"):
        asyncio.run(scenario())
    assert "Telegram is off" in caplog.text
    assert all(TOKEN not in record.getMessage() for record in caplog.records if record.name.startswith("bot"))
