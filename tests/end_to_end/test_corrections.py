"""What administrators correct and withdraw, over the region's own documents and every way to read them."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot import correcting
from bot.app import create_app
from bot.assistant import Asked
from bot.correcting import Registers
from bot.searching import as_objects, search
from bot.settings import Settings
from bot.store.corrections import CorrectionLog
from bot.store.database import Database
from bot.wiring import Serving, build_if_needed
from retrieval.corrected.people import folded
from retrieval.index.pointer import current_id, point_to
from retrieval.ingest import ingest
from retrieval.langchain import SnapshotRetriever
from retrieval.registers.corrections import Correction
from retrieval.registers.records import Contact

CORPUS = Path(__file__).parents[2] / "docs_corpus"
# what silence repeats of the question
ECHO = re.compile(
    r"(?:inget om|nothing about) .*? (?:som|that) |^.*?(?= står inte bland | is not among )"
    r"|(?:inga kontakter på|no contacts at) [^.]*"
)
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the region's documents, indexed; tests copy it."""
    data = tmp_path_factory.mktemp("region") / "data"
    build_if_needed(Settings.model_construct(corpus=CORPUS, data=data))
    return data


@pytest.fixture
def serving(built: Path, tmp_path: Path) -> Iterator[Serving]:
    shutil.copytree(built, tmp_path / "data")
    with Serving(Settings.model_construct(corpus=CORPUS, data=tmp_path / "data")) as serving:
        yield serving


def log_of(serving: Serving) -> CorrectionLog:
    return CorrectionLog(Database(serving.settings), serving.settings.data)


def withdraw(serving: Serving, record: str) -> Correction:
    with serving.snapshot() as read, serving.uncorrected() as was:
        registers = Registers(read.store, was.store)
        draft = correcting.withdrawal(registers, "contacts", record, [], "Anna Admin", None)
    with log_of(serving) as log:
        return log.add(draft, AT)


def correct(serving: Serving, record: str, *assignments: str) -> Correction:
    with serving.snapshot() as read, serving.uncorrected() as was:
        registers = Registers(read.store, was.store)
        draft = correcting.correction(registers, "contacts", record, assignments, "Anna Admin", None)
    with log_of(serving) as log:
        return log.add(draft, AT)


def contact_of(serving: Serving, record: str) -> Contact:
    with serving.uncorrected() as was:
        return next(contact for contact in was.store.contacts() if contact.id == record)


def questions_about(contact: Contact) -> Iterator[str]:
    given, family = contact.name.split()[0], contact.name.split()[-1]
    yield from (f"Vem är {contact.name}?", f"{family}, {given}", f"Vad har {given} för telefonnummer?")
    yield from (f"mejl till {family}", f"How do I reach {contact.name}?", f"Vad säger {family}?")
    for mention in contact.mentions:
        yield f"Vem är {mention.title}?"
        yield f"{mention.title}: telefon och e-post"
        yield from (f"Alla kontakter för {area}" for area in mention.areas)
        yield from (f"Vem har {phone.printed}?" for phone in mention.phones)
        yield from (f"Vems är {phone.e164}" for phone in mention.phones)
        yield from (f"Vem har adressen {email}?" for email in mention.emails)
        yield from (f"Vem kan jag kontakta om {area}?" for area in mention.areas)
        yield f"Vem var {mention.title} {(mention.as_of or '2023')[:4]}?"
    yield "Vem är presskontakt?"
    yield "Alla kontakter"


def everything_read(serving: Serving, questions: list[str]) -> str:
    """All that anybody is shown, but for the questions themselves, and what of them silence repeats."""
    shown: list[object] = []
    for question in questions:
        answer = serving.answer(Asked(question)).as_object()
        del answer["question"]
        answer["answer"] = ECHO.sub("", str(answer["answer"]))
        shown.append(answer)
        with serving.assistant() as assistant:
            shown.append(as_objects(search(assistant, Asked(question), 20)))
    client = TestClient(create_app(serving))
    listed = client.get("/api/documents").json()
    shown += [listed, *(client.get(f"/api/documents/{each['path']}").json() for each in listed)]
    with serving.snapshot() as read:
        shown += [list(map(repr, read.store.contacts())), list(map(repr, read.store.strategies()))]
        shown += [list(map(repr, read.store.plans())), list(map(repr, read.store.funding()))]
        shown.append(" ".join(read.store.vocabulary()))
    with SnapshotRetriever.from_data(serving.settings.data, k=20) as retriever:
        shown += [[each.page_content, each.metadata] for each in retriever.invoke(questions[0])]
    return folded(json.dumps(shown, ensure_ascii=False, default=str))


