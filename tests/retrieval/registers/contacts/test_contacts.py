"""Claims on contacts: people and mailboxes in many layouts, and every contact of our own corpus."""

from pathlib import Path
from typing import NamedTuple

import pytest

from retrieval.cleaning import clean
from retrieval.corpus.loaders import load
from retrieval.documents import Block, Description, Document, LoadedFile, Place, PlacedText
from retrieval.registers.contacts.extraction import contacts_of
from retrieval.registers.records import Contact
from tests.retrieval.typed import document, unwrapped, wrapped


class Shown(NamedTuple):
    """What a reader sees of a contact."""

    name: str
    title: str | None
    phones: list[str]
    emails: list[str]
    lines: tuple[int | None, int | None]


def found(loaded: LoadedFile) -> list[Shown]:
    return [shown(contact) for contact in contacts_of([document(loaded)])]


def shown(contact: Contact) -> Shown:
    mention = contact.newest
    phones = [phone.e164 for phone in mention.phones]
    return Shown(
        contact.name, mention.title, phones, list(mention.emails), (mention.first.line, mention.last.line)
    )


def in_rows(rows: list[str]) -> list[Shown]:
    blocks = [Block("row", PlacedText(row, (0,), (Place(line=n),))) for n, row in enumerate(rows, 1)]
    return [shown(contact) for contact in contacts_of([document(blocks)])]


EK = Shown("Eva Ek", "folkhälsostrateg", ["+4626154001"], ["eva.ek@regiongavleborg.se"], (3, 3))


def test_name_title_number_and_address_on_one_line() -> None:
    text = "Kontakt\n\nEva Ek, folkhälsostrateg, 026-15 40 01, eva.ek@regiongavleborg.se\n"
    assert found(wrapped(text)) == found(unwrapped(text)) == [EK]


def test_the_address_on_the_next_line_after_an_empty_one() -> None:
    text = "Kontakt\n\nEva Ek, folkhälsostrateg, 026-15 40 01, \n\neva.ek@regiongavleborg.se\n"
    assert found(wrapped(text)) == [EK._replace(lines=(3, 5))]


def test_rows_of_a_table() -> None:
    rows = [
        "Namn | Roll | Telefon | E-post",
        "Eva Ek | folkhälsostrateg | 026-15 40 01 | eva.ek@regiongavleborg.se",
        "Per Dahl | jurist | 026-15 40 02 | per.dahl@regiongavleborg.se",
    ]
    assert in_rows(rows) == [
        EK._replace(lines=(2, 2)),
        Shown("Per Dahl", "jurist", ["+4626154002"], ["per.dahl@regiongavleborg.se"], (3, 3)),
    ]


@pytest.mark.parametrize("name", ["Per Å. Dahl", "per dahl", "Dahl"])
def test_a_number_never_goes_to_the_person_of_the_row_before(name: str) -> None:
    rows = [
        "Eva Ek | folkhälsostrateg | 026-15 40 01 | eva.ek@regiongavleborg.se",
        f"{name} | jurist | 026-15 40 02",
    ]
    assert EK._replace(lines=(1, 1)) in in_rows(rows)


def test_a_signature_block_under_a_press_release() -> None:
    text = """
Bron invigs i maj och beräknas avlasta centrum med tusen bilar om dagen.

För mer information:

Eva Ek

Folkhälsostrateg

026-15 40 01, eva.ek@regiongavleborg.se

Presskontakt:

Jonas Brink

Kommunikatör

070-415 22 90, jonas.brink@regiongavleborg.se"""
    assert found(unwrapped(text)) == [
        EK._replace(title="Folkhälsostrateg", lines=(5, 9)),
        Shown("Jonas Brink", "Kommunikatör", ["+46704152290"], ["jonas.brink@regiongavleborg.se"], (13, 17)),
    ]
    press = [contact.newest.role for contact in contacts_of([document(unwrapped(text))])]
    assert press == [None, "press"]


def test_a_sentence_that_invites_to_write() -> None:
    text = (
        "Vill du veta mer?\n\nVälkommen att kontakta Eva Ek, folkhälsostrateg, om du har några frågor."
        "\neva.ek@regiongavleborg.se, 026-15 40 01.\n"
    )
    assert found(unwrapped(text)) == [EK._replace(lines=(3, 4))]


def test_an_english_sentence() -> None:
    text = (
        "Contact us\n\nFor more information contact Eva Ek, Head of Public Health, phone +46 26 15 40 01,"
        " eva.ek@regiongavleborg.se.\n"
    )
    assert found(unwrapped(text)) == [EK._replace(title="Head of Public Health")]


