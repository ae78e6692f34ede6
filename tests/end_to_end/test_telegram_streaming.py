"""The installed command with a slow model: sentences are seen as they are found to hold, then the answer."""

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bot_api import faults
from tests.bot_api.groups import Group
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi
from tests.bot_api.shown import Shown
from tests.end_to_end.talking import TODAY, indexed, now
from tests.end_to_end.telegram_command import UNPACED, polling
from tests.openai_api.scripted import Reply
from tests.openai_api.server import OpenAiApi

QUESTION = "Hur många projekt beviljades stöd till fiber under 2025?"
FIRST = "Under 2025 beviljades 14 projekt stöd till fiber [1]."
LIE = "Ring 090-99 99 99 så får du veta mer [1]."
SECOND = "Satsningen omfattar 12 miljoner kronor [1]."
WRITTEN = f"{FIRST} {SECOND}"
SLOW_S = 0.4  # between sentences
NO_MODEL = "Språkmodellen svarar inte just nu"
NO_MORE = "Dagens antal svar från språkmodellen är slut"
ASKED_S = 20.0


class Region(NamedTuple):
    """A bot with a model, and what it needs to be started again."""

    telegram: BotApi
    model: OpenAiApi
    folder: Path

    def settings(self, **more: str) -> dict[str, str]:
        return {
            "REGIONSVAR_CORPUS": str(self.folder / "corpus"),
            "REGIONSVAR_TODAY": TODAY,
            "REGIONSVAR_CHAT_MODEL": "liten",
            "REGIONSVAR_OPENAI_BASE_URL": self.model.url,
            **UNPACED,
            **more,
        }


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """One command for the tests that leave it running; each has a person of its own."""
    folder = tmp_path_factory.mktemp("region")
    shutil.copytree(Path(indexed().name), folder, dirs_exist_ok=True)
    with BotApi(limits=None) as telegram, OpenAiApi() as model:
        found = Region(telegram, model, folder)
        own = found.settings(REGIONSVAR_MODEL_CALLS_PER_ASKER="2")
        with polling(telegram, folder / "data", **own) as command:
            model.says('{"ok": true}')
            yield found
            assert command.process.poll() is None, command.output
            assert "Traceback" not in command.output


@pytest.fixture
def region(served: Region) -> Region:
    served.model.script = lambda _: slowly(FIRST, LIE, SECOND, LIE)
    return served


def slowly(*sentences: str, **how: object) -> Reply:
    """Sentence by sentence; each is known to be whole when the next begins."""
    return Reply("", pieces=[f"{sentence} " for sentence in sentences], between_s=SLOW_S, **how)  # type: ignore[arg-type]


def answers(server: BotApi, place: Person | Group) -> list[Shown]:
    return [one for one in server.shown(place) if one.is_bot and one.kind == "text"]


def calls(server: BotApi, method: str, place: Person | Group) -> int:
    return sum(call.method == method and call.chat_id == place.chat_id for call in server.calls)


def test_a_private_chat_sees_what_holds_as_a_draft_and_then_the_answer(region: Region) -> None:
    anna = region.telegram.person("Anna")
    answer = anna.ask(QUESTION)
    drafts = region.telegram.drafts(anna)
    assert [draft.text for draft in drafts] == [f"{FIRST} …", f"{WRITTEN} …"]
    assert len({draft.draft_id for draft in drafts}) == 1
    assert answer.text.startswith(WRITTEN)
    assert "Bredbandsstöd till byarna" in answer.text
    assert answer.buttons
    assert drafts[0].at < answer.sent_at - SLOW_S
    assert len(answers(region.telegram, anna)) == 1


def test_what_is_answered_without_the_model_has_no_draft(region: Region) -> None:
    bo = region.telegram.person("Bo")
    assert "Anna Berg" in bo.ask("Vem ansvarar för bredband?").text
    assert region.telegram.drafts(bo) == []


