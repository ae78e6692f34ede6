"""What administrators do to documents, and what it leaves."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.admin.contents import content_of, list_versions
from bot.admin.refusal import AdminRefused
from bot.store.admin_tables import AuditRow
from tests.bot.admin.given import Office, office
from tests.bot.conftest import Indexed

TEXT = "Skogen i Region Exempel är 120 år gammal."
HTML = "<!doctype html><html><body><p>Skogen är gammal.</p></body></html>"


def refused(given: Office, act: str, *arguments: Any, **more: Any) -> AdminRefused:
    """What an act is refused with; every table of documents stays as it was."""
    before = given.standings()
    with pytest.raises(AdminRefused) as error:
        getattr(given, act)(*arguments, **more)
    assert given.standings() == before
    return error.value


def audit(given: Office) -> list[tuple[str, str]]:
    with given.administration.reading() as session:
        return [(row.action, row.subject) for row in session.scalars(select(AuditRow).order_by(AuditRow.id))]


def content(given: Office, path: str, version: int | None = None) -> bytes:
    with given.administration.reading() as session:
        return content_of(session, given.settings, path, version).file.read_bytes()


def versions(given: Office, path: str) -> list[tuple[int, bool]]:
    with given.administration.reading() as session:
        return [(each.version, each.current) for each in list_versions(session, given.settings, path)]


def test_an_upload_is_there_with_its_version_and_its_line_in_the_audit(given: Office) -> None:
    state = given.put("press/skog.txt", TEXT, name="skog (2).txt")
    assert (state.path, state.revision, state.withdrawn, state.source) == ("press/skog.txt", 1, False, None)
    assert content(given, "press/skog.txt") == TEXT.encode()
    assert audit(given) == [("document.upload", "press/skog.txt")]


def test_a_replacement_keeps_the_version_before_it_which_can_be_brought_back(given: Office) -> None:
    first = given.put("skog.txt", TEXT)
    second = given.put("skog.txt", "Skogen är ung.")
    assert versions(given, "skog.txt") == [(second.version, True), (first.version, False)]
    back = given.restore("skog.txt", first.version)
    assert (back.digest, back.revision) == (first.digest, 3)
    assert content(given, "skog.txt") == TEXT.encode()
    assert [action for action, _ in audit(given)] == [
        "document.upload",
        "document.replace",
        "document.restore",
    ]


def test_the_same_upload_twice_changes_nothing_the_second_time(given: Office) -> None:
    first = given.put("skog.txt", TEXT)
    assert given.put("skog.txt", TEXT) == first
    assert audit(given) == [("document.upload", "skog.txt")]


def test_a_file_of_the_folder_is_shadowed_and_withdrawn_and_never_touched(given: Office) -> None:
    own = (given.settings.corpus / "culture.md").read_bytes()
    given.put("culture.md", "# Culture\n\nThe library has moved.")
    given.withdraw("culture.md")
    given.restore("culture.md", 0)
    assert content(given, "culture.md") == own == (given.settings.corpus / "culture.md").read_bytes()
    assert [current for _, current in versions(given, "culture.md")] == [False, True]
    assert audit(given)[0] == ("document.replace", "culture.md")


def test_a_withdrawal_is_undone_to_what_was_there(given: Office) -> None:
    given.put("skog.txt", TEXT)
    assert given.withdraw("skog.txt").withdrawn
    assert given.withdraw("skog.txt").revision == 2
    assert content(given, "skog.txt") == TEXT.encode()
    assert not given.restore("skog.txt").withdrawn
    given.withdraw("culture.md")
    assert given.restore("culture.md").version is None


def test_an_upload_to_a_withdrawn_path_is_there_again(given: Office) -> None:
    given.put("skog.txt", TEXT)
    given.withdraw("skog.txt")
    state = given.put("skog.txt", "Skogen är ung.")
    assert (state.withdrawn, state.revision) == (False, 3)


def test_only_the_newest_versions_are_kept_and_the_one_in_use(given: Office) -> None:
    kept = given.settings.document_versions
    first = given.put("skog.txt", "Skog nummer 0.")
    for number in range(1, kept + 5):
        given.put("skog.txt", f"Skog nummer {number}.")
    assert len(versions(given, "skog.txt")) == kept == 20
    assert refused(given, "restore", "skog.txt", first.version).fault == "missing"


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("skog", TEXT, "skog.txt"),
        ("beslut nr. 5", TEXT, "beslut nr. 5.txt"),
        ("sidor/skog", HTML, "sidor/skog.html"),
        ("skog", b"%PDF-1.7\nrest", "skog.pdf"),
        ("skog.txt", b"%PDF-1.7\nrest", "skog.txt"),
    ],
)
def test_a_name_without_extension_gets_that_of_its_kind_and_no_other_is_changed(
    given: Office, path: str, content: bytes | str, expected: str
) -> None:
    assert given.put(path, content).path == expected


def test_the_kind_is_told_by_the_content_whatever_the_name_says(given: Office) -> None:
    given.put("skog.txt", b"%PDF-1.7\nrest")
    assert given.standing("skog.txt").media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("bild.png", b"\x89PNG\r\n\x1a\nrest", "PNG image"),
        ("rapport.docx", b"PK\x03\x04nonsense", "damaged"),
        ("bok.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".doc"),
        ("data.json", b'{"a": 1}', "JSON"),
        ("tom.txt", b"\xef\xbb\xbf \r\n", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary data"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name_with_what_can(
    given: Office, name: str, content: bytes, named: str
) -> None:
    error = refused(given, "put", name, content)
    assert error.fault == "invalid"
    assert re.search(f"^{re.escape(name)} was not taken: .*{re.escape(named)}", error.reason)
    assert "PDF and Word" in error.remedy


@pytest.mark.parametrize(
    "path", ["Skog.txt", "skog.txt/a.txt", "SKOG.TXT/a.txt", "Culture.md", "culture.md/a.txt", "år.TXT"]
)
def test_what_some_system_could_not_keep_apart_is_refused(given: Office, path: str) -> None:
    given.put("skog.txt", TEXT)
    given.put("ÅR.txt", TEXT)
    assert refused(given, "put", path, TEXT).fault == "conflict"


def test_a_file_cannot_take_the_name_of_a_folder(given: Office) -> None:
    given.put("press.d/a.txt", TEXT)
    assert refused(given, "put", "press.d", TEXT).fault == "conflict"
    (given.settings.corpus / "web.d").mkdir()
    assert refused(given, "put", "web.d", TEXT).fault == "conflict"


def test_what_was_withdrawn_is_in_nobodys_way_until_it_is_restored(given: Office) -> None:
    given.put("skog.txt", TEXT)
    given.withdraw("skog.txt")
    given.put("Skog.txt", TEXT)
    assert refused(given, "restore", "skog.txt").fault == "conflict"
    given.withdraw("culture.md")
    assert given.put("Culture.md", "# Culture\n\nMoved.").path == "Culture.md"


def test_more_than_all_versions_may_take_is_refused(indexed: Indexed, tmp_path: Path) -> None:
    with office(indexed, tmp_path, documents_mb=1) as given:
        given.put("a.txt", "a" * 600_000)
        assert refused(given, "put", "b.txt", "b" * 600_000).fault == "full"


@pytest.mark.parametrize("act", ["withdraw", "restore", "describe"])
@pytest.mark.parametrize(
    "path", ["nothing.txt", "../corpus/culture.md", "", "catalogue.toml", "a\x00b", "\ud800"]
)
def test_what_is_not_there_is_missing(given: Office, act: str, path: str) -> None:
    (given.settings.corpus / "catalogue.toml").write_text("")
    assert refused(given, act, path).fault == "missing"


def test_what_is_there_is_not_restored(given: Office) -> None:
    assert refused(given, "restore", "culture.md").fault == "conflict"
    assert refused(given, "restore", "culture.md", 7).fault == "missing"


def test_a_version_of_another_document_is_none_of_this(given: Office) -> None:
    other = given.put("annan.txt", TEXT)
    assert refused(given, "restore", "culture.md", other.version).fault == "missing"


def test_a_version_whose_bytes_are_lost_is_not_brought_back(given: Office) -> None:
    first = given.put("skog.txt", TEXT)
    given.put("skog.txt", "Skogen är ung.")
    (given.settings.data / "documents" / str(first.digest)[:2] / str(first.digest)).unlink()
    assert refused(given, "restore", "skog.txt", first.version).fault == "conflict"


def test_what_is_said_stays_said_when_the_file_is_replaced(given: Office) -> None:
    given.put("skog.txt", TEXT, entry={"title": " Skog ", "published": 2023})
    state = given.put("skog.txt", "Skogen är ung.", entry={"published": None, "kind": "report"})
    assert state.entry == {"title": "Skog", "kind": "report"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"titel": "Skog"}, "titel"),
        ({"title": ""}, "title"),
        ({"title": 7}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"title": "x" * 3000}, "title"),
        ({"kind": "novel"}, "kind"),
        ({"language": "de"}, "language"),
        ({"published": "2023-13-01"}, "published"),
        ({"valid_to": [1]}, "valid_to"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"replaces": "nothing.txt"}, "replaces"),
        ({"replaces": [7]}, "replaces"),
        ({"replaces": ["a"] * 500}, "replaces"),
        ({"replaces": ["culture.md"]}, "replaces"),
        ({"replaced_by": "culture.md"}, "replaces"),
        ({"replaced_by": "nothing.txt"}, "replaced_by"),
        ({"replaced_by": ["bredband.md"]}, "replaced_by"),
    ],
)
def test_what_the_catalogue_would_not_take_is_refused_by_its_key(
    given: Office, changes: dict[str, Any], field: str
) -> None:
    assert refused(given, "describe", "culture.md", **changes).field == field


def test_nothing_may_come_to_replace_itself(given: Office) -> None:
    given.describe("culture.md", replaces=["bredband.md"])
    given.describe("bredband.md", replaces=["contacts.md"])
    assert refused(given, "describe", "contacts.md", replaces="culture.md").field == "replaces"
    assert refused(given, "describe", "culture.md", replaced_by="contacts.md").field == "replaces"


def test_the_folders_catalogue_counts_in_a_circle(given: Office) -> None:
    (given.settings.corpus / "catalogue.toml").write_text('["culture.md"]\nreplaces = "bredband.md"\n')
    assert refused(given, "describe", "bredband.md", replaces=["culture.md"]).field == "replaces"


def test_a_document_names_what_replaces_it_and_takes_it_back(given: Office) -> None:
    given.put("skog.txt", TEXT)
    given.describe("skog.txt", replaces=["contacts.md"])
    given.describe("culture.md", replaced_by="skog.txt")
    assert given.standing("skog.txt").catalogue["replaces"] == ["contacts.md", "culture.md"]
    assert given.standing("culture.md").replaced_by == "skog.txt"
    given.describe("culture.md", replaced_by="bredband.md")
    assert given.standing("skog.txt").catalogue["replaces"] == ["contacts.md"]
    given.describe("culture.md", replaced_by=None)
    assert given.standing("culture.md").replaced_by is None
    assert ("document.describe", "skog.txt") in audit(given)


def test_an_upload_is_the_same_whether_its_path_is_composed_or_not(given: Office) -> None:
    given.put("a\u030arsrapport.txt", TEXT)
    assert given.put("årsrapport.txt", "Skogen är ung.").revision == 2


def test_a_file_of_the_folder_is_found_under_its_composed_name(given: Office) -> None:
    (given.settings.corpus / "a\u030ar.txt").write_text("Ett långt år.")
    given.withdraw("år.txt")
    given.ingest()
    assert given.standing("år.txt").state == "withdrawn"
    assert not given.standing("år.txt").answered_from
    assert given.restore("år.txt").path == "år.txt"
