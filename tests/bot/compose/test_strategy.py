"""What an answer from the records of a strategy looks like."""

from datetime import date

from bot.compose.naming import called_plan, numbered, shortened
from bot.compose.strategy import missing, strategy_answer
from bot.strategy.result import NoSuch, StrategyResult
from retrieval.documents import Description, Place
from retrieval.registers.records import Plan, Statement, StrategyItem, StrategyList
from retrieval.registers.strategy.tree import Branch, StrategyTree

TODAY = date(2026, 11, 22)
ITEM = StrategyItem("1", "Mer skog", "1 Mer skog", Place(line=4), Place(line=4))
LIST = StrategyList("plan.txt", "mål", 2, "Planen har två mål.", Place(line=2), Place(line=2), (ITEM,))
TREE = StrategyTree("plan.txt", "Plan", True, 2021, 2030, None, None, (Branch("mål", ITEM),))
DESCRIPTIONS = {"plan.txt": Description("plan.txt", "Plan", published="2022")}


def test_a_list_shorter_than_was_said_says_so_and_cites_each_entry() -> None:
    recorded = strategy_answer(StrategyResult(LIST, "list", TREE), DESCRIPTIONS, (), "sv", TODAY)
    assert recorded.text == (
        "Planen har två mål. [1]\n- 1 Mer skog [2]\n"
        "(Texten säger 2; dokumenten nämner 1 av dem med nummer.)\n\n"
        "[1] Plan (2022), rad 2\n[2] Plan (2022), rad 4"
    )


def test_work_is_quoted_no_longer_than_an_answer_holds() -> None:
    work = tuple(
        Statement("plan.txt", Place(line=n), Place(line=n), f"{n} " + "ord " * 80, "2022") for n in range(9)
    )
    result = StrategyResult(LIST, "work", TREE, ITEM, work=work)
    recorded = strategy_answer(result, DESCRIPTIONS, (), "sv", TODAY)
    assert len(recorded.citations) == 2
    assert len(recorded.text) < 1000


def test_a_missing_number_is_told_with_the_numbers_that_stand() -> None:
    assert missing(NoSuch("mål", "3", ("1", "2")), "sv") == (
        "Mål 3 står inte i dokumenten. De mål som nämns med nummer är 1, 2."
    )
    assert missing(NoSuch("mål", regions=frozenset({"Skåne"})), "en") == (
        "The documents do not say: they do not answer this for Skåne."
    )


def test_a_plan_is_called_by_its_short_name_with_its_years_or_without() -> None:
    plan = Plan("x", "strategin, Ett län (RUS 2021–2030)", "strategi", "utveckling", 2021, 2030, None, ())
    assert (called_plan(plan), called_plan(plan, years=False)) == ("RUS 2021–2030", "RUS")


def test_names_are_numbered_and_shortened_at_a_blank() -> None:
    assert numbered(ITEM) == "1 Mer skog"
    assert shortened("ett långt namn", 11) == "ett långt …"
