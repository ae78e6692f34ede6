import json
from typing import Any

import pytest
from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from tests.bot_api.conftest import Raw, Run, described
from tests.bot_api.server import BotApi


def names(commands: list[dict[str, Any]]) -> list[str]:
    return [command["command"] for command in commands]


def test_a_person_is_offered_the_commands_of_the_narrowest_scope_in_their_language(
    server: BotApi, bot: Bot, run: Run
) -> None:
    anna, john = server.person("Anna"), server.person("John", language="en-GB")
    group = server.group("Film", anna, john)
    run(bot.set_my_commands([("help", "Help")]))
    run(bot.set_my_commands([("hjalp", "Hjälp")], BotCommandScopeAllPrivateChats(), "sv"))
    run(bot.set_my_commands([("fraga", "Fråga")], BotCommandScopeAllGroupChats()))
    assert [names(server.menu(anna)), names(server.menu(john)), names(server.menu(anna, group))] == [
        ["hjalp"],
        ["help"],
        ["fraga"],
    ]
    run(bot.set_my_commands([("bara", "Bara här")], BotCommandScopeChat(john.chat_id)))
    assert names(server.menu(john)) == ["bara"]


def test_commands_are_kept_by_scope_and_language_until_they_are_deleted(bot: Bot, run: Run) -> None:
    scope = BotCommandScopeAllPrivateChats()
    run(bot.set_my_commands([("hjalp", "Hjälp")], scope, "sv"))
    assert [command.command for command in run(bot.get_my_commands(scope, "sv"))] == ["hjalp"]
    assert run(bot.get_my_commands(scope)) == run(bot.get_my_commands()) == ()
    run(bot.delete_my_commands(scope, "sv"))
    assert run(bot.get_my_commands(scope, "sv")) == ()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"commands": [{"command": "Hjalp", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "hjälp", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "x", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "x", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        ({"commands": [], "language_code": "swe"}, "invalid language code specified"),
        (
            {"commands": [], "scope": {"type": "all"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
    ],
)
def test_commands_that_telegram_refuses_are_refused(raw: Raw, fields: dict[str, Any], reason: str) -> None:
    sent = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    assert described(raw("setMyCommands", **sent)) == reason


def test_name_and_descriptions_are_kept_by_language(server: BotApi, bot: Bot, run: Run) -> None:
    assert run(bot.get_my_name()).name == "Regionsvar"
    run(bot.set_my_name("Regional answers", "en"))
    run(bot.set_my_description("Svarar ur regionens dokument."))
    run(bot.set_my_short_description("Svar med källor"))
    assert run(bot.get_my_name("en")).name == "Regional answers"
    assert run(bot.get_my_name("sv")).name == "Regionsvar"
    assert run(bot.get_my_description("en")).description == "Svarar ur regionens dokument."
    assert run(bot.get_my_short_description()).short_description == "Svar med källor"
    assert server.profile.text("Description", "sv") == "Svarar ur regionens dokument."


@pytest.mark.parametrize(
    ("method", "field", "longest"),
    [
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
        ("setMyName", "name", 64),
    ],
)
def test_name_and_descriptions_have_a_longest_length(raw: Raw, method: str, field: str, longest: int) -> None:
    assert raw(method, **{field: "å" * longest})["ok"] is True
    assert described(raw(method, **{field: "å" * (longest + 1)})).endswith("is too long")


def test_closing_and_logging_out_are_taken(bot: Bot, run: Run) -> None:
    assert (run(bot.close()), run(bot.log_out())) == (True, True)
