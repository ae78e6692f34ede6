"""Claims on broken addresses: mended where name and domain prove them, else shown as they stand, in doubt."""

import pytest

from retrieval.registers.contacts.addresses import checked, known_domains, written_in
from retrieval.registers.contacts.extraction import contacts_of
from tests.retrieval.typed import document, unwrapped

DOMAINS = frozenset(("regiongavleborg.se",))
NAMES = ["Bo Ahl", "Åsa Östlund", "Nils Holm", "Helena Björn Åström", "Anna-Lisa Berg"]


def read(text: str) -> list[tuple[str | None, str | None]]:
    return [(d.email, d.doubt) for d in written_in(text, NAMES, DOMAINS) if d.email]


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("Bo Ahl, bo.ahl(at)regiongavleborg.se", "bo.ahl"),
        ("bo.ahl @ regiongavleborg.se Nils Holm", "bo.ahl"),
        ("bo.ahl [at] regiongavleborg [dot] se, 070-123 45 67", "bo.ahl"),
        ("bo.ahl snabel-a regiongavleborg.se", "bo.ahl"),
        ("contact bo.ahl at regiongavleborg.se", "bo.ahl"),
        ("åsa.östlund@regiongavleborg.se", "asa.ostlund"),
        ("nils. holm@regiongavleborg.se", "nils.holm"),
        ("he- lena.bjorn.astrom@regiongavleborg.se", "helena.bjorn.astrom"),
        ("helena.björn åström@regiongavleborg.se", "helena.bjorn.astrom"),
        ("nils.holm@regiongavleborgse", "nils.holm"),
        ("nils.holm@regiongavleborg,se", "nils.holm"),
        ("nils.holm@region-\ngavleborg.se", "nils.holm"),
        ("nils.holm@region gavleborg.se, 026-15 40 01", "nils.holm"),
        ("nils.holm@", "nils.holm"),
        ("info(at)regiongavleborg.se", "info"),
    ],
)
def test_a_broken_address_is_mended_by_name_and_domain(text: str, local: str) -> None:
    assert read(text) == [(f"{local}@regiongavleborg.se", "email_mended")]


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("om du har frågor. nils.holm@regiongavleborg.se", "nils.holm@regiongavleborg.se"),
        ("anna-lisa.berg@annan.se", "anna-lisa.berg@annan.se"),
        ("kontakt.\ninfo@regiongavleborg.se", "info@regiongavleborg.se"),
    ],
)
def test_a_whole_address_is_left_as_it_is(text: str, email: str) -> None:
    assert read(text) == [(email, None)]


@pytest.mark.parametrize(
    "text", ["we met at region.se", "möts @ Kulturhuset", "följ @regionx", "a @ b", "@@@"]
)
def test_not_every_at_is_an_address(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("email", "name", "proper"),
    [
        ("jan.rs@regiongavleborg.se", "Jan Ros", "jan.ros@regiongavleborg.se"),
        ("jonas.lundstrm@x.se", "Jonas Lundström", "jonas.lundstrom@x.se"),
        ("siv.bly@regiongavelborg.se", "Siv Bly", "siv.bly@regiongavleborg.se"),
    ],
)
def test_a_slip_of_the_hand_is_mended(email: str, name: str, proper: str) -> None:
    assert checked(email, None, name, DOMAINS) == (proper, "email_mended")


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("kalle.kula@x.se", "Lena Ås"),
        ("anna.berg@x.se", "Anna Lind"),
        ("lars.karlson@x.se", "Lars Karlsson"),
        ("christina.berg@x.se", "Kristina Berg"),
        ("tor.mo@", "Eva Ek"),
    ],
)
def test_an_address_of_another_name_stands_as_it_is_in_doubt(email: str, name: str) -> None:
    assert checked(email, None, name, DOMAINS) == (email, "email_unproved")


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("kultur@x.se", "Eva Ek"), ("press.media@x.se", "Eva Ek"), ("evek02@x.se", "Eva Ek"),
        ("bjoern.aas@x.se", "Björn Ås"), ("e.ek@x.se", "Eva Ek"), ("anlind@x.se", "Anna Lind"),
    ],
)  # fmt: skip
def test_mailboxes_of_many_and_short_forms_are_no_doubt(email: str, name: str) -> None:
    assert checked(email, None, name, DOMAINS) == (email, None)


def test_a_domain_a_letter_from_a_commoner_one_is_not_known() -> None:
    texts = ["a.b@regiongavleborg.se c.d@regiongavleborg.se e.f@regiongavelborg.se g.h@bollnas.se"]
    assert known_domains(texts) == {"regiongavleborg.se", "bollnas.se"}


def test_what_is_mended_and_what_cannot_be_called_is_said_beside_the_contact() -> None:
    text = """
Kontakt

Bo Ahl, jurist, bo.ahl(at)regiongavleborg.se
Nils Holm, utredare, Telefon 08-12345
Eva Ek, strateg, 026-15 40 01, eva.ek@regiongavleborg.se"""
    assert [(c.name, c.newest.emails, c.newest.doubts) for c in contacts_of([document(unwrapped(text))])] == [
        ("Bo Ahl", ("bo.ahl@regiongavleborg.se",), ("email_mended",)),
        ("Eva Ek", ("eva.ek@regiongavleborg.se",), ()),
        ("Nils Holm", (), ("phone_invalid",)),
    ]
