"""Turn a copy of one snapshot's store into the next one's.

Content, what goes -> store.sqlite. Registers are left empty, as a fresh store has them.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import fields
from pathlib import Path

from retrieval.documents import Description
from retrieval.index.store_writing import Content, document_rows, insert, json_of, passage_row, section_rows
from retrieval.registers.records import Records


def patch_store(
    path: Path, content: Content, gone: Collection[str], before: Mapping[str, Description]
) -> None:
    """Take out the documents that go, put in those whose passages the content holds; returns when closed.

    `before` are the descriptions that the copy holds; the rest of the content is of the whole corpus.
    """
    added = {each.path for each in content.descriptions if each.path in gone or each.path not in before}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        _take_out(connection, gone)
        new = [each for each in content.descriptions if each.path in added]
        _put_in(connection, content, new)
        kept = (each for each in content.descriptions if each.path not in added)
        _describe_anew(connection, (each for each in kept if each != before[each.path]))
        _write_again(connection, content)
        _count_words(connection, content.vocabulary)


def _take_out(connection: sqlite3.Connection, gone: Collection[str]) -> None:
    number = "(SELECT number FROM documents WHERE path = ?)"
    for path in gone:
        connection.execute(f"DELETE FROM passages WHERE document = {number}", (path,))
        connection.execute(f"DELETE FROM sections WHERE document = {number}", (path,))
        connection.execute("DELETE FROM documents WHERE path = ?", (path,))


def _put_in(connection: sqlite3.Connection, content: Content, new: Sequence[Description]) -> None:
    (last,) = connection.execute("SELECT COALESCE(MAX(number), -1) FROM documents").fetchone()
    numbers = {each.path: number for number, each in enumerate(new, last + 1)}
    insert(connection, "documents", 4, document_rows(content, new, last + 1))
    insert(connection, "sections", 3, section_rows(content.passages, numbers))
    insert(connection, "passages", 7, (passage_row(each, numbers) for each in content.passages))


def _describe_anew(connection: sqlite3.Connection, descriptions: Iterable[Description]) -> None:
    """What replaces a document may change although nothing else of it does."""
    rows = [(json_of(each), each.path) for each in descriptions]
    connection.executemany("UPDATE documents SET description = ? WHERE path = ?", rows)


def _write_again(connection: sqlite3.Connection, content: Content) -> None:
    """What is quicker written than compared; the registers are filled later."""
    for table in ("refused", "sources", *(register.name for register in fields(Records))):
        connection.execute(f"DELETE FROM {table}")
    insert(connection, "refused", 3, ((r.path, r.reason, r.detail) for r in content.refused))
    insert(connection, "sources", 2, content.digests.items())


def _count_words(connection: sqlite3.Connection, vocabulary: Mapping[str, int]) -> None:
    """Only the words whose count changed."""
    before = dict(connection.execute("SELECT word, count FROM words"))
    lost = [(word,) for word in before.keys() - vocabulary.keys()]
    connection.executemany("DELETE FROM words WHERE word = ?", lost)
    counted = [(word, count) for word, count in vocabulary.items() if before.get(word) != count]
    connection.executemany("INSERT OR REPLACE INTO words VALUES (?, ?)", counted)
