"""Write the passages and records of a snapshot into one SQLite file.

Content, Records -> store.sqlite. Written into a fresh directory, then only read.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path

from retrieval.coding import to_plain
from retrieval.documents import Description, Passage, Place, RefusedFile
from retrieval.registers.records import Records

SCHEMA = """
    CREATE TABLE documents (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, description TEXT NOT NULL,
                            said TEXT NOT NULL);
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
    """What a snapshot is made of; passages ascend in the order of their documents' paths."""

    descriptions: tuple[Description, ...]
    passages: tuple[Passage, ...]
    refused: tuple[RefusedFile, ...]
    digests: Mapping[str, str]  # of every file that was read, by path
    vocabulary: Mapping[str, int]
    said: Mapping[str, str] = field(default_factory=dict)  # by the catalogues, one text a document's path


def write_store(path: Path, content: Content) -> None:
    """Write the store, its registers still empty; returns when it is closed."""
    numbers = {description.path: number for number, description in enumerate(content.descriptions)}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
        insert(connection, "documents", 4, document_rows(content, content.descriptions, 0))
        insert(connection, "sections", 3, section_rows(content.passages, numbers))
        insert(connection, "passages", 7, (passage_row(each, numbers) for each in content.passages))
        insert(connection, "refused", 3, ((r.path, r.reason, r.detail) for r in content.refused))
        insert(connection, "sources", 2, content.digests.items())
        insert(connection, "words", 2, sorted(content.vocabulary.items()))


def write_records(path: Path, records: Records) -> None:
    """Add the registers to a store that nobody has open; returns when it is closed."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        for register in fields(records):
            filled = enumerate(getattr(records, register.name))
            insert(connection, register.name, 2, ((number, json_of(each)) for number, each in filled))


def insert(
    connection: sqlite3.Connection, table: str, columns: int, rows: Iterable[tuple[object, ...]]
) -> None:
    """Add rows of so many columns to a table."""
    marks = ",".join("?" * columns)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def document_rows(
    content: Content, descriptions: Iterable[Description], first: int
) -> Iterator[tuple[object, ...]]:
    """Documents, numbered from `first`, as rows."""
    for number, description in enumerate(descriptions, first):
        yield number, description.path, json_of(description), content.said.get(description.path, "")


def section_rows(passages: Iterable[Passage], numbers: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    """Each section once: its passages follow one another."""
    last = None
    for passage in passages:
        if (passage.document, passage.section) != last:
            yield numbers[passage.document], passage.section, json_of(passage.path)
        last = (passage.document, passage.section)


def passage_row(passage: Passage, numbers: Mapping[str, int]) -> tuple[object, ...]:
    """A passage as a row."""
    content = passage.content
    places = [_place(place) for place in content.places]
    also = [[_place(first), _place(last)] for first, last in passage.also]
    number = numbers[passage.document]
    return (
        passage.id,
        number,
        passage.section,
        content.text,
        json_of(content.starts),
        json_of(places),
        json_of(also),
    )


def _place(place: Place) -> list[int | None]:
    return [place.page, place.line]


def json_of(value: object) -> str:
    """A value of ours as short JSON."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))
