"""The passages and records of a snapshot."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.documents import Description, Passage, Place, PlacedText, RefusedFile
from retrieval.errors import SnapshotBroken
from retrieval.index.store import Store
from retrieval.index.store_writing import Content, write_records, write_store
from retrieval.registers.records import (
    Contact,
    Fact,
    Funding,
    Mention,
    Period,
    Plan,
    Records,
    Statement,
    StrategyItem,
    StrategyList,
)

ALSO = ((Place(line=90), Place(line=91)),)
SECTIONS = (("a.txt", 0), ("a.txt", 0), ("a.txt", 0), ("a.txt", 2), ("b.pdf", 0))
PASSAGES = tuple(
    Passage(
        number,
        document,
        section,
        ("Kapitel", f"Avsnitt {section}"),
        PlacedText(f"Text {number}\nslut", (0, 7), (Place(line=number + 1), Place(page=4, line=None))),
        ALSO if number == 1 else (),
    )
    for number, (document, section) in enumerate(SECTIONS)
)
MENTION = Mention("a.txt", Place(line=1), Place(line=2), "Eva", None, None, (), ("eva@a.se",), (), None)
ITEM = StrategyItem("1", "Fler jobb", "1 Fler jobb", Place(line=2), Place(line=2))
STRATEGY = StrategyList("a.txt", "mål", 2, "Två mål", Place(line=1), Place(line=1), (ITEM,))
SAID = Statement("b.pdf", Place(page=2), Place(page=2), "Checken söks i maj.", "2020")
PLAN = Plan("plan-2020", "plan 2020", "plan", "utveckling", 2020, None, None, (SAID,))
WINDOW = Fact("i maj", SAID, period=Period("i maj", "2020-05-01", "2020-05-31"))
FUNDING = Funding("checken", "Checken", "support", None, "unknown", None, ("Stöd",), windows=(WINDOW,))
CONTENT = Content(
    descriptions=(
        Description("a.txt", "Å"),
        Description("b.pdf", "B", replaces=("a.txt",), published="2020"),
    ),
    passages=PASSAGES,
    refused=(RefusedFile("c.pdf", "encrypted", "PDF"),),
    digests={"a.txt": "aa", "b.pdf": "bb", "c.pdf": "cc"},
    vocabulary={"text": 5, "slut": 5},
)


RECORDS = Records((Contact("eva", "Eva", (MENTION,)),), (STRATEGY,), (PLAN,), (FUNDING,))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    write_store(tmp_path / "store.sqlite", CONTENT)
    write_records(tmp_path / "store.sqlite", RECORDS)
    with closing(Store(tmp_path / "store.sqlite")) as opened:
        yield opened


def test_what_is_written_is_read_back(store: Store) -> None:
    read = Content(
        descriptions=tuple(store.descriptions().values()),
        passages=tuple(store.all_passages()),
        refused=tuple(store.refused()),
        digests=store.digests(),
        vocabulary=store.vocabulary(),
    )
    records = Records(store.contacts(), store.strategies(), store.plans(), store.funding())
    assert (read, records, store.size) == (CONTENT, RECORDS, 5)


def test_passages_come_in_the_order_asked_for(store: Store) -> None:
    assert store.passages([3, 0, 3]) == [PASSAGES[3], PASSAGES[0], PASSAGES[3]]
    assert store.passages([]) == []
    assert store.passage(4) == PASSAGES[4]


def test_an_unknown_passage_is_an_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.passages([0, 5])


def test_neighbours_stay_within_the_section(store: Store) -> None:
    around = {number: [p.id for p in store.neighbours(number, 1, 2)] for number in (0, 2, 3, 4, 9)}
    assert around == {0: [0, 1, 2], 2: [1, 2], 3: [3], 4: [4], 9: []}


def test_a_documents_passages_are_its_own(store: Store) -> None:
    assert [passage.id for passage in store.of_document("a.txt")] == [0, 1, 2, 3]
    assert store.of_document("c.pdf") == []


def test_many_threads_read_at_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        read = list(threads.map(lambda number: store.passage(number % 5), range(400)))
    assert read == [PASSAGES[number % 5] for number in range(400)]


def test_nothing_can_be_written_to_it(store: Store) -> None:
    with pytest.raises(SnapshotBroken):
        store._rows("DELETE FROM passages")
