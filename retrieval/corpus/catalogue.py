"""What people say of the documents: `catalogue.toml` in the corpus folder, one table a document path.

TOML -> CatalogueEntries. Whatever is not understood is an error that names file, table and key: a mistyped
key would otherwise be lost without a word.
"""

import json
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from retrieval.corpus.folder import CATALOGUE
from retrieval.documents import Description
from retrieval.errors import CatalogueBroken

KINDS = ("strategy", "report", "press_release", "web_page", "project", "approved_answer")
LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """What a catalogue says of one document; None where it is silent."""

    title: str | None = None
    publisher: str | None = None
    kind: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    replaces: tuple[str, ...] = ()


Catalogue = Mapping[str, CatalogueEntry]
Reader = Callable[[Any], Any]  # of a value as TOML gives it; raises ValueError
KEYS = tuple(field.name for field in fields(CatalogueEntry))


def read_catalogue(corpus: Path) -> Catalogue:
    """The entries by document path; none without a catalogue. Raises CatalogueBroken."""
    try:
        text = (corpus / CATALOGUE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueBroken(CATALOGUE, "", "", f"cannot be read: {error}") from error
    return parse_catalogue(text)


def parse_catalogue(text: str) -> Catalogue:
    """The entries of a catalogue's text, paths in composed form."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueBroken(CATALOGUE, "", "", f"is no TOML: {error}") from error
    return {composed(path): _entry(path, table) for path, table in tables.items()}


def entry_for(catalogue: Catalogue, path: str) -> CatalogueEntry:
    """What is said of a document; an empty entry if nothing is."""
    return catalogue.get(composed(path), CatalogueEntry())


def said_in(entry: CatalogueEntry) -> str:
    """What an entry says as one text, by which two are compared; empty if it says nothing."""
    said = {key: value for key in KEYS if (value := getattr(entry, key))}
    return json.dumps(said, ensure_ascii=False) if said else ""


def unmatched(catalogue: Catalogue, paths: Iterable[str]) -> tuple[str, ...]:
    """The entries that no document belongs to."""
    return tuple(sorted(set(catalogue) - {composed(path) for path in paths}))


def with_replacements(descriptions: Iterable[Description]) -> tuple[Description, ...]:
    """The descriptions, each knowing which document replaces it: the newest that says so."""
    described = tuple(descriptions)
    replaced_by: dict[str, str] = {}
    for description in sorted(described, key=lambda each: (each.published or "", each.path)):
        replaced_by.update((composed(path), description.path) for path in description.replaces)
    return tuple(replace(each, replaced_by=replaced_by.get(composed(each.path))) for each in described)


def read_value(key: str, value: Any) -> Any:
    """What a known key says, from the value that was given for it. Raises ValueError."""
    reader: Reader = READERS.get(key, _text)
    return reader(value)


def composed(path: str) -> str:
    """A path as it is compared: some systems store å as a and a ring."""
    return unicodedata.normalize("NFC", path)


def _entry(path: str, table: Any) -> CatalogueEntry:
    if not isinstance(table, dict):
        raise CatalogueBroken(CATALOGUE, "", path, 'a table a document is needed: ["folder/file.pdf"]')
    return CatalogueEntry(**{key: _value(path, key, value) for key, value in table.items()})


def _value(path: str, key: str, value: Any) -> Any:
    if key not in KEYS:
        detail = f"unknown key; known are {', '.join(KEYS)}"
        if isinstance(value, dict):
            detail = 'a path with a slash or a point needs quotes: ["folder/file.pdf"]'
        raise CatalogueBroken(CATALOGUE, path, key, detail)
    try:
        return read_value(key, value)
    except ValueError as error:
        raise CatalogueBroken(CATALOGUE, path, key, str(error)) from error


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"a text in quotes is needed, not {value!r}")
    return value.strip()


def _one_of(known: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in known:
            raise ValueError(f"one of {', '.join(known)} is needed, not {value!r}")
        return str(value)

    return read


def _date(value: Any) -> str:
    """An ISO date, or a year."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if len(text) == 4 and text.isdigit():
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"a date (2018-01-22) or a year is needed, not {value!r}") from None


def _paths(value: Any) -> tuple[str, ...]:
    paths = [value] if isinstance(value, str) else value
    if not isinstance(paths, list) or not all(isinstance(path, str) and path for path in paths):
        raise ValueError(f"a document's path or a list of paths is needed, not {value!r}")
    return tuple(paths)


READERS: Mapping[str, Reader] = {
    "kind": _one_of(KINDS),
    "language": _one_of(LANGUAGES),
    "published": _date,
    "valid_from": _date,
    "valid_to": _date,
    "replaces": _paths,
}
