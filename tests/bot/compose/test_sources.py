"""Claims on sources: where a statement stands, in a reader's words."""

from datetime import date

import pytest

from bot.compose.sources import LONGEST_SECTION, cite, section_name, source_line
from retrieval.documents import Description, Language, Place

TODAY = date(2024, 5, 2)
PLAN = Description(
    "plan.pdf", "Kulturplan", "Region Gävleborg", published="2023-02-01", url="https://x.se/plan"
)


@pytest.mark.parametrize(
    ("first", "last", "language", "place"),
    [
        (Place(line=7), Place(line=7), "sv", "rad 7"),
        (Place(line=7), Place(line=9), "sv", "rad 7–9"),
        (Place(page=2), Place(page=2), "en", "page 2"),
        (Place(page=2), Place(page=3), "en", "pages 2–3"),
    ],
)
def test_a_source_names_its_line_or_page(first: Place, last: Place, language: Language, place: str) -> None:
    line = source_line(cite(1, PLAN, first, last, "citat", TODAY), ("Mål",), language)
    assert line.startswith(f"[1] Kulturplan (2023-02-01), {place}, under ")
    assert "Mål" in line


def test_a_citation_tells_all_that_is_known_of_its_document() -> None:
    citation = cite(2, PLAN, Place(page=3), Place(page=4), "citat", TODAY)
    assert (citation.number, citation.document, citation.title, citation.publisher) == (
        2, "plan.pdf", "Kulturplan", "Region Gävleborg",
    )  # fmt: skip
    assert (citation.lines, citation.pages, citation.quote) == (None, (3, 4), "citat")
    assert (citation.in_force, citation.url) == (True, "https://x.se/plan")


@pytest.mark.parametrize(
    ("valid_to", "in_force"),
    [
        (None, True),
        ("2024", True),
        ("2024-05", True),
        ("2024-05-02", True),
        ("2024-05-01", False),
        ("2023", False),
    ],
)
def test_a_document_holds_to_the_last_day_of_its_validity(valid_to: str | None, in_force: bool) -> None:
    described = Description("plan.pdf", "Plan", valid_to=valid_to)
    assert cite(1, described, Place(line=1), Place(line=1), "", TODAY).in_force is in_force


def test_a_title_with_its_year_is_not_dated_twice() -> None:
    described = Description("r.txt", "Resultat 2023", published="2023")
    line = source_line(cite(1, described, Place(line=1), Place(line=1), "", TODAY), (), "sv")
    assert line == "[1] Resultat 2023, rad 1"


def test_what_is_not_in_force_says_so() -> None:
    described = Description("r.txt", "Plan", replaced_by="ny.txt")
    line = source_line(cite(1, described, Place(line=1), Place(line=1), "", TODAY), (), "sv")
    assert line == "[1] Plan, rad 1 – gäller inte längre"


def test_a_section_is_called_by_its_chapter_and_itself_within_its_room() -> None:
    assert section_name(("Kultur", "Mål", "Bibliotek")) == "Kultur › Bibliotek"
    assert section_name(("Kultur", "Kultur")) == "Kultur"
    assert section_name(()) == ""
    assert (
        len(section_name(("Ett mycket långt kapitelnamn " * 6, "Ett lika långt avsnittsnamn " * 6)))
        <= LONGEST_SECTION + 3
    )
