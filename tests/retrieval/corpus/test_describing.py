"""What is inferred of a document that no catalogue describes."""

import pytest

from retrieval.corpus.catalogue import CatalogueEntry
from retrieval.corpus.dating import date_in_name, date_in_text, year_in_title
from retrieval.corpus.describing import describe
from retrieval.corpus.publishers import publisher_of
from retrieval.corpus.titles import title_of
from retrieval.documents import Block, Description, FileMetadata, Place, PlacedText

ALL = frozenset({"title", "publisher", "kind", "published", "language"})


def block(text: str) -> Block:
    content = PlacedText(text.removeprefix("# "), (0,), (Place(line=1),))
    return Block("heading", content, 1) if text.startswith("# ") else Block("paragraph", content)


def blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(block(text) for text in texts)


def test_a_press_release_is_known_by_its_folder_name_and_first_lines() -> None:
    text = blocks(
        "# Nytt resecentrum klart i Granås",
        "Pressmeddelande • Mar 4, 2019 09:15 CET",
        "Granås kommun inviger resecentret på lördag. Granås kommuns bussar går var tionde minut.",
    )
    assert describe("press/2019-03-04-nytt-resecentrum.txt", text, FileMetadata()) == Description(
        path="press/2019-03-04-nytt-resecentrum.txt",
        title="Nytt resecentrum klart i Granås",
        publisher="Granås kommun",
        kind="press_release",
        published="2019-03-04",
        language="sv",
        inferred=ALL,
    )


def test_a_report_is_called_as_its_text_spells_the_file_name() -> None:
    text = blocks(
        "# Förord",
        "Den här rapporten, Miljöbokslut Höga Kusten 2022, ges ut av Länsstyrelsen Västernorrland.",
    )
    assert describe("rapporter/miljobokslut-hoga-kusten-2022.pdf", text, FileMetadata()) == Description(
        path="rapporter/miljobokslut-hoga-kusten-2022.pdf",
        title="Miljöbokslut Höga Kusten 2022",
        publisher="Länsstyrelsen Västernorrland",
        kind="report",
        published="2022",
        language="sv",
        inferred=ALL,
    )


def test_an_english_page_is_dated_by_its_last_line() -> None:
    text = blocks(
        "# Moving to Norrland",
        "Region Norrland is responsible for health care and public transport in the county.",
        "The agreement holds from 2014-01-01 and will be renewed with all the municipalities in 2020.",
        "Last updated: 7 May 2021 by the web team",
    )
    assert describe("moving.html", text, FileMetadata(language="sv")) == Description(
        path="moving.html",
        title="Moving to Norrland",
        publisher="Region Norrland",
        kind="web_page",
        published="2021-05-07",
        language="en",
        inferred=ALL,
    )


def test_a_file_speaks_for_itself_before_its_text() -> None:
    metadata = FileMetadata(
        "Kulturplan | Region Skåne", "2020-02-03", "Region Skåne", "sv", "https://example.se/plan"
    )
    text = blocks("# Inledning", "Region Halland och Region Halland delar planen. Uppdaterad 1 maj 2021")
    assert describe("2018/plan-2018.html", text, metadata) == Description(
        path="2018/plan-2018.html",
        title="Kulturplan",
        publisher="Region Skåne",
        kind="web_page",
        published="2020-02-03",
        language="sv",
        url="https://example.se/plan",
        inferred=ALL | {"url"},
    )


def test_what_the_catalogue_says_is_not_inferred() -> None:
    entry = CatalogueEntry("Planen", "Regionen", "project", "2001", "en", None, "2002", "2003", ("x.txt",))
    text = blocks("# Annat", "Region Skåne har en plan som gäller i hela länet.")
    assert describe("a/rapport-2020.txt", text, FileMetadata(), entry) == Description(
        path="a/rapport-2020.txt",
        title="Planen",
        publisher="Regionen",
        kind="project",
        published="2001",
        language="en",
        valid_from="2002",
        valid_to="2003",
        replaces=("x.txt",),
    )


