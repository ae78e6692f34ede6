"""What administrators say and store, laid over the corpus folder."""

import unicodedata
from pathlib import Path

from retrieval.corpus.catalogue import CatalogueEntry
from retrieval.corpus.folder import Listing, list_files
from retrieval.corpus.overlay import (
    NO_OVERLAY,
    Overlay,
    StoredVersion,
    entries_digest,
    with_entries,
    with_files,
)
from retrieval.documents import RefusedFile, SourceFile
from tests.retrieval.small_corpus import stored, write, write_corpus


def test_uploads_shadow_and_join_the_folder_and_withdrawn_files_are_gone(tmp_path: Path) -> None:
    listing = list_files(write_corpus(tmp_path / "corpus"))
    upload = stored(tmp_path / "blobs", b"Ny plan.")
    files = {"kulturplan.txt": upload, "ny/plan.txt": upload}
    laid = with_files(listing, Overlay(files, frozenset({"web/energi.txt", "never.txt"}), {}))
    traffic = next(source for source in listing.files if source.path == "rapporter/trafik-2021.txt")
    assert laid.files == (
        SourceFile("kulturplan.txt", upload.digest, 8),
        SourceFile("ny/plan.txt", upload.digest, 8),
        traffic,
    )
    assert with_files(listing, NO_OVERLAY) == listing


def test_a_path_that_is_stored_and_withdrawn_is_stored(tmp_path: Path) -> None:
    upload = stored(tmp_path, b"Ny plan.")
    laid = with_files(Listing((), ()), Overlay({"a.txt": upload}, frozenset({"a.txt"}), {}))
    assert [source.path for source in laid.files] == ["a.txt"]


def test_paths_are_compared_in_composed_form(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "råd.txt")
    write(tmp_path / "corpus", decomposed, "Rådet möts.")
    listing = list_files(tmp_path / "corpus")
    assert with_files(listing, Overlay({}, frozenset({"råd.txt"}), {})).files == ()
    upload = stored(tmp_path, b"Nytt.")
    assert [
        each.path for each in with_files(listing, Overlay({"råd.txt": upload}, frozenset(), {})).files
    ] == ["råd.txt"]
    said = Overlay({}, frozenset(), {decomposed: CatalogueEntry(title="Rådet")})
    assert with_entries({}, said) == {"råd.txt": CatalogueEntry(title="Rådet")}


def test_a_stored_file_that_is_missing_is_listed_as_unreadable(tmp_path: Path) -> None:
    lost = Overlay({"a.txt": StoredVersion(tmp_path / "gone", "0" * 64, 1)}, frozenset(), {})
    reason = RefusedFile("a.txt", "unreadable", "the stored file is missing")
    assert with_files(Listing((), ()), lost) == Listing((), (reason,))


def test_entries_are_laid_key_by_key_and_nothing_is_said_of_what_is_gone() -> None:
    catalogue = {
        "a.txt": CatalogueEntry(title="A", publisher="Regionen", replaces=("b.txt",)),
        "b.txt": CatalogueEntry(title="B"),
        "gone.txt": CatalogueEntry(title="Borta"),
    }
    said = {"a.txt": CatalogueEntry(title="Plan A"), "svar.md": CatalogueEntry(kind="approved_answer")}
    assert with_entries(catalogue, Overlay({}, frozenset({"gone.txt"}), said)) == {
        "a.txt": CatalogueEntry(title="Plan A", publisher="Regionen", replaces=("b.txt",)),
        "b.txt": CatalogueEntry(title="B"),
        "svar.md": CatalogueEntry(kind="approved_answer"),
    }


def test_an_entry_that_says_nothing_changes_no_digest() -> None:
    silent = Overlay({}, frozenset(), {"a.txt": CatalogueEntry()})
    titled = Overlay({}, frozenset(), {"a.txt": CatalogueEntry(title="A")})
    assert entries_digest(silent) == entries_digest(NO_OVERLAY) == "none" != entries_digest(titled)
