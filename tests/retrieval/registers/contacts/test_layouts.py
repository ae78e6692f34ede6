"""Claims on layouts: whoever is listed is found whole, however the page sets names, titles and numbers."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from retrieval.corpus.loaders import load
from retrieval.documents import Block, Document, LoadedFile, Place, PlacedText
from retrieval.registers.contacts.extraction import contacts_of
from tests.retrieval.typed import document, pages, unwrapped, wrapped

Typed = Callable[[str], LoadedFile]


class Shown(NamedTuple):
    """All that a mention says but its place and text."""

    name: str
    title: str | None = None
    unit: str | None = None
    organisation: str | None = "Region Gävleborg"
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    role: str | None = None
    doubts: tuple[str, ...] = ()


def shown(*documents: Document) -> list[Shown]:
    return [
        Shown(
            contact.name, m.title, m.unit, m.organisation, tuple(p.e164 for p in m.phones), m.emails, m.areas,
            m.role, m.doubts,
        )
        for contact in contacts_of(documents)
        for m in contact.mentions
    ]  # fmt: skip


def rows(*texts: str) -> Document:
    return document(
        [Block("row", PlacedText(text, (0,), (Place(line=n),))) for n, text in enumerate(texts, 1)]
    )


EK = Shown("Eva Ek", "kulturchef", phones=("+4626154001",), emails=("eva.ek@regiongavleborg.se",))
AHL = Shown("Bo Ahl", "jurist", phones=("+4626154002",), emails=("bo.ahl@regiongavleborg.se",))
BOTH = pytest.mark.parametrize("lines", [wrapped, unwrapped])


@BOTH
def test_a_line_with_commas(lines: Typed) -> None:
    text = """
Kontakt

Eva Ek, kulturchef, Avdelningen för kultur, 026-15 40 01, 070-123 45 67, eva.ek@regiongavleborg.se
Bo Ahl, jurist, tfn 026-15 40 02 ankn 12, bo.ahl@regiongavleborg.se"""
    numbers = ("+4626154001", "+46701234567")
    found = shown(document(lines(text)))
    assert found == [AHL, EK._replace(unit="Avdelningen för kultur", phones=numbers)]


@BOTH
def test_a_signature_block(lines: Typed) -> None:
    text = """
Bron invigs i maj och beräknas avlasta centrum med tusen bilar om dagen.

För mer information:

Eva Ek
Chef vid enheten för kultur och fritid Region Norrsken
026-15 40 01, eva.ek@regiongavleborg.se

Presskontakt:

Bo Ahl
Kommunikatör
Telefon: 026-15 40 02
Mobil: 070-415 22 90
E-post: bo.ahl@regiongavleborg.se"""
    unit = "enheten för kultur och fritid"
    ek = EK._replace(title=f"Chef vid {unit}", unit=unit, organisation="Region Norrsken")
    ahl = AHL._replace(title="Kommunikatör", phones=(*AHL.phones, "+46704152290"), role="press")
    assert shown(document(lines(text))) == [ahl, ek]


def test_a_table_with_a_header() -> None:
    found = shown(
        rows(
            "Namn | Titel | Enhet | Telefon | E-post",
            "Ek, Eva | kulturchef | Kultur och fritid | 026-15 40 01 | eva.ek@regiongavleborg.se",
            "Bo Ahl, jurist, Kansliet, 026-15 40 02, bo.ahl@regiongavleborg.se",
            "Siv Bly | vikarie för kulturchefen | Bibliotek | | ",
            "Kundtjänst | | | 0771-11 22 33 | ",
        )
    )
    assert found == [
        AHL._replace(unit="Kansliet"),
        EK._replace(unit="Kultur och fritid"),
        Shown("Kundtjänst", phones=("+46771112233",)),
        Shown("Siv Bly", "vikarie för kulturchefen", "Bibliotek"),
    ]


def test_a_table_without_a_header_in_any_order() -> None:
    found = shown(
        rows(
            "eva.ek@regiongavleborg.se | 026-15 40 01 | Eva Ek | kulturchef | Kulturavdelningen",
            "bo.ahl@regiongavleborg.se | 026-15 40 02 | Bo Ahl | jurist | Bollnäs kommun",
        )
    )
    assert found == [
        AHL._replace(organisation="Bollnäs kommun"),
        EK._replace(unit="Kulturavdelningen"),
    ]


def test_a_table_of_labels_and_values() -> None:
    found = shown(
        rows(
            "Namn | Eva Ek",
            "Titel | kulturchef",
            "Telefon, 026-15 40 01",
            "E-post, eva.ek@regiongavleborg.se",
        )
    )
    assert found == [EK]


@BOTH
def test_labelled_fields(lines: Typed) -> None:
    text = """
