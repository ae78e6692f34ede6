"""Write the passages and records of a snapshot into one SQLite file.

Content, Records -> store.sqlite. Written into a fresh directory, then only read.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

from retrieval.coding import to_plain
from retrieval.documents import Description, Passage, Place, RefusedFile
from retrieval.registers.records import Records

SCHEMA = """
    CREATE TABLE documents (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, description TEXT NOT NULL);
    CREATE TABLE sections (document INTEGER, number INTEGER, headings TEXT NOT NULL,
                           PRIMARY KEY (document, number)) WITHOUT ROWID;
    CREATE TABLE passages (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, section INTEGER NOT NULL,
                           text TEXT NOT NULL, starts TEXT NOT NULL, places TEXT NOT NULL,
                           also TEXT NOT NULL);
    CREATE INDEX passages_of_document ON passages (document);
    CREATE TABLE contacts (number INTEGER PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE strategies (number INTEGER PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE plans (number INTEGER PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE funding (number INTEGER PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE refused (path TEXT PRIMARY KEY, reason TEXT NOT NULL, detail TEXT NOT NULL);
    CREATE TABLE sources (path TEXT PRIMARY KEY, digest TEXT NOT NULL);
    CREATE TABLE words (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot is made of; passages are numbered from 0 without gaps."""

    descriptions: tuple[Description, ...]
    passages: tuple[Passage, ...]
    refused: tuple[RefusedFile, ...]
    digests: Mapping[str, str]  # of every file that was read, by path
    vocabulary: Mapping[str, int]


def write_store(path: Path, content: Content) -> None:
    """Write the store, its registers still empty; returns when it is closed."""
    numbers = {description.path: number for number, description in enumerate(content.descriptions)}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
        _insert(connection, "documents", 3, _documents(content.descriptions))
        _insert(connection, "sections", 3, _sections(content.passages, numbers))
        _insert(connection, "passages", 7, (_passage(each, numbers) for each in content.passages))
        _insert(connection, "refused", 3, ((r.path, r.reason, r.detail) for r in content.refused))
        _insert(connection, "sources", 2, content.digests.items())
        _insert(connection, "words", 2, sorted(content.vocabulary.items()))


def write_records(path: Path, records: Records) -> None:
    """Add the registers to a store that nobody has open; returns when it is closed."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        for field in fields(records):
            filled = enumerate(getattr(records, field.name))
            _insert(connection, field.name, 2, ((number, _json(each)) for number, each in filled))


def _insert(
    connection: sqlite3.Connection, table: str, columns: int, rows: Iterable[tuple[object, ...]]
) -> None:
    marks = ",".join("?" * columns)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _documents(descriptions: Iterable[Description]) -> Iterator[tuple[object, ...]]:
    for number, description in enumerate(descriptions):
        yield number, description.path, _json(description)


def _sections(passages: Iterable[Passage], numbers: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    """Each section once: its passages follow one another."""
    last = None
    for passage in passages:
        if (passage.document, passage.section) != last:
            yield numbers[passage.document], passage.section, _json(passage.path)
        last = (passage.document, passage.section)


def _passage(passage: Passage, numbers: Mapping[str, int]) -> tuple[object, ...]:
    content = passage.content
    places = [_place(place) for place in content.places]
    also = [[_place(first), _place(last)] for first, last in passage.also]
    number = numbers[passage.document]
    return (
        passage.id,
        number,
        passage.section,
        content.text,
        _json(content.starts),
        _json(places),
        _json(also),
    )


def _place(place: Place) -> list[int | None]:
    return [place.page, place.line]


def _json(value: object) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))
