from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answer import Citation, ContactCard
from bot.telegram.rendering.browsing import Entry, chosen, entry_page, list_page
from bot.telegram.rendering.callbacks import Opened, Turned, key_of
from bot.telegram.rendering.entries import (
    age_of,
    contact_entry,
    document_entry,
    funding_entry,
    priority_entry,
)
from bot.telegram.rendering.keyboards import CallbackButton, CopyButton, Keyboard, LinkButton
from retrieval.documents import Description, Language

PLAN = Citation(1, "plan.txt", "Plan", None, "2023", (3, 4), None, "Så.", in_force=True)
NINE = [Entry(f"e{number}", f"Namn {number}", hint="chef" * (number == 1)) for number in range(1, 10)]


def row(**fields: Any) -> Any:
    """A row of a register."""
    return SimpleNamespace(**fields)


def opener(number: int, start: int) -> CallbackButton:
    return CallbackButton(str(number), Opened("contacts", key_of(f"e{number}"), start))


def test_a_page_lists_its_rows_and_a_button_opens_each() -> None:
    page = list_page("contacts", NINE, 0, "sv", "Inlästa i dag")
    assert page.text == (
        "Kontakter · 1–8 av 9\nInlästa i dag\n\n1. Namn 1 – chef\n2. Namn 2\n3. Namn 3\n4. Namn 4\n"
        "5. Namn 5\n6. Namn 6\n7. Namn 7\n8. Namn 8"
    )
    assert page.keyboard == Keyboard(
        (
            tuple(opener(number, 0) for number in (1, 2, 3, 4)),
            tuple(opener(number, 0) for number in (5, 6, 7, 8)),
            (CallbackButton("Nästa ›", Turned("contacts", 8)),),
        )
    )


@pytest.mark.parametrize("offset", [8, 9, 4000])
def test_the_last_page_leads_back_also_when_the_list_has_become_shorter(offset: int) -> None:
    page = list_page("contacts", NINE, offset, "en")
    assert page.text == "Contacts · 9–9 of 9\n\n9. Namn 9"
    assert page.keyboard == Keyboard(
        ((opener(9, 8),), (CallbackButton("‹ Previous", Turned("contacts", 0)),))
    )


def test_a_tree_is_indented_under_the_strategy_that_it_is_of() -> None:
    rows = [
        Entry("a", "1 Ett", group="Plan A"),
        Entry("b", "1.1 Del", group="Plan A", depth=1),
        Entry("c", "2 Två", group="Plan B · gäller inte längre"),
    ]
    assert list_page("priorities", rows, 0, "sv").html == (
        "<b>Mål och prioriteringar</b> · 1–3 av 3\n\n<i>Plan A</i>\n1. 1 Ett\n\u20032. 1.1 Del\n\n"
        "<i>Plan B · gäller inte längre</i>\n3. 2 Två"
    )


def test_an_empty_register_says_so() -> None:
    assert list_page("funding", [], 0, "sv").text == "Stöd och finansiering\n\nHär finns inget att visa."


def test_a_button_names_its_row_by_a_key_that_outlives_the_order() -> None:
    assert chosen(NINE[::-1], key_of("e4")) == NINE[3]
    assert chosen(NINE, key_of("gone")) is None


def test_a_rows_own_page_has_its_facts_its_sources_and_the_way_back() -> None:
    entry = Entry("a", "Check", facts=("Stöd, öppet [1]", "> Villkor. [1]"), sources=(PLAN,))
    page = entry_page("funding", replace(entry, url="https://x.se/a"), 8, "sv")
    assert page.html == (
        "<b>Check</b>\n\nStöd, öppet [1]\n<blockquote expandable>Villkor. [1]</blockquote>\n\n"
        "[1] Plan, 2023, rad 3–4"
    )
    assert page.keyboard == Keyboard(
        (
            (LinkButton("Läs dokumentet", "https://x.se/a"),),
            (CallbackButton("‹ Till listan", Turned("funding", 8)),),
        )
    )


def test_facts_past_the_room_of_a_message_are_left_out_and_no_number_is_without_its_note() -> None:
    sources = tuple(replace(PLAN, number=number) for number in range(1, 21))
    facts = tuple(f"{'x' * 150} {number} [{number}]" for number in range(1, 21))
    text = entry_page("funding", Entry("a", "Check", facts=facts, sources=sources), 0, "sv").text
    assert "9 [9]\n" in text
    assert "[9] Plan" in text
    assert "10 [10]" not in text
    assert "\n…\n" in text


