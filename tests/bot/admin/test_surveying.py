"""How documents stand, against an index that is really made over them."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.admin.overlay import read_overlay
from bot.settings import Settings
from bot.store.database import Database
from retrieval.corpus.catalogue import CatalogueEntry
from retrieval.corpus.overlay import NO_OVERLAY
from tests.bot.admin.given import Office
from tests.databases import on_sqlite

TEXT = "Skogen i Region Exempel är 120 år gammal.\n"
LIGHT = """
import sys
from pathlib import Path
from bot.admin.overlay import read_overlay
from bot.settings import Settings
read_overlay(Settings.model_construct(data=Path(sys.argv[1])))
print([name for name in sys.modules if name.startswith("sqlalchemy")])
"""


def states(given: Office) -> dict[str, str]:
    return {path: each.state for path, each in given.standings().items()}


@on_sqlite
def test_a_document_waits_until_it_is_indexed_with_every_change(given: Office) -> None:
    assert states(given) == dict.fromkeys(["bredband.md", "contacts.md", "culture.md"], "indexed")
    given.put("skog.txt", TEXT)
    given.put("låst.pdf", b"%PDF-1.7\nno more than this")
    given.describe("culture.md", title="Kultur")
    given.withdraw("contacts.md")
    assert states(given) == {
        "bredband.md": "indexed",
        "contacts.md": "withdrawn",
        "culture.md": "waiting",
        "låst.pdf": "waiting",
        "skog.txt": "waiting",
    }
    assert given.standing("contacts.md").answered_from
    given.ingest()
    assert states(given) == {
        "bredband.md": "indexed",
        "contacts.md": "withdrawn",
        "culture.md": "indexed",
        "låst.pdf": "refused",
        "skog.txt": "indexed",
    }
    assert not given.standing("contacts.md").answered_from
    assert "damaged" in str(given.standing("låst.pdf").reason)
    given.put("skog.txt", "Skogen är ung.")
    given.describe("culture.md", title=None)
    assert (states(given)["skog.txt"], states(given)["culture.md"]) == ("waiting", "waiting")
    given.ingest()
    assert (states(given)["skog.txt"], states(given)["culture.md"]) == ("indexed", "indexed")


@on_sqlite
def test_it_is_told_who_gave_each_key(given: Office) -> None:
    (given.settings.corpus / "catalogue.toml").write_text('["culture.md"]\npublisher = "Region Exempel"\n')
    given.describe("culture.md", kind="report", valid_to="2027")
    given.ingest()
    culture = given.standing("culture.md")
    assert culture.state == "indexed"
    assert (culture.given, culture.inferred) == (("kind", "valid_to"), ("title", "language"))
    assert culture.catalogue == {
        "title": "Culture in Region Exempel",
        "publisher": "Region Exempel",
        "kind": "report",
        "published": None,
        "language": "en",
        "url": None,
        "valid_from": None,
        "valid_to": "2027",
        "replaces": [],
    }


def test_where_a_document_comes_from_is_told(given: Office) -> None:
    given.put("skog.txt", TEXT)
    given.put("sida.txt", TEXT, source="s1")
    given.put("culture.md", TEXT)
    origins = {path: (each.origin, each.source) for path, each in given.standings().items()}
    assert origins == {
        "bredband.md": ("corpus", None),
        "contacts.md": ("corpus", None),
        "culture.md": ("upload", None),
        "sida.txt": ("source", "s1"),
        "skog.txt": ("upload", None),
    }


def test_a_file_that_vanished_from_the_folder_is_told_of_while_it_is_answered_from(given: Office) -> None:
    (given.settings.corpus / "culture.md").unlink()
    culture = given.standing("culture.md")
    assert (culture.state, culture.digest, culture.answered_from) == ("waiting", None, True)


@on_sqlite
def test_uploads_need_no_folder(given: Office) -> None:
    given.put("skog.txt", TEXT)
    for file in given.settings.corpus.iterdir():
        file.unlink()
    given.settings.corpus.rmdir()
    assert states(given)["skog.txt"] == "waiting"
    given.ingest()
    assert states(given) == {"skog.txt": "indexed"}


def test_an_uploaded_file_that_is_lost_is_told_of(given: Office) -> None:
    state = given.put("skog.txt", TEXT)
    (given.settings.data / "documents" / str(state.digest)[:2] / str(state.digest)).unlink()
    assert given.standing("skog.txt").state == "refused"
    assert "missing" in str(given.standing("skog.txt").reason)


def test_a_broken_catalogue_in_the_folder_keeps_nobody_from_seeing_the_documents(given: Office) -> None:
    (given.settings.corpus / "catalogue.toml").write_text("[culture.md\n")
    assert set(states(given)) == {"bredband.md", "contacts.md", "culture.md"}


def test_the_overlay_holds_what_was_uploaded_said_and_withdrawn(given: Office) -> None:
    state = given.put("skog.txt", TEXT)
    given.put("gone.txt", "Borta.", entry={"title": "Borta"})
    given.withdraw("gone.txt")
    given.withdraw("contacts.md")
    given.describe("culture.md", replaces=["bredband.md"], title="Kultur")
    overlay = read_overlay(given.settings)
    (path,) = overlay.files
    stored = overlay.files[path]
    assert (path, stored.digest, stored.size) == ("skog.txt", state.digest, len(TEXT.encode()))
    assert stored.path.is_absolute()
    assert stored.path.read_text(encoding="utf-8") == TEXT
    assert overlay.withdrawn == {"gone.txt", "contacts.md"}
    assert overlay.entries == {"culture.md": CatalogueEntry(title="Kultur", replaces=("bredband.md",))}


def test_without_a_database_or_documents_nothing_is_laid_over_and_little_imported(tmp_path: Path) -> None:
    settings = Settings.model_construct(data=tmp_path)
    assert read_overlay(settings) is NO_OVERLAY
    database = Database(settings)
    database.upgrade()
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert (read_overlay(settings), done.stdout) == (NO_OVERLAY, "[]\n")


def test_a_database_of_an_older_version_has_no_documents(tmp_path: Path) -> None:
    settings = Settings.model_construct(data=tmp_path)
    database = Database(settings)
    with database.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE corrections (id INTEGER)")
    database.close()
    assert read_overlay(settings) is NO_OVERLAY


@on_sqlite
@pytest.mark.parametrize("state", ["indexed", "waiting"])
def test_replaced_by_is_told_before_and_after_the_index(given: Office, state: str) -> None:
    given.describe("culture.md", replaced_by="bredband.md")
    if state == "indexed":
        given.ingest()
    bredband = given.standing("bredband.md")
    assert (bredband.state, given.standing("culture.md").replaced_by) == (state, "bredband.md")
