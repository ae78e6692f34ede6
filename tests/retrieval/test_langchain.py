"""The retriever as LangChain sees it."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from retrieval.index.snapshot import open_current
from retrieval.ingest import ingest
from retrieval.langchain import NothingIndexed, SnapshotRetriever
from retrieval.retriever import Retriever
from tests.retrieval.small_corpus import write, write_corpus

ROOT = Path(__file__).parents[2]
CATALOGUE = """["rapporter/trafik-2021.txt"]
title = "Trafikrapport 2021"
publisher = "Region Fjällmarken"
published = "2022-02-01"
valid_to = "2022-12-31"
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a small corpus."""
    folder = tmp_path_factory.mktemp("langchain")
    corpus = write_corpus(folder / "corpus")
    write(corpus, "catalogue.toml", CATALOGUE)
    ingest(corpus, folder / "data")
    return folder / "data"


@pytest.fixture
def retriever(data: Path) -> Iterator[SnapshotRetriever]:
    with SnapshotRetriever.from_data(data, k=2, today=date(2026, 11, 22)) as opened:
        yield opened


def contents(documents: list[Document]) -> list[str]:
    return [document.page_content for document in documents]


def test_a_passage_comes_with_all_that_a_citation_needs(retriever: SnapshotRetriever) -> None:
    best = retriever.invoke("Hur många reste med länsbussarna 2021?")[0]
    score, passage = best.metadata.pop("score"), best.metadata.pop("passage")
    assert (score > 0, type(passage)) == (True, int)
    assert "Under 2021 reste 412 000 personer med de gröna länsbussarna" in best.page_content
    assert best.metadata == {
        "document": "rapporter/trafik-2021.txt",
        "title": "Trafikrapport 2021",
        "publisher": "Region Fjällmarken",
        "published": "2022-02-01",
        "lines": [3, 6],
        "pages": None,
        "heading": "Trafikrapport 2021 › Resandet med buss",
        "in_force": False,
    }


def test_metadata_is_plain_json_and_k_bounds_what_is_returned(retriever: SnapshotRetriever) -> None:
    found = retriever.invoke("regionen kommuner bidrag trafik")
    assert len(found) == 2
    assert [json.loads(json.dumps(document.metadata)) for document in found] == [
        document.metadata for document in found
    ]


def test_an_english_question_finds_swedish_text(retriever: SnapshotRetriever) -> None:
    assert (
        retriever.invoke("Which libraries lend musical instruments?")[0].metadata["document"]
        == "kulturplan.txt"
    )


def test_it_works_asynchronously_and_in_a_chain(retriever: SnapshotRetriever) -> None:
    question = "Vem är kulturstrateg?"
    assert asyncio.run(retriever.ainvoke(question)) == retriever.invoke(question)
    chain = retriever | RunnableLambda(contents)
    assert "Karin Lindmark" in chain.invoke(question)[0]


def test_it_takes_a_retriever_that_is_there_already(data: Path) -> None:
    snapshot = open_current(data)
    assert snapshot is not None
    with snapshot:
        mine = Retriever(snapshot, date(2022, 6, 1))
        best = SnapshotRetriever(retriever=mine, k=1).invoke("Hur många reste med länsbussarna?")
        assert [document.metadata["in_force"] for document in best] == [True]


def test_without_an_index_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingIndexed, match="no snapshot below"):
        SnapshotRetriever.from_data(tmp_path)


def test_answering_does_not_import_langchain() -> None:
    code = "import sys, bot.assistant, bot.wiring; sys.exit(any('langchain' in name for name in sys.modules))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
