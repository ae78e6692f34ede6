"""Claims on plain text: every encoding of Swedish, every line at its number."""

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from retrieval.corpus.loaders import load
from retrieval.documents import LoadedFile, Place, SourceLine
from retrieval.errors import FileRefused

SWEDISH = "Åsa Öberg är chef för näringsliv.\nVäxel på Östra gatan: ”öppet” året om."
CUT = "Den regionala utvecklingsstra-\ntegin visar hur länets aktörer till-\nsammans når må-\nlen.\n"


def texts(loaded: LoadedFile) -> list[str]:
    return [line.text for line in loaded.lines]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_swedish_letters_survive_every_encoding_they_were_typed_in(encoding: str) -> None:
    assert "\n".join(texts(load(SWEDISH.encode(encoding), "x.txt"))) == SWEDISH


@pytest.mark.parametrize("encoding", ["iso8859-1", "cp850"])
def test_older_encodings_are_told_apart_by_their_letters(encoding: str) -> None:
    plain = SWEDISH.replace("”", '"')
    assert "\n".join(texts(load(plain.encode(encoding), "x.txt"))) == plain


def test_a_stray_windows_letter_in_utf8_is_read_as_such() -> None:
    content = "Hälsa, kultur, språk, miljö och växel i ".encode() + b"Ume\xe5"
    assert texts(load(content, "x.txt")) == ["Hälsa, kultur, språk, miljö och växel i Umeå"]


def test_a_carriage_return_before_a_newline_is_no_text_and_a_form_feed_is() -> None:
    assert load(b"ett\r\n\r\n\x0ctv\xc3\xa5 \n", "x.txt") == LoadedFile(
        (
            SourceLine("ett", Place(line=1)),
            SourceLine("", Place(line=2)),
            SourceLine("\x0ctvå ", Place(line=3)),
            SourceLine("", Place(line=4)),
        ),
        wrapped=False,
    )


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=200))
def test_line_numbers_are_those_of_splitting_at_newlines(text: str) -> None:
    text = "Text: " + text
    try:
        lines = load(text.encode(), "x.txt").lines
    except FileRefused:  # too many control characters for a text
        reject()
    assert [line.text for line in lines] == text.split("\n")
    assert [line.place.line for line in lines] == list(range(1, len(lines) + 1))


def test_lines_of_an_old_mac_file_share_the_one_newline_line() -> None:
    assert load(b"ett\rtv\x8c", "x.txt").lines == (
        SourceLine("ett", Place(line=1)),
        SourceLine("två", Place(line=1)),
    )


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        (CUT, True),
        ("The office is a meeting place for\nall of the region's companies and\nmunicipalities, and it has\nrooms that\nanyone may borrow for a day.", True),  # noqa: E501
        ("Vi arbetar för hela länet.\n\nVi finns i Umeå.\n\nKontakt:\nAnna Berg\nchef\n", False),
        (("ord " * 100 + "\n") * 10, False),
        ("äpple\npäron\nplommon\n", False),
    ],
)  # fmt: skip
def test_lines_cut_at_a_width_are_told_from_lines_that_end_paragraphs(text: str, wrapped: bool) -> None:
    assert load(text.encode(), "x.txt").wrapped is wrapped
