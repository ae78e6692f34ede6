"""An index whose vectors are of a model at an endpoint: built aside, each text embedded once."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Asked
from bot.commands.status import show, status_of
from bot.embedding.kept import FILE
from bot.indexing import bring_up_to_date
from bot.jobs.telling import told
from bot.settings import Settings
from bot.wiring import Serving, build_if_needed
from retrieval.errors import RegionsvarError
from retrieval.index.entries import embedded_text
from retrieval.index.manifest import LEXICAL, VECTORS
from retrieval.index.pointer import current_id, directory_of, finished_ids
from retrieval.index.snapshot import Snapshot
from retrieval.index.switching import activate
from retrieval.ingest import IngestReport
from retrieval.retriever import Retriever, VectorRanking
from tests.bot.embedding.conftest import Chosen
from tests.openai_api.embedding import Vectors, refused
from tests.openai_api.server import OpenAiApi

QUESTION = "Hur många projekt beviljades stöd till fiber 2022?"
NEW = "# Bibliotek\n\nBiblioteket i Exempelby har öppet till klockan 21 på torsdagar.\n"
NEW_QUESTION = "När har biblioteket i Exempelby öppet på torsdagar?"
PROBE = "Regionen"
TODAY = date(2026, 11, 22)


def texts_of(settings: Settings) -> list[str]:
    with opened(settings) as snapshot:
        return [embedded_text(passage) for passage in snapshot.store.all_passages()]


def opened(settings: Settings) -> Snapshot:
    return Snapshot(directory_of(settings.data, current_id(settings.data) or ""))


def embedder_of(settings: Settings) -> tuple[str, int]:
    with opened(settings) as snapshot:
        return snapshot.manifest.embedder.split("#")[0], snapshot.manifest.dimensions


def add(settings: Settings, name: str = "bibliotek.md", text: str = NEW) -> None:
    (settings.corpus / name).write_text(text, encoding="utf-8")


def answered(settings: Settings, question: str) -> tuple[str, str | None]:
    with Serving(settings) as serving:
        answer = serving.answer(Asked(question))
    return answer.status, answer.trace.get("vectors")


def outcome(report: IngestReport) -> tuple[str, int, bool]:
    assert report.embedding is not None
    return report.outcome, report.embedding.passages, report.embedding.failed is not None


def test_each_passage_is_embedded_once_over_builds_and_rebuilds(chosen: Chosen, server: OpenAiApi) -> None:
    settings = chosen(embedding_batch_texts=3, embedding_price=2.0)
    report = bring_up_to_date(settings)
    passages = texts_of(settings)
    assert report.embedding is not None
    assert (outcome(report), report.embedding.cost) == (
        ("built", len(passages), False),
        report.embedding.tokens * 2 / 1e6,
    )
    assert server.embedded() == [PROBE, *passages]
    assert len(server.requests) == 1 + -(-len(passages) // 3)
    assert embedder_of(settings) == ("liten", 256)
    assert any(f"{len(passages)} passages were embedded by liten#" in line for line in told(report))
    assert outcome(bring_up_to_date(settings)) == ("unchanged", 0, False)
    assert outcome(bring_up_to_date(settings, again=True)) == ("built", 0, False)
    assert len(server.embedded()) == 1 + len(passages)


def test_of_a_changed_corpus_only_what_changed_is_embedded(chosen: Chosen, server: OpenAiApi) -> None:
    settings = chosen()
    bring_up_to_date(settings)
    before = set(texts_of(settings))
    first = current_id(settings.data)
    server.requests.clear()
    add(settings)
    assert bring_up_to_date(settings).outcome == "built"
    assert server.embedded() == [text for text in texts_of(settings) if text not in before] != []
    assert answered(settings, NEW_QUESTION) == ("answered", "used")
    activate(settings.data, first or "")  # back, and on again: nothing is embedded but the question
    assert answered(settings, QUESTION) == ("answered", "used")
    bring_up_to_date(settings, again=True)
    assert server.embedded()[1:] == [NEW_QUESTION, QUESTION]
    (settings.corpus / "bibliotek.md").unlink()
    assert outcome(bring_up_to_date(settings)) == ("built", 0, False)
    assert set(texts_of(settings)) == before


def test_another_model_is_built_aside_while_what_was_there_answers(chosen: Chosen, server: OpenAiApi) -> None:
    bring_up_to_date(chosen())
    first = current_id(chosen().data)
    other = chosen(embedding_model="stor")
    seen: list[object] = []

    def embeds(request: object) -> Vectors:
        seen.append((current_id(other.data), answered(chosen(embedding_model=None), QUESTION)[0]))
        return Vectors(dimensions=64)

    server.embeds = embeds
    assert answered(other, QUESTION) == ("answered", None)  # its vectors say nothing to the other's
    bring_up_to_date(other)
    assert seen == [(first, "answered")] * 2  # a look, and one batch
    assert embedder_of(other) == ("stor", 64)
    segments = list(directory_of(other.data, first or "").joinpath(LEXICAL).glob("*.store"))
    assert segments
    assert all(path.stat().st_nlink > 1 for path in segments)  # the words were taken over, not made anew


def test_without_the_endpoint_the_built_in_embedder_stands_in_and_says_so(
    chosen: Chosen, server: OpenAiApi
) -> None:
    settings = chosen()
    server.embeds = lambda _: refused(401)
    report = bring_up_to_date(settings)
    assert outcome(report) == ("built", 0, True)
    assert embedder_of(settings)[0].startswith("latent")
    assert any("unauthorised: status 401" in line for line in told(report))
    assert answered(settings, QUESTION) == ("answered", None)
    assert len(server.requests) == 1
    server.embeds = lambda _: Vectors()
    assert outcome(bring_up_to_date(settings)) == ("built", len(texts_of(settings)), False)
    assert embedder_of(settings)[0] == "liten"


def test_an_upload_during_an_outage_is_answered_and_its_vectors_come_later(
    chosen: Chosen, server: OpenAiApi
) -> None:
    settings = chosen()
    bring_up_to_date(settings)
    add(settings)
    server.embeds = lambda _: refused(404)
    assert outcome(bring_up_to_date(settings)) == ("built", 0, True)
    assert answered(settings, NEW_QUESTION) == ("answered", None)
    server.embeds = lambda _: Vectors()
    report = bring_up_to_date(settings)
    assert outcome(report) == ("built", 1, False)
    assert (report.cleaned, report.changed, report.added) == (0, (), ())
    assert answered(settings, NEW_QUESTION) == ("answered", "used")


@pytest.mark.parametrize("fault", [refused(404), Vectors(missing=1)], ids=str)
def test_a_model_that_fails_replaces_nothing_that_answers(
    chosen: Chosen, server: OpenAiApi, fault: Vectors
) -> None:
    bring_up_to_date(chosen())
    first = current_id(chosen().data)
    other = chosen(embedding_model="stor")
    server.embeds = lambda request: Vectors() if request.body["input"] == [PROBE] else fault
    assert outcome(bring_up_to_date(other)) == ("unchanged", 0, True)
    assert (current_id(other.data), finished_ids(other.data)) == (first, [first])


def test_whoever_only_wants_an_answer_does_not_ask_a_failed_endpoint_again(
    chosen: Chosen, server: OpenAiApi
) -> None:
    settings = chosen()
    server.embeds = lambda _: refused(401)
    build_if_needed(settings)
    add(settings)
    report = build_if_needed(settings)
    assert len(server.requests) == 1
    assert report is not None
    assert outcome(report) == ("built", 0, True)


def test_vectors_that_change_their_length_are_a_new_embedder_at_the_next_build(
    chosen: Chosen, server: OpenAiApi
) -> None:
    settings = chosen()
    bring_up_to_date(settings)
    add(settings)
    server.embeds = lambda _: Vectors(dimensions=64)
    report = bring_up_to_date(settings)
    assert outcome(report) == ("built", 0, True)
    assert report.embedding is not None
    assert "vectors of 64 dimensions, not 256" in (report.embedding.failed or "")
    assert outcome(bring_up_to_date(settings)) == ("built", len(texts_of(settings)), False)
    assert embedder_of(settings) == ("liten", 64)


def test_status_shows_which_embedder_serves_and_which_is_wanted(
    chosen: Chosen, server: OpenAiApi, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = chosen()
    server.embeds = lambda _: refused(401)
    bring_up_to_date(settings)
    asked = len(server.requests)
    found = status_of(settings)
    assert found["snapshot"]["embedder"].startswith("latent")
    assert found["corpus"]["state"] == "indexed"
    assert found["embedder"]["failure"]["reason"] == "unauthorised: status 401"
    show(found)
    shown = capsys.readouterr().out
    assert "wanted: liten#" in shown
    assert "it gave no vectors at" in shown
    assert len(server.requests) == asked
    server.embeds = lambda _: Vectors()
    bring_up_to_date(settings)
    show(status_of(settings))
    shown = capsys.readouterr().out
    assert "Embedder: liten#" in shown
    assert "wanted" not in shown


def test_a_build_that_is_stopped_changes_nothing_and_keeps_what_was_embedded(
    chosen: Chosen, server: OpenAiApi
) -> None:
    settings = chosen(embedding_batch_texts=1)

    class Stopped(RegionsvarError):
        """Somebody cancelled."""

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "embed" and done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        bring_up_to_date(settings, progress=progress)
    assert current_id(settings.data) is None
    bring_up_to_date(settings)
    assert server.embedded() == [PROBE, *texts_of(settings)]


def test_a_dry_run_and_a_corpus_without_a_model_send_nothing(
    chosen: Chosen, server: OpenAiApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "hemlig")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    assert bring_up_to_date(chosen(), dry_run=True).outcome == "would_build"
    settings = chosen(embedding_model=None)
    report = bring_up_to_date(settings)
    assert (report.outcome, report.embedding) == ("built", None)
    assert answered(settings, QUESTION) == ("answered", None)
    assert server.requests == []
    assert not (settings.data / FILE).exists()


def test_vectors_of_texts_that_no_snapshot_holds_are_deleted(chosen: Chosen, server: OpenAiApi) -> None:
    settings = chosen(snapshots_kept=1)
    add(settings)
    bring_up_to_date(settings)
    held = kept_vectors(settings.data)
    for number in range(3):
        add(settings, text=f"# Bibliotek\n\nFilialen i by {number} är stängd för alltid.\n")
        bring_up_to_date(settings)
    assert kept_vectors(settings.data) == held + 1  # of the last text and the one before
    server.requests.clear()
    add(settings)
    assert outcome(bring_up_to_date(settings)) == ("built", 1, False)
    for _ in range(2):  # and without a model, once its snapshots are gone
        bring_up_to_date(chosen(embedding_model=None, snapshots_kept=1), again=True)
    assert kept_vectors(settings.data) == 0


def kept_vectors(data: Path) -> int:
    with closing(sqlite3.connect(data / FILE)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM vectors").fetchone()[0])


def test_a_question_that_shares_no_word_finds_its_passage_by_meaning(
    chosen: Chosen, server: OpenAiApi
) -> None:
    settings = chosen(embedding_weight=10.0)
    bring_up_to_date(settings)
    asked = "Which hus lånar ut skivor?"
    (meant,) = (text for text in texts_of(settings) if "regional library" in text)
    server.embeds = lambda _: Vectors(meaning={asked: meant})
    with Serving(settings) as serving, serving.assistant() as assistant:
        retriever = assistant.retriever
        query = retriever.query(asked, "sv")
        assert embedded_text(retriever.find(query, 1)[0].passage) == meant
        assert query.vector is not None
        assert query.vector.told == "used"
        alone = replace(query, text="")
        assert meant not in [embedded_text(hit.passage) for hit in retriever.find(alone, 1)]


def test_vectors_that_nothing_here_can_use_leave_it_to_the_words(chosen: Chosen, server: OpenAiApi) -> None:
    settings = chosen()
    bring_up_to_date(settings)
    with opened(settings) as snapshot:
        by_words = Retriever(snapshot, TODAY)
        by_both = Retriever(snapshot, TODAY, VectorRanking(0.4))  # whose embedder lies nowhere here
        query = by_both.query(QUESTION, "sv")
        assert by_both.find(query) == by_words.find(query)
        assert query.vector is not None
        assert "needs liten#" in (query.vector.told or "")
    shutil.rmtree(directory_of(settings.data, current_id(settings.data) or "") / VECTORS)
    assert answered(settings, QUESTION) == ("answered", "the vectors cannot be read")


def test_an_endpoint_away_at_a_question_leaves_the_answer_of_the_words(
    chosen: Chosen, server: OpenAiApi
) -> None:
    settings = chosen(embedding_weight=0.1)
    bring_up_to_date(settings)
    with Serving(chosen(embedding_model=None)) as serving:
        by_words = serving.answer(Asked(QUESTION))
    server.embeds = lambda _: refused(500)
    with Serving(settings) as serving:
        serving.warm()
        found = serving.answer(Asked(QUESTION))
    assert (found.answer, found.citations) == (by_words.answer, by_words.citations)
    assert found.trace["vectors"] == "server: status 500"
    assert "vectors" not in by_words.trace