def test_a_document_that_tells_nothing_still_has_a_title() -> None:
    assert describe("IMG_0012.txt", blocks("hej"), FileMetadata()) == Description(
        path="IMG_0012.txt", title="IMG_0012.txt", inferred=frozenset({"title", "kind", "language"})
    )


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("2018-01-22-kontor.txt", "2018-01-22"),
        ("press/20190304_resecentrum.pdf", "2019-03-04"),
        ("resultat-2023.pdf", "2023"),
        ("2023-99-01.txt", "2023"),
        ("strategi-2020-2030.pdf", None),
        ("2019/protokoll.txt", None),
        ("dnr-120231.txt", None),
    ],
)
def test_a_file_name_gives_its_date(name: str, published: str | None) -> None:
    assert date_in_name(name) == published


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Uppdaterad 22 oktober, 2015 kl 13:49 av Thomas Hartman", "2015-10-22"),
        ("Publicerad den 1:e maj 2020", "2020-05-01"),
        ("Pressmeddelande • Jan 22, 2018 14:09 CET", "2018-01-22"),
        ("Published September 3rd, 2017", "2017-09-03"),
        ("Senast ändrad: 2021-11-30", "2021-11-30"),
        ("Umeå 3.12.2019", "2019-12-03"),
        ("Publicerad 3 maj 2019, uppdaterad 5 juni 2021", "2021-06-05"),
        ("Publicerad 31 februari 2020", None),
        ("Projektet pågår från 1 januari 2016 till 31 december 2018 i hela länet", None),
    ],
)
def test_a_line_gives_its_date_in_swedish_and_english(line: str, published: str | None) -> None:
    assert date_in_text(blocks(line)) == published


def test_a_date_in_the_middle_of_a_text_is_not_the_texts_own() -> None:
    page = blocks("# Rubrik", *["Text som står här."] * 10, "Beslutad 2001-02-03", *["Mer text."] * 10)
    assert date_in_text(page) is None


@pytest.mark.parametrize(
    ("title", "year"),
    [("Årsredovisning 2022", "2022"), ("Strategi 2020–2030", None), ("Plan 2020 och 2021", None)],
)
def test_a_title_dates_a_report_only_by_a_single_year(title: str, year: str | None) -> None:
    assert year_in_title(title) == year


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Region Skånes arbete. I Skåne. Malmö stad deltar. Region Skåne leder.", "Region Skåne"),
        (
            "Västra Götalandsregionen och Borås stad. Västra Götalandsregionen äger.",
            "Västra Götalandsregionen",
        ),
        ("Umeå kommun, Region Gävleborg. Fråga info@umea.se", "Umeå kommun"),
        ("Skriv till oss: info@sormlandstrafiken.se", "sormlandstrafiken.se"),
        ("Skriv till mig: anna@gmail.com", None),
        ("Ingen alls.", None),
    ],
)
def test_the_publisher_is_who_is_named_most(text: str, publisher: str | None) -> None:
    assert publisher_of(text) == publisher


@pytest.mark.parametrize(
    ("path", "texts", "own", "title"),
    [
        (
            "web/processtod-service.txt",
            ["# Pågående projekt", "# Processtöd för service i länet"],
            None,
            None,
        ),
        (
            "web/region-orebro-in-english.txt",
            ["# In English", "As a body, Region Örebro is new."],
            None,
            "Region Örebro in English",
        ),
        ("x/start.html", ["# Välkommen hit"], "Sjukresor - Region Skåne", "Sjukresor"),
        ("x/start.html", ["# Välkommen hit"], "Vård – nu och sedan", "Vård – nu och sedan"),
        ("x/a.pdf", ["# Innehåll", "# Så reser vi"], None, "Så reser vi"),
        ("arlig_plan.txt", ["text"], None, "Arlig plan"),
    ],
)
def test_a_title_is_what_a_person_would_write(
    path: str, texts: list[str], own: str | None, title: str | None
) -> None:
    expected = title or texts[-1].removeprefix("# ")
    assert title_of(path, blocks(*texts), own, "Region Skåne") == expected