def test_labels_before_number_and_address() -> None:
    text = "Kontakt\n\nEva Ek, folkhälsostrateg\nTelefon: 026-15 40 01\nE-post: eva.ek@regiongavleborg.se\n"
    assert found(unwrapped(text)) == [EK._replace(lines=(3, 5))]


def test_a_title_may_stand_before_the_name() -> None:
    text = "Kontakt\n\nFolkhälsostrateg Eva Ek, 026-15 40 01, eva.ek@regiongavleborg.se\n"
    assert found(unwrapped(text)) == [EK._replace(title="Folkhälsostrateg")]


TWO = """Kontakt

Eva Ek, folkhälsostrateg, 026-15 40 01, eva.ek@regiongavleborg.se
Bo Ahl, jurist, 026-15 40 02, bo.ahl@regiongavleborg.se
"""
AHL = Shown("Bo Ahl", "jurist", ["+4626154002"], ["bo.ahl@regiongavleborg.se"], (4, 4))


def test_two_people_on_two_lines_keep_their_own() -> None:
    assert found(unwrapped(TWO)) == [AHL, EK]


def test_two_people_on_two_full_lines_of_a_page_keep_their_own() -> None:
    assert found(wrapped(TWO)) == [AHL, EK]


def test_two_people_on_one_line_keep_their_own() -> None:
    text = "Frågor besvaras av Eva Ek, folkhälsostrateg, 026-15 40 01, och Bo Ahl, jurist, 026-15 40 02.\n"
    assert [(c.name, c.title, c.phones) for c in found(unwrapped(text))] == [
        ("Bo Ahl", "jurist", ["+4626154002"]),
        ("Eva Ek", "folkhälsostrateg", ["+4626154001"]),
    ]


def test_addresses_after_several_names_go_to_those_they_are_made_of() -> None:
    text = "Kontakt\n\nEva Ek och Bo Ahl, bo.ahl@regiongavleborg.se, eva.ek@regiongavleborg.se\n"
    assert [(c.name, c.emails) for c in found(unwrapped(text))] == [
        ("Bo Ahl", ["bo.ahl@regiongavleborg.se"]),
        ("Eva Ek", ["eva.ek@regiongavleborg.se"]),
    ]


def test_an_address_made_of_another_contacts_name_is_not_kept() -> None:
    text = "Kontakt\n\nBo Ahl, jurist, 026-15 40 02, eva.ek@regiongavleborg.se\n"
    documents = [document(unwrapped(text)), document(unwrapped(TWO), path="lista.txt")]
    ahl = next(contact for contact in contacts_of(documents) if contact.name == "Bo Ahl")
    assert {email for mention in ahl.mentions for email in mention.emails} == {"bo.ahl@regiongavleborg.se"}


def test_a_switchboard_after_a_person_is_not_theirs() -> None:
    text = "Kontakt\n\nEva Ek, folkhälsostrateg, 026-15 40 01\nVäxel: 026-15 40 00\n"
    assert [(c.name, c.phones) for c in found(unwrapped(text))] == [
        ("Eva Ek", ["+4626154001"]),
        ("Växel", ["+4626154000"]),
    ]


def test_a_row_whose_name_is_not_read_is_called_by_its_first_words() -> None:
    rows = ["Eva Ek | folkhälsostrateg | 026-15 40 01", "per dahl | jurist | 026-15 40 02"]
    assert [(c.name, c.phones) for c in in_rows(rows)] == [
        ("Eva Ek", ["+4626154001"]),
        ("per dahl", ["+4626154002"]),
    ]


def test_a_press_contact_on_its_labels_line_is_one_and_those_below_are_not() -> None:
    text = (
        "För mer information\n\nPresskontakt: Eva Ek, pressekreterare, 026-15 40 01\n"
        "Bo Ahl, jurist, 026-15 40 02\n"
    )
    contacts = contacts_of([document(unwrapped(text))])
    assert [(c.name, c.newest.role) for c in contacts] == [("Bo Ahl", None), ("Eva Ek", "press")]


def test_a_mailbox_and_a_switchboard_have_no_person() -> None:
    text = (
        "Kulturstöd\n\nFrågor om stödet skickas till kulturstod@regiongavleborg.se.\n\n"
        "Växel\n\nRing 026-15 40 00 på vardagar mellan nio och tolv.\n"
    )
    contacts = found(unwrapped(text))
    assert (
        Shown("kulturstod@regiongavleborg.se", None, [], ["kulturstod@regiongavleborg.se"], (3, 3))
        in contacts
    )
    assert Shown("Växel", None, ["+4626154000"], [], (7, 7)) in contacts


