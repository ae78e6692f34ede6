"""Claims on posts: the unit and the organisation are told apart from the title."""

import pytest

from retrieval.registers.contacts.employers import Post, employer_by_domain, is_unit, post_in


@pytest.mark.parametrize(
    ("printed", "post"),
    [
        ("Chef vid enheten för kultur och fritid Region Norrsken",
         Post("Chef vid enheten för kultur och fritid", "enheten för kultur och fritid", "Region Norrsken")),
        ("Enhetschef Folkhälsoenheten", Post("Enhetschef Folkhälsoenheten", "Folkhälsoenheten", None)),
        ("Enhetschef Samhällsbyggnad", Post("Enhetschef Samhällsbyggnad", "Samhällsbyggnad", None)),
        ("kulturchef vid Bollnäs kommun", Post("kulturchef", None, "Bollnäs kommun")),
        ("jurist, Länsstyrelsen i Gävleborg", Post("jurist", None, "Länsstyrelsen i Gävleborg")),
        ("VD Almi Nord AB", Post("VD", None, "Almi Nord AB")),
        ("professor vid Umeå universitet", Post("professor", None, "Umeå universitet")),
        ("Head of Department", Post("Head of Department", None, None)),
        ("Planner, Transport Unit", Post("Planner, Transport Unit", "Transport Unit", None)),
        ("Director, Anglia County Council", Post("Director", None, "Anglia County Council")),
        ("jurist på Folkhälsoenheten", Post("jurist på Folkhälsoenheten", "Folkhälsoenheten", None)),
        ("tidigare projektledare", Post(None, None, None)),
        ("chef för vård", Post("chef för vård", None, None)),
        (None, Post(None, None, None)),
    ],
)  # fmt: skip
def test_a_printed_title_tells_post_unit_and_organisation(printed: str | None, post: Post) -> None:
    assert post_in(printed) == post


@pytest.mark.parametrize(
    "line",
    [
        "Kulturavdelningen",
        "Enheten för bredband",
        "Regionala utvecklingsförvaltningen",
        "Department of Culture",
    ],
)
def test_a_units_name_alone_is_a_unit(line: str) -> None:
    assert is_unit(line)


@pytest.mark.parametrize(
    "line", ["Kontakt", "Enhet", "Hälsa och vård", "En nära region", "Enhetschef Kansliet", ""]
)
def test_a_heading_or_a_title_is_no_unit(line: str) -> None:
    assert not is_unit(line)


def test_a_domain_tells_an_organisation_that_is_named() -> None:
    named = ["Region Norrsken", "Bollnäs kommun"]
    domains = ["regionnorrsken.se", "norrsken.se", "bollnas.se", "example.org"]
    assert [employer_by_domain(d, named) for d in domains] == [named[0], named[0], named[1], None]
