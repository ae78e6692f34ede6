"""Claims on what is read as funding: many wordings, Swedish and English, each record in full."""

from dataclasses import replace
from textwrap import dedent

from tests.retrieval.registers.funding.shown import names, page, told


def same(found: str, expected: str) -> bool:
    return found == dedent(expected).strip("\n")


def test_a_page_of_one_support() -> None:
    says = (
        "Innovationscheck: Företag med högst 50 anställda kan söka upp till 100 000 kronor, dock högst 50"
        " procent av kostnaden."
    )
    found = told(page("Innovationscheck", f"{says} Ansökan är öppen 1 mars–30 april 2024."))
    assert same(
        found,
        f"""
        Innovationscheck [support, open]
          for_whom: Företag med högst 50 anställda
          amounts: upp till 100 000 kronor = 0-100000 SEK
          shares: högst 50 procent
          windows: 1 mars–30 april 2024 = 2024-03-01..2024-04-30
          conditions: {says}
          lines: 2 2
        """,
    )


def test_a_heading_names_what_the_text_below_never_names() -> None:
    found = told(
        page(
            "Resebidrag",
            "Ideella föreningar i länet kan få ersättning för resor till mästerskap.",
            "Bidraget är högst 25 000 kronor och täcker hälften av kostnaden. Ansök senast 15 maj 2024.",
        )
    )
    assert same(
        found,
        """
        Resebidrag [support, open]
          for_whom: Ideella föreningar i länet
          amounts: högst 25 000 kronor = 0-25000 SEK
          shares: hälften av kostnaden
          windows: senast 15 maj 2024 = ..2024-05-15
          lines: 2 3 3
        """,
    )


def test_rows_of_a_table_are_read_by_the_heads_of_its_columns() -> None:
    found = told(
        page(
            "Stöd att söka",
            "Stöd | Belopp | För vem | Sista ansökningsdag",
            "Hemslöjdsbidrag | 10 000–50 000 kr | föreningar | 15 maj 2024",
            "Grön omställning i byar | högst 200 000 kr | byalag | 30 september 2024",
            kind="row",
        )
    )
    assert same(
        found,
        """
        Grön omställning i byar [support, open]
          for_whom: byalag
          amounts: högst 200 000 kr = 0-200000 SEK
          windows: 30 september 2024 = ..2024-09-30
          lines: 4
        Hemslöjdsbidrag [support, open]
          for_whom: föreningar
          amounts: 10 000–50 000 kr = 10000-50000 SEK
          windows: 15 maj 2024 = ..2024-05-15
          lines: 3
        """,
    )


def test_an_english_programme() -> None:
    found = told(
        page(
            "Funding",
            "The Green Growth Programme offers grants for small companies. They can apply for up to EUR"
            " 50,000, and up to 40 per cent of eligible costs. Deadline for applications: 31 March"
            " 2024.",
            language="en",
        )
    )
    assert same(
        found,
        """
        Green Growth Programme [programme, open]
          for_whom: small companies
          amounts: up to EUR 50,000 = 0-50000 EUR
          shares: up to 40 per cent
          windows: Deadline for applications: 31 March 2024 = ..2024-03-31
          conditions: They can apply for up to EUR 50,000, and up to 40 per cent of eligible costs.
          lines: 2 2 2
        """,
    )


def test_a_list_of_calls_with_their_last_days() -> None:
    found = told(
        page(
            "Aktuella utlysningar",
            "Digitalisering i kulturföreningar – sista ansökningsdag 15 maj 2024",
            "Unga ledare: upp till 75 000 kronor, ansök senast den 1 juni 2024",
            "Kontakta oss på 026-15 40 00",
            kind="item",
        )
    )
    assert same(
        found,
        """
        Digitalisering i kulturföreningar [support, open]
          windows: sista ansökningsdag 15 maj 2024 = ..2024-05-15
          lines: 2
        Unga ledare [support, open]
          amounts: upp till 75 000 kronor = 0-75000 SEK
          windows: senast den 1 juni 2024 = ..2024-06-01
          lines: 3
        """,
    )


def test_a_press_release_of_a_granted_project() -> None:
    found = told(
        page(
            "Pressmeddelande",
            "Gävle kommun har beviljats 3,2 miljoner kronor från Tillväxtverket för projektet Levande hamn."
            " Projektet pågår till och med 2026-06-30. Omsättningen i hamnen var 600 miljoner kronor.",
        )
    )
    assert same(
        found,
        """
        Levande hamn [project, granted]
          by_whom: Tillväxtverket
          amounts: 3,2 miljoner kronor = 3200000 SEK
          periods: till och med 2026-06-30 = ..2026-06-30
          lines: 2 2
        """,
    )


