"""Claims on furniture: what belongs to the site or the page goes, what only resembles it stays."""

import pytest

from retrieval.cleaning.furniture import without_furniture
from retrieval.documents import LoadedFile, Place, SourceLine
from tests.retrieval.typed import pages, texts, unwrapped, wrapped


def left(loaded: LoadedFile) -> list[str]:
    """The lines that are left, with their text."""
    return [line.text for line in without_furniture(loaded.lines) if line.text.strip()]


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "Skip to content",
        "Hoppa till huvudinnehållet",
        "Gå till menyn",
        "Hoppa till innehåll",
        "Gå direkt till sidans innehåll",
        "Gå till innehåll Gå till meny",
        "Öppna sidans huvudnavigering Hoppa till sidans innehåll",
        "Meny",
        "Visa meny",
        "Sök",
        "Dela",
        "Skriv ut",
        "Lyssna",
        "Läs mer »",
        "Logga in",
        "Till toppen",
        "Back to top",
        "Acceptera alla kakor",
        "Accept all cookies",
        "Vi använder kakor för att webbplatsen ska fungera bra.",
        "Denna webbplats använder cookies. Läs om hur.",
        "This website uses cookies to improve your experience.",
        "Kommentarer (3)",
        "Lägg till kommentar",
        "By clicking Post you agree to our terms.",
        "By submitting the form I consent to the storage of my data.",
        "© Region Gävleborg 2024",
        "Copyright 2021 Söderhamns kommun",
        "Foto: Per Holm/Bildbyrån",
        "Fotograf: Åsa Ek",
        "Bild av Lena Ström",
        "Illustration: Atelje Nord",
        "Photo by Ann Lee",
    ],
)
def test_a_line_of_the_site_or_a_credit_is_dropped(line: str) -> None:
    assert left(unwrapped(f"Planen gäller.\n\n{line}\n\nDen är ny.")) == ["Planen gäller.", "Den är ny."]


@pytest.mark.parametrize(
    "line",
    [
        "Sök bidrag senast den 1 mars.",
        "Kommentera gärna förslaget före sommaren.",
        "Läs mer om bidraget i avsnitt 3.",
        "Dela erfarenheter mellan kommunerna",
        "Fotoklubben i Ljusdal får stöd.",
        "Bilderna av länet är många.",
        "Logga in med e-legitimation för att söka.",
        "Kakor och bullar säljs på torget.",
        "Meny för skolluncherna vecka 12",
        "Cookies are baked by the youth club.",
    ],
)
def test_a_sentence_that_begins_like_furniture_stays(line: str) -> None:
    assert left(wrapped(f"Rubrik\n\n{line}\n")) == ["Rubrik", line]


def test_what_is_dropped_leaves_its_line_behind() -> None:
    lines = without_furniture(unwrapped("Skip to main content\nNyheter").lines)
    assert lines == [SourceLine("", Place(line=1)), SourceLine("Nyheter", Place(line=2))]


@pytest.mark.parametrize(
    "number", ["7", "- 7 -", "Sida 7", "Page 7 of 20", "7 (20)", "7/20", "sida 7 av 20", "s. 7"]
)
def test_a_page_number_between_empty_lines_is_dropped(number: str) -> None:
    assert left(wrapped(f"Bussarna går var\n\n{number}\n\ntionde minut.")) == [
        "Bussarna går var",
        "tionde minut.",
    ]


def test_a_page_number_in_mid_sentence_does_not_part_it() -> None:
    text = "Den nya linjen trafikerar de fyra orterna längs kusten och\n\n12\n\nbyter i Söderhamn var timme."
    assert texts(wrapped(text)) == [
        "Den nya linjen trafikerar de fyra orterna längs kusten och byter i Söderhamn var timme."
    ]


def test_a_number_within_a_list_is_no_page_number() -> None:
    assert left(wrapped("Antal besök\n2022\n1450\n2023\n1610")) == [
        "Antal besök", "2022", "1450", "2023", "1610",
    ]  # fmt: skip


def test_a_year_that_heads_a_paragraph_is_no_page_number() -> None:
    text = "Milstolpar\n\n2019\n\nRegionen bildas.\n\n2021\n\nStrategin antas."
    assert [line for line in left(unwrapped(text)) if line.isdigit()] == ["2019", "2021"]


def page(number: int, body: str, header: str, footer: str) -> str:
    return f"{header.format(number)}\n{body}\n{footer.format(number)}"


BODIES = [
    "Skolan är för alla.\nDen är nära.",
    "Bussen går ofta.\nDen är full.",
    "Vården växer.\nDen är god.",
    "Slut.",
]


@pytest.mark.parametrize(
    ("header", "footer"),
    [
        ("Regional utvecklingsstrategi", "{}"),
        ("REGION GÄVLEBORG", "Sida {} (4)"),
        ("{} | Kulturplan 2024–2027", "Dnr RS 2023/114"),
    ],
)
def test_a_running_header_and_footer_are_dropped_from_every_page(header: str, footer: str) -> None:
    loaded = pages(*(page(number, body, header, footer) for number, body in enumerate(BODIES, 1)))
    assert left(loaded) == "\n".join(BODIES).split("\n")


def test_a_title_page_without_the_running_header_changes_nothing() -> None:
    rest = [page(number, body, "Kulturplan", "{}") for number, body in enumerate(BODIES, 2)]
    assert left(pages("En plan för kulturen", *rest)) == [
        "En plan för kulturen",
        *"\n".join(BODIES).split("\n"),
    ]


def test_what_stands_once_at_a_pages_edge_stays() -> None:
    loaded = pages("Mål ett\nText a.", "Mål två\nText b.", "Hälsa\nText c.", "Natur\nText d.")
    assert "Hälsa" in left(loaded)
    assert "Natur" in left(loaded)


def test_numbered_headings_at_the_pages_top_are_no_running_header() -> None:
    loaded = pages(*(f"Mål {number}\n{body}" for number, body in enumerate(BODIES, 1)))
    assert [line for line in left(loaded) if line.startswith("Mål")] == ["Mål 1", "Mål 2", "Mål 3", "Mål 4"]


def test_lines_that_recur_in_the_midst_of_pages_stay() -> None:
    body = "Ett.\nTvå.\nTre.\nUppföljning sker årligen\nFyra.\nFem.\nSex {}."
    loaded = pages(*(body.format(word) for word in ("alfa", "beta", "gamma")))
    assert left(loaded).count("Uppföljning sker årligen") == 3


def test_a_running_header_between_two_pages_does_not_part_a_sentence() -> None:
    parts = [
        "Länets sjukhus samarbetar om specialister så att ingen patient ska",
        "behöva åka längre än tio mil för en undersökning eller för att få",
        "en second opinion av en läkare som arbetar på ett annat sjukhus.",
    ]
    loaded = pages(*(f"Hälsoplan Gävleborg\n{part}\n{number}" for number, part in enumerate(parts, 1)))
    assert texts(loaded) == [" ".join(parts)]


def test_a_cell_of_a_table_is_never_furniture() -> None:
    row = SourceLine("Sök", Place(line=1), kind="row", whole=True)
    assert without_furniture([row]) == [row]
