"""A snapshot as it is read once somebody was withdrawn."""

from dataclasses import replace
from datetime import date

import numpy as np

from retrieval.corrected.restating import Words
from retrieval.corrected.snapshot import CorrectedSnapshot
from retrieval.corrected.store import items_of
from retrieval.index.embedding import Vectors
from retrieval.registers.corrections import Correction
from retrieval.retriever import Retriever
from tests.fakes import FakeSnapshot
from tests.retrieval.typed import document, unwrapped

REPORT = document(
    unwrapped(
        """
Hamnen i länet

Anna Berg leder arbetet med hamnen. Berg vill bygga ut kajen under 2024.

Eva Berg är hamnkapten och ansvarar för bojarna.

Kontakt

Anna Berg, hamnchef, 090-12 34 56, anna.berg@regionexempel.se
"""
    ),
    path="rapport.txt",
    published="2023-05-01",
)
OTHER = document(unwrapped("Berg och dalar finns i hela länet."), path="berg.txt")
GONE = Correction(
    1, "contacts", "withdraw", "anna-berg", (("name", "Anna Berg"),), "Eva", "2026-11-22T09:00:00+00:00"
)
NUMBER = Correction(
    2, "contacts", "correct", "anna-berg", (("phone", "090-65 43 21"),), "Eva", "2026-11-22T09:00:00+00:00"
)


def read(*corrections: Correction) -> CorrectedSnapshot:
    return CorrectedSnapshot(FakeSnapshot(REPORT, OTHER), corrections, Words())


def texts(snapshot: CorrectedSnapshot, path: str) -> str:
    return "\n".join(passage.text for passage in snapshot.store.of_document(path))


def test_a_withdrawn_person_is_gone_from_a_document_and_those_of_the_same_name_are_not() -> None:
    text = texts(read(GONE), "rapport.txt")
    assert "[–] leder arbetet med hamnen. [–] vill bygga ut kajen under 2024." in text
    assert "Eva Berg är hamnkapten" in text
    assert "hamnchef" not in text  # the whole listing went


def test_a_bare_name_stays_in_a_document_that_does_not_have_the_full_one() -> None:
    snapshot = read(GONE)
    assert texts(snapshot, "berg.txt") == "Berg och dalar finns i hela länet."
    assert snapshot.store.masked == len(snapshot.store.of_document("rapport.txt"))


def test_the_vocabulary_loses_what_only_the_withdrawn_person_was_called() -> None:
    before, after = FakeSnapshot(REPORT, OTHER).store.vocabulary(), read(GONE).store.vocabulary()
    assert set(before) - set(after) == {
        "anna", "anna.berg@regionexempel.se", "regionexempel", "se", "hamnchef", "090", "12", "34", "56",
    }  # fmt: skip
    assert after["berg"] == 2  # Eva's, and the mountains


def test_nothing_is_found_by_a_word_that_is_gone() -> None:
    before, after = FakeSnapshot(REPORT, OTHER), read(GONE)
    concepts = before.analyser.concepts("Annas regionexempel", "sv")
    assert before.lexical.search(concepts, 5)
    assert after.lexical.search(concepts, 5) == []
    assert after.lexical.search(after.analyser.concepts("bojarna", "sv"), 5)


def test_no_vector_tells_where_the_person_stood() -> None:
    class Near:
        """Finds every passage near everything."""

        def query(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
            return [(passage.id, 0.9) for passage in read().store.all_passages()][:limit]

    snapshot = FakeSnapshot(REPORT, OTHER)
    snapshot.vectors = Near()  # type: ignore[assignment]
    vector = np.ones(2, np.float32)
    left = CorrectedSnapshot(snapshot, [GONE], Words()).vectors.query(vector, 9)
    (untouched,) = snapshot.store.of_document("berg.txt")
    assert left == [(untouched.id, 0.9)]
    assert len(CorrectedSnapshot(snapshot, [], Words()).vectors.query(vector, 9)) > 1


def test_what_is_found_is_read_without_the_person() -> None:
    retriever = Retriever(read(GONE), date(2026, 11, 22))
    hits = retriever.find(retriever.query("Vem bygger ut kajen i hamnen?", "sv"))
    shown = " ".join(passage.text for hit in hits for passage in retriever.around(hit.passage))
    assert "kajen" in shown
    assert "Anna" not in shown
    assert [contact.name for contact in retriever.contacts] == []


def test_a_correction_is_read_by_its_path_and_listed_nowhere() -> None:
    snapshot = read(NUMBER)
    assert list(snapshot.descriptions) == ["rapport.txt", "berg.txt"]
    assert snapshot.descriptions["corrections/2"].published == "2026-11-22"
    assert texts(snapshot, "corrections/2") == (
        "Anna Berg, hamnchef, Region Gävleborg, 090-65 43 21, anna.berg@regionexempel.se (Hamnen i länet)"
    )
    assert "Anna Berg, hamnchef, [–], anna.berg@regionexempel.se" in texts(snapshot, "rapport.txt")


def test_the_correction_of_a_withdrawn_person_opens_no_more() -> None:
    snapshot = read(NUMBER, replace(GONE, id=3))
    assert "corrections/2" not in snapshot.descriptions
    assert snapshot.store.of_document("corrections/2") == []


def test_a_title_and_an_address_that_say_the_name_say_it_no_more() -> None:
    description = replace(REPORT.description, title="Anna Bergs rapport", url="https://exempel.se/anna-berg")
    snapshot = CorrectedSnapshot(FakeSnapshot(replace(REPORT, description=description)), [GONE], Words())
    shown = snapshot.descriptions["rapport.txt"]
    assert (shown.title, shown.url) == ("[–] rapport", None)
    assert items_of(snapshot.store) == {}
