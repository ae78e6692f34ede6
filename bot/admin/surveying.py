"""Tell how every document stands: indexed, refused, waiting for the next index, or withdrawn.

Corpus folder, documents' rows, Indexed -> Standings. What waits is found by comparing, not remembered: the
content by its digest, the catalogue's keys one by one.
"""

import logging
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.admin.document_rows import UNTOUCHED, missing
from bot.admin.folder import folder_listing
from bot.admin.indexed import Indexed
from bot.admin.overlay import overlay_of
from bot.admin.standing import Marked, Standing, State
from bot.settings import Settings
from bot.store.admin_tables import DocumentRow, DocumentVersionRow
from bot.wording import refusal
from retrieval.corpus.catalogue import KEYS, Catalogue, CatalogueEntry, composed, entry_for, read_catalogue
from retrieval.corpus.folder import Listing
from retrieval.corpus.marking import place_in_words
from retrieval.corpus.overlay import with_entries, with_files
from retrieval.documents import Description, RefusedFile, SourceFile
from retrieval.errors import CatalogueBroken

log = logging.getLogger(__name__)


def standings(
    session: Session, settings: Settings, indexed: Indexed, folder: Listing | None = None
) -> tuple[Standing, ...]:
    """Every document, ordered by path; `folder` where the corpus folder was listed already."""
    scene = _Scene(session, settings, indexed, folder)
    return tuple(scene.standing(path) for path in sorted(scene.paths))


def standing_of(session: Session, settings: Settings, indexed: Indexed, path: str) -> Standing:
    """One document. Raises AdminRefused where there is none."""
    scene = _Scene(session, settings, indexed)
    if (path := composed(path)) not in scene.paths:
        raise missing(path)
    return scene.standing(path)


class _Scene:
    """All that is looked at, by path in composed form."""

    def __init__(
        self, session: Session, settings: Settings, indexed: Indexed, folder: Listing | None = None
    ) -> None:
        overlay = overlay_of(session, settings.data)
        folder = folder or folder_listing(settings.corpus, settings.data)
        listing = with_files(folder, overlay)
        self.indexed = indexed
        self.folder = {composed(file.path): file for file in folder.files}
        self.files = {composed(file.path): file for file in listing.files}
        self.unreadable = {composed(file.path): file for file in listing.unreadable}
        self.catalogue = with_entries(_folders_catalogue(settings), overlay)
        self.rows = {row.path: row for row in session.scalars(select(DocumentRow))}
        self.uploads = _uploads(session)
        self.kept = _kept(session)
        self.successors = _successors(self.catalogue)
        self.withdrawn = overlay.withdrawn - overlay.files.keys()

    @property
    def paths(self) -> set[str]:
        """What is there, what was withdrawn, and what is answered from though it is gone."""
        return {*self.files, *self.unreadable, *self.withdrawn, *self.indexed.digests}

    def standing(self, path: str) -> Standing:
        """How one document stands."""
        row = self.rows.get(path)
        upload = self.uploads.get(path)
        file = self._file(path, upload)
        state, reason = self._state(path, file)
        said = entry_for(self.catalogue, path)
        shown = None if state == "withdrawn" else self.indexed.shown.get(path)
        return Standing(
            path=path,
            state=state,
            reason=reason,
            answered_from=path in self.indexed.descriptions,
            origin="corpus" if upload is None else "source" if row and row.source else "upload",
            source=row.source if row else None,
            digest=file.digest if file else None,
            size=file.size if file else None,
            media_type=upload.media_type if upload else None,
            versions=self.kept.get(path, 0),
            catalogue=_values(said, shown),
            given=tuple(key for key in KEYS if row and row.entry.get(key)),
            inferred=tuple(key for key in KEYS if shown and key in shown.inferred and not getattr(said, key)),
            replaced_by=self._replaced_by(path),
            instructing=_marked(self.indexed.descriptions.get(path)) if state != "withdrawn" else (),
            revision=row.revision if row else UNTOUCHED,
            changed_by=row.changed_by if row else None,
            changed_at=row.changed_at if row else None,
        )

    def _file(self, path: str, upload: DocumentVersionRow | None) -> SourceFile | None:
        """The file that counts; of one withdrawn, the file that would."""
        if path in self.withdrawn and upload:
            return SourceFile(path, upload.digest, upload.size)
        return self.folder.get(path) if path in self.withdrawn else self.files.get(path)

    def _state(self, path: str, file: SourceFile | None) -> tuple[State, str | None]:
        if path in self.withdrawn:
            return "withdrawn", None
        if unreadable := self.unreadable.get(path):
            return "refused", _in_words(unreadable)
        if file is None:
            return "waiting", "the file is gone, and the next index will be without it"
        if path not in self.indexed.digests:
            return "waiting", "it is not in the current index yet"
        if self.indexed.digests[path] != file.digest:
            return "waiting", "the content has changed since it was indexed"
        if refused := self.indexed.refused.get(path):
            return "refused", _in_words(refused)
        if not _is_as_said(self.indexed.descriptions.get(path), entry_for(self.catalogue, path)):
            return "waiting", "what is said of it has changed since it was indexed"
        return "indexed", None

    def _replaced_by(self, path: str) -> str | None:
        """The newest of those that say so, as far as their dates are known."""
        known = [each for each in self.successors.get(path, ()) if each in self.files]
        return max(known, key=lambda each: (self._published(each), each), default=None)

    def _published(self, path: str) -> str:
        shown = self.indexed.shown.get(path)
        return entry_for(self.catalogue, path).published or (shown.published if shown else None) or ""


