"""What a strategy sets out to do, in several layouts."""

import pytest

from retrieval.documents import Block, Description, Document, Place, PlacedText
from retrieval.registers.priorities import kind_in, strategy_lists
from retrieval.registers.records import StrategyItem, StrategyList


def document(*lines: str) -> Document:
    """A document of one block a line: "# " and "## " begin headings, "* " items."""
    return Document(
        Description("plan.txt", "Plan"), tuple(_block(n, line) for n, line in enumerate(lines, 1)), "x"
    )


def _block(number: int, line: str) -> Block:
    marks, _, rest = line.partition(" ")
    content = PlacedText(rest if marks in ("#", "##", "*") else line, (0,), (Place(line=number),))
    if marks == "*":
        return Block("item", content)
    return Block("heading", content, len(marks)) if marks in ("#", "##") else Block("paragraph", content)


def names(found: StrategyList) -> list[tuple[str | None, str]]:
    return [(item.number, item.name) for item in found.items]


def test_a_list_after_a_colon_is_taken_with_the_place_of_each_entry() -> None:
    [found] = strategy_lists(
        [
            document(
                "Planen har två inriktningar:",
                "* Hela länet - service nära alla.",
                "* Jämlik hälsa: lika vård.",
            )
        ]
    )
    assert found == StrategyList(
        "plan.txt",
        "inriktning",
        2,
        "Planen har två inriktningar:",
        Place(line=1),
        Place(line=1),
        (
            StrategyItem(None, "Hela länet", "Hela länet - service nära alla.", Place(line=2), Place(line=2)),
            StrategyItem(None, "Jämlik hälsa", "Jämlik hälsa: lika vård.", Place(line=3), Place(line=3)),
        ),
        together=(Place(line=2), Place(line=3)),
    )


def test_the_names_in_the_sentence_itself_are_taken_when_they_are_as_many_as_it_says() -> None:
    [found] = strategy_lists([document("Arbetet följer tre mål: fler jobb, bättre hälsa och renare luft.")])
    assert names(found) == [(None, "fler jobb"), (None, "bättre hälsa"), (None, "renare luft")]


def test_headings_that_begin_alike_are_the_priorities_when_they_are_as_many_as_the_text_says() -> None:
    [found] = strategy_lists(
        [
            document(
                "Strategin har tre prioriteringar.",
                "# Ett län som växer",
                "## Bakgrund",
                "# Ett län som lär",
                "## Bakgrund",
                "# Ett län som håller ihop",
            )
        ]
    )
    assert names(found) == [
        (None, "Ett län som växer"),
        (None, "Ett län som lär"),
        (None, "Ett län som håller ihop"),
    ]


def test_numbered_chapters_keep_their_numbers() -> None:
    [found] = strategy_lists(
        [
            document(
                "The plan names three goals.", "# 1 Better roads", "# 2 Clean energy", "# 3 Strong schools"
            )
        ]
    )
    assert (found.kind, names(found)) == (
        "mål",
        [("1", "Better roads"), ("2", "Clean energy"), ("3", "Strong schools")],
    )


def test_labelled_headings_need_no_sentence_that_counts_them() -> None:
    [found] = strategy_lists(
        [document("## Delmål 1.1: Fler resor med buss", "Text.", "## Delmål 1:2 – Säkra vägar")]
    )
    assert names(found) == [("1.1", "Fler resor med buss"), ("1.2", "Säkra vägar")]


def test_numbered_goals_of_others_are_not_the_documents_own() -> None:
    assert (
        strategy_lists([document("## Mål 3: God hälsa", "## Mål 4: God utbildning", "## Mål 11: Städer")])
        == ()
    )


def test_a_list_of_another_length_than_was_said_keeps_both_numbers() -> None:
    [found] = strategy_lists([document("The plan has two focus areas:", "* Roads", "* Schools", "* Culture")])
    assert (found.stated, len(found.items)) == (2, 3)


def test_headings_that_are_not_as_many_as_was_said_are_no_list() -> None:
    assert (
        strategy_lists([document("Vi har fyra prioriteringar.", "# Ett län A", "# Ett län B", "# Ett län C")])
        == ()
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vilka prioriteringar finns?", "prioritering"),
        ("What are the priorities?", "prioritering"),
        ("delprioritering 4:1", "delprioritering"),
        ("strategy areas", "insatsområde"),
        ("vem är kulturchef?", None),
    ],
)
def test_the_kind_is_known_in_both_languages(text: str, kind: str | None) -> None:
    assert kind_in(text) == kind


def test_items_that_stand_far_apart_are_not_cited_together() -> None:
    chapters = ["# Ett län A", *["Text."] * 30, "# Ett län B", *["Text."] * 30, "# Ett län C"]
    [found] = strategy_lists([document("Strategin har tre prioriteringar.", *chapters)])
    assert found.together is None
