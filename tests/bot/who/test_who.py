"""Claims on who is found in small registers of our own: names, groups, organisations, and time."""

from datetime import date

import pytest

from bot.answer import Answer
from bot.assistant import Asked, Assistant
from retrieval.registers.contacts.details import details_in
from tests.fakes import FakeSnapshot
from tests.retrieval.typed import document, unwrapped

LIST_2021 = """Kontakter

Skog och vatten

Anna Berg, vattenstrateg, 026-15 40 01, anna.berg@regiongavleborg.se

Eva Ek, chef för skog, 026-15 40 02, eva.ek@regiongavleborg.se

Kultur

Anna Lind, bibliotekskonsulent, 026-15 40 03, anna.lind@regiongavleborg.se

Bo Ek, kulturchef, 026-15 40 04, bo.ek@regiongavleborg.se
"""
LIST_2024 = """Kontakter

Ledning

Anna Berg, utvecklingsdirektör, 026-15 40 01, anna.berg@regiongavleborg.se

Kim Hall, vattenstrateg, 026-15 40 09, kim.hall@regiongavleborg.se
"""
PRESS_2024 = """Ny väg invigd

Vägen mellan Alby och Nyby invigs i maj.

För mer information:

Bo Ek, kulturchef, 026-99 99 99, bo.ek@regiongavleborg.se

Lars Ström, kommunikatör, Alby kommun, 0650-12 34 56, lars.strom@alby.se
"""
WATER = """Vattenplan

Grundvatten

Grundvattnet i länet är friskt. Brunnar provas varje år. Provtagning av brunnar sköts av laboratoriet.

Brunnar på landet

Den som har en egen brunn kan få hjälp med provtagning. Brunnar ska provas vart tredje år.
"""


def corpus() -> FakeSnapshot:
    return FakeSnapshot(
        document(unwrapped(LIST_2021), path="lista-2021.txt", published="2021"),
        document(unwrapped(LIST_2024), path="lista-2024.txt", published="2024"),
        document(unwrapped(PRESS_2024), path="press.txt", published="2021"),
        document(unwrapped(WATER), path="plan.txt", published="2022"),
    )


ASSISTANT = Assistant(corpus(), date(2025, 6, 1))


def ask(text: str, *history: str) -> Answer:
    return ASSISTANT.answer(Asked(text, history))


def body(answer: Answer) -> str:
    return answer.answer.split("\n\n[1]")[0]


def names(answer: Answer) -> list[str]:
    return [card.name for card in answer.contacts]


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("vem är Anna?", ["Anna Berg", "Anna Lind"]),
        ("Ek", ["Bo Ek", "Eva Ek"]),
        ("Vad har Eva Ek för mejl?", ["Eva Ek"]),
        ("anna bergs nummer", ["Anna Berg"]),
        ("Ana Lindh mejl", ["Anna Lind"]),
    ],
)
def test_everyone_of_a_written_name_is_listed_and_a_full_name_is_one_persons(
    question: str, listed: list[str]
) -> None:
    answer = ask(question)
    assert (answer.status, names(answer)) == ("answered", listed)
    assert ("Flera heter så:" in answer.answer) == (len(listed) > 1)
    assert ("@" in answer.answer) == (len(listed) == 1)


@pytest.mark.parametrize(
    ("question", "stranger", "nearest"),
    [
        ("Anna Ek mejl", "Anna Ek", ["Anna Berg", "Anna Lind", "Bo Ek"]),
        ("Kim Bergström telefon", "Kim Bergström", ["Kim Hall"]),
        ("kan jag få Eva Sandbergs nummer", "Eva Sandberg", ["Eva Ek"]),
        ("Kim andersson nummer", "Kim andersson", ["Kim Hall"]),
    ],
)
def test_a_name_that_is_only_partly_somebodys_is_a_strangers(
    question: str, stranger: str, nearest: list[str]
) -> None:
    answer = ask(question)
    assert (answer.status, names(answer)) == ("not_found", nearest)
    assert answer.answer.startswith(f"{stranger} står inte bland kontakterna i dokumenten. Närmast")
    assert "026" not in answer.answer


def test_two_people_who_are_both_named_get_their_details_each() -> None:
    answer = ask("Anna Berg och Bo Ek, vad har de för mejl?")
    assert names(answer) == ["Anna Berg", "Bo Ek"]
    assert [f"{name}@regiongavleborg.se" in answer.answer for name in ("anna.berg", "bo.ek")] == [True, True]


def test_a_word_of_the_language_that_is_also_a_name_is_none() -> None:
    assert ask("vem ansvarar för berg och gruvor?").status == "not_found"


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("vilka är kontaktpersoner för skog och vatten?", ["Anna Berg", "Eva Ek"]),
        ("alla kontakter för kultur", ["Anna Lind", "Bo Ek"]),
        ("list everyone responsible for forest and water", ["Anna Berg", "Eva Ek"]),
    ],
)
def test_a_group_that_is_asked_for_is_shown_whole_with_details(question: str, group: list[str]) -> None:
    answer = ask(question)
    assert names(answer) == group
    assert answer.answer.count("@") == len(group)