def test_a_closed_support() -> None:
    found = told(
        page(
            "Lokala bidrag",
            "Bygdebidraget stängde i december 2022. Stödet kan inte längre sökas. Bidraget var på högst 40"
            " 000 kronor.",
        )
    )
    assert same(
        found,
        """
        Bygdebidrag [support, closed] (Bygdebidraget)
          amounts: högst 40 000 kronor = 0-40000 SEK
          windows: stängde i december 2022 = ..2022-12-31
          lines: 2 2 2
        """,
    )


def test_running_text_with_its_sums_in_later_sentences() -> None:
    found = told(
        page(
            "Nytt stöd till bygdegårdar",
            "Region Gävleborg öppnar nu ett nytt stöd till bygdegårdar. Totalt finns 6 miljoner kronor att"
            " söka. Stödet täcker 70 procent av kostnaderna, dock högst 300 000 kronor per gård. Ansökan"
            " öppnar den 3 februari 2025 och stänger den 14 mars 2025. Endast ideella föreningar kan söka.",
        )
    )
    assert same(
        found,
        """
        Stöd till bygdegårdar [support, open]
          purpose: bygdegårdar
          amounts: 6 miljoner kronor = 6000000 SEK
          amounts: högst 300 000 kronor = 0-300000 SEK
          shares: 70 procent
          windows: öppnar den 3 februari 2025 och stänger den 14 mars 2025 = 2025-02-03..2025-03-14
          conditions: Endast ideella föreningar kan söka.
          lines: 2 2 2 2 2
        """,
    )


def test_a_project_s_own_page_says_who_pays() -> None:
    text = (
        "Projektet Grön Hamn finansieras av Europeiska regionala utvecklingsfonden, Region Gävleborg och"
        " Gävle kommun och pågår 2023–2026. Den totala budgeten är 12 miljoner kronor."
    )
    assert same(
        told(page("Om oss", text)),
        """
        Europeiska regionala utvecklingsfonden [fund, unknown]
          lines: 2
        Grön Hamn [project, granted]
          by_whom: Europeiska regionala utvecklingsfonden, Region Gävleborg och Gävle kommun
          amounts: 12 miljoner kronor = 12000000 SEK
          periods: 2023–2026 = 2023-01-01..2026-12-31
          lines: 2 2
        """,
    )


def test_an_abbreviation_in_brackets_stands_for_its_fund_from_then_on() -> None:
    text = (
        "Tillväxtfonden Mitt (TFM) ger nya företag lån på 50 000–500 000 kronor. Det är ett gott år. TFM"
        " finansieras av Region Gävleborg."
    )
    assert same(
        told(page("Om oss", text)),
        """
        Tillväxtfonden Mitt [fund, unknown] (TFM)
          by_whom: Region Gävleborg
          amounts: 50 000–500 000 kronor = 50000-500000 SEK
          lines: 2 2
        """,
    )


def test_forms_of_one_name_are_one_record_and_another_region_s_are_another() -> None:
    text = "De regionala företagsstöden beviljas i hela länet. Företagsstödet kan sökas av alla företag."
    ours = page("Om oss", text)
    theirs = replace(ours, description=replace(ours.description, path="b.txt", publisher="Region Halland"))
    assert (
        told(ours, theirs).count("Företagsstöd [support, open] (De regionala företagsstöden, Företagsstödet)")
        == 2
    )
    assert names(ours) == ["Företagsstöd"]


def test_names_of_one_eu_fund_are_one_record_whoever_writes() -> None:
    first = page("Om oss", "Hamnen får medel från ERUF.")
    other = page("About us", "The European Regional Development Fund grants money.", language="en")
    other = replace(other, description=replace(other.description, path="b.txt", publisher="Region Halland"))
    assert len(names(first, other)) == 1


def test_rows_without_heads_are_read_by_their_own_words() -> None:
    rows = (
        "Resebidrag | högst 5 000 kr | sök senast 1 maj 2024",
        "Hyresbidrag | högst 9 000 kr | föreningar",
    )
    assert same(
        told(page("Bidrag", *rows, kind="row")),
        """
        Hyresbidrag [support, unknown]
          amounts: högst 9 000 kr = 0-9000 SEK
          lines: 3
        Resebidrag [support, open]
          amounts: högst 5 000 kr = 0-5000 SEK
          windows: senast 1 maj 2024 = ..2024-05-01
          lines: 2
        """,
    )
