"""What administrators uploaded, said and withdrew, laid over the corpus folder.

Listing, Catalogue, Overlay -> Listing, Catalogue. The folder itself is never written; paths compare in
composed form, since some systems store å as a and a ring.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.corpus.catalogue import KEYS, Catalogue, CatalogueEntry, composed, entry_for, said_in
from retrieval.corpus.folder import Listing
from retrieval.documents import RefusedFile, SourceFile


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """Where an uploaded file's bytes lie."""

    path: Path  # absolute; named by its content, never changed
    digest: str  # SHA-256, hexadecimal
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Overlay:
    """What differs from the corpus folder; a path that is stored and withdrawn too is stored."""

    files: Mapping[str, StoredVersion]  # by document path; shadows the folder's own file
    withdrawn: frozenset[str]  # document paths that are gone although the folder has them
    entries: Mapping[str, CatalogueEntry]  # laid key by key over the folder's catalogue

    def place_of(self, corpus: Path, path: str) -> Path:
        """Where a listed document's file lies."""
        stored = self.files.get(path)
        return stored.path if stored else corpus / path


NO_OVERLAY = Overlay({}, frozenset(), {})


def with_files(listing: Listing, overlay: Overlay) -> Listing:
    """The folder's files without those withdrawn or shadowed, and the stored ones, ordered by path."""
    hidden = {composed(path) for path in (*overlay.files, *overlay.withdrawn)}
    stored = dict(overlay.files)
    lost = [path for path, version in overlay.files.items() if not version.path.is_file()]
    for path in lost:
        del stored[path]
    files = [source for source in listing.files if composed(source.path) not in hidden]
    files += [SourceFile(path, version.digest, version.size) for path, version in stored.items()]
    unreadable = [file for file in listing.unreadable if composed(file.path) not in hidden]
    unreadable += [RefusedFile(path, "unreadable", "the stored file is missing") for path in lost]
    return Listing(tuple(sorted(files, key=lambda source: source.path)), tuple(unreadable))


def with_entries(catalogue: Catalogue, overlay: Overlay) -> Catalogue:
    """The catalogue with what administrators say laid over it key by key, nothing said of what is gone."""
    gone = {composed(path) for path in overlay.withdrawn} - {composed(path) for path in overlay.files}
    merged = {path: entry for path, entry in catalogue.items() if path not in gone}
    for path, entry in overlay.entries.items():
        said = {key: value for key in KEYS if (value := getattr(entry, key))}
        merged[composed(path)] = replace(entry_for(merged, path), **said)
    return merged


def entries_digest(overlay: Overlay) -> str:
    """What a snapshot depends on besides files and the folder's catalogue; "none" if nothing is said."""
    said = {composed(path): text for path, entry in overlay.entries.items() if (text := said_in(entry))}
    if not said:
        return "none"
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
