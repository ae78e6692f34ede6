"""Where the database lies, known without importing what opens it.

Settings -> a file, or the knowledge that it is a server.
"""

from pathlib import Path
from typing import ClassVar

from bot.settings import Settings
from retrieval.errors import RegionsvarError

FILE = "regionsvar.sqlite"
SQLITE = ("sqlite:///", "sqlite+pysqlite:///")


class DatabaseUnavailable(RegionsvarError):
    """The database cannot be opened, read or written."""

    reply: ClassVar[str] = "database_unavailable"


def database_file(settings: Settings) -> Path | None:
    """The SQLite file that the settings name; None where they name a server."""
    if settings.database_url is None:
        return settings.data / FILE
    url = settings.database_url.get_secret_value()
    for prefix in SQLITE:
        if url.startswith(prefix) and url != prefix:
            return Path(url.removeprefix(prefix).partition("?")[0])
    return None


def has_database(settings: Settings) -> bool:
    """Whether there is a database, as far as can be told without opening it."""
    file = database_file(settings)
    return file is None or file.exists()
