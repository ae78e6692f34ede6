"""What an administrator may ask to be corrected."""

import pytest

from bot.assigning import CorrectionWrong
from bot.correcting import Registers, addition, correction, withdrawal
from retrieval.corrected.restating import Words
from retrieval.corrected.snapshot import CorrectedSnapshot
from retrieval.registers.corrections import Correction, Draft
from tests.fakes import FakeSnapshot
from tests.retrieval.typed import document, unwrapped

REPORT = document(
    unwrapped(
        """
Kontakt

Anna Berg, hamnchef, 090-12 34 56, anna.berg@regionexempel.se

Bo Ek, hamnkapten, 090-65 43 21, bo.ek@regionexempel.se

Prioritering 1: Trygg hamn

Prioritering 2: Rent vatten
"""
    ),
    path="rapport.txt",
)
BUILT = FakeSnapshot(REPORT)
REGISTERS = Registers(BUILT.store, BUILT.store)


def test_a_record_is_named_by_its_id_or_its_name() -> None:
    expected = Draft("contacts", "correct", "anna-berg", (("title", "lots"),), "Eva", "ny tjänst")
    for written in ("anna-berg", "Anna Berg", "ANNA BERG"):
        assert correction(REGISTERS, "contacts", written, ["title=lots"], "Eva", "ny tjänst") == expected


def test_values_are_kept_in_one_form_and_an_empty_one_says_none() -> None:
    made = correction(
        REGISTERS, "contacts", "bo-ek", [" Title = Ho\u0308vding\n ", "unit="], "  Eva  Lind ", None
    )
    assert (made.fields, made.by) == ((("title", "Hövding"), ("unit", None)), "Eva Lind")


@pytest.mark.parametrize(
    ("register", "record", "assignments", "reason"),
    [
        ("contacts", "ana-berg", ["title=x"], "no 'ana-berg' in contacts; nearest are anna-berg"),
        ("kontakter", "anna-berg", ["title=x"], "no register 'kontakter', but contacts, priorities, funding"),
        ("contacts", "anna-berg", [], "nothing is said anew: set one or more of name"),
        ("contacts", "anna-berg", ["title"], "'title' sets nothing: write FIELD=VALUE"),
        (
            "contacts",
            "anna-berg",
            ["fone=090-1"],
            "no field 'fone', but name, title, unit, organisation, phone",
        ),
        ("contacts", "anna-berg", ["title=x", "title=y"], "title is set twice"),
        ("contacts", "anna-berg", ["phone=090-12"], "'090-12' is no number that can be called; write it as"),
        ("contacts", "anna-berg", ["phone=090-12 34 56; tel"], "'tel' is no number"),
        ("contacts", "anna-berg", ["email=anna.berg"], "'anna.berg' is no e-mail address; write it as"),
        ("contacts", "anna-berg", ["name="], "a record needs a name"),
        ("contacts", "anna-berg", ["title=" + "x" * 1001], "title is 1001 characters long; 1000 is the most"),
        ("priorities", "rapport.txt#prioritering#9", ["name=x"], "nearest are rapport.txt#prioritering#"),
        ("funding", "stöd", ["name=x"], "there are no funding to correct"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_reason_and_the_remedy(
    register: str, record: str, assignments: list[str], reason: str
) -> None:
    with pytest.raises(CorrectionWrong) as raised:
        correction(REGISTERS, register, record, assignments, "Eva", None)
    assert reason in str(raised.value)


def test_somebody_must_answer_for_it() -> None:
    with pytest.raises(CorrectionWrong, match="say who corrects"):
        correction(REGISTERS, "contacts", "anna-berg", ["title=x"], " ", None)


def test_a_new_contact_gets_its_id_from_its_name() -> None:
    made = addition(REGISTERS, "contacts", ["name=Åsa Öst", "phone=070-123 45 67"], "Eva", None)
    assert (made.record, made.action) == ("asa-ost", "add")


@pytest.mark.parametrize(
    ("register", "assignments", "reason"),
    [
        ("contacts", ["phone=070-123 45 67"], "needs a name"),
        ("contacts", ["name=Åsa Öst"], "needs a title, a phone or an email"),
        (
            "contacts",
            ["name=Anna Berg", "title=x"],
            "anna-berg is there already: `correct` changes it",
        ),
        (
            "priorities",
            ["name=Ny"],
            "say of which list it is a part: set list to one of rapport.txt#prioritering",
        ),
        (
            "funding",
            ["name=Ny", "status=öppen"],
            "status cannot be 'öppen', but open, closed, granted, unknown",
        ),
    ],
)
def test_what_cannot_be_added_is_refused(register: str, assignments: list[str], reason: str) -> None:
    with pytest.raises(CorrectionWrong) as raised:
        addition(REGISTERS, register, assignments, "Eva", None)
    assert reason in str(raised.value)


def test_a_priority_is_added_to_its_list() -> None:
    made = addition(REGISTERS, "priorities", ["list=rapport.txt#prioritering", "name=Ny kaj"], "Eva", None)
    assert (made.record, made.fields) == ("rapport.txt#prioritering#ny-kaj", (("name", "Ny kaj"),))


def test_a_withdrawal_remembers_all_that_the_contact_is_and_was_known_by() -> None:
    number = Correction(
        1,
        "contacts",
        "correct",
        "anna-berg",
        (("phone", "070-123 45 67"),),
        "Eva",
        "2026-11-22T09:00:00+00:00",
    )
    read = CorrectedSnapshot(BUILT, [number], Words())
    made = withdrawal(Registers(read.store, BUILT.store), "contacts", "Anna Berg", [], "Eva", None)
    assert made.fields == (
        ("name", "Anna Berg"),
        ("phone", "+46701234567"),
        ("phone", "+4690123456"),
        ("email", "anna.berg@regionexempel.se"),
    )


def test_somebody_who_is_no_contact_is_withdrawn_by_the_full_name_alone() -> None:
    made = withdrawal(REGISTERS, "contacts", "Eva Lind", ["name=Eva Lind"], "Eva", None)
    assert (made.record, made.fields) == ("eva-lind", (("name", "Eva Lind"),))
    with pytest.raises(CorrectionWrong, match="one word stands in too many texts"):
        withdrawal(REGISTERS, "contacts", "Eva", ["name=Eva"], "Eva", None)
    with pytest.raises(CorrectionWrong, match="nearest are"):
        withdrawal(REGISTERS, "contacts", "Eva Lind", [], "Eva", None)


def test_who_was_withdrawn_is_not_added_again_but_brought_back_by_undoing() -> None:
    gone = Correction(
        1, "contacts", "withdraw", "anna-berg", (("name", "Anna Berg"),), "Eva", "2026-11-22T09:00:00+00:00"
    )
    read = CorrectedSnapshot(BUILT, [gone], Words())
    with pytest.raises(CorrectionWrong, match="Anna Berg was withdrawn"):
        addition(Registers(read.store, BUILT.store), "contacts", ["name=Anna Berg", "title=x"], "Eva", None)
