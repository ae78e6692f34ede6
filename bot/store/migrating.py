"""Bring a database's tables to the newest version, from none at all or from any earlier one.

Connection -> the same, at the head of `bot/store/migrations`. Alembic is imported here alone.
"""

from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

SCRIPTS = "bot.store:migrations"
LOCK = 7_265_001  # PostgreSQL: any number, the same for all of us
ALEMBIC = Lock()  # its scripts read what it keeps in a module: one upgrade at a time in a process


def upgrade(connection: Connection) -> None:
    """Run what is missing, in the connection's transaction; another process that does so is waited for."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
    with ALEMBIC:
        command.upgrade(config(connection), "head")


def newest() -> str | None:
    """The newest version that there is."""
    return ScriptDirectory.from_config(config(None)).get_current_head()


def config(connection: Connection | None) -> Config:
    """Alembic's settings, without a file of its own."""
    made = Config()
    made.set_main_option("script_location", SCRIPTS)
    made.attributes["connection"] = connection
    return made
