"""Claims on answers from the register: whose details are shown, and how much is cited."""

from datetime import date

from bot.compose.contacts import MOST_OTHERS, contact_answer
from retrieval.documents import Description, Place
from retrieval.registers.directory import FoundContact
from retrieval.registers.records import Contact, Mention, Phone

TODAY = date(2024, 5, 2)
LIST = {"lista.txt": Description("lista.txt", "Kontaktlista", "Region Gävleborg", published="2023")}


def person(number: int) -> FoundContact:
    mention = Mention(
        document="lista.txt",
        first=Place(line=number),
        last=Place(line=number),
        text=f"Eva Ek{number}, strateg, 026-15 40 0{number}, eva{number}@x.se",
        title="strateg",
        organisation="Region Gävleborg",
        phones=(Phone(f"026-15 40 0{number}", f"+462615400{number}"),),
        emails=(f"eva{number}@x.se",),
        areas=("Hälsa",),
        as_of="2023",
    )
    return FoundContact(Contact(f"eva-ek{number}", f"Eva Ek{number}", (mention,)), mention, 1.0, "title")


PEOPLE = [person(number) for number in range(1, 9)]


def test_the_best_contact_is_shown_with_its_details_and_its_source() -> None:
    answer = contact_answer(PEOPLE[:1], None, LIST, "sv", TODAY)
    assert answer.text == (
        "**Eva Ek1**, strateg (Region Gävleborg) [1]\n"
        "telefon 026-15 40 01 · e-post eva1@x.se\n"
        "Står som kontakt för ”Hälsa”.\n\n"
        "[1] Kontaktlista (2023), rad 1"
    )
    assert [(card.name, card.phone, card.as_of) for card in answer.contacts] == [
        ("Eva Ek1", "026-15 40 01", "2023")
    ]


def test_others_are_named_without_their_details() -> None:
    answer = contact_answer(PEOPLE[:3], None, LIST, "en", TODAY)
    assert "Also: Eva Ek2, strateg [2]; Eva Ek3, strateg [3]." in answer.text
    assert "eva2@x.se" not in answer.text
    assert [card.email for card in answer.contacts] == ["eva1@x.se", "eva2@x.se", "eva3@x.se"]


def test_of_many_only_a_few_are_named() -> None:
    answer = contact_answer(PEOPLE, None, LIST, "sv", TODAY)
    assert [f"Eva Ek{n}" in answer.text for n in range(1, 9)] == [True] * (1 + MOST_OTHERS) + [False] * (
        7 - MOST_OTHERS
    )
    assert len(answer.citations) == 1 + MOST_OTHERS


def test_a_group_that_was_asked_for_is_shown_whole_with_at_most_five_citations() -> None:
    answer = contact_answer(PEOPLE, "Hälsa", LIST, "sv", TODAY)
    assert answer.text.startswith("Kontakter för ”Hälsa”:\n")
    assert [f"eva{n}@x.se" in answer.text for n in range(1, 9)] == [True] * 8
    assert [citation.number for citation in answer.citations] == [1, 2, 3, 4, 5]
