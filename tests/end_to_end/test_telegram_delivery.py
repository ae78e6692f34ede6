"""Nothing is lost and nothing is answered twice: the installed command, killed, doubled, cut off."""

import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.bot_api import faults
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi
from tests.bot_api.shown import Shown
from tests.end_to_end.telegram_command import (
    STARTED_S,
    UNPACED,
    built_index,
    copied,
    free_port,
    is_listening,
    polling,
    running,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")

QUESTION = "Vem är kulturstrateg?"
NOTES = ("(Jag startades om", "(Det kan hända")
SECRET = "en-hemlighet-for-testet"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_index(tmp_path_factory.mktemp("index") / "data")


@pytest.fixture
def data(index: Path, tmp_path: Path) -> Path:
    return copied(index, tmp_path / "data")


def answers(server: BotApi, person: Person) -> list[Shown]:
    return [one for one in server.shown(person) if one.is_bot and one.kind == "text"]


def count(server: BotApi, people: Sequence[Person]) -> int:
    return sum(len(answers(server, one)) for one in people)


def reached(server: BotApi, people: Sequence[Person], wanted: int) -> bool:
    return count(server, people) >= wanted


def is_noted(shown: Shown) -> bool:
    return shown.text.startswith(NOTES)


def states(data: Path) -> Counter[str]:
    with sqlite3.connect(data / "regionsvar.sqlite") as database:
        rows = database.execute("SELECT state, COUNT(*) FROM telegram_updates GROUP BY state").fetchall()
    return Counter(dict(rows))


def settled(server: BotApi, data: Path, timeout_s: float = 60) -> None:
    """Wait until everything is dealt with."""
    until = time.monotonic() + timeout_s
    while server.untold or set(states(data)) - {"done", "failed"}:
        assert time.monotonic() < until, (server.untold, states(data))
        time.sleep(0.1)


@pytest.mark.parametrize("kills", [1, 3])
def test_after_a_kill_in_a_burst_each_is_answered_once_or_once_more_with_a_note(
    data: Path, kills: int
) -> None:
    with BotApi(limits=None) as server:
        people = [server.person(str(number)) for number in range(50)]
        for kill in range(kills):
            wanted = count(server, people) + 10
            with polling(server, data, **UNPACED) as bot:
                for person in () if kill else (*people, *people):
                    person.send_text(QUESTION)
                server.wait_until(partial(reached, server, people, wanted), STARTED_S)
                bot.kill()
        assert states(data)["received"] or server.untold, "it was killed before it was done"
        with polling(server, data, **UNPACED):
            settled(server, data)
        for person in people:
            said = answers(server, person)
            plain = [one for one in said if not is_noted(one)]
            assert len(plain) <= 2 <= len(said) <= 2 + kills
            assert len(said) == 2 or any(map(is_noted, said))
        assert states(data) == {"done": 100}


def test_at_the_end_what_is_under_way_is_finished_and_the_rest_waits_for_the_next_start(data: Path) -> None:
    with BotApi(limits=None) as server:
        people = [server.person(str(number)) for number in range(60)]
        with polling(server, data, **UNPACED) as bot:
            for person in people:
                person.send_text(QUESTION)
            server.wait_until(lambda: answers(server, people[0]), STARTED_S)
            assert bot.stop() == 0
            assert "Traceback" not in bot.output
        with polling(server, data, **UNPACED) as bot:
            settled(server, data)
            assert bot.stop() == 0
        assert {len(answers(server, one)) for one in people} == {1}
        assert not any(is_noted(one) for person in people for one in answers(server, person))


def test_two_pollers_answer_nobody_twice_and_say_so(data: Path) -> None:
    with BotApi(limits=None) as server:
        people = [server.person(str(number)) for number in range(20)]
        with polling(server, data, **UNPACED) as one, running("telegram", server, data, **UNPACED) as two:
            server.wait_until(lambda: "another process" in one.output + two.output or None, STARTED_S)
            for person in (*people, *people):
                person.send_text(QUESTION)
            server.wait_until(lambda: all(len(answers(server, p)) == 2 for p in people), STARTED_S)
            settled(server, data)
        assert {len(answers(server, person)) for person in people} == {2}


def test_with_lost_answers_refusals_and_floods_everyone_is_answered(data: Path) -> None:
    with BotApi(limits=None) as server:
        people = [server.person(str(number)) for number in range(30)]
        with polling(server, data, **UNPACED) as bot:
            server.faults.next("sendMessage", faults.answer_lost(), 5)
            server.faults.next("sendMessage", faults.cut(), 3)
            server.faults.next("sendMessage", faults.flooded(1), 5)
            server.faults.next("sendMessage", faults.bad_gateway(), 5)
            for person in people:
                person.send_text(QUESTION)
            settled(server, data)
            assert server.token not in bot.output
            assert server.token.partition(":")[2] not in bot.output
            assert "kulturstrateg" not in bot.output
        said = [answers(server, person) for person in people]
        assert all(len([one for one in each if not is_noted(one)]) <= 1 <= len(each) for each in said)


def test_a_bot_that_starts_before_telegram_is_there_waits_for_it(data: Path) -> None:
    with BotApi(limits=None) as server:
        server.faults.next("*", faults.cut(), 4)
        anna = server.person("Anna")
        anna.send_text(QUESTION)
        with running("telegram", server, data) as bot:
            server.wait_for(anna, timeout_s=STARTED_S)
            assert "did not reach Telegram" in bot.output
            assert server.token not in bot.output


def test_a_webhook_takes_updates_only_with_the_secret_and_only_once_each(data: Path) -> None:
    port = free_port()
    hook = f"http://127.0.0.1:{port}/telegram/hook"
    webhook = {
        "REGIONSVAR_PORT": str(port),
        "REGIONSVAR_TELEGRAM_WEBHOOK_URL": hook,
        "REGIONSVAR_TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
    with BotApi(limits=None) as server, running("serve", server, data, **webhook, **UNPACED) as bot:
        anna = server.person("Anna")
        assert anna.ask(QUESTION, timeout_s=STARTED_S).text
        sent = {"update_id": 1, "message": {"message_id": 1, "date": int(time.time()), "text": QUESTION,
                "chat": anna.user.as_api() | {"type": "private"}, "from": anna.user.as_api()}}  # fmt: skip
        with httpx.Client(trust_env=False) as client:
            named = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            assert client.post(hook, json=sent).status_code == 403
            for wrong in (b"", b"en-annan", "hemlighet-på-svenska".encode()):
                forged = [(b"X-Telegram-Bot-Api-Secret-Token", wrong)]
                assert client.post(hook, json=sent, headers=forged).status_code == 403
            assert [client.post(hook, json=sent, headers=named).status_code for _ in range(3)] == [200] * 3
            assert client.post(hook, content=b"{", headers=named).status_code == 400
            assert client.post(hook, content=b" " * 300_000, headers=named).status_code == 413
        settled(server, data)
        assert len(answers(server, anna)) == 2
        assert bot.stop() in (0, -signal.SIGTERM)  # the web server ends in order, then by its signal
        assert server.token not in bot.output
        assert SECRET not in bot.output


def test_several_processes_serve_one_webhook_and_one_may_die(data: Path) -> None:
    """A load balancer is not at hand: the first process has the address, the second takes over its rows."""
    first, second = free_port(), free_port()
    hook = {"REGIONSVAR_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{first}/hook"}
    moved = {"REGIONSVAR_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{second}/hook"}
    with BotApi(limits=None, webhook_pause_s=0.2) as server:
        people = [server.person(str(number)) for number in range(50)]
        with running("serve", server, data, REGIONSVAR_PORT=str(first), **hook, **UNPACED) as one:
            assert people[0].ask(QUESTION, timeout_s=STARTED_S).text
            with running("serve", server, data, REGIONSVAR_PORT=str(second), **moved, **UNPACED):
                server.wait_until(lambda: is_listening(second) or None, STARTED_S)
                for person in people:
                    person.send_text(QUESTION)
                time.sleep(0.5)
                one.kill()
                settled(server, data)
        for number, person in enumerate(people):
            said = answers(server, person)
            expected = 2 if number == 0 else 1
            assert len([shown for shown in said if not is_noted(shown)]) <= expected <= len(said)


def test_a_command_that_polls_refuses_where_a_webhook_is_meant(data: Path) -> None:
    with BotApi() as server:
        url = {"REGIONSVAR_TELEGRAM_WEBHOOK_URL": "https://example.org/hook"}
        with running("telegram", server, data, **url) as bot:
            assert bot.process.wait(STARTED_S) == 2
            assert "regionsvar serve" in bot.output
