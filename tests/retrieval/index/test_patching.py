"""A snapshot that was built on the one before, against one that was built at once."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.corpus.catalogue import CatalogueEntry
from retrieval.corpus.overlay import Overlay
from retrieval.index.manifest import read_manifest
from retrieval.index.pointer import current_id, directory_of
from retrieval.index.snapshot import Snapshot, open_current
from retrieval.ingest import ingest
from tests.retrieval.small_corpus import write

DOCUMENTS = 40
STEPS = 3
PLACES = "Granås Storvik Fjällbo Norrsele Älvnäs Björkfors Tallmo Sörbyn".split()
SUBJECTS = "buss bredband kultur energi vatten skog idrott bibliotek".split()
# of these, one alone makes the compound of others split: "vattenledning" only where "ledning" stands
WORDS = "ledning vattenledning bredbandsstöd busslinje skogsvård vård linje stöd kulturskola skola".split()
NAMES = "Anna Berg,Bo Holm,Eva Ek,Karin Lind,Nils Ström".split(",")
QUERIES = ("vattenledning i Granås", "stöd till bredband", "vem svarar för skolan", "skogen")
EMPTY = Overlay({}, frozenset(), {})


def text_of(number: int, version: int) -> str:
    """A document that names a person, a support, a plan and a goal, all of its own choosing."""
    chosen = random.Random(f"{number} {version}")
    place, subject, name = chosen.choice(PLACES), chosen.choice(SUBJECTS), chosen.choice(NAMES)
    words = chosen.sample(WORDS, 3)
    mail = f"{name.lower().replace(' ', '.').replace('ö', 'o')}@region{place.lower()[:4]}.se"
    return (
        f"# {subject.capitalize()} i {place} {number}\n\n"
        f"Regionen bygger {words[0]} och {words[1]} i {place} i version {version}. "
        f"{subject.capitalize()}checken är högst {chosen.randint(2, 90)} 000 kronor och söks i maj.\n\n"
        f"## Mål\n\nStrategin har två mål:\n\n- Mer {words[2]} i {place}\n- Bättre {subject} för alla\n\n"
        f"Planen ersätter {subject}plan 20{chosen.randint(10, 20)}–2025 ({subject[:2].upper()}P).\n\n"
        f"## Kontakt\n\n{name}, {subject}strateg, 090-12 34 5{number % 10}, {mail}\n"
    )


def path_of(number: int) -> str:
    return f"{SUBJECTS[number % len(SUBJECTS)]}/{number:03}.md"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and the data folder of its first build."""
    folder = tmp_path_factory.mktemp("started")
    for number in range(DOCUMENTS):
        write(folder / "corpus", path_of(number), text_of(number, 0))
    ingest(folder / "corpus", folder / "data")
    return folder


def opened(data: Path) -> Snapshot:
    snapshot = open_current(data)
    assert snapshot is not None
    return snapshot


def content_of(snapshot: Snapshot) -> dict[str, object]:
    """All that is read of it, without ids, which only have to be in the same order."""
    store = snapshot.store
    passages = store.all_passages()
    return {
        "passages": [replace(passage, id=0) for passage in passages],
        "ascending": [passage.id for passage in passages] == store.ids(),
        "descriptions": dict(store.descriptions()),
        "contacts": store.contacts(),
        "strategies": store.strategies(),
        "plans": store.plans(),
        "funding": store.funding(),
        "refused": store.refused(),
        "digests": store.digests(),
        "said": store.said(),
        "words": store.vocabulary(),
        "parts": {word: snapshot.analyser.part_stems(word) for word in WORDS},
        "vectors": snapshot.vectors.count,
    }


def ranking(snapshot: Snapshot, query: str) -> dict[tuple[str, str], float]:
    """The score of every passage that a query finds."""
    found = dict(snapshot.lexical.search(snapshot.analyser.concepts(query, "sv"), snapshot.store.size))
    passages = snapshot.store.passages(list(found))
    return {(passage.document, passage.text): found[passage.id] for passage in passages}


def changed(folder: Path, overlay: Overlay, chosen: random.Random) -> Overlay:
    """One or two documents come, change, go, or are spoken of otherwise."""
    entries, withdrawn = dict(overlay.entries), set(overlay.withdrawn)
    for _ in range(chosen.randint(1, 2)):
        number = chosen.randrange(DOCUMENTS + 10)
        path = path_of(number)
        act = chosen.choice(("write", "write", "delete", "withdraw", "say", "replace", "empty"))
        if act == "write":
            write(folder / "corpus", path, text_of(number, chosen.randint(1, 99)))
        elif act == "delete":
            (folder / "corpus" / path).unlink(missing_ok=True)
        elif act == "withdraw":
            withdrawn ^= {path}
        elif act == "say":
            said = CatalogueEntry(title=f"Titel {chosen.randint(1, 9)}", publisher="Region Fjällmarken")
            entries[path] = chosen.choice((said, CatalogueEntry(published="2024-05-01"), CatalogueEntry()))
        elif act == "replace":
            entries[path] = CatalogueEntry(replaces=(path_of(chosen.randrange(DOCUMENTS)),))
        else:
            write(folder / "corpus", path, "")
    return Overlay({}, frozenset(withdrawn), entries)


