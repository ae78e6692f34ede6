from typing import Any

import pytest

from bot.telegram.handlers.addressing import asked_about, is_meant, meant_for
from tests.bot.telegram.handlers.updates import ANNA, BOT, GROUP, message, read, update

FROM_BOT = message("Svar.", GROUP, **{"from": BOT.to_dict()})
FROM_BO = message("Vem ansvarar?", GROUP, **{"from": {**ANNA, "id": 8}})


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (message("Vem?"), "Vem?"),
        (message("@regionsvar_bot Vem?"), "Vem?"),
        (message("Vem?", GROUP), None),
        (message("@Regionsvar_Bot, Vem?", GROUP), "Vem?"),
        (message("Vem vet? @regionsvar_bot", GROUP), "Vem vet?"),
        (message("@annan_bot Vem?", GROUP), None),
        (message("Och hon?", GROUP, reply_to_message=FROM_BOT), "Och hon?"),
        (message("Och hon?", GROUP, reply_to_message=FROM_BO), None),
        (message("@regionsvar_bot", GROUP, reply_to_message=FROM_BO), ""),
        (message("Vem?", via_bot=BOT.to_dict()), None),
    ],
)
def test_what_is_meant_for_the_bot(said: dict[str, Any], meant: str | None) -> None:
    assert meant_for(read(said), BOT) == meant


def test_a_mention_of_a_bot_without_a_name_counts() -> None:
    mention = {"type": "text_mention", "offset": 0, "length": 3, "user": BOT.to_dict()}
    said = message("Bot vem?", GROUP) | {"entities": [mention]}
    assert meant_for(read(said), BOT) == "vem?"


def test_a_bare_name_asks_about_the_message_above() -> None:
    def asked(**how: Any) -> str | None:
        above = asked_about(read(message(**how)), BOT)
        return above.text if above else None

    assert asked(text="@regionsvar_bot", chat=GROUP, reply_to_message=FROM_BO) == "Vem ansvarar?"
    assert asked(text="@regionsvar_bot", chat=GROUP, reply_to_message=FROM_BOT) is None
    assert asked(text="@regionsvar_bot vem?", chat=GROUP, reply_to_message=FROM_BO) is None


@pytest.mark.parametrize(
    ("text", "meant"), [("/hjalp", True), ("/hjalp@regionsvar_bot", True), ("/hjalp@annan_bot", False)]
)
def test_a_command_is_meant_for_us_unless_it_names_another(text: str, meant: bool) -> None:
    assert is_meant(update(**message(text, GROUP)), BOT) == meant