def _folders_catalogue(settings: Settings) -> Catalogue:
    """A broken one keeps nobody from seeing the documents; the ingest says what is wrong with it."""
    try:
        return read_catalogue(settings.corpus)
    except CatalogueBroken as error:
        log.warning("listing documents without the folder's catalogue: %s", error)
        return {}


def _uploads(session: Session) -> dict[str, DocumentVersionRow]:
    """The version in use of each document that has an uploaded one."""
    used = select(DocumentRow.path, DocumentVersionRow).join(
        DocumentVersionRow, DocumentRow.version == DocumentVersionRow.id
    )
    return {row[0]: row[1] for row in session.execute(used)}


def _kept(session: Session) -> dict[str, int]:
    counted = select(DocumentVersionRow.path, func.count()).group_by(DocumentVersionRow.path)
    return {row[0]: row[1] for row in session.execute(counted)}


def _successors(catalogue: Catalogue) -> dict[str, list[str]]:
    """Which documents say of each that they replace it."""
    found: dict[str, list[str]] = {}
    for path, entry in catalogue.items():
        for replaced in entry.replaces:
            found.setdefault(composed(replaced), []).append(path)
    return found


def _in_words(file: RefusedFile) -> str:
    return refusal(file.reason, file.detail)


def _values(said: CatalogueEntry, shown: Description | None) -> dict[str, Any]:
    """What is said now; where nothing is, what was inferred at the last index."""
    values = {key: getattr(said, key) or _inferred(shown, key) for key in KEYS}
    return values | {"replaces": list(said.replaces)}


def _inferred(shown: Description | None, key: str) -> Any:
    return getattr(shown, key) if shown and key in shown.inferred else None


def _marked(known: Description | None) -> tuple[Marked, ...]:
    """What in the indexed text addresses an assistant, with its places in words."""
    marks = known.instructing if known else ()
    return tuple(Marked(place_in_words(mark), mark.reason, mark.text) for mark in marks)


def _is_as_said(known: Description | None, said: CatalogueEntry) -> bool:
    """Whether a description is what the entry would make of it."""
    if known is None:
        return False
    for key in KEYS:
        value, wanted = getattr(known, key), getattr(said, key)
        if value != wanted if wanted else value and key not in known.inferred:
            return False
    return True
