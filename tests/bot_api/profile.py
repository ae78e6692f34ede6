"""How the bot presents itself: its commands by scope and language, its name and descriptions.

Arguments of a call -> what a person's menu and the bot's page show, or Telegram's refusal.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.bot_api.arguments import Arguments
from tests.bot_api.chats import Chat, User
from tests.bot_api.methods import Handler
from tests.bot_api.plain import Json
from tests.bot_api.refusals import bad_request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION_CHARACTERS = 256
MOST_COMMANDS = 100
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
TEXTS = {  # method's ending: the argument and its longest value in characters
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
    "Name": ("name", 64),
}
SCOPES = frozenset(
    "default all_private_chats all_group_chats all_chat_administrators chat chat_administrators "
    "chat_member".split()
)


@dataclass(slots=True)
class Profile:
    """What the bot said of itself."""

    name: str
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  # by scope and language
    texts: dict[tuple[str, str], str] = field(default_factory=dict)  # by kind and language

    def methods(self) -> dict[str, Handler]:
        return {
            "setMyCommands": self.set_commands,
            "getMyCommands": self.get_commands,
            "deleteMyCommands": self.delete_commands,
            **{f"setMy{kind}": partial(self._set_text, kind) for kind in TEXTS},
            **{f"getMy{kind}": partial(self._get_text, kind) for kind in TEXTS},
        }

    def set_commands(self, arguments: Arguments) -> bool:
        place = _place(arguments)
        commands = arguments.structure("commands", "bot commands")
        if not isinstance(commands, list):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[place] = [_command(command) for command in commands]
        return True

    def get_commands(self, arguments: Arguments) -> list[Json]:
        return self.commands.get(_place(arguments), [])

    def delete_commands(self, arguments: Arguments) -> bool:
        self.commands.pop(_place(arguments), None)
        return True

    def menu(self, person: User, chat: Chat) -> list[Json]:
        """The commands that a person is offered in a chat: the narrowest scope, their language first."""
        for scope in _scopes(person, chat):
            for language in (person.language_code[:2], ""):
                if commands := self.commands.get((scope, language)):
                    return commands
        return []

    def text(self, kind: str, language: str) -> str:
        """A description or the name, as someone of that language reads it."""
        default = self.name if kind == "Name" else ""
        return self.texts.get((kind, language)) or self.texts.get((kind, "")) or default

    def _set_text(self, kind: str, arguments: Arguments) -> bool:
        name, longest = TEXTS[kind]
        if len(said := arguments.text(name)) > longest:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        self.texts[kind, _language(arguments)] = said
        return True

    def _get_text(self, kind: str, arguments: Arguments) -> Json:
        return {TEXTS[kind][0]: self.text(kind, _language(arguments))}


def _place(arguments: Arguments) -> tuple[str, str]:
    scope = arguments.structure("scope", "BotCommandScope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return _scope(**scope), _language(arguments)


def _scope(**fields: Any) -> str:
    return json.dumps(fields, sort_keys=True)


def _scopes(person: User, chat: Chat) -> Iterator[str]:
    """The scopes that hold a person in a chat, the narrowest first."""
    if not chat.is_private:
        yield _scope(type="chat_member", chat_id=chat.id, user_id=person.id)
    yield _scope(type="chat", chat_id=chat.id)
    yield _scope(type="all_private_chats" if chat.is_private else "all_group_chats")
    yield _scope(type="default")


def _language(arguments: Arguments) -> str:
    if not LANGUAGE.fullmatch(language := arguments.text("language_code")):
        raise bad_request("invalid language code specified")
    return language


def _command(command: Any) -> Json:
    name, description = str(command.get("command")).removeprefix("/"), command.get("description") or ""
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= DESCRIPTION_CHARACTERS:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
