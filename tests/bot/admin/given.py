"""A small corpus of its own, already indexed, and administrators over it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.admin.actor import Actor
from bot.admin.administration import Administration
from bot.admin.document_rows import DocumentState
from bot.admin.documents import describe_document, put_document, restore_document, withdraw_document
from bot.admin.indexed import indexed_of
from bot.admin.overlay import read_overlay
from bot.admin.staging import StagedFile, stage
from bot.admin.standing import Standing
from bot.admin.surveying import standings
from bot.settings import Settings
from bot.wiring import Serving
from retrieval.ingest import ingest
from tests.bot.conftest import Indexed

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
EVA = Actor("Eva Lind", "editor", "k1", "192.0.2.7")


@dataclass(frozen=True)
class Office:
    """What administers, over folders that a test may change."""

    settings: Settings
    administration: Administration

    def put(self, path: str, content: bytes | str, **more: Any) -> DocumentState:
        staged = self.stage(content)
        return self.do(put_document, path, staged, **more)

    def stage(self, content: bytes | str) -> StagedFile:
        return stage(self.settings, [content.encode() if isinstance(content, str) else content])

    def describe(self, path: str, **changes: Any) -> DocumentState:
        return self.do(describe_document, path, changes)

    def withdraw(self, path: str) -> DocumentState:
        return self.do(withdraw_document, path)

    def restore(self, path: str, version: int | None = None) -> DocumentState:
        return self.do(restore_document, path, version=version)

    def do(self, act: Callable[..., DocumentState], path: str, *what: Any, **more: Any) -> DocumentState:
        with self.administration.writing() as session:
            return act(session, self.settings, path, *what, EVA, AT, **more)

    def standing(self, path: str) -> Standing:
        return self.standings()[path]

    def standings(self) -> dict[str, Standing]:
        indexed = indexed_of(self.administration.serving)
        with self.administration.reading() as session:
            return {each.path: each for each in standings(session, self.settings, indexed)}

    def ingest(self) -> None:
        ingest(self.settings.corpus, self.settings.data, overlay=read_overlay(self.settings))

    @property
    def files(self) -> list[str]:
        """What lies below the folder of uploads, by name."""
        folder = self.settings.data / "documents"
        return sorted(each.name for each in folder.rglob("*") if each.is_file())


@contextmanager
def office(indexed: Indexed, folder: Path, **settings: Any) -> Iterator[Office]:
    """A copy of an indexed corpus."""
    shutil.copytree(indexed.corpus, folder / "corpus")
    shutil.copytree(indexed.data, folder / "data")
    chosen = Settings.model_construct(corpus=folder / "corpus", data=folder / "data", **settings)
    with Serving(chosen) as serving:
        administration = Administration(chosen, serving)
        yield Office(chosen, administration)
        administration.close()
