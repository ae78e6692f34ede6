"""What a strategy sets out to do, in several layouts."""

from retrieval.documents import Block, Description, Document, Place, PlacedText
from retrieval.registers.records import StrategyItem, StrategyList
from retrieval.registers.strategy.priorities import strategy_lists


def document(*lines: str) -> Document:
    """A document of one block a line: "# " to "### " begin headings, "* " items, "| " rows."""
    return Document(
        Description("plan.txt", "Plan"), tuple(_block(n, line) for n, line in enumerate(lines, 1)), "x"
    )


def _block(number: int, line: str) -> Block:
    marks, _, rest = line.partition(" ")
    marked = marks in ("#", "##", "###", "*", "|")
    content = PlacedText(rest if marked else line, (0,), (Place(line=number),))
    if marks in ("*", "|"):
        return Block("item" if marks == "*" else "row", content)
    return Block("heading", content, len(marks)) if marked else Block("paragraph", content)


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


def test_items_that_stand_far_apart_are_not_cited_together() -> None:
    chapters = ["# Ett län A", *["Text."] * 30, "# Ett län B", *["Text."] * 30, "# Ett län C"]
    [found] = strategy_lists([document("Strategin har tre prioriteringar.", *chapters)])
    assert found.together is None


def test_lettered_areas_keep_their_letters() -> None:
    [found] = strategy_lists(
        [
            document(
                "# Prioriterat område A: Ett växande län", "Text.", "# Prioriterat område B - Ett nära län"
            )
        ]
    )
    assert (found.kind, names(found)) == (
        "insatsområde",
        [("A", "Ett växande län"), ("B", "Ett nära län")],
    )


def test_a_name_that_begins_with_an_article_bears_no_letter() -> None:
    [found] = strategy_lists([document("Our two goals are:", "* A better county", "* Clean air")])
    assert names(found) == [(None, "A better county"), (None, "Clean air")]


def test_a_table_gives_the_rows_under_the_cell_that_names_the_kind() -> None:
    rows = (
        "| Nr | Prioritering | Vad vi vill",
        "| 1 | Fler bostäder | 500 nya hem",
        "| 2 | Bättre skolor | Alla klarar gymnasiet",
        "| 2:1 | Fler lärare | Utbilda lärare",
    )
    whole, part = strategy_lists([document("Strategi", *rows)])
    assert (whole.kind, names(whole)) == ("prioritering", [("1", "Fler bostäder"), ("2", "Bättre skolor")])
    assert [(part.kind, item.number, item.name, item.parent) for item in part.items] == [
        ("delprioritering", "2.1", "Fler lärare", "Bättre skolor")
    ]


def test_headings_below_the_sentence_that_counts_them_are_the_areas_when_they_are_as_many() -> None:
    lines = ("# Plan", "Planen har tre fokusområden.", "## Mat", "Text.", "## Skog", "Text.", "## Gruvor")
    [found] = strategy_lists([document(*lines)])
    assert (found.kind, names(found)) == ("insatsområde", [(None, "Mat"), (None, "Skog"), (None, "Gruvor")])
    assert strategy_lists([document(*lines, "## Kontakt")]) == ()


def test_what_is_important_is_listed_by_headings_over_bullets() -> None:
    whole, parts = strategy_lists(
        [
            document(
                "# Region Sörmland i Bryssel",
                "Styrelsen beslutade om de frågor som är extra viktiga för länet:",
                "## Bättre vägar",
                "* Bro vid Hjälmaren",
                "* Säkra busshållplatser",
                "## Friska sjöar",
                "* Mindre gödning",
                "## Vill du veta mer?",
                "Kontakta oss.",
            )
        ]
    )
    assert (whole.kind, names(whole)) == ("fråga", [(None, "Bättre vägar"), (None, "Friska sjöar")])
    assert [(item.name, item.parent) for item in parts.items] == [
        ("Bro vid Hjälmaren", "Bättre vägar"),
        ("Säkra busshållplatser", "Bättre vägar"),
        ("Mindre gödning", "Friska sjöar"),
    ]


def test_numbered_chapters_with_numbered_parts_are_the_goals_and_the_parts_their_targets() -> None:
    lines = (
        "Strategin har två mål. Varje mål är uppdelat i delmål.",
        "# 1 Lära hela livet",
        "## 1.1 Fler klarar gymnasiet",
        "Text.",
        "# 2 Hålla ihop länet",
        "## 2.1 Kortare restider",
        "# 3 Uppföljning",
        "Text.",
    )
    goals, targets = strategy_lists([document(*lines)])
    assert (goals.kind, names(goals)) == ("mål", [("1", "Lära hela livet"), ("2", "Hålla ihop länet")])
    assert [(targets.kind, item.number, item.name, item.parent) for item in targets.items] == [
        ("delmål", "1.1", "Fler klarar gymnasiet", "Lära hela livet"),
        ("delmål", "2.1", "Kortare restider", "Hålla ihop länet"),
    ]
