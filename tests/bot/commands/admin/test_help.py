"""What the command line says of itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.commands.admin.conftest import Desk

GROUPS = {
    "documents": ["show"],
    "source": ["add", "preview", "show", "edit", "remove", "refresh", "items"],
    "corrections": ["list", "correct", "add", "withdraw", "undo"],
}
ALONE = """
    documents upload download describe withdraw restore versions
    reindex jobs job cancel snapshots snapshot activate discard difference probes
    sources source questions question answer out-of-scope reopen try
    corrections create-key keys revoke-key audit settings
""".split()
COMMANDS = ALONE + [f"{group} {name}" for group, names in GROUPS.items() for name in names]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_and_takes_a_server(here: Desk, command: str) -> None:
    ended = here(*command.split(), "--help")
    assert (ended.status, ended.err) == (0, "")
    assert all(option in ended.out for option in ("--url", "--key", "--json"))


def test_help_lists_every_command(here: Desk) -> None:
    listed = here("--help").out
    assert [name for name in ALONE if f"\n  {name} " not in listed] == []


def test_help_imports_nothing_that_takes_its_time() -> None:
    code = "import bot.cli, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    slow = {"httpx", "fastapi", "pydantic", "sqlalchemy", "rich", "chromadb", "asyncio", "phonenumbers"}
    assert slow & set(loaded.split()) == set()


def test_a_command_that_there_is_not_is_wrong_usage(tmp_path: Path, here: Desk) -> None:
    ended = here("no-such")
    assert (ended.status, ended.out) == (2, "")
