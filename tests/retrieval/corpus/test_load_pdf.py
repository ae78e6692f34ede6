"""Claims on PDFs: lines on their pages, and a reason where there is no text."""

import pytest

from retrieval.corpus.loaders import load
from retrieval.documents import FileMetadata, LoadedFile, Place, SourceLine
from retrieval.errors import FileRefused
from tests.retrieval.corpus.pdf_by_hand import write_pdf

LOCKED = "/Encrypt<</Filter/Standard/V 1/R 2/O<" + "00" * 32 + ">/U<" + "00" * 32 + ">/P -4>>/ID[<00><00>]"


def test_each_line_knows_its_page_and_a_line_end_hyphen_stays() -> None:
    pdf = write_pdf("Regional utveckling spän-\nner över många områden", "Åsa Öberg, 090-785 00 00")
    assert load(pdf, "x.pdf").lines == (
        SourceLine("Regional utveckling spän-", Place(page=1)),
        SourceLine("ner över många områden", Place(page=1)),
        SourceLine("Åsa Öberg, 090-785 00 00", Place(page=2)),
    )


def test_a_pdf_is_wrapped_and_says_its_title_and_date() -> None:
    info = "/Title(Microsoft Word - Vår plan.docx)/CreationDate(D:20230501100000+02'00')/Author(Anna Berg)"
    loaded = load(write_pdf("Text om planen", info=info), "x.pdf")
    assert loaded == LoadedFile(
        loaded.lines, True, FileMetadata(title="Vår plan", published="2023-05-01", language="sv")
    )


def test_an_author_that_is_an_organisation_is_the_publisher() -> None:
    loaded = load(write_pdf("Text", info="/Author(Region Norrbotten)"), "x.pdf")
    assert loaded.metadata.publisher == "Region Norrbotten"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (write_pdf(""), "no_text"),
        (write_pdf("1", "2"), "no_text"),
        (write_pdf("Text", trailer=LOCKED), "encrypted"),
        (b"%PDF-1.7\nrubbish", "broken"),
    ],
)
def test_a_pdf_without_readable_text_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        load(content, "x.pdf")
    assert refusal.value.reason == reason