def test_a_contact_shows_how_to_reach_them_and_what_is_doubtful() -> None:
    entry = contact_entry(
        row(
            id="anna", name="Anna", title="Chef", organisation="Region X", phone="090-12 34 56",
            email="a@x.se", areas=("Kultur", "Film"), document="plan.txt", lines=(3, 4), as_of="2023",
            doubts=(row(text="Adressen är rättad."),), sources=(PLAN,),
        ),
        "sv",
    )  # fmt: skip
    assert (entry.hint, entry.facts) == (
        "Chef",
        (
            "Chef, Region X",
            "Telefon: 090-12 34 56",
            "E-post: a@x.se",
            "Står som kontakt för: Kultur; Film",
            "Adressen är rättad.",
        ),
    )
    assert entry.contact == ContactCard(
        "anna", "Anna", "Chef", "Region X", "090-12 34 56", "a@x.se", ("Kultur", "Film"), "plan.txt",
        (3, 4), "2023",
    )  # fmt: skip
    buttons = entry_page("contacts", entry, 0, "sv").keyboard
    assert buttons is not None
    assert buttons.rows[0] == (
        CopyButton("Kopiera telefon", "090-12 34 56"),
        CopyButton("Kopiera e-post", "a@x.se"),
    )


def test_a_priority_shows_its_whole_and_the_work_under_it_and_whether_its_plan_holds() -> None:
    strategy = row(title="Strategi", in_force=False, first_year=2014, last_year=2020, replaced_by="Ny plan")
    entry = priority_entry(
        row(
            id="p", kind_name="delprioritering", number="1.1", name="Kapacitet", text="1.1 Kapacitet i länet",
            path=("Smart region",), strategy=strategy, work=(row(text="Nytt labb.", source=2),),
            sources=(PLAN,),
        ),
        "sv",
    )  # fmt: skip
    assert (entry.name, entry.group, entry.depth) == (
        "1.1 Kapacitet",
        "Strategi (2014–2020) · ersatt av Ny plan",
        1,
    )
    assert entry.facts == (
        "Delprioritering",
        "Del av: Smart region",
        "> 1.1 Kapacitet i länet [1]",
        "> Nytt labb. [2]",
    )


def support(**more: Any) -> Any:
    none: dict[str, Any] = dict.fromkeys(
        ("purpose", "for_whom", "by_whom", "amounts", "shares", "periods", "windows", "conditions"), ()
    )
    return row(**({"id": "f", "name": "Check", "kind_name": "stöd", "sources": (PLAN,)} | none | more))


def test_a_support_shows_each_kind_of_fact_with_its_number() -> None:
    entry = funding_entry(
        support(
            status="open", status_name="öppet", status_basis=row(source=1),
            for_whom=(row(said="små företag", source=1), row(said="föreningar", source=2)),
            amounts=(row(said="150 000 kr", source=1),),
        ),
        "en",
    )  # fmt: skip
    assert entry.hint == "öppet"
    assert entry.facts == (
        "Stöd, öppet [1]",
        "For whom: små företag [1]; föreningar [2]",
        "Amount: 150 000 kr [1]",
    )


def test_of_a_support_of_which_nobody_knows_whether_it_is_open_that_is_said_in_words() -> None:
    entry = funding_entry(support(status="unknown", status_name="okänt", status_basis=None), "sv")
    assert entry.hint == "stöd"
    assert entry.facts[0] == "Stöd, om det kan sökas nu står inte i dokumenten"


def test_a_document_shows_its_date_and_whether_it_holds() -> None:
    old = Description("a b.txt", "Plan", "Region X", published="2014", valid_to="2020-12-31")
    entry = document_entry(old, date(2026, 1, 1), "sv", "https://f.se")
    assert (entry.hint, entry.facts, entry.url) == (
        "2014, gäller inte längre",
        ("Region X", "Publicerat: 2014", "gäller inte längre"),
        "https://f.se/documents/a%20b.txt",
    )


@pytest.mark.parametrize(
    ("passed", "language", "words"),
    [
        (timedelta(seconds=30), "sv", "Inlästa 2026-11-22 10:00, alldeles nyss"),
        (timedelta(minutes=1), "sv", "Inlästa 2026-11-22 10:00, för 1 minut sedan"),
        (timedelta(hours=3), "en", "Read 2026-11-22 10:00, 3 hours ago"),
        (timedelta(days=2, hours=5), "sv", "Inlästa 2026-11-22 10:00, för 2 dagar sedan"),
    ],
)
def test_the_snapshots_age_is_told_in_the_largest_unit(
    passed: timedelta, language: Language, words: str
) -> None:
    built = datetime.fromisoformat("2026-11-22T10:00:00+01:00")
    assert age_of(built, built + passed, language) == words
