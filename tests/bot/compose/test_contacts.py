"""Claims on answers from the register: whose details are shown, why, as of when, and how much is cited."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.compose.contacts import MOST_OTHERS, contact_answer
from bot.compose.records import Recorded
from bot.who.result import WhoResult
from retrieval.documents import Description, Language, Place
from retrieval.language.times import AskedTime
from retrieval.registers.directory.directory import FoundContact
from retrieval.registers.records import Contact, Mention, Phone, Statement

TODAY = date(2024, 5, 2)
LIST = {
    "lista.txt": Description("lista.txt", "Kontaktlista", "Region Gävleborg", published="2023"),
    "plan.txt": Description("plan.txt", "Vårdplan", "Region Gävleborg", published="2023"),
}


def mention(number: int, line: int | None = None) -> Mention:
    return Mention(
        document="lista.txt",
        first=Place(line=line or number),
        last=Place(line=line or number),
        text=f"Eva Ek{number}, strateg, 026-15 40 0{number}, eva{number}@x.se",
        title="strateg",
        organisation="Region Gävleborg",
        phones=(Phone(f"026-15 40 0{number}", f"+462615400{number}"),),
        emails=(f"eva{number}@x.se",),
        areas=("Hälsa",),
        as_of="2023",
    )


def person(number: int, *mentions: Mention) -> FoundContact:
    own = mentions or (mention(number),)
    return FoundContact(Contact(f"eva-ek{number}", f"Eva Ek{number}", own), own[0], 1.0, "title")


PEOPLE = [person(number) for number in range(1, 9)]


def answered(
    found: Sequence[FoundContact],
    language: Language = "sv",
    reason: str = "title",
    group: str | None = None,
    time: AskedTime | None = None,
) -> Recorded:
    result = WhoResult(tuple(found), group, reason=reason)
    return contact_answer(result, LIST, language, TODAY, time)


def shown(answer: Recorded) -> list[str]:
    """The lines above the sources."""
    return answer.text.split("\n\n[1]")[0].split("\n")


def test_the_best_contact_is_shown_with_its_details_its_reason_its_date_and_its_source() -> None:
    answer = answered(PEOPLE[:1])
    assert answer.text == (
        "**Eva Ek1**, strateg (Region Gävleborg) [1]\n"
        "telefon 026-15 40 01 · e-post eva1@x.se\n"
        "Titeln svarar mot frågan. Står som kontakt för ”Hälsa” i Kontaktlista. Uppgift från 2023.\n\n"
        "[1] Kontaktlista (2023), rad 1"
    )
    assert [(card.name, card.phone, card.as_of) for card in answer.contacts] == [
        ("Eva Ek1", "026-15 40 01", "2023")
    ]


def test_others_are_named_without_their_details() -> None:
    answer = answered(PEOPLE[:3], "en")
    assert "Also: Eva Ek2, strateg [2]; Eva Ek3, strateg [3]." in answer.text
    assert "eva2@x.se" not in answer.text
    assert [card.email for card in answer.contacts] == ["eva1@x.se", "eva2@x.se", "eva3@x.se"]


def test_of_many_only_a_few_are_named() -> None:
    answer = answered(PEOPLE)
    assert [f"Eva Ek{n}" in answer.text for n in range(1, 9)] == [True] * (1 + MOST_OTHERS) + [False] * (
        7 - MOST_OTHERS
    )
    assert len(answer.citations) == 1 + MOST_OTHERS


def test_a_group_that_was_asked_for_is_shown_whole_and_neighbours_in_a_list_share_a_citation() -> None:
    answer = answered(PEOPLE, reason="area", group="Hälsa")
    assert shown(answer)[0] == "Kontakter för ”Hälsa”:"
    assert [f"eva{n}@x.se" in answer.text for n in range(1, 9)] == [True] * 8
    assert [(citation.number, citation.lines) for citation in answer.citations] == [(1, (1, 8))]
    assert "eva8@x.se" in answer.citations[0].quote


def test_a_long_group_is_a_list_of_names_each_with_its_source() -> None:
    many = [person(number) for number in range(1, 10)] + [
        person(9, mention(9, line)) for line in (12, 15, 18)
    ]
    answer = answered(many, reason="area", group="Hälsa")
    assert shown(answer)[1] == "- **Eva Ek1**, strateg [1]"
    assert "@" not in answer.text
    assert len(answer.contacts) == len(many)


def test_people_of_one_name_are_listed_and_not_guessed() -> None:
    answer = answered(PEOPLE[:2], reason="namesakes")
    assert shown(answer) == [
        "Flera heter så:",
        "- **Eva Ek1**, strateg, Region Gävleborg (2023) [1]",
        "- **Eva Ek2**, strateg, Region Gävleborg (2023) [2]",
        "Fråga efter en av dem för telefon och e-post.",
    ]
    assert [card.phone for card in answer.contacts] == ["026-15 40 01", "026-15 40 02"]


def test_a_subject_that_was_followed_through_the_text_is_cited() -> None:
    basis = Statement("plan.txt", Place(line=7), Place(line=8), "Vården byggs ut.", None)
    found = replace(PEOPLE[0], reason="topic", area="Hälsa", section="Nära vård", basis=basis)
    answer = answered([found], reason="topic")
    assert shown(answer)[2] == (
        "Ämnet behandlas i avsnittet ”Nära vård” [2], i kapitlet ”Hälsa” som hen står som kontakt för "
        "i Kontaktlista. Uppgift från 2023."
    )
    assert [(c.document, c.lines, c.quote) for c in answer.citations] == [
        ("lista.txt", (1, 1), "Eva Ek1, strateg, 026-15 40 01, eva1@x.se"),
        ("plan.txt", (7, 8), "Vården byggs ut."),
    ]


OLD = replace(mention(1, 9), title="kurator", as_of="2018", areas=("Vård",))
ONCE_AND_NOW = person(1, mention(1), OLD)


def test_an_old_statement_says_its_age() -> None:
    found = person(1, OLD)
    assert shown(answered([found]))[-1].endswith("Uppgift från 2018, 6 år gammal.")


def test_what_was_true_in_a_year_is_shown_as_of_it_with_what_holds_today() -> None:
    then = replace(ONCE_AND_NOW, mention=OLD, reason="name")
    assert shown(answered([then], reason="name", time=AskedTime(frozenset({2018})))) == [
        "**Eva Ek1**, kurator (Region Gävleborg) [1]",
        "telefon 026-15 40 01 · e-post eva1@x.se",
        "Står som kontakt för ”Vård” i Kontaktlista. Uppgift från 2018.",
        "Enligt en nyare uppgift, från 2023: strateg [2]",
    ]


def test_a_year_of_which_nothing_is_stated_is_said_to_be_so() -> None:
    then = replace(ONCE_AND_NOW, mention=OLD)
    lines = shown(answered([then], time=AskedTime(frozenset({2020}))))
    assert lines[2].endswith("Uppgift från 2018; för 2020 finns ingen uppgift.")
    since = AskedTime(frozenset({2024}), since=2024)
    lines = shown(answered([ONCE_AND_NOW], "en", time=since))
    assert lines[2].endswith("As stated in 2023; nothing is stated for 2024 or later.")


def test_statements_of_one_date_that_differ_are_both_shown_with_their_places() -> None:
    other = replace(mention(1, 5), phones=(Phone("026-99 99 99", "+4626999999"),))
    assert shown(answered([person(1, mention(1), other)]))[-1] == (
        "En annan uppgift från samma tid: telefon 026-99 99 99 [2]"
    )


def test_what_only_one_of_two_statements_says_is_no_difference() -> None:
    bare = replace(mention(1, 5), title="Strateg", phones=(), emails=())
    assert len(shown(answered([person(1, mention(1), bare)]))) == 3


def test_a_statement_without_a_date_says_so() -> None:
    undated = person(1, replace(mention(1), as_of=None))
    assert shown(answered([undated]))[-1].endswith("Uppgiften är utan datum.")
