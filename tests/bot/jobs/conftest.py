"""An indexed corpus of a test's own, and what administers it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.admin.administration import Administration
from bot.settings import Settings
from tests.bot.conftest import Indexed
from tests.bot.jobs.processes import administering, settings_of


@pytest.fixture
def settings(indexed: Indexed, tmp_path: Path) -> Settings:
    shutil.copytree(indexed.corpus, tmp_path / "corpus")
    shutil.copytree(indexed.data, tmp_path / "data")
    return settings_of(tmp_path / "corpus", tmp_path / "data")


@pytest.fixture
def administration(settings: Settings) -> Iterator[Administration]:
    with administering(settings) as administration:
        yield administration
