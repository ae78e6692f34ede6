"""A small corpus, indexed once, for the tests of the channels."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.wiring import Serving, build_if_needed

DOCUMENTS = {
    "contacts.md": """# Kontakter

## Bredband och digitalisering

Anna Berg, bredbandssamordnare, 090-12 34 56, anna.berg@regionexempel.se

## Kultur

Bo Ek, kulturchef, 090-65 43 21, bo.ek@regionexempel.se
""",
    "bredband.md": """# Bredbandsstrategi för Region Exempel

## Mål

År 2025 ska 95 procent av hushållen ha tillgång till bredband om minst 100 megabit per sekund.

## Stöd

Byalag kan söka bidrag till bredband hos länsstyrelsen. Under 2022 beviljades 14 projekt stöd till fiber.
""",
    "culture.md": """# Culture in Region Exempel

The regional library opened in 1998 and lends music, films and books to everyone in the county.
""",
}


@dataclass(frozen=True)
class Indexed:
    """A corpus folder with its data folder."""

    corpus: Path
    data: Path

    @property
    def settings(self) -> Settings:
        return Settings.model_construct(corpus=self.corpus, data=self.data)


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """The small corpus with a finished index; tests leave both as they are."""
    root = tmp_path_factory.mktemp("indexed")
    made = Indexed(write_corpus(root / "corpus"), root / "data")
    build_if_needed(made.settings)
    return made


@pytest.fixture
def serving(indexed: Indexed) -> Iterator[Serving]:
    with Serving(indexed.settings) as serving:
        yield serving


def write_corpus(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def regionsvar(arguments: Sequence[str], cwd: Path, **environment: str) -> Ended:
    """Run the installed command with no settings but these."""
    command = Path(sys.executable).with_name("regionsvar")
    done = subprocess.run(
        [command, *arguments],
        cwd=cwd,
        env=environment_with(environment),
        capture_output=True,
        text=True,
        timeout=120,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def environment_with(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment with these settings and none of the developer's."""
    return {name: value for name, value in os.environ.items() if not is_setting(name)} | dict(settings)


def is_setting(name: str) -> bool:
    return name.startswith(("REGIONSVAR_", "OPENAI_")) or name in ("COLUMNS", "FORCE_COLOR")
