"""An administrator's desk for tests of sources: a small corpus, a database, a site."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.admin.actor import Actor
from bot.admin.administration import Administration
from bot.admin.overlay import read_overlay
from bot.settings import Settings
from bot.sources.records import change_source, create_source, items_of, source_of
from bot.sources.refreshing import refresh
from bot.sources.source import Draft, Item, Rules, Source, SourceKind
from bot.store.admin_tables import AuditRow, DocumentRow
from bot.wiring import Serving
from tests.bot.sources.site import Site

EVA = Actor("Eva", "editor")


def settings_in(folder: Path, *sites: Site, **changed: Any) -> Settings:
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "own.md").write_text("# Eget\n\nEn text som redan finns i mappen.\n", encoding="utf-8")
    chosen: dict[str, Any] = {
        "corpus": corpus,
        "data": folder / "data",
        "sources_allow_private": frozenset({"127.0.0.1"}),
        "source_ports": frozenset({80, 443, *(site.port for site in sites)}),
        "source_delay_s": 0.0,
        "source_seconds": 5.0,
        "source_mb": 1.0,
    }
    return Settings.model_construct(**{**chosen, **changed})


class Desk:
    """Sources over one site."""

    def __init__(self, folder: Path, site: Site, **changed: Any) -> None:
        self.site = site
        self.settings = settings_in(folder, site, **changed)
        self.administration = Administration(self.settings, Serving(self.settings))

    def add(self, kind: SourceKind, path: str, every_minutes: int | None = None, **rules: Any) -> str:
        draft = Draft(kind, self.site.url(path), "web", Rules(**rules), every_minutes)
        with self.administration.writing() as session:
            return create_source(session, self.settings, draft, EVA, self.administration.now()).id

    def change(self, source: str, **changes: Any) -> None:
        with self.administration.writing() as session:
            change_source(session, self.settings, source, changes, EVA, self.administration.now())

    def refresh(self, source: str, stop: Callable[[], bool] = lambda: False) -> dict[str, Any]:
        return refresh(self.administration, source, lambda stage, done, total: None, stop)

    def source(self, source: str) -> Source:
        with self.administration.reading() as session:
            return source_of(session, source)

    def items(self, source: str) -> dict[str, Item]:
        """By path of the address."""
        with self.administration.reading() as session:
            items = items_of(session, source, 20_000, 0).items
        return {item.url.removeprefix(self.site.url("")): item for item in items}

    def documents(self) -> dict[str, str]:
        """The text of the source's documents that are not withdrawn, by path."""
        stored = read_overlay(self.settings).files
        return {path: version.path.read_text("utf-8") for path, version in stored.items()}

    def entries(self) -> Mapping[str, Any]:
        return read_overlay(self.settings).entries

    def rows(self) -> dict[str, tuple[str, int]]:
        """State and revision of every document that administration knows."""
        with self.administration.reading() as session:
            return {row.path: (row.state, row.revision) for row in session.scalars(select(DocumentRow))}

    def audit(self) -> list[str]:
        with self.administration.reading() as session:
            return [row.action for row in session.scalars(select(AuditRow).order_by(AuditRow.id))]

    def close(self) -> None:
        self.administration.close()
