"""Claims on identity: one person is one record, two people of one name are two."""

from retrieval.documents import Document
from retrieval.registers.contacts.extraction import contacts_of
from tests.retrieval.typed import document, unwrapped


def said(
    path: str, line: str, *, publisher: str = "Region Gävleborg", published: str | None = None
) -> Document:
    return document(unwrapped(f"Kontakt\n\n{line}\n"), path=path, publisher=publisher, published=published)


def test_a_middle_name_or_a_hyphen_is_the_same_person_where_the_address_agrees() -> None:
    first = said("1.txt", "Anna-Lisa Maria Berg, chef, 026-15 40 01, a.berg@x.se", published="2020")
    second = said("2.txt", "Anna Lisa Berg, strateg, a.berg@x.se", published="2022")
    (contact,) = contacts_of([first, second])
    assert (contact.id, contact.name) == ("anna-lisa-maria-berg", "Anna Lisa Berg")
    assert [m.title for m in contact.mentions] == ["strateg", "chef"]


def test_a_middle_name_alone_proves_nothing() -> None:
    documents = [
        said("1.txt", "Anna Maria Berg, chef, anna.maria.berg@x.se"),
        said("2.txt", "Anna Berg, strateg, anna.berg@x.se"),
    ]
    assert [contact.id for contact in contacts_of(documents)] == ["anna-berg", "anna-maria-berg"]


def test_the_same_name_at_two_employers_is_two_people() -> None:
    documents = [
        said("1.txt", "Anna Berg, chef, 026-15 40 01, anna.berg@regiongavleborg.se", published="2020"),
        said(
            "2.txt",
            "Anna Berg, strateg, 0278-252 01, anna.berg@bollnas.se",
            publisher="Bollnäs kommun",
            published="2021",
        ),
        said("3.txt", "Anna Berg, strateg, 0278-252 02", publisher="Bollnäs kommun", published="2023"),
    ]
    found = {c.id: [m.document for m in c.mentions] for c in contacts_of(documents)}
    assert found == {"anna-berg": ["1.txt"], "anna-berg-bollnas-kommun": ["3.txt", "2.txt"]}


def test_a_switchboard_belongs_to_its_organisation() -> None:
    documents = [
        said("1.txt", "Växel: 026-15 40 00"),
        said("2.txt", "Växel: 0278-252 00", publisher="Bollnäs kommun"),
    ]
    assert [contact.id for contact in contacts_of(documents)] == [
        "vaxel-bollnas-kommun",
        "vaxel-region-gavleborg",
    ]


QUOTE = "– Det är roligt, säger Eva Ek, projektledare vid Bollnäs kommun. Hon har arbetat länge med saken.\n"


def test_who_speaks_with_a_title_had_it_then_if_a_contact_list_knows_them() -> None:
    release = document(unwrapped(QUOTE), path="nyhet.txt", published="2019")
    listed = said("lista.txt", "Eva Ek, kulturchef, 026-15 40 01", published="2023")
    (contact,) = contacts_of([release, listed])
    assert [(m.as_of, m.title, m.organisation, len(m.phones)) for m in contact.mentions] == [
        ("2023", "kulturchef", "Region Gävleborg", 1),
        ("2019", "projektledare", "Bollnäs kommun", 0),
    ]


def test_who_only_speaks_is_no_contact() -> None:
    assert contacts_of([document(unwrapped(QUOTE), path="nyhet.txt")]) == ()