def built_at_once(folder: Path, overlay: Overlay) -> Snapshot:
    shutil.rmtree(folder / "at-once", ignore_errors=True)
    ingest(folder / "corpus", folder / "at-once", overlay=overlay)
    return opened(folder / "at-once")


@pytest.mark.parametrize("seed", range(2))
def test_a_snapshot_reached_by_changes_answers_as_one_built_at_once(
    started: Path, tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(started, folder)
    chosen, overlay = random.Random(seed), EMPTY
    for _ in range(STEPS):
        overlay = changed(folder, overlay, chosen)
        ingest(folder / "corpus", folder / "data", overlay=overlay)
    with opened(folder / "data") as step, built_at_once(folder, overlay) as whole:
        assert step.manifest.patched > 0
        assert content_of(step) == content_of(whole)
        for query in QUERIES:
            mine, theirs = ranking(step, query), ranking(whole, query)
            assert mine.keys() == theirs.keys()
            # passages that went still count in the statistics until everything is built anew
            assert list(mine.values()) == pytest.approx([theirs[key] for key in mine], rel=0.25)


def sizes(directory: Path) -> Iterator[tuple[str, int]]:
    return ((file.path, (directory / file.path).stat().st_ino) for file in read_manifest(directory).files)


def test_unchanged_documents_keep_their_ids_and_segments_are_shared(started: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(started, folder)
    data = folder / "data"
    with opened(data) as before:
        ids = {path: [each.id for each in before.store.of_document(path)] for path in before.descriptions}
        old = before.directory
    write(folder / "corpus", path_of(7), text_of(7, 5))
    write(folder / "corpus", "000-first.md", "# Först\n\nEtt dokument som kommer före alla andra.\n")
    report = ingest(folder / "corpus", data)
    assert (report.cleaned, report.added, report.changed) == (2, ("000-first.md",), (path_of(7),))
    with opened(data) as after:
        assert after.manifest.patched > 0
        kept = {path: [each.id for each in after.store.of_document(path)] for path in ids}
        assert {path for path in ids if kept[path] != ids[path]} <= {path_of(7)}
        assert after.store.all_passages()[0].document == "000-first.md"
        shared = set(sizes(old)) & set(sizes(after.directory))
        assert {path.rsplit(".")[-1] for path, _ in shared} >= {"idx", "term", "npz"}


def test_a_word_that_comes_splits_the_compounds_of_unchanged_documents(started: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(started, folder)
    corpus, data = folder / "corpus", folder / "data"
    write(corpus, "dal.md", "# Dalen\n\nFjällbäcksdalen är vacker om hösten.\n")
    ingest(corpus, data)
    write(corpus, "ord.md", "# Ord\n\nEn fjällbäck och en dalen.\n")
    ingest(corpus, data)
    with opened(data) as snapshot, built_at_once(folder, EMPTY) as whole:
        assert snapshot.manifest.patched > 0
        assert snapshot.analyser.part_stems("fjällbäcksdalen") != []
        assert ranking(snapshot, "fjällbäck") == pytest.approx(ranking(whole, "fjällbäck"))
        assert "dal.md" in {document for document, _ in ranking(snapshot, "fjällbäck")}


def test_another_lexicon_a_forced_build_and_a_broken_base_build_everything(
    started: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(started, folder)
    corpus, data = folder / "corpus", folder / "data"

    def after(**how: object) -> int:
        ingest(corpus, data, **how)  # type: ignore[arg-type]
        with opened(data) as snapshot:
            assert snapshot.vectors.count == snapshot.store.size == snapshot.lexical.size
            return snapshot.manifest.patched

    write(corpus, "a.md", "# A\n\nEtt nytt stycke om broar.\n")
    assert after() > 0
    assert after(force=True) == 0
    words = tmp_path / "words.tsv"
    words.write_text("bridge\tbro\n")
    write(corpus, "a.md", "# A\n\nEtt annat stycke om broar.\n")
    assert after(extra_lexicon=words) == 0
    write(corpus, "a.md", "# A\n\nEtt tredje stycke om broar.\n")
    assert after() == 0
    shutil.rmtree(directory_of(data, current_id(data) or "") / "vectors")
    write(corpus, "a.md", "# A\n\nEtt fjärde stycke om broar.\n")
    assert after() == 0


def test_a_lost_cache_costs_nothing_but_time(started: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(started, folder)
    shutil.rmtree(folder / "data" / "cache")
    (folder / "data" / "cache").mkdir()
    (folder / "data" / "cache" / "findings.sqlite").write_bytes(b"no database" * 100)
    write(folder / "corpus", "a.md", "# A\n\nEtt nytt stycke om broar.\n")
    ingest(folder / "corpus", folder / "data")
    with opened(folder / "data") as snapshot, built_at_once(folder, EMPTY) as whole:
        assert snapshot.manifest.patched > 0
        assert content_of(snapshot) == content_of(whole)
