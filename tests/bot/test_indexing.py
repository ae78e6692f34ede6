"""Every way to build comes to the same: what administrators left over the folder counts."""

import shutil
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest

from bot.admin.actor import Actor
from bot.admin.documents import withdraw_document
from bot.assistant import Asked
from bot.indexing import bring_up_to_date
from bot.settings import Settings
from bot.store.database import Database
from bot.wiring import Serving, build_if_needed
from retrieval.errors import BuildInProgress
from retrieval.index.lock import builder_lock
from tests.bot.conftest import Indexed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def settings(indexed: Indexed, tmp_path: Path) -> Settings:
    shutil.copytree(indexed.corpus, tmp_path / "corpus")
    shutil.copytree(indexed.data, tmp_path / "data")
    return Settings.model_construct(corpus=tmp_path / "corpus", data=tmp_path / "data")


def withdraw(settings: Settings, path: str) -> None:
    with closing(Database(settings)) as database:
        database.upgrade()
        with database.writing() as session:
            withdraw_document(session, settings, path, Actor("anna", "editor"), NOW)


def test_what_was_withdrawn_is_gone_from_what_every_channel_opens(settings: Settings) -> None:
    withdraw(settings, "culture.md")
    report = build_if_needed(settings)
    assert report is not None
    assert (report.outcome, report.removed) == ("built", ("culture.md",))
    with Serving(settings) as serving:
        assert serving.answer(Asked("When did the regional library open?")).status != "answered"


def test_a_build_that_waited_does_not_put_back_what_was_withdrawn_meanwhile(settings: Settings) -> None:
    told: list[str] = []
    reports = []

    def build() -> None:
        reports.append(bring_up_to_date(settings, again=True, progress=lambda stage, *_: told.append(stage)))

    with builder_lock(settings.data, 0):
        building = threading.Thread(target=build)
        building.start()
        while "waiting" not in told:
            sleep(0.01)
        withdraw(settings, "culture.md")
    building.join()
    assert reports[0].removed == ("culture.md",)


def test_who_cannot_wait_is_told_that_another_builds(settings: Settings) -> None:
    with builder_lock(settings.data, 0), pytest.raises(BuildInProgress):
        bring_up_to_date(settings, again=True, wait_s=0)
