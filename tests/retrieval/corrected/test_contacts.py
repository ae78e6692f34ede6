"""Contacts as administrators corrected, added and withdrew them."""

from retrieval.corrected.contacts import CorrectedContacts, correct_contacts
from retrieval.corrected.people import Identity
from retrieval.corrected.restating import Restating, Words
from retrieval.documents import Description, Place
from retrieval.registers.corrections import Action, Correction
from retrieval.registers.records import Contact, Mention, Phone

REPORT = Description("rapport.txt", "Rapport", "Region Exempel", published="2023-05-01")
PRESS = Description("press.txt", "Press", "Region Exempel", published="2018-02-01")


def mention(name: str, description: Description = REPORT, **values: object) -> Mention:
    given: dict[str, object] = {
        "document": description.path,
        "first": Place(line=4),
        "last": Place(line=4),
        "text": f"{name}, kulturchef, 090-12 34 56",
        "title": "kulturchef",
        "organisation": "Region Exempel",
        "phones": (Phone("090-12 34 56", "+4690123456"),),
        "emails": ("anna.berg@regionexempel.se",),
        "areas": ("Kultur",),
        "as_of": description.published,
    }
    return Mention(**(given | values))  # type: ignore[arg-type]


ANNA = Contact(
    "anna-berg",
    "Anna Berg",
    (
        mention("Anna Berg"),
        mention("Anna Berg", areas=("Bibliotek",)),
        mention("Anna Berg", PRESS, title="pressekreterare", areas=("Press",)),
    ),
)
BO = Contact("bo-ek", "Bo Ek", (mention("Bo Ek", emails=("bo.ek@regionexempel.se",), phones=()),))


def act(number: int, action: Action, record: str, **fields: str | None) -> Correction:
    at = f"2026-11-2{number}T23:30:00+00:00"  # the next day in Stockholm
    return Correction(number, "contacts", action, record, tuple(fields.items()), "Eva", at)


def corrected(*corrections: Correction, contacts: tuple[Contact, ...] = (ANNA, BO)) -> CorrectedContacts:
    descriptions = {each.path: each for each in (REPORT, PRESS)}
    return correct_contacts(contacts, corrections, Restating(descriptions, Words()))


def test_a_correction_is_the_newest_mention_and_says_the_whole_record() -> None:
    state = corrected(act(1, "correct", "anna-berg", phone="090-65 43 21", title="regionkulturchef"))
    anna = state.contacts["anna-berg"]
    assert anna.newest == mention(
        "Anna Berg",
        document="corrections/1",
        first=Place(line=1),
        last=Place(line=1),
        text="Anna Berg, regionkulturchef, Region Exempel, 090-65 43 21, anna.berg@regionexempel.se"
        " (Kultur; Bibliotek)",
        title="regionkulturchef",
        phones=(Phone("090-65 43 21", "+4690654321"),),
        areas=("Kultur", "Bibliotek"),
        as_of="2026-11-22",
    )
    document = state.restated[0].description
    assert (document.title, document.publisher, document.kind, document.published) == (
        "2026-11-22 (Eva)",
        "Region Exempel",
        "correction",
        "2026-11-22",
    )


def test_an_old_title_stays_history_and_an_old_number_does_not() -> None:
    state = corrected(act(1, "correct", "anna-berg", phone="090-65 43 21"))
    older = state.contacts["anna-berg"].mentions[1:]
    assert [(each.title, each.as_of, each.phones) for each in older] == [
        ("kulturchef", "2023-05-01", ()),
        ("kulturchef", "2023-05-01", ()),
        ("pressekreterare", "2018-02-01", ()),
    ]
    assert state.outdated == Identity(frozenset(), frozenset({"+4690123456"}))


def test_nobody_stands_twice_for_an_area_after_a_correction() -> None:
    anna = corrected(act(1, "correct", "anna-berg", title="chef")).contacts["anna-berg"]
    assert [area for each in anna.mentions for area in each.areas] == ["Kultur", "Bibliotek", "Press"]


def test_corrections_follow_one_another_and_a_number_that_comes_back_is_valid() -> None:
    there = act(1, "correct", "anna-berg", phone="090-65 43 21")
    back = act(2, "correct", "anna-berg", phone="090-12 34 56")
    state = corrected(there, back)
    assert [phone.printed for phone in state.contacts["anna-berg"].newest.phones] == ["090-12 34 56"]
    assert state.outdated.phones == frozenset({"+4690654321"})