def test_a_mailbox_beside_a_person_stays_their_own() -> None:
    text = "Kontakt\n\nEva Ek, folkhälsostrateg, eva.ek@regiongavleborg.se, folkhalsa@regiongavleborg.se\n"
    assert [(c.name, c.emails) for c in found(unwrapped(text))] == [
        ("Eva Ek", ["eva.ek@regiongavleborg.se"]),
        ("folkhalsa@regiongavleborg.se", ["folkhalsa@regiongavleborg.se"]),
    ]


def test_the_same_person_with_two_titles_is_one_with_the_newest_first() -> None:
    line = "Kontakt\n\nEva Ek, {}, 026-15 40 01, eva.ek@regiongavleborg.se\n"
    documents = [
        document(unwrapped(line.format(title)), path=path, published=published)
        for path, published, title in [
            ("2019.txt", "2019-02-01", "projektledare"),
            ("2024.txt", "2024", "folkhälsochef"),
            ("odaterad.txt", None, "assistent"),
        ]
    ]
    (contact,) = contacts_of(documents)
    assert [(mention.title, mention.as_of) for mention in contact.mentions] == [
        ("folkhälsochef", "2024"),
        ("projektledare", "2019-02-01"),
        ("assistent", None),
    ]


def test_a_heading_over_several_people_is_the_area_of_each() -> None:
    text = """
Hälsa och vård

Eva Ek, folkhälsostrateg, 026-15 40 01, eva.ek@regiongavleborg.se

Bo Ahl, jurist, 026-15 40 02, bo.ahl@regiongavleborg.se"""
    contacts = contacts_of([document(wrapped(text))])
    assert [(contact.name, contact.newest.areas) for contact in contacts] == [
        ("Bo Ahl", ("Hälsa och vård",)),
        ("Eva Ek", ("Hälsa och vård",)),
    ]


def test_an_employer_after_the_title_is_the_organisation() -> None:
    text = "Kontakt\n\nEva Ek, kulturchef vid Bollnäs kommun, 0278-252 01, eva.ek@bollnas.se\n"
    (contact,) = contacts_of([document(unwrapped(text))])
    assert (contact.newest.title, contact.newest.organisation) == ("kulturchef", "Bollnäs kommun")


@pytest.mark.parametrize(
    "text",
    [
        "Under 2023 gick 1 250 000 kronor till Gävle Symfoniorkester och Länsmuseet Gävleborg.",
        "Projektet leds av Högskolan i Gävle. Budgeten är 2 400 tkr för åren 2021-2023.",
        "Green Deal Directors Network möts i South West Finland, directors network, varje vår.",
    ],
)
def test_a_text_without_contacts_has_none(text: str) -> None:
    assert found(unwrapped(f"Bakgrund\n\n{text}\n")) == []


# Our own corpus ------------------------------------------------------------------------------

CORPUS = Path(__file__).parents[4] / "docs_corpus"
REPORT = "reports/resultat-vasterbotten-2023.txt"
PRESS = "press_releases/2018-01-22-vasterbottens-kontor-i-stockholm.txt"
NORRBOTTEN = "web/norrbotten-i-stockholm.txt"