def traces_of(contact: Contact) -> set[str]:
    """What would tell of a person: the names, the numbers, the addresses."""
    family = folded(contact.name).split()[-1]
    phones = {phone.printed for mention in contact.mentions for phone in mention.phones}
    emails = {folded(email) for mention in contact.mentions for email in mention.emails}
    return {folded(contact.name), family, *phones, *emails}


@pytest.mark.parametrize("record", ["thomas-hartman", "helena-bjornwall-astrom"])
def test_a_withdrawn_person_appears_nowhere(serving: Serving, record: str) -> None:
    contact = contact_of(serving, record)
    questions = list(questions_about(contact))
    before = everything_read(serving, questions)
    assert {trace for trace in traces_of(contact) if trace not in before} == set()
    withdraw(serving, record)
    after = everything_read(serving, questions)
    assert {trace for trace in traces_of(contact) if trace in after} == set()


def test_the_others_are_read_as_before(serving: Serving) -> None:
    with serving.snapshot() as read:
        before = {contact.id: contact for contact in read.store.contacts()}
    withdraw(serving, "fredric-larsson")
    with serving.snapshot() as read:
        after = {contact.id: contact for contact in read.store.contacts()}
    assert after == {record: contact for record, contact in before.items() if record != "fredric-larsson"}


def test_neither_a_new_index_nor_a_rollback_brings_a_withdrawn_person_back(serving: Serving) -> None:
    contact = contact_of(serving, "maria-falck")
    questions = list(questions_about(contact))
    first = current_id(serving.settings.data)
    withdraw(serving, "maria-falck")
    ingest(CORPUS, serving.settings.data, force=True)
    assert current_id(serving.settings.data) != first
    again = everything_read(serving, questions)
    point_to(serving.settings.data, str(first))
    back = everything_read(serving, questions)
    assert {trace for trace in traces_of(contact) if trace in again + back} == set()


def test_undoing_a_withdrawal_brings_the_person_back(serving: Serving) -> None:
    asked = Asked("Vad har Maria Falck för telefon?")
    before = serving.answer(asked)
    withdrawn = withdraw(serving, "maria-falck")
    assert serving.answer(asked).status == "not_found"
    with log_of(serving) as log:
        log.undo(withdrawn.id, "Anna Admin", AT)
    assert serving.answer(asked).answer == before.answer


def test_a_corrected_number_is_cited_and_the_old_one_is_read_nowhere(serving: Serving) -> None:
    contact = contact_of(serving, "fredric-larsson")
    old = contact.newest.phones[0]
    made = correct(serving, "fredric-larsson", "phone=090-765 43 21")
    answer = serving.answer(Asked("Vad har Fredric Larsson för telefonnummer?"))
    assert "telefon 090-765 43 21" in answer.answer
    assert "[1] Rättelse 2026-11-22 (Anna Admin), rad 1" in answer.answer
    assert (answer.citations[0].document, answer.citations[0].lines) == (f"corrections/{made.id}", (1, 1))
    assert "090-765 43 21" in answer.citations[0].quote
    assert old.printed not in everything_read(serving, list(questions_about(contact)))


def test_a_correction_opens_as_a_document_and_is_not_listed(serving: Serving) -> None:
    made = correct(serving, "fredric-larsson", "title=Filmchef")
    client = TestClient(create_app(serving))
    opened = client.get(f"/api/documents/corrections/{made.id}").json()
    assert (opened["title"], opened["kind"]) == ("Rättelse 2026-11-22 (Anna Admin)", "correction")
    assert opened["passages"][0]["pieces"][0]["anchor"] == "L1"
    assert "Fredric Larsson, Filmchef" in opened["passages"][0]["pieces"][0]["text"]
    assert client.get(f"/documents/corrections/{made.id}").status_code == 200
    assert client.get("/api/documents/corrections/99").status_code == 404
    assert not [each for each in client.get("/api/documents").json() if "corrections" in each["path"]]