def test_an_empty_value_takes_the_only_number_away_and_several_are_parted_by_a_semicolon() -> None:
    assert corrected(act(1, "correct", "anna-berg", phone=None)).contacts["anna-berg"].newest.phones == ()
    several = corrected(act(1, "correct", "anna-berg", phone="090-65 43 21; 070-123 45 67"))
    assert len(several.contacts["anna-berg"].newest.phones) == 2


def test_a_number_that_somebody_else_has_is_not_outdated() -> None:
    shared = Contact("bo-ek", "Bo Ek", (mention("Bo Ek", emails=()),))
    state = corrected(act(1, "correct", "anna-berg", phone="090-65 43 21"), contacts=(ANNA, shared))
    assert state.outdated == Identity()


def test_an_added_contact_rests_on_its_correction_alone() -> None:
    state = corrected(act(1, "add", "eva-lind", name="Eva Lind", title="lots", phone="090-65 43 21"))
    eva = state.contacts["eva-lind"]
    assert (eva.name, len(eva.mentions)) == ("Eva Lind", 1)
    assert eva.newest.text == "Eva Lind, lots, 090-65 43 21"
    assert eva.newest.organisation == "Region Exempel"


def test_a_withdrawn_contact_is_gone_with_all_it_was_ever_known_by() -> None:
    number = act(1, "correct", "anna-berg", phone="090-65 43 21")
    gone = act(2, "withdraw", "anna-berg", name="Anna Berg-Lund", phone="+46701234567")
    state = corrected(number, gone)
    assert list(state.contacts) == ["bo-ek"]
    assert state.restated == []
    assert state.withdrawn[0].names == {"Anna Berg", "Anna Berg-Lund"}
    assert state.withdrawn[0].phones == {"+4690123456", "+4690654321", "+46701234567"}
    assert state.withdrawn[0].emails == {"anna.berg@regionexempel.se"}


def test_what_is_also_somebody_elses_stays_theirs_but_for_an_address_of_the_persons_own_name() -> None:
    both = ("anna.berg@regionexempel.se", "kultur@regionexempel.se")
    bo = Contact("bo-ek", "Bo Ek", (mention("Bo Ek", emails=both),))
    anna = Contact("anna-berg", "Anna Berg", (mention("Anna Berg", emails=both),))
    state = corrected(act(1, "withdraw", "anna-berg"), contacts=(anna, bo))
    assert state.withdrawn[0].phones == frozenset()
    assert state.withdrawn[0].emails == {"anna.berg@regionexempel.se"}
    assert state.contacts["bo-ek"].newest.emails == ("kultur@regionexempel.se",)
    assert state.contacts["bo-ek"].newest.phones == anna.newest.phones


def test_a_person_under_another_id_is_withdrawn_too() -> None:
    turned = Contact("berg-anna", "Berg A. Anna", (mention("Berg A. Anna"),))
    address = Contact("anna-berg-2", "anna.berg@regionexempel.se", (mention("x"),))
    state = corrected(act(1, "withdraw", "anna-berg", name="Anna Berg"), contacts=(ANNA, turned, address, BO))
    assert list(state.contacts) == ["bo-ek"]


def test_without_its_record_a_correction_waits_and_a_withdrawal_still_erases_what_it_remembers() -> None:
    lost = act(1, "correct", "nobody", phone="090-65 43 21")
    gone = act(2, "withdraw", "somebody", name="Some Body", phone="+4690999999")
    state = corrected(lost, gone)
    assert state.unmatched == {1, 2}
    assert state.withdrawn == [Identity(frozenset({"Some Body"}), frozenset({"+4690999999"}))]
    assert state.contacts == {"anna-berg": ANNA, "bo-ek": BO}


def test_the_words_of_a_mailbox_are_not_erased_with_it() -> None:
    desk = Contact("vaxel", "Växel", (mention("Växel", emails=("info@regionexempel.se",)),))
    state = corrected(act(1, "withdraw", "vaxel"), contacts=(desk, BO))
    assert state.withdrawn == [
        Identity(frozenset(), frozenset({"+4690123456"}), frozenset({"info@regionexempel.se"}))
    ]