# Read off the five documents by hand: name, title, number, the address before the region's domain, and the
# lines of each place where they stand.
TRUTH = {
    REPORT: [
        (
            "Magnus Rudehäll",
            "Enhetschef Digitalisering och Innovationsledning",
            "+46706084888",
            "magnus.rudehall",
            [(7321, 7323)],
        ),
        (
            "Stina Karlgren",
            "Enhetschef Samhällsbyggnad",
            "+46708575765",
            "stina.karlgren",
            [(7325, 7325), (7329, 7329), (7343, 7343)],
        ),
        ("Annika Sandström", "Regionturismchef", "+46705501608", "annika.sandstrom", [(7331, 7331)]),
        (
            "Nils Enwald",
            "Chef Företag- och projektfinansiering",
            "+46761198676",
            "nils.enwald",
            [(7333, 7333), (7371, 7371)],
        ),
        (
            "Jonas Lundström",
            "Chef Näringsliv och samhällsbyggnad",
            "+46705493338",
            "jonas.lundstrom",
            [(7337, 7339), (7361, 7363), (7373, 7375)],
        ),
        ("Joakim Sandberg", "Regionkulturchef", "+46738075790", "joakim.sandberg", [(7345, 7345)]),
        (
            "Helena Björnwall Åström",
            "Regionbibliotekschef",
            "+46703575733",
            "helena.bjornwall.astrom",
            [(7347, 7348)],
        ),
        (
            "Fredric Larsson",
            "Enhetschef för Film i Västerbotten",
            "+46706363286",
            "fredric.larsson",
            [(7350, 7350)],
        ),
        ("Maria Falck", "Enhetschef Folkhälsoenheten", "+46907857193", "maria.falck", [(7354, 7354)]),
        (
            "Monica Wahlström",
            "Chef och strateg FoU Socialtjänst",
            "+46730619131",
            "monica.wahlstrom",
            [(7356, 7357)],
        ),
        (
            "Thomas Hartman",
            "Chef Externa relationer och strategisk platsutveckling",
            "+46706664995",
            "thomas.hartman",
            [(7367, 7369)],
        ),
        ("Rachel Nygren", "Chef Stab regional utveckling", "+46703845712", "rachel.nygren", [(7377, 7377)]),
    ],
    PRESS: [
        (
            "Thomas Hartman",
            "Chef vid enheten för kommunikation och externa relationer",
            "+46706664995",
            "thomas.hartman",
            [(33, 37)],
        ),
        (
            "Micaela Löwenhöök",
            "Kommunikatör opinionsbildning och projektledare Ett Västerbottenskontor i Stockholm",
            "+46703163701",
            "micaela.lowenhook",
            [(41, 45)],
        ),
    ],
    NORRBOTTEN: [
        ("Dan Wergelius", "strateg externa relationer", "+46761151727", "dan.wergelius", [(47, 48)])
    ],
}
DOMAIN = {REPORT: "regionvasterbotten.se", PRESS: "regionvasterbotten.se", NORRBOTTEN: "norrbotten.se"}
Place2 = tuple[str, str | None, tuple[str, ...], tuple[str, ...], tuple[int | None, int | None]]


@pytest.fixture(scope="module")
def contacts() -> tuple[Contact, ...]:
    documents = []
    for path in sorted(CORPUS.rglob("*.txt")):
        name = path.relative_to(CORPUS).as_posix()
        blocks = clean(load(path.read_bytes(), name))
        documents.append(Document(Description(name, name, "Region X"), blocks, "0" * 64))
    return contacts_of(documents)


def reached(contacts: tuple[Contact, ...], path: str) -> set[tuple[str, Place2]]:
    """The name and place of each mention in a document that has a number or an address."""
    return {
        (
            contact.name,
            (
                m.document, m.title, tuple(p.e164 for p in m.phones), m.emails, (m.first.line, m.last.line),
            ),
        )
        for contact in contacts
        for m in contact.mentions
        if m.document == path and (m.phones or m.emails)
    }  # fmt: skip


@pytest.mark.parametrize("path", TRUTH)
def test_every_contact_of_our_corpus_is_found_with_its_details_and_lines(
    path: str, contacts: tuple[Contact, ...]
) -> None:
    assert reached(contacts, path) == {
        (name, (path, title, (phone,), (f"{local}@{DOMAIN[path]}",), lines))
        for name, title, phone, local, places in TRUTH[path]
        for lines in places
    }


def test_each_priority_of_our_report_is_the_area_of_those_under_it(contacts: tuple[Contact, ...]) -> None:
    areas = {(c.name, m.areas[-1]) for c in contacts for m in c.mentions if m.document == REPORT and m.phones}
    by_area: dict[str, set[str]] = {}
    for name, area in areas:
        by_area.setdefault(area.removeprefix("Västerbotten – En "), set()).add(name)
    assert by_area == {
        "nytänkande och smart region": {"Magnus Rudehäll", "Stina Karlgren"},
        "region med platsbaserad hållbar näringslivsutveckling": {
            "Stina Karlgren", "Annika Sandström", "Nils Enwald",
        },
        "nära tillgänglig region": {"Jonas Lundström"},
        "region med hållbara livsmiljöer att bo, verka och leva i": {
            "Stina Karlgren", "Joakim Sandberg", "Helena Björnwall Åström", "Fredric Larsson",
        },
        "hälsofrämjande region": {"Maria Falck", "Monica Wahlström"},
        "region rik på kompetenser": {"Jonas Lundström"},
        "Regionala utvecklingsuppdraget (samtliga prioriteringar RUS 2020–2030)": {
            "Thomas Hartman", "Nils Enwald", "Jonas Lundström", "Rachel Nygren",
        },
    }  # fmt: skip


def test_no_place_or_programme_of_our_corpus_is_a_contact(contacts: tuple[Contact, ...]) -> None:
    people = {name for entries in TRUTH.values() for name, *_ in entries} | {"Gabriella Hahr Werkmäster"}
    assert {contact.name for contact in contacts} - people == set()
