"""When a statement was true."""

import pytest

from retrieval.documents import Description
from retrieval.registers.strategy.statements import as_of


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("Bussarna går oftare sedan 2021.", "2023", "2021"),
        ("Arbetet går vidare.", "2018-01-22", "2018-01-22"),
        ("Under 2018 pågick arbetet.", "2018-01-22", "2018-01-22"),
        ("Beslut väntas 2030.", "2023", "2023"),
        ("Målen i RUS 2020–2030 följs, liksom tillväxtprogrammet (2014-).", "2023", "2023"),
        ("Enligt förordning 2010:12 fördelas anslag.", "2023", "2023"),
        ("Arbetet pågick 2020 och 2021.", "2023", "2023"),
        ("Arbetet pågick 2020.", None, "2020"),
    ],
)
def test_it_is_of_the_one_year_that_it_names_else_of_its_document(
    text: str, published: str | None, year: str
) -> None:
    assert as_of(text, Description("x.txt", "X", published=published)) == year
