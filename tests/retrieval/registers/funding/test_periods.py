"""Claims on periods and last days, as printed and as dates."""

import pytest

from retrieval.registers.funding.periods import periods_in


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(p.period.printed, p.period.first, p.period.last) for p in periods_in(text)]


@pytest.mark.parametrize(
    ("text", "printed", "first", "last"),
    [
        ("Det gäller åren 2023-2025.", "åren 2023-2025", "2023-01-01", "2025-12-31"),
        ("Programmet 2021–2027", "2021–2027", "2021-01-01", "2027-12-31"),
        ("Det pågår till och med 2019-12-31.", "till och med 2019-12-31", None, "2019-12-31"),
        ("Perioden från 2015 till november 2018", "från 2015 till november 2018", "2015-01-01", "2018-11-30"),
        ("Ansökan är öppen 1 mars–30 april 2024.", "1 mars–30 april 2024", "2024-03-01", "2024-04-30"),
        ("Sök 1–15 mars 2024", "1–15 mars 2024", "2024-03-01", "2024-03-15"),
        ("15 november–15 januari 2025", "15 november–15 januari 2025", "2024-11-15", "2025-01-15"),
        ("sista ansökningsdag 15 maj 2024", "sista ansökningsdag 15 maj 2024", None, "2024-05-15"),
        ("Ansökan öppnar den 3 februari 2025.", "öppnar den 3 februari 2025", "2025-02-03", None),
        ("Deadline: 31 March 2024", "Deadline: 31 March 2024", None, "2024-03-31"),
        ("Apply by May 1, 2025", "by May 1, 2025", None, "2025-05-01"),
        ("Hösten 2023 startade det.", "Hösten 2023", "2023-09-01", "2023-11-30"),
        ("Sista ansökningsdag är den 1 mars varje år.", "Sista ansökningsdag är den 1 mars", None, None),
    ],
)
def test_a_period_is_its_words_and_its_days(
    text: str, printed: str, first: str | None, last: str | None
) -> None:
    assert read(text) == [(printed, first, last)]


@pytest.mark.parametrize("text", ["under 2023", "1:1 och 2.1", "076-119 86 76", "den 31 februari 2024", ""])
def test_a_year_alone_and_other_numbers_are_no_period(text: str) -> None:
    assert read(text) == []
