"""Claims on Markdown: marks become structure, words stay at their lines."""

from typing import Any

from retrieval.corpus.loaders import load
from retrieval.documents import FileMetadata, Place, SourceLine


def read(text: str) -> list[tuple[int | None, str, Any]]:
    """Line number, text, and heading level or kind of every line that is not blank."""
    return [
        (line.place.line, line.text, line.heading or line.kind)
        for line in load(text.encode(), "x.md").lines
        if line.text.strip()
    ]


def test_both_ways_to_write_a_heading_give_its_level() -> None:
    assert read("# Mål #\n\nInsatser\n---\n\nVision\n===\n### C#\n") == [
        (1, "Mål", 1),
        (3, "Insatser", 2),
        (6, "Vision", 1),
        (8, "C#", 3),
    ]


def test_a_bullet_goes_and_a_number_stays() -> None:
    assert read("- [x] klart\n* ett\n2. två\n") == [
        (1, "klart", "item"),
        (2, "ett", "item"),
        (3, "2. två", "item"),
    ]


def test_a_table_is_read_row_by_row_and_contacts_by_commas() -> None:
    table = (
        "| Namn | Telefon |\n|---|---|\n| Åsa | 090-785 00 00 |\n\n| År | Mkr |\n|---|---|\n| 2023 | 1,5 |\n"
    )
    assert read(table) == [
        (1, "Namn | Telefon", "row"),
        (3, "Åsa, 090-785 00 00", "row"),
        (5, "År | Mkr", "row"),
        (7, "2023 | 1,5", "row"),
    ]


def test_marks_go_and_words_and_contact_addresses_stay() -> None:
    text = "**Fet *och* kursiv** `kod` [länk](https://x.se 'T') <y@y.se> [Anna](mailto:a@x.se) a_b_c \\*x\\*"
    assert read(text) == [(1, "Fet och kursiv kod länk y@y.se Anna (a@x.se) a_b_c *x*", "text")]


def test_fenced_lines_are_text_and_comments_are_none() -> None:
    assert read("```\n# kod\n```\nsyns <!-- dold\ndold --> igen\n") == [
        (2, "# kod", "text"),
        (4, "syns", "text"),
        (5, " igen", "text"),
    ]


def test_front_matter_is_metadata_and_moves_no_line() -> None:
    loaded = load('---\ntitle: "Vår plan"\ndatum: 2023-05-01\nlang: sv-SE\n---\nText\n'.encode(), "x.md")
    assert loaded.metadata == FileMetadata(title="Vår plan", published="2023-05-01", language="sv")
    assert loaded.lines[0] == SourceLine("Text", Place(line=6), whole=True)


def test_only_the_last_line_of_a_paragraph_is_whole() -> None:
    loaded = load(b"ett\ntva\n\ntre\n", "x.md")
    assert [(line.text, line.whole) for line in loaded.lines if line.text] == [
        ("ett", False),
        ("tva", True),
        ("tre", True),
    ]
    assert loaded.wrapped
