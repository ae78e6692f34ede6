"""Claims on telling formats apart: content first, the name only where content leaves it open."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.corpus.loaders import load
from retrieval.corpus.loaders.sniff import OLE2, kind_of
from retrieval.documents import LoadedFile
from retrieval.errors import FileRefused
from tests.retrieval.corpus.pdf_by_hand import write_pdf


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "x.txt", "html"),
        ("\ufeff<!-- c -->\n<html>x".encode("utf-16"), "x.txt", "html"),
        (b"Skip to main content\n\nSee our <a href='x'>Policy</a>.", "x.txt", "text"),
        (b"<h1 align=center>Namn</h1>\n\n# Mer", "x.md", "markdown"),
        (b"# Rubrik\n\n[text](https://x.se)", "x.txt", "markdown"),
        (b"# en kommentar\nrad", "x.txt", "text"),
        (b"BMW to build a car", "x.txt", "text"),
        (b"PDF files begin with %PDF-1.4", "x.txt", "text"),
        (write_pdf("x"), "x.txt", "pdf"),
        (b"rubbish\n" + write_pdf("x"), "x.pdf", "pdf"),
    ],
)
def test_content_decides_the_format_before_the_name(content: bytes, name: str, kind: str) -> None:
    assert kind_of(content, name)[0] == kind


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"{\\rtf1 hej}", "Rich Text Format (RTF)"),
        (b"\x1f\x8b\x08", "gzip archive"),
        (b"<?xml version='1.0'?><rss/>", "XML"),
        (b"<!DOCTYPE x SYSTEM 'file:///etc/hostname'><x>&y;</x>", "XML"),
        (b'{"a": [1]}', "JSON"),
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        (b"Received: x\nFrom: a@b\nSubject: hej\n\nhej", "e-mail message"),
        (b"\x07\x13\x01\x00\x02" * 50, "binary data"),
        (OLE2 + "WordDocument".encode("utf-16-le"), "Word 97-2003 document (.doc)"),
    ],
)  # fmt: skip
def test_a_format_that_we_do_not_read_is_refused_by_its_name(content: bytes, detail: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        load(content, "x.txt")
    assert (refusal.value.reason, refusal.value.detail) == ("unknown_kind", detail)


@pytest.mark.parametrize("content", [b"", b" \r\n\n", b"\xef\xbb\xbf", b"\xff\xfe\n\x00"])
def test_a_file_of_nothing_is_empty(content: bytes) -> None:
    with pytest.raises(FileRefused, match=r"^empty"):
        load(content, "x.txt")


def test_a_text_without_a_letter_or_a_digit_has_no_text() -> None:
    with pytest.raises(FileRefused, match=r"^no_text"):
        load(b"---\n***\n", "x.txt")


def load_or_reason(content: bytes, name: str) -> LoadedFile | str:
    try:
        return load(content, name)
    except FileRefused as refusal:
        return refusal.reason


STARTS = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"# x\n", b"\xff\xfe", b"---\n", write_pdf("x")]
)


@settings(max_examples=300, deadline=None)
@given(STARTS, st.binary(max_size=300), st.sampled_from(["x", "x.md", "x.html", "x.pdf", "x.docx"]))
def test_any_bytes_end_as_text_or_as_a_refusal(start: bytes, rest: bytes, name: str) -> None:
    loaded = load_or_reason(start + rest, name)
    if isinstance(loaded, str):
        assert loaded in {"empty", "no_text", "encrypted", "broken", "unknown_kind", "too_large"}
        return
    assert any(line.text.strip() for line in loaded.lines)
    assert all((line.place.line or line.place.page or 0) >= 1 for line in loaded.lines)
    assert all("\n" not in line.text for line in loaded.lines)


def test_importing_the_loaders_imports_no_format() -> None:
    heavy = "{'lxml', 'pypdfium2', 'charset_normalizer'}"
    code = f"import sys, retrieval.corpus.loaders; print({heavy} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
