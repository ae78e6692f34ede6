"""The passages and records of a snapshot, in one SQLite file that is only read.

store.sqlite -> Passages, Descriptions, records. Opened immutable: no lock, no journal, and nothing is in
memory before it is asked for. Safe for many threads.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from retrieval.coding import from_plain
from retrieval.documents import Description, Passage, Place, PlacedText, RefusedFile
from retrieval.errors import SnapshotBroken
from retrieval.index.numbering import Span
from retrieval.registers.records import Contact, Funding, Plan, StrategyList

PASSAGE = """
    SELECT passages.id, documents.path, passages.section, sections.headings, passages.text,
           passages.starts, passages.places, passages.also
    FROM passages
    JOIN documents ON documents.number = passages.document
    JOIN sections ON sections.document = passages.document AND sections.number = passages.section
"""
REMEMBERED = 4_000  # passages kept once read, a few kilobytes each
MANY = 500  # of the values that one SQL statement may hold
T = TypeVar("T")


class Store:
    """A finished store, opened for reading."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.Error if there is no such file."""
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._name = f"{path.parent.name}/{path.name}"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = Lock()
        self._known: dict[int, Passage] = {}

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return int(self._rows("SELECT COUNT(*) FROM passages")[0][0])

    def passage(self, passage_id: int) -> Passage:
        """One passage. Raises KeyError if there is none with that id."""
        return self.passages([passage_id])[0]

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """The passages in the order of their ids as given. Raises KeyError for an unknown one."""
        known = self._known
        found = {passage_id: known[passage_id] for passage_id in ids if passage_id in known}
        unread = [passage_id for passage_id in ids if passage_id not in found]
        for start in range(0, len(unread), MANY):
            some = unread[start : start + MANY]
            marks = ",".join("?" * len(some))
            rows = self._rows(f"{PASSAGE} WHERE passages.id IN ({marks})", some)
            found.update((row[0], _passage(row)) for row in rows)
        self._remember(found, unread)
        return [found[passage_id] for passage_id in ids]

    def _remember(self, found: Mapping[int, Passage], ids: Sequence[int]) -> None:
        """Keep passages that were read, as far as there is room: the same ones are found again and again."""
        if len(self._known) + len(ids) > REMEMBERED:
            self._known = {}
        self._known.update((passage_id, found[passage_id]) for passage_id in ids if passage_id in found)

    def neighbours(self, passage_id: int, before: int, after: int) -> list[Passage]:
        """The passages around one in its section, itself among them, in reading order."""
        rows = self._rows(
            f"""{PASSAGE} JOIN passages AS own ON own.id = ?
            WHERE passages.id BETWEEN own.id - ? AND own.id + ?
              AND passages.document = own.document AND passages.section = own.section
            ORDER BY passages.id""",
            (passage_id, before, after),
        )
        return [_passage(row) for row in rows]

    def of_document(self, path: str) -> list[Passage]:
        """A document's passages in reading order; none for an unknown document."""
        rows = self._rows(f"{PASSAGE} WHERE documents.path = ? ORDER BY passages.id", (path,))
        return [_passage(row) for row in rows]

    def all_passages(self) -> list[Passage]:
        """Every passage in reading order."""
        return [_passage(row) for row in self._rows(f"{PASSAGE} ORDER BY passages.id")]

    @cached_property
    def _descriptions(self) -> Mapping[str, Description]:
        rows = self._rows("SELECT path, description FROM documents ORDER BY path")
        return {path: from_plain(Description, json.loads(plain)) for path, plain in rows}

    def descriptions(self) -> Mapping[str, Description]:
        """What is known of each document, by its path."""
        return self._descriptions

    @cached_property
    def _contacts(self) -> tuple[Contact, ...]:
        return self._records(Contact, "contacts")

    def contacts(self) -> tuple[Contact, ...]:
        """Every contact, ordered by name."""
        return self._contacts

    @cached_property
    def _strategies(self) -> tuple[StrategyList, ...]:
        return self._records(StrategyList, "strategies")

    def strategies(self) -> tuple[StrategyList, ...]:
        """Every list of goals or priorities, in the documents' order."""
        return self._strategies

    @cached_property
    def _plans(self) -> tuple[Plan, ...]:
        return self._records(Plan, "plans")

    def plans(self) -> tuple[Plan, ...]:
        """Every strategy, plan and programme that is named, the newest first."""
        return self._plans

    @cached_property
    def _funding(self) -> tuple[Funding, ...]:
        return self._records(Funding, "funding")

    def funding(self) -> tuple[Funding, ...]:
        """Every support, grant, programme and fund, ordered by name."""
        return self._funding

    def _records(self, kind: type[T], register: str) -> tuple[T, ...]:
        rows = self._rows(f"SELECT record FROM {register} ORDER BY number")
        return tuple(from_plain(kind, json.loads(plain)) for (plain,) in rows)

    @cached_property
    def _sizes(self) -> Mapping[str, int]:
        return dict(
            self._rows(
                """SELECT documents.path, COUNT(*) FROM passages
                JOIN documents ON documents.number = passages.document GROUP BY documents.path"""
            )
        )

    def sizes(self) -> Mapping[str, int]:
        """How many passages each document has, by its path."""
        return self._sizes

    def refused(self) -> list[RefusedFile]:
        """The files that are not indexed."""
        return [
            RefusedFile(*row) for row in self._rows("SELECT path, reason, detail FROM refused ORDER BY path")
        ]

    def digests(self) -> dict[str, str]:
        """The digest of every file that was read, refused ones too, by path."""
        return dict(self._rows("SELECT path, digest FROM sources ORDER BY path"))

    def said(self) -> dict[str, str]:
        """What the catalogues said of each document, as one text, by its path."""
        return dict(self._rows("SELECT path, said FROM documents"))

    def spans(self) -> dict[str, Span]:
        """The first id of each document's passages and the one after the last, by its path."""
        rows = self._rows(
            """SELECT documents.path, MIN(passages.id), MAX(passages.id) + 1 FROM passages
            JOIN documents ON documents.number = passages.document GROUP BY documents.path"""
        )
        return {path: (first, end) for path, first, end in rows}

    def ids(self) -> list[int]:
        """The ids of all passages, ascending."""
        return [passage_id for (passage_id,) in self._rows("SELECT id FROM passages ORDER BY id")]

    def headings(self) -> list[tuple[str, tuple[str, ...]]]:
        """The headings above each section, with its document's path."""
        rows = self._rows(
            """SELECT DISTINCT documents.path, sections.headings FROM sections
            JOIN documents ON documents.number = sections.document"""
        )
        return [(path, tuple(json.loads(headings))) for path, headings in rows]

    def sections_of(self, ids: Sequence[int]) -> list[Passage]:
        """Every passage of the sections that some passages are of, in reading order."""
        rows: dict[int, Any] = {}
        for start in range(0, len(ids), MANY):
            some = ids[start : start + MANY]
            marks = ",".join("?" * len(some))
            where = f"SELECT document, section FROM passages WHERE id IN ({marks})"
            condition = f"WHERE (passages.document, passages.section) IN ({where})"
            rows.update((row[0], row) for row in self._rows(f"{PASSAGE} {condition}", some))
        return [_passage(rows[number]) for number in sorted(rows)]

    def vocabulary(self) -> dict[str, int]:
        """How often each word stands in the passages and headings."""
        return dict(self._rows("SELECT word, count FROM words"))

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.ProgrammingError:  # ours: asked after it was closed
            raise
        except sqlite3.DatabaseError as error:  # a torn page, or not a database at all
            raise SnapshotBroken(f"{self._name}: {error}") from error


def _passage(row: Sequence[Any]) -> Passage:
    number, document, section, headings, text, starts, places, also = row
    content = PlacedText(
        text, tuple(json.loads(starts)), tuple(Place(*place) for place in json.loads(places))
    )
    spans = tuple((Place(*first), Place(*last)) for first, last in json.loads(also))
    return Passage(number, document, section, tuple(json.loads(headings)), content, spans)
