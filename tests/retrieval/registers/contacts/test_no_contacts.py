"""Claims on what is no contact: names, places, bodies and figures that nobody can be reached by."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.registers.contacts.extraction import contacts_of
from tests.retrieval.typed import document, unwrapped, wrapped

NOBODY = [
    "Projektet Digitala Lyftet leds av Almi Nord och Umeå Biotech Incubator och Norrlands Nation.",
    "Erik Bergkvist, regionråd, öppnade mötet. Därefter talade Lorents Burman, kommunalråd, om framtiden.",
    "– Det här är en viktig satsning, säger Anna Lind, kulturchef vid Bollnäs kommun.\n\n"
    "– Vi är glada, säger Bertil Hed, regiondirektör.",
    "Andersson, K. och Berg, P. (2019). Utveckling i norr. Umeå: Umeå universitet. ISBN 978-91-7000-000-1.",
    "Enligt Richard Florida och Michael Porter växer regioner genom kluster (Porter 1998, s. 78–90).",
    "Besök oss på Gamla Brogatan 19 i Stockholm eller Köksvägen 11, 901 89 Umeå.",
    "08.30–09.00 Kaffe\n09.00–10.15 Inledning av Lars Holm\n10.15-10.45 Paus\n12.00 Lunch på Hotell Gävle",
    "Budgeten är 1 250 000 kronor, varav 070 000 kronor från Tillväxtverket och 2 400 tkr för 2021-2023.",
    "Organisationsnummer 232100-0222, bankgiro 5050-1234, plusgiro 12 34 56-7, momsreg.nr SE232100022201.",
    "Diarienummer RUN 0123-2023 och dnr 01234-2022. Beslut fattades 2023-05-01.",
    "Malå kommun, Norsjö kommun och Sorsele kommun samverkar med Visit Sapmi och Gold of Lapland.",
    "Länets tre strateger och tio projektledare träffades i Skellefteå i höstas.",
    "Vi söker en projektledare! Sista ansökningsdag är 30-09-2023.",
    "Styrelsens ledamöter\n\nEva Ek, ordförande\nBo Ahl, ledamot\nSiv Bly, ledamot",
    "Öppet: måndag–fredag 0800–1630, lördag 1000-1400.",
    "Foto: Anna Lind. Text: Bo Ahl.",
    "Green Deal Directors Network möts i South West Finland, directors network, varje vår.",
    "Följ oss på @regionx och #framtid @ Kulturhuset.",
    "Statistiken 010 203 040 506 visar indextal 0,75 och kvoten 1:1 för åren 2019/2020.",
    "Kontakta din kommun om du har frågor. Välkommen att kontakta oss på Region Gävleborg!",
    "In 2021, Mary Stone, Head of Culture, and John Smith opened the Regional Arts Centre at 10 High Street.",
    "Karl XII och Gustav Vasa är namn på kvarter. Carl von Linné reste här 1732.",
]


@pytest.mark.parametrize("lines", [wrapped, unwrapped])
@pytest.mark.parametrize("text", NOBODY)
def test_a_text_without_a_way_to_reach_anyone_has_no_contact(text: str, lines: object) -> None:
    loaded = wrapped(f"Bakgrund\n\n{text}\n") if lines is wrapped else unwrapped(f"Bakgrund\n\n{text}\n")
    assert contacts_of([document(loaded)]) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Visit Gävleborg, 026-15 40 05, info@visitgavleborg.se", "info@visitgavleborg.se"),
        ("Digitala Lyftet: digitala.lyftet@regiongavleborg.se.", "digitala.lyftet@regiongavleborg.se"),
        ("Välkommen till Bollnäs Folkets Hus lördag 2 mars, biljetter 0278-252 01.", "Bakgrund"),
        ("– Vi är stolta, säger Anna Lind, chef.\n\nFör mer information, ring 026-15 40 00.", "Bakgrund"),
        ("Besök: Gamla Brogatan 19, 026-15 40 00", "Region Gävleborg"),
        (
            "801 88 Gävle Org.nr: 232100-0198. Fakturor till faktura@regiongavleborg.se",
            "faktura@regiongavleborg.se",
        ),
    ],
)
def test_what_is_no_person_lends_its_name_to_no_number(text: str, name: str) -> None:
    assert [c.name for c in contacts_of([document(unwrapped(f"Bakgrund\n\n{text}\n"))])] == [name]


PIECES = [
    "Eva Ek", "Bo Ahl", "kulturchef", "Kulturavdelningen", "Region Gävleborg", "026-15 40 01",
    "070-123 45 67", "eva.ek@regiongavleborg.se", "bo.ahl(at)regiongavleborg.se", "info @ x.se",
    "Telefon:", "Namn:", "Växel",
    "|", ",", "\n", "\n\n", "Kontakt", "säger", "Storgatan 1", "1 250 000 kr", "2023-05-01", "nils. holm@",
    "-", "@", "(at)",
]  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_whatever_the_order_every_detail_stands_in_its_place(pieces: list[str]) -> None:
    source = document(unwrapped(" ".join(pieces)))
    whole = squeezed(" ".join(block.text for block in source.blocks))
    for contact in contacts_of([source]):
        for mention in contact.mentions:
            assert all(squeezed(line) in whole for line in mention.text.split("\n"))
            assert all(phone.printed in mention.text for phone in mention.phones)
            assert mention.doubts or all(email in mention.text for email in mention.emails)
            assert mention.first <= mention.last