Kontakter

Namn: Eva Ek
Titel: kulturchef
Enhet: Kultur och fritid
Ansvarsområde: Scenkonst
Telefon: 026-15 40 01
Fax: 026-15 40 09
E-post: eva.ek@regiongavleborg.se

Namn: Bo Ahl
Befattning: jurist
Organisation: Bollnäs kommun
Telefon: 026-15 40 02
E-post: bo.ahl@regiongavleborg.se"""
    assert shown(document(lines(text))) == [
        AHL._replace(organisation="Bollnäs kommun"),
        EK._replace(unit="Kultur och fritid", areas=("Scenkonst",)),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Välkommen att kontakta Eva Ek, kulturchef, om du har frågor."
            " eva.ek@regiongavleborg.se, 026-15 40 01.",
            [EK],
        ),
        (
            "Har du frågor? Ring Eva Ek (projektledare) på 026-15 40 01.",
            [EK._replace(title="projektledare", emails=())],
        ),
        (
            "For questions please contact Eva Ek, Head of Culture at Region Norrsken, on +46 26 15 40 01 or"
            " eva.ek@regiongavleborg.se. For press enquiries, contact our Press Officer Tom Hill,"
            " tel. +46 26 15 40 07.",
            [
                EK._replace(title="Head of Culture", unit="Culture", organisation="Region Norrsken"),
                Shown("Tom Hill", "Press Officer", phones=("+4626154007",)),
            ],
        ),
        (
            "Kontakta Eva Ek eller Bo Ahl: eva.ek@regiongavleborg.se, bo.ahl@regiongavleborg.se.",
            [AHL._replace(title=None, phones=()), EK._replace(title=None, phones=())],
        ),
        (
            "Svar ges av Eva Ek och Bo Ahl, 026-15 40 01 respektive 026-15 40 02.",
            [AHL._replace(title=None, emails=()), EK._replace(title=None, emails=())],
        ),
        (
            "Hör av dig till vår kulturchef Eva Ek på telefon 026-15 40 01"
            " eller via e-post eva.ek@regiongavleborg.se.",
            [EK],
        ),
        (
            "Efterträdare är Eva Ek, tidigare projektledare. Nås på 026-15 40 01.",
            [EK._replace(title=None, emails=())],
        ),
    ],
)
def test_running_text(text: str, found: list[Shown]) -> None:
    assert shown(document(unwrapped(f"{text}\n"))) == found


ENGLISH = """
Staff directory

Department of Culture

Jane Doe, Arts Officer, +44 20 7946 0019, jane.doe@county.example.org

Department of Transport

Ann Lee, Transport Planner
Phone: +44 20 7946 0020
Email: ann.lee@county.example.org

