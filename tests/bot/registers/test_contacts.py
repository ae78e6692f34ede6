import pytest

from bot.registers.contact_rows import Doubt, contact_row
from bot.registers.contacts import ContactFilter, Listed, contacts, listed_contact
from bot.registers.paging import page_of
from retrieval.registers.records import Contact
from tests.bot.registers.given import BO, DESK, DOCUMENTS, EVA, NEW, OLD, TODAY, assistant, mention

DESCRIPTIONS = {document.description.path: document.description for document in DOCUMENTS}


def found(query: str = "", **filters: object) -> list[tuple[str, str | None]]:
    asked = assistant()
    wanted = ContactFilter(query, **filters)  # type: ignore[arg-type]
    return [(item.contact.name, item.mention.title) for item in contacts(asked.retriever, asked.who, wanted)]


def names(query: str = "", **filters: object) -> list[str]:
    return [name for name, _ in found(query, **filters)]


def test_without_a_query_all_are_listed_by_name_with_what_the_newest_statement_says() -> None:
    assert found() == [("Bo af Ek", "trafikstrateg"), ("Eva Lind", "kommunikationschef"), ("Växeln", None)]


@pytest.mark.parametrize(
    "query", ["eva lind", "Linnd", "lin", "EVA.LIND@example.se", "026 15 10 00", "staben"]
)
def test_a_person_is_found_by_name_misspelling_beginning_address_number_and_unit(query: str) -> None:
    assert names(query) == ["Eva Lind"]


@pytest.mark.parametrize("query", ["transport", "klimatet", "traffic strategist", "trafikstrategen"])
def test_a_contact_is_found_by_what_it_stands_for_in_either_language(query: str) -> None:
    assert names(query) == ["Bo af Ek"]


def test_a_misspelt_name_is_the_likest_one_and_a_plain_one_no_other() -> None:
    people = [
        Contact(name.casefold(), name, (mention(name),)) for name in ("Åsa Ström", "Åsa Strand", "Eva Ek")
    ]
    asked = assistant(people)
    found = {
        query: [item.contact.name for item in contacts(asked.retriever, asked.who, ContactFilter(query))]
        for query in ("ström", "strömm", "åsa strannd", "asa", "Åsa Ek")
    }
    assert found == {
        "ström": ["Åsa Ström"],
        "strömm": ["Åsa Ström"],
        "åsa strannd": ["Åsa Strand"],
        "asa": ["Åsa Strand", "Åsa Ström"],
        "Åsa Ek": [],
    }


def test_an_organisation_finds_its_own() -> None:
    assert names("region jämtland") == ["Växeln"]


def test_a_subject_that_no_record_names_is_followed_through_the_text() -> None:
    asked = assistant()
    (item,) = contacts(asked.retriever, asked.who, ContactFilter("tåg till inlandet"))
    assert (item.contact.name, item.found_by) == ("Bo af Ek", "subject")


@pytest.mark.parametrize("query", ["kärnkraft", "xyzzy", "😀"])
def test_what_nobody_stands_for_finds_nobody(query: str) -> None:
    assert names(query) == []


def test_a_year_shows_who_held_which_title_then() -> None:
    assert found(year=2018) == [("Eva Lind", "pressekreterare")]
    assert found(year=1999) == []


def test_a_time_shows_what_was_the_newest_then() -> None:
    assert found("eva", as_of="2020-06-30") == [("Eva Lind", "pressekreterare")]
    assert found("eva", as_of="2023") == [("Eva Lind", "kommunikationschef")]
    assert found("eva", as_of="2018-02") == []


def test_only_the_newest_statements_count_unless_older_ones_are_asked_for() -> None:
    assert names(role="press") == []
    assert found(role="press", current=False) == [("Eva Lind", "pressekreterare")]
    assert found(document=OLD) == [("Eva Lind", "pressekreterare")]


def test_filters_narrow_and_unknown_values_leave_nothing() -> None:
    assert names(area="klimat") == ["Bo af Ek"]
    assert names(area="energi") == ["Bo af Ek"]
    assert names(organisation="gavleborg") == ["Bo af Ek", "Eva Lind"]
    assert names("chef", organisation="Region Jämtland") == []
    assert [names(area="rymdfart"), names(organisation="NASA"), names(document="ny"), names(role="x")] == [
        []
    ] * 4


def test_a_row_has_the_fields_of_a_card_every_statement_and_where_each_stands() -> None:
    listed = listed_contact(assistant().retriever, "eva-lind")
    assert listed
    row = contact_row(listed, DESCRIPTIONS, "sv", TODAY)
    assert (row.title, row.unit, row.phone, row.phone_e164) == (
        "kommunikationschef",
        "Staben",
        "026-15 10 00",
        "+4626151000",
    )
    assert (row.email, row.document, row.lines, row.as_of) == ("eva.lind@example.se", NEW, (3, 3), "2023")
    assert [(m.title, m.as_of, m.source) for m in row.mentions] == [
        ("kommunikationschef", "2023", 1),
        ("pressekreterare", "2018-03-01", 2),
    ]
    assert [(s.number, s.document, s.quote, s.as_of, s.in_force) for s in row.sources] == [
        (1, NEW, "Eva Lind, kommunikationschef", "2023", True),
        (2, OLD, "Eva Lind, pressekreterare", "2018-03-01", True),
    ]


def test_a_contact_shows_all_that_it_stands_for_today() -> None:
    row = contact_row(Listed(BO, BO.mentions), DESCRIPTIONS, "sv", TODAY)
    assert row.areas == ("Transporter", "Klimat", "Energi")


def test_a_doubt_without_a_sentence_of_its_own_is_shown_by_its_key() -> None:
    odd = Contact("x", "X", (mention("X", doubts=("never_worded",)),))
    row = contact_row(Listed(odd, odd.mentions), DESCRIPTIONS, "en", TODAY)
    assert row.doubts == (Doubt("never_worded", "never worded"),)


def test_pages_follow_each_other_until_the_last() -> None:
    pages = [page_of([1, 2, 3], 2, offset) for offset in (0, 2, 4)]
    assert [(page.items, page.next_offset) for page in pages] == [((1, 2), 2), ((3,), None), ((), None)]


def test_an_unknown_id_is_nobody() -> None:
    assert listed_contact(assistant((EVA, DESK)).retriever, "bo-af-ek") is None
