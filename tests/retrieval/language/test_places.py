"""Claims on the regions that a text names."""

import pytest

from retrieval.language.places import REGIONS, regions_in


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Region Gävleborgs strategi", {"Gävleborg"}),
        ("Norrbottens kontor, västerbottens län", {"Norrbotten", "Västerbotten"}),
        ("Västra Götalandsregionen", {"Västra Götaland"}),
        ("VGR och Skåne", {"Västra Götaland", "Skåne"}),
        ("Jämtland", {"Jämtland Härjedalen"}),
        ("Region Jämtland Härjedalen", {"Jämtland Härjedalen"}),
        ("Södermanlands län", {"Sörmland"}),
        ("Örebro län", {"Örebro"}),
        ("Region Uppsala", {"Uppsala"}),
        ("Uppsala County", {"Uppsala"}),
        ("kontoret i Stockholm", set()),
        ("tåget till Kalmar", set()),
        ("Gotlandsfärjan", set()),
        ("Skånetrafiken", set()),
        ("Västerbottensost", set()),
        ("länet och regionen", set()),
        ("", set()),
    ],
)
def test_the_regions_of_a_text(text: str, regions: set[str]) -> None:
    assert regions_in(text) == regions


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Stockholms län", id="Stockholms län"),
        pytest.param("Region Stockholm", id="Region Stockholm"),
        "landstinget i Stockholm",
        "Stockholmsregionen",
    ],
)
def test_a_town_is_a_region_where_the_text_says_so(text: str) -> None:
    assert regions_in(text) == {"Stockholm"}


def test_every_region_is_found_by_its_official_name() -> None:
    assert len(REGIONS) == 21
    assert [name for name in REGIONS if regions_in(f"Region {name} beslutar") != {name}] == []