def test_a_group_sees_one_message_that_grows_into_the_answer(region: Region) -> None:
    cia = region.telegram.person("Cia")
    group = region.telegram.group("Byalaget", cia)
    asked = cia.send_text(f"@regionsvar_bot {QUESTION}", chat=group)
    region.telegram.wait_until(lambda: any(one.buttons for one in answers(region.telegram, group)), ASKED_S)
    (answer,) = answers(region.telegram, group)
    assert [before.text for before in answer.before] == [f"{FIRST} …", f"{WRITTEN} …"]
    assert all(not before.keyboard for before in answer.before)
    assert answer.text.startswith(WRITTEN)
    assert answer.reply_to == asked.message_id
    assert calls(region.telegram, "sendMessageDraft", group) == 0


def test_a_model_that_fails_in_the_middle_leaves_the_quoted_answer(region: Region) -> None:
    region.model.script = lambda _: slowly(FIRST, SECOND, finish=None)
    eva = region.telegram.person("Eva")
    answer = eva.ask(QUESTION)
    assert region.telegram.drafts(eva)[0].text == f"{FIRST} …"
    assert NO_MODEL in answer.text
    assert "beviljades 14 projekt" in answer.text


def test_in_a_group_the_quoted_answer_takes_the_place_of_what_was_shown(region: Region) -> None:
    region.model.script = lambda _: slowly(FIRST, SECOND, finish=None)
    dan = region.telegram.person("Dan")
    group = region.telegram.group("Nämnden", dan)
    dan.send_text(f"@regionsvar_bot {QUESTION}", chat=group)
    region.telegram.wait_until(lambda: any(one.buttons for one in answers(region.telegram, group)), ASKED_S)
    (answer,) = answers(region.telegram, group)
    assert answer.before[0].text == f"{FIRST} …"
    assert NO_MODEL in answer.text


def test_a_draft_that_telegram_refuses_is_the_last_and_delays_nothing(region: Region) -> None:
    fia = region.telegram.person("Fia")
    region.telegram.faults.next("sendMessageDraft", faults.flooded(30), chat_id=fia.chat_id)
    began = time.monotonic()
    assert fia.ask(QUESTION).text.startswith(WRITTEN)
    assert time.monotonic() - began < 10
    assert calls(region.telegram, "sendMessageDraft", fia) == 1
    assert region.telegram.drafts(fia) == []


def test_past_the_askers_calls_answers_are_quoted_and_nothing_is_drafted(region: Region) -> None:
    gun = region.telegram.person("Gun")
    region.model.script = lambda _: Reply(FIRST)
    for _ in range(2):
        assert NO_MORE not in gun.ask(QUESTION).text
    before = len(region.model.chats()), calls(region.telegram, "sendMessageDraft", gun)
    assert NO_MORE in gun.ask(QUESTION).text
    assert (len(region.model.chats()), calls(region.telegram, "sendMessageDraft", gun)) == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_process_that_dies_while_a_group_sees_it_write_answers_once_more_and_says_so(
    tmp_path: Path,
) -> None:
    shutil.copytree(Path(indexed().name), tmp_path, dirs_exist_ok=True)
    with BotApi(limits=None) as telegram, OpenAiApi() as model:
        region = Region(telegram, model, tmp_path)
        own = region.settings(REGIONSVAR_MODEL_CALLS_PER_ASKER="1")
        model.says('{"ok": true}')
        model.script = lambda _: slowly(FIRST, SECOND, LIE, stall_after=2, drip=True)
        hans = telegram.person("Hans")
        group = telegram.group("Föreningen", hans)
        with polling(telegram, tmp_path / "data", **own) as command:
            hans.send_text(f"@regionsvar_bot {QUESTION}", chat=group)
            begun = telegram.wait_until(lambda: answers(telegram, group), ASKED_S)[0]
            command.kill()
        with polling(telegram, tmp_path / "data", **own):
            telegram.wait_until(lambda: len(answers(telegram, group)) == 2, ASKED_S)
            answer = answers(telegram, group)[1]
    assert now(telegram, begun).text == f"{FIRST} …"
    assert answer.text.startswith("(Jag startades om")
    assert NO_MORE in answer.text  # the call of the process that died is counted
    assert answer.buttons
