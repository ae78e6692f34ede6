"""The commands, their names and what they are for, in each language.

Every name is understood in every language; which are shown depends on the reader's.
"""

from dataclasses import dataclass

from bot.wording import say
from retrieval.documents import Language


@dataclass(frozen=True, slots=True)
class Command:
    """What can be written after a slash."""

    key: str
    swedish: str
    english: str

    def name(self, language: Language) -> str:
        """The name that a reader of the language is shown."""
        return self.swedish if language == "sv" else self.english

    def description(self, language: Language) -> str:
        """What it is for, in a few words."""
        return say(language, f"telegram_command_{self.key}")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, each once."""
        return tuple(dict.fromkeys((self.swedish, self.english)))


COMMANDS = (
    Command("contacts", "kontakter", "contacts"),
    Command("priorities", "prioriteringar", "priorities"),
    Command("funding", "finansiering", "funding"),
    Command("sources", "kallor", "sources"),
    Command("language", "sprak", "language"),
    Command("privacy", "integritet", "privacy"),
    Command("forget", "glom", "forget"),
    Command("help", "hjalp", "help"),
    Command("start", "start", "start"),
)


def name_of(key: str, language: Language) -> str:
    """The name of a command by its key."""
    return next(command.name(language) for command in COMMANDS if command.key == key)
