import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from telegram import Bot

from tests.bot_api.conftest import Raw, Refusal, Run, described
from tests.bot_api.plain import Json
from tests.bot_api.server import BotApi


class Receiver:
    """A bot's web address: keeps what is posted to it, and answers as it is told."""

    def __init__(self) -> None:
        self.posted: list[tuple[str | None, Json]] = []
        self.times: list[float] = []
        self.answers: list[int] = []  # status codes to come; 200 when there are none left
        self.reply: Json = {}
        self.together: threading.Barrier | None = None  # answer only when so many are here
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = receiver.receive(self.headers.get("X-Telegram-Bot-Api-Secret-Token"), body)
                said = json.dumps(receiver.reply).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/telegram"

    def receive(self, secret: str | None, body: Json) -> int:
        with self._lock:
            self.posted.append((secret, body))
            self.times.append(time.monotonic())
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            status = self.answers.pop(0) if self.answers else 200
        if self.together:
            self.together.wait(5)
        with self._lock:
            self.at_once -= 1
        return status

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for _, body in self.posted]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    thread = threading.Thread(target=receiver.http.serve_forever, args=(0.01,))
    thread.start()
    yield receiver
    receiver.http.shutdown()
    receiver.http.server_close()
    thread.join()


def delivered(server: BotApi) -> None:
    """Wait until the bot has taken everything."""
    server.wait_until(lambda: server.untold == 0)


def test_updates_are_posted_with_the_secret(server: BotApi, bot: Bot, run: Run, receiver: Receiver) -> None:
    anna = server.person("Anna")
    anna.send_text("före")
    run(bot.set_webhook(receiver.url, secret_token="Hemligt_1-2"))
    anna.send_text("efter")
    delivered(server)
    assert [secret for secret, _ in receiver.posted] == ["Hemligt_1-2"] * 2
    assert receiver.texts == ["före", "efter"]


def test_a_refused_update_is_posted_again_before_the_next_of_its_chat(
    server: BotApi, bot: Bot, run: Run, receiver: Receiver
) -> None:
    receiver.answers = [500, 403, 200]
    run(bot.set_webhook(receiver.url))
    anna = server.person("Anna")
    anna.send_text("ett")
    anna.send_text("två")
    delivered(server)
    assert receiver.texts == ["ett", "ett", "ett", "två"]
    info = run(bot.get_webhook_info())
    assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"
    assert (info.url, info.pending_update_count) == (receiver.url, 0)


def test_the_pause_before_the_next_try_doubles(
    server: BotApi, bot: Bot, run: Run, receiver: Receiver
) -> None:
    receiver.answers = [500, 500, 500]
    run(bot.set_webhook(receiver.url))
    server.person("Anna").send_text("Hej")
    delivered(server)
    first, second, third = (later - sooner for sooner, later in pairwise(receiver.times))
    assert (first >= 0.02, second >= 0.04, third >= 0.08) == (True, True, True)


def test_chats_are_served_side_by_side_up_to_the_connections_allowed(
    server: BotApi, bot: Bot, run: Run, receiver: Receiver
) -> None:
    receiver.together = threading.Barrier(3)
    people = [server.person(str(number)) for number in range(6)]
    for person in people:
        person.send_text("Hej")
    run(bot.set_webhook(receiver.url, max_connections=3))
    delivered(server)
    assert (len(receiver.posted), receiver.most_at_once) == (6, 3)


def test_an_update_waits_while_the_bot_is_away(
    server: BotApi, bot: Bot, run: Run, receiver: Receiver
) -> None:
    run(bot.set_webhook("http://127.0.0.1:9/nobody"))
    server.person("Anna").send_text("Hej")
    server.wait_until(lambda: run(bot.get_webhook_info()).last_error_message)
    assert run(bot.get_webhook_info()).pending_update_count == 1
    run(bot.set_webhook(receiver.url))
    delivered(server)
    assert receiver.texts == ["Hej"]


def test_a_method_in_the_answer_is_done(server: BotApi, bot: Bot, run: Run, receiver: Receiver) -> None:
    anna = server.person("Anna")
    receiver.reply = {"method": "sendMessage", "chat_id": anna.chat_id, "text": "Svar"}
    run(bot.set_webhook(receiver.url))
    assert anna.ask("Hej").text == "Svar"


def test_with_a_webhook_there_is_no_polling_and_without_one_there_is(
    server: BotApi, bot: Bot, run: Run, refusal: Refusal, receiver: Receiver
) -> None:
    run(bot.set_webhook(receiver.url))
    assert refusal(bot.get_updates()) == (
        "Conflict: Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    run(bot.delete_webhook())
    server.person("Anna").send_text("Hej")
    assert len(run(bot.get_updates())) == 1
    assert receiver.posted == []


def test_setting_a_webhook_ends_a_waiting_poll(server: BotApi, raw: Raw, receiver: Receiver) -> None:
    answers: list[Json] = []
    polling = threading.Thread(target=lambda: answers.append(raw("getUpdates", timeout=10)))
    polling.start()
    server.wait_until(lambda: server.polls)
    raw("setWebhook", url=receiver.url)
    polling.join()
    assert described(answers[0]) == "terminated by setWebhook request"


@pytest.mark.parametrize("method", ["set", "delete"])
def test_waiting_updates_are_dropped_on_request(
    server: BotApi, bot: Bot, run: Run, receiver: Receiver, method: str
) -> None:
    server.person("Anna").send_text("Hej")
    if method == "set":
        run(bot.set_webhook(receiver.url, drop_pending_updates=True))
    else:
        run(bot.delete_webhook(drop_pending_updates=True))
    assert (server.untold, receiver.posted) == (0, [])


def test_an_address_without_tls_or_a_strange_secret_is_refused(raw: Raw) -> None:
    assert described(raw("setWebhook", url="http://region.se/bot")) == (
        "bad webhook: An HTTPS URL must be provided for webhook"
    )
    assert described(raw("setWebhook", url="https://region.se/bot", secret_token="a b")) == (
        "secret token contains unallowed characters"
    )


def test_an_empty_address_removes_the_webhook(server: BotApi, bot: Bot, run: Run, receiver: Receiver) -> None:
    run(bot.set_webhook(receiver.url, allowed_updates=["message"]))
    run(bot.set_webhook(""))
    info = run(bot.get_webhook_info())
    assert (info.url, info.allowed_updates) == ("", ("message",))
