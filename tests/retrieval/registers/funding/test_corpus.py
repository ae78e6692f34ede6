"""The funding of our own corpus: every record, each of which was checked by reading; none false."""

from pathlib import Path

from retrieval.cleaning import clean
from retrieval.corpus.catalogue import entry_for, read_catalogue
from retrieval.corpus.describing import describe
from retrieval.corpus.loaders import load
from retrieval.documents import Document
from retrieval.registers.funding.extraction import funding_of
from retrieval.registers.records import Funding

ROOT = Path(__file__).parents[4]
SNAPSHOT = ROOT / "tests" / "snapshots" / "funding.txt"


def corpus() -> list[Document]:
    folder = ROOT / "docs_corpus"
    catalogue = read_catalogue(folder)
    documents = []
    for path in sorted(folder.rglob("*.txt")):
        name = path.relative_to(folder).as_posix()
        loaded = load(path.read_bytes(), name)
        blocks = clean(loaded)
        description = describe(name, blocks, loaded.metadata, entry_for(catalogue, name))
        documents.append(Document(description, blocks, "0" * 64))
    return documents


def line(record: Funding) -> str:
    """A record on one line: name, kind, status, and its sums, shares and periods as printed."""
    facts = (*record.amounts, *record.shares, *record.periods, *record.windows)
    said = "; ".join(fact.said for fact in facts)
    return f"{record.name} | {record.kind} | {record.status}" + (f" | {said}" if said else "")


RECORDS = funding_of(corpus())


def test_every_record_of_our_corpus_is_one_that_was_checked() -> None:
    assert [line(record) for record in RECORDS] == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_every_fact_stands_in_the_sentence_that_it_is_taken_from() -> None:
    fields = ("purpose", "for_whom", "by_whom", "amounts", "shares", "periods", "windows", "conditions")
    astray = [
        (record.name, fact.said)
        for record in RECORDS
        for field in fields
        for fact in getattr(record, field)
        if fact.said not in fact.statement.text
    ]
    assert astray == []


def test_every_record_has_an_id_and_a_place_of_its_own() -> None:
    assert len({record.id for record in RECORDS}) == len(RECORDS)
    assert all(record.statements and record.statements[0].first.line for record in RECORDS)
