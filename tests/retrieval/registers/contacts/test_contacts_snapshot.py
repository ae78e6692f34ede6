"""Claims on the contacts of our own five documents: all of them, none else, whole."""

import json
import re
from pathlib import Path

import phonenumbers
import pytest

from retrieval.cleaning import clean
from retrieval.corpus.catalogue import entry_for, read_catalogue
from retrieval.corpus.describing import describe
from retrieval.corpus.loaders import load
from retrieval.documents import Document
from retrieval.registers.contacts.extraction import contacts_of
from retrieval.registers.records import Contact, Mention

ROOT = Path(__file__).parents[4]
CORPUS = ROOT / "docs_corpus"
SNAPSHOT = ROOT / "tests" / "snapshots" / "contacts.json"
ADDRESS = re.compile(r"[^\s,;:<>()]+@[^\s,;:<>()]+\.[a-z]+")
NUMBER = re.compile(r"(?<![\d-])0\d{1,3}-\d[\d ]{4,8}\d(?!\d)")
SYNTAX = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")


@pytest.fixture(scope="module")
def contacts() -> tuple[Contact, ...]:
    catalogue = read_catalogue(CORPUS)
    documents = []
    for path in sorted(CORPUS.rglob("*.txt")):
        name = path.relative_to(CORPUS).as_posix()
        loaded = load(path.read_bytes(), name)
        blocks = clean(loaded)
        description = describe(name, blocks, loaded.metadata, entry_for(catalogue, name))
        documents.append(Document(description, blocks, "0" * 64))
    return contacts_of(documents)


def listed(contact: Contact) -> dict[str, object]:
    return {"id": contact.id, "name": contact.name, "mentions": [stated(m) for m in contact.mentions]}


def stated(mention: Mention) -> dict[str, object]:
    return {
        "document": mention.document,
        "lines": [mention.first.line, mention.last.line],
        "as_of": mention.as_of,
        "title": mention.title,
        "unit": mention.unit,
        "organisation": mention.organisation,
        "phones": {phone.printed: phone.e164 for phone in mention.phones},
        "emails": list(mention.emails),
        "areas": list(mention.areas),
        "role": mention.role,
        "doubts": list(mention.doubts),
    }


def test_the_contacts_are_those_of_the_snapshot(contacts: tuple[Contact, ...]) -> None:
    assert [listed(contact) for contact in contacts] == json.loads(SNAPSHOT.read_text("utf-8"))


def test_every_address_and_number_that_stands_anywhere_is_somebodys(contacts: tuple[Contact, ...]) -> None:
    raw = "\n".join(path.read_text("utf-8") for path in sorted(CORPUS.rglob("*.txt")))
    raw = re.sub(r"(?<=\w)-\n(?=\w)", "", raw)
    mentions = [mention for contact in contacts for mention in contact.mentions]
    assert {email for m in mentions for email in m.emails} == set(ADDRESS.findall(raw))
    assert {phone.printed for m in mentions for phone in m.phones} == set(NUMBER.findall(raw))


def test_every_address_is_valid_and_every_number_can_be_dialled(contacts: tuple[Contact, ...]) -> None:
    mentions = [mention for contact in contacts for mention in contact.mentions]
    assert [email for m in mentions for email in m.emails if not SYNTAX.fullmatch(email)] == []
    numbers = [phonenumbers.parse(phone.e164) for m in mentions for phone in m.phones]
    assert len(numbers) == len(mentions)
    assert all(phonenumbers.is_valid_number(number) for number in numbers)
