"""How a text refers to a part of a strategy by its number."""

import pytest

from retrieval.registers.strategy.kinds import kind_in, normal, references_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vilka prioriteringar finns?", "prioritering"),
        ("What are the priorities?", "prioritering"),
        ("delprioritering 4:1", "delprioritering"),
        ("vilken delprio gäller det?", "delprioritering"),
        ("prioriterat område B", "insatsområde"),
        ("strategy areas", "insatsområde"),
        ("de frågor som är extra viktiga för länet", "fråga"),
        ("vem är kulturchef?", None),
    ],
)
def test_the_kind_is_known_in_both_languages(text: str, kind: str | None) -> None:
    assert kind_in(text) == kind


def referred(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(reference.kind, reference.numbers) for reference in references_in(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("vilket knyter an till delprioritering 4:1.", ("4.1",)),
        ("har starka band till delprioritering 4:2 och 4:3", ("4.2", "4.3")),
        ("såväl delprioritering 1:1 som 2:1", ("1.1", "2.1")),
        ("samtliga delprioriteringar 1:1-1.3 genom", ("1.1", "1.2", "1.3")),
        ("sub-priorities 2.1 and 2.2", ("2.1", "2.2")),
        ("(delprioritering 5:2)", ("5.2",)),
    ],
)
def test_numbers_beside_the_kind_are_parts_of_it_in_one_form(text: str, numbers: tuple[str, ...]) -> None:
    assert referred(text) == [("delprioritering", numbers)]


def test_a_whole_number_is_a_whole_and_a_letter_may_number_too() -> None:
    assert referred("RUS-prioritering 5 och prioriterat område B2") == [
        ("prioritering", ("5",)),
        ("insatsområde", ("B.2",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "stöd genom anslag 1:1",
        "förordning 2010:12 och SOU 2021:77",
        "Prioriteringar 2024",
        "mål 2030",
        "prioritering 10 % av medlen",
        "mål 7 i Agenda 2030",
        "klockan 10:15 samlas vi om prioriteringar",
    ],
)
def test_other_numbers_refer_to_no_part(text: str) -> None:
    assert referred(text) == []


@pytest.mark.parametrize(("written", "form"), [("4:1", "4.1"), ("04.1", "4.1"), ("B2", "B.2"), ("3", "3")])
def test_a_number_has_one_normal_form(written: str, form: str) -> None:
    assert normal(written) == form
