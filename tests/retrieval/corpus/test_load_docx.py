"""Claims on Word files: structure by style, a running number for a place, bombs and locks refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from retrieval.corpus.loaders import load
from retrieval.corpus.loaders.docx_archive import MAX_PART_BYTES
from retrieval.documents import FileMetadata
from retrieval.errors import FileRefused

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SHEET = "openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.{}.main+xml"/></Types>'
)
WORD = "openxmlformats-officedocument.wordprocessingml.document"


def write_docx(build: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    build(document)
    document.save(file := io.BytesIO())
    return file.getvalue()


def write_zip(document: str, kind: str = WORD, **parts: str) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES.format(kind))
        package.writestr("word/document.xml", document)
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return file.getvalue()


def docx_with_nothing(document: Any) -> None:
    """Word's own empty page."""


def body(content: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>'


def read(content: bytes) -> list[tuple[int | None, str, Any]]:
    lines = load(content, "x.docx").lines
    return [(line.place.line, line.text, line.heading or line.kind) for line in lines]


def test_styles_become_levels_and_kinds_and_places_run_from_one() -> None:
    def build(document: Any) -> None:
        document.add_heading("Årsplan", 0)
        document.add_heading("Mål", 2)
        document.add_paragraph("Löpande text.")
        document.add_paragraph("")
        document.add_paragraph("punkt", style="List Bullet")
        document.add_paragraph("nummer", style="List Number")
        table = document.add_table(1, 3)
        for cell, text in zip(table.rows[0].cells, ["Åsa Öberg", "chef", "090-785 00 00"], strict=True):
            cell.text = text

    assert read(write_docx(build)) == [
        (1, "Årsplan", 1),
        (2, "Mål", 2),
        (3, "Löpande text.", "text"),
        (4, "punkt", "item"),
        (5, "nummer", "item"),
        (6, "Åsa Öberg, chef, 090-785 00 00", "row"),
    ]


def test_a_text_box_follows_the_paragraph_that_holds_it_and_is_read_once() -> None:
    inside = "<w:txbxContent><w:p><w:r><w:t>i rutan</w:t></w:r></w:p></w:txbxContent>"
    box = f"""<w:p xmlns:w="{W}" xmlns:mc="{MC}"><w:r><w:t>före</w:t><mc:AlternateContent>
    <mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r>
    <w:r><w:t> efter</w:t></w:r></w:p>"""
    content = write_docx(lambda document: document.element.body.insert(0, parse_xml(box)))
    assert read(content) == [(1, "före efter", "text"), (2, "i rutan", "text")]


def test_footnotes_are_read_and_their_separators_are_not() -> None:
    note = "<w:footnote{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>"
    notes = note.format(' w:type="separator"', "-") + note.format("", "Källa: SCB")
    content = write_zip(
        body("<w:p><w:r><w:t>Text</w:t></w:r></w:p>"), footnotes=f'<f xmlns:w="{W}">{notes}</f>'
    )
    assert read(content) == [(1, "Text", "text"), (2, "Källa: SCB", "text")]


def test_deleted_words_are_gone_and_inserted_words_are_there() -> None:
    deleted = "<w:del><w:r><w:delText>nej</w:delText></w:r></w:del>"
    inserted = "<w:ins><w:r><w:t>ja</w:t></w:r></w:ins>"
    assert read(write_zip(body(f"<w:p>{deleted}{inserted}</w:p>"))) == [(1, "ja", "text")]


def test_core_properties_are_metadata() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Text")
        document.core_properties.title = "Vår plan"
        document.core_properties.author = "Region Norrbotten"
        document.core_properties.created = datetime(2023, 5, 1, tzinfo=UTC)

    assert load(write_docx(build), "x").metadata == FileMetadata(
        title="Vår plan", published="2023-05-01", publisher="Region Norrbotten"
    )


def test_an_external_entity_is_not_resolved() -> None:
    attack = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + body(
        "<w:p><w:r><w:t>a&e;</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>"
    )
    assert read(write_zip(attack)) == [(1, "ab", "text")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (write_zip(body(" " * (MAX_PART_BYTES + 1))), "too_large"),
        (write_zip("<w:broken"), "broken"),
        (write_docx(docx_with_nothing)[:2000], "broken"),
        (write_zip(body("")), "no_text"),
        (write_zip("<x/>", SHEET).replace(b"word/", b"xl__/"), "unknown_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)  # fmt: skip
def test_a_word_file_that_cannot_be_read_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        load(content, "x.docx")
    assert refusal.value.reason == reason