Switchboard: +44 20 7946 0000"""


@BOTH
def test_an_english_directory_with_a_heading_for_each_unit(lines: Typed) -> None:
    found = shown(document(lines(ENGLISH), publisher="County Council"))
    assert [(c.name, c.title, c.unit, c.phones, c.areas) for c in found] == [
        ("Ann Lee", "Transport Planner", "Department of Transport", ("+442079460020",),
         ("Staff directory", "Department of Transport")),
        ("Jane Doe", "Arts Officer", "Department of Culture", ("+442079460019",),
         ("Staff directory", "Department of Culture")),
        ("Switchboard", None, found[2].unit, ("+442079460000",), found[2].areas),
    ]  # fmt: skip


CARDS = b"""<html><body><main><h1>Kontakter</h1><h2>Kulturavdelningen</h2>
<dl><dt>Kulturchef</dt><dd>Eva Ek<br>026-15 40 01<br><a href="mailto:x">eva.ek@regiongavleborg.se</a></dd>
<dt>Jurist</dt><dd>Bo Ahl<br>026-15 40 02<br>bo.ahl@regiongavleborg.se</dd></dl>
<h2>Enheten f&ouml;r bredband</h2>
<div><p>Bredbandslots</p><h3>Ulla Berg</h3><p>Telefon: 026-15 40 03</p></div>
<div><p>Handl&auml;ggare</p><h3>Ture Blom</h3><p>Telefon: 026-15 40 04</p></div></main></body></html>"""


def test_cards_of_a_web_page_with_the_title_above_the_name() -> None:
    culture, broadband = "Kulturavdelningen", "Enheten för bredband"
    assert shown(document(load(CARDS, "kontakt.html"))) == [
        AHL._replace(title="Jurist", unit=culture, areas=(culture,)),
        EK._replace(title="Kulturchef", unit=culture, areas=(culture,)),
        Shown("Ture Blom", "Handläggare", phones=("+4626154004",), unit=broadband, areas=(broadband,)),
        Shown("Ulla Berg", "Bredbandslots", phones=("+4626154003",), unit=broadband, areas=(broadband,)),
    ]


def test_a_page_of_a_pdf_with_the_title_below_the_details() -> None:
    text = (
        "Kontakt\n\nEva Ek\n026-15 40 01\neva.ek@regiongavleborg.se\n\n"
        "Bo Ahl\n026-15 40 02\nbo.ahl@regiongavleborg.se\n"
    )
    assert shown(document(pages(text))) == [AHL._replace(title=None), EK._replace(title=None)]
    titled = text.replace("gavleborg.se\n", "gavleborg.se\nUtredare\n")
    assert shown(document(unwrapped(titled))) == [
        AHL._replace(title="Utredare"),
        EK._replace(title="Utredare"),
    ]


@BOTH
def test_a_person_under_several_priorities_has_a_mention_for_each(lines: Typed) -> None:
    line = "Eva Ek, kulturchef, 026-15 40 01, eva.ek@regiongavleborg.se"
    other = "Bo Ahl, jurist, 026-15 40 02, bo.ahl@regiongavleborg.se"
    text = f"\nKontakt\n\nEn hälsosam region\n\n{line}\n\n{other}\n\nEn lärande region\n\n{line}\n"
    assert shown(document(lines(text))) == [
        AHL._replace(areas=("En hälsosam region",)),
        EK._replace(areas=("En hälsosam region",)),
        EK._replace(areas=("En lärande region",)),
    ]


def test_mailboxes_and_switchboards_are_called_by_what_they_are() -> None:
    text = """
Kontakta oss

Växel: 026-15 40 00
Registrator: registrator@regiongavleborg.se
Kundtjänst
Telefon: 0771-11 22 33
E-post: kundtjanst@regiongavleborg.se

Fakturor skickas till faktura@regiongavleborg.se."""
    documents = [document(unwrapped(text)), document(unwrapped(text), path="kopia.txt")]
    assert [(c.id, c.name, len(c.mentions)) for c in contacts_of(documents)] == [
        ("faktura-regiongavleborg-se", "faktura@regiongavleborg.se", 2),
        ("kundtjanst-regiongavleborg-se", "Kundtjänst", 2),
        ("registrator-regiongavleborg-se", "Registrator", 2),
        ("vaxel-region-gavleborg", "Växel", 2),
    ]


def test_the_direct_number_behind_the_switchboards_is_the_persons() -> None:
    text = "Eva Ek\nkulturchef\nVäxel 026-15 40 00 | Direkt 026-15 40 01\neva.ek@regiongavleborg.se\n"
    assert shown(document(unwrapped(text))) == [EK, Shown("Växel", phones=("+4626154000",))]


def test_the_domain_tells_the_employer_where_the_document_names_it() -> None:
    text = (
        "Region Gävleborg och Bollnäs kommun bygger bad tillsammans och söker entreprenörer till arbetet.\n\n"
        "Eva Ek, kulturchef, 026-15 40 01, eva.ek@regiongavleborg.se\n"
        "Bo Ahl, jurist, 026-15 40 02, bo.ahl@bollnas.se\n"
    )
    assert shown(document(unwrapped(text))) == [
        AHL._replace(organisation="Bollnäs kommun", emails=("bo.ahl@bollnas.se",)),
        EK,
    ]
