"""Write the audit for programs and for spreadsheets, a line at a time.

AuditEntries -> lines of JSON or of CSV.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any, Literal

from bot.store.audit import AuditEntry

ExportFormat = Literal["jsonl", "csv"]
COLUMNS = tuple(field.name for field in fields(AuditEntry))
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a text begins that a spreadsheet would run


def exported(entries: Iterable[AuditEntry], form: ExportFormat) -> Iterator[str]:
    """The lines, each with its end."""
    return as_jsonl(entries) if form == "jsonl" else as_csv(entries)


def as_jsonl(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """An object a line."""
    return (json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)


def as_csv(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """A row a line under the names of the columns; what was before and after as JSON in its cell."""
    yield _row(COLUMNS)
    for entry in entries:
        yield _row([_cell(value) for value in asdict(entry).values()])


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(FORMULA) else text