@pytest.mark.parametrize("question", ["Vem är kommunikatör på Alby kommun?", "vem jobbar på Alby kommun?"])
def test_another_organisations_contact_is_found_under_its_name(question: str) -> None:
    assert names(ask(question)) == ["Lars Ström"]


def test_an_organisation_without_contacts_is_said_to_have_none() -> None:
    answer = ask("vem ansvarar för kulturen i Nyby kommun?")
    assert answer.status == "not_found"
    assert answer.answer.startswith("I dokumenten finns inga kontakter på Nyby kommun. Du kan fråga Bo Ek,")
    assert "026" not in answer.answer


@pytest.mark.parametrize(
    ("question", "name", "shown"),
    [
        ("Vem är vattenstrateg?", "Kim Hall", "Anna Berg, utvecklingsdirektör [2] (vattenstrateg enligt"),
        (
            "vem var vattenstrateg 2021?",
            "Anna Berg",
            "Enligt en nyare uppgift, från 2024: utvecklingsdirektör",
        ),
        ("vem var vattenstrateg 2023?", "Anna Berg", "Uppgift från 2021; för 2023 finns ingen uppgift."),
        ("vem var vattenstrateg i fjol?", "Kim Hall", "Uppgift från 2024."),
        ("vem har varit kulturchef sedan 2022?", "Bo Ek", "från 2022 eller senare finns ingen uppgift"),
        ("who was water strategist four years ago, in 2021?", "Anna Berg", "As stated in 2021."),
    ],
)
def test_a_post_is_held_by_whom_the_statements_of_the_time_say(question: str, name: str, shown: str) -> None:
    answer = ask(question)
    assert (answer.status, names(answer)[0]) == ("answered", name)
    assert answer.answer.startswith(f"**{name}**")
    assert shown in answer.answer


def test_a_pronoun_is_the_person_who_was_found_before_and_now_is_now() -> None:
    before = ask("vem var vattenstrateg 2021?")
    now = ask("vilken titel har hen nu?", "vem var vattenstrateg 2021?")
    assert [body(answer).split("\n")[0] for answer in (before, now)] == [
        "**Anna Berg**, vattenstrateg (Region Gävleborg) [1]",
        "**Anna Berg**, utvecklingsdirektör (Region Gävleborg) [1]",
    ]


def test_statements_of_one_date_that_differ_are_both_shown_and_cited() -> None:
    answer = ask("Bo Ek telefon")
    assert "026-15 40 04" in answer.answer
    assert "En annan uppgift från samma tid: telefon 026-99 99 99 [2]" in answer.answer
    assert {citation.document for citation in answer.citations} == {"lista-2021.txt", "press.txt"}


def test_what_somebody_was_before_is_told_when_asked() -> None:
    answer = ask("vilka titlar har Anna Berg haft?")
    assert answer.answer.startswith("**Anna Berg**, utvecklingsdirektör")
    assert "Enligt en uppgift från 2021: vattenstrateg [2]" in answer.answer


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("vilka strateger finns det?", ["Kim Hall"]),
        ("lista alla chefer", ["Bo Ek", "Eva Ek"]),
    ],
)
def test_all_of_a_rank_are_listed(question: str, listed: list[str]) -> None:
    assert sorted(names(ask(question))) == listed


def test_a_number_that_nobody_has_is_nobodys() -> None:
    answer = ask("vems nummer är 08-123 456 78?")
    assert (answer.status, answer.contacts) == ("not_found", ())
    assert "08" not in answer.answer


@pytest.mark.parametrize(
    "question",
    ["vem är Anna?", "lista alla chefer", "vem var vattenstrateg 2023?", "alla kontakter för kultur"],
)
def test_every_detail_stands_in_a_quote_and_five_citations_are_the_most(question: str) -> None:
    answer = ask(question)
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert [d for d in details_in(body(answer)) if body(answer)[d.start : d.end] not in quotes] == []
    assert 1 <= len(answer.citations) <= 5


def test_a_mended_address_is_shown_with_the_word_that_it_was_mended() -> None:
    text = "Kontakt\n\nPia Sund, kulturchef, 026-15 40 09, pia.sund (at) regiongavleborg.se\n"
    page = document(unwrapped(text), path="k.txt", published="2024")
    answer = Assistant(FakeSnapshot(page), date(2024, 5, 2)).answer(Asked("Vad har Pia Sund för mejl?"))
    assert "e-post pia.sund@regiongavleborg.se" in answer.answer
    assert "rättad här" in answer.answer
