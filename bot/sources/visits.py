"""Where the visits to sources are kept below the data folder; any of it may be lost at any time.

Settings, Source -> Shelf.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from bot.settings import Settings
from bot.sources.shelf import Shelf
from bot.sources.source import Source

FOLDER = "sources"  # below the data folder


def robots_of(settings: Settings) -> Shelf:
    """What sites let programs fetch."""
    return Shelf(settings.data / FOLDER / "robots")


def lists_of(settings: Settings, source_id: str) -> Shelf:
    """A source's lists, kept from one refresh to the next."""
    return Shelf(_folder_of(settings, source_id) / "lists")


def pages_of(settings: Settings, source: Source) -> Shelf:
    """What an unfinished refresh has fetched; none of it counts once the source is defined otherwise."""
    return Shelf(_folder_of(settings, source.id) / f"pages-{source.revision}")


def forget_visits(settings: Settings, source_id: str) -> None:
    """All that is kept of a source."""
    with suppress(OSError):
        shutil.rmtree(_folder_of(settings, source_id))


def _folder_of(settings: Settings, source_id: str) -> Path:
    return settings.data / FOLDER / source_id
