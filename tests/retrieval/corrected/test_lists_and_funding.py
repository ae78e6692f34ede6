"""Goals, priorities and funding as administrators corrected, added and withdrew them."""

from retrieval.corrected.funding import correct_funding
from retrieval.corrected.restating import Restating, Words
from retrieval.corrected.strategies import correct_strategies
from retrieval.documents import Description, Place
from retrieval.registers.corrections import Action, Correction, Register, item_id
from retrieval.registers.records import Fact, Funding, Statement, StrategyItem, StrategyList

PLAN = Description("plan.txt", "Plan", "Region Exempel", published="2020-01-01")
AT = "2026-11-22T09:00:00+00:00"
FIRST, SECOND = Place(line=7), Place(line=9)
LIST = StrategyList(
    "plan.txt",
    "prioritering",
    2,
    "Planen har två prioriteringar.",
    Place(line=3),
    Place(line=3),
    (
        StrategyItem("1", "Hälsa", "1 Hälsa", FIRST, FIRST),
        StrategyItem(None, "Kultur åt alla", "Kultur åt alla", SECOND, SECOND),
    ),
    together=(FIRST, SECOND),
)
SAID = Statement("plan.txt", FIRST, FIRST, "Bygdepengen är 5 000 kronor.", "2020")
MONEY = Funding(
    "bygdepengen", "Bygdepengen", "support", "Region Exempel", "open", SAID, (), statements=(SAID,),
    amounts=(Fact("5 000 kronor", SAID),), purpose=(Fact("bygdegårdar", SAID),),
)  # fmt: skip


def act(order: int, register: Register, action: Action, record: str, **fields: str) -> Correction:
    return Correction(order, register, action, record, tuple(fields.items()), "Eva", AT)


def restating() -> Restating:
    return Restating({"plan.txt": PLAN}, Words())


def listed(*corrections: Correction) -> StrategyList:
    state = correct_strategies((LIST,), corrections, restating())
    assert state.unmatched == set()
    return state.lists["plan.txt#prioritering"]


def test_an_item_is_named_by_its_number_or_its_name() -> None:
    assert [item_id(LIST, item) for item in LIST.items] == [
        "plan.txt#prioritering#1",
        "plan.txt#prioritering#kultur-at-alla",
    ]


def test_a_corrected_list_stands_whole_in_the_correction_each_item_on_its_line() -> None:
    found = listed(act(1, "priorities", "correct", "plan.txt#prioritering#1", name="God hälsa"))
    assert (found.document, found.stated, found.said, found.together) == (
        "corrections/1",
        2,
        "Planen har två prioriteringar.",
        None,
    )
    second, third = Place(line=2), Place(line=3)
    assert found.items == (
        StrategyItem("1", "God hälsa", "1 God hälsa", second, second),
        StrategyItem(None, "Kultur åt alla", "Kultur åt alla", third, third),
    )


def test_an_item_keeps_its_id_through_several_corrections() -> None:
    found = listed(
        act(1, "priorities", "correct", "plan.txt#prioritering#kultur-at-alla", name="Kultur", number="2"),
        act(2, "priorities", "correct", "plan.txt#prioritering#kultur-at-alla", name="Kultur nära"),
        act(3, "priorities", "add", "plan.txt#prioritering#3", name="Trafik", number="3"),
        act(4, "priorities", "withdraw", "plan.txt#prioritering#1"),
    )
    assert [(item.number, item.name) for item in found.items] == [("2", "Kultur nära"), ("3", "Trafik")]
    assert found.document == "corrections/4"


def test_a_list_or_item_that_is_not_there_leaves_the_correction_waiting() -> None:
    lost = act(1, "priorities", "correct", "plan.txt#prioritering#7", name="x")
    other = act(2, "priorities", "add", "annan.txt#mål#1", name="x")
    state = correct_strategies((LIST,), (lost, other), restating())
    assert (state.unmatched, state.lists, state.restated) == ({1, 2}, {"plan.txt#prioritering": LIST}, [])


def test_what_is_corrected_of_a_support_rests_on_the_correction_and_the_rest_stays() -> None:
    correction = act(1, "funding", "correct", "bygdepengen", status="closed", amount="6 000 kronor")
    state = correct_funding((MONEY,), (correction,), restating())
    record, said = state.records["bygdepengen"], state.restated[0].statement()
    assert said.text == "Bygdepengen: closed; 6 000 kronor"
    assert (record.status, record.basis, record.amounts) == ("closed", said, (Fact("6 000 kronor", said),))
    assert (record.purpose, record.statements) == (MONEY.purpose, (said, SAID))


def test_a_support_is_added_and_withdrawn() -> None:
    added = act(1, "funding", "add", "kajstodet", name="Kajstödet", for_whom="hamnar; varv")
    state = correct_funding((MONEY,), (added, act(2, "funding", "withdraw", "bygdepengen")), restating())
    assert list(state.records) == ["kajstodet"]
    assert [fact.said for fact in state.records["kajstodet"].for_whom] == ["hamnar", "varv"]
    assert state.records["kajstodet"].publisher == "Region Exempel"
    assert correct_funding((), (act(1, "funding", "withdraw", "x"),), restating()).unmatched == {1}
