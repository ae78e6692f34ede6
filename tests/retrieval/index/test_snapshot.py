"""A finished build of the index, proved and opened."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.documents import Description, Document, Language
from retrieval.errors import SnapshotBroken
from retrieval.index.lexical import Entry, write_index
from retrieval.index.manifest import stored_files, write_manifest
from retrieval.index.pointer import current_id, directory_of, finished_ids
from retrieval.index.proof import prove_contacts, prove_counts, prove_search
from retrieval.index.snapshot import Snapshot, open_current
from retrieval.ingest import ingest
from tests.retrieval.small_corpus import write, write_corpus

ROOT = Path(__file__).parents[3]
KILLS = 20
INGEST = (
    "import sys; from pathlib import Path; from retrieval.ingest import ingest;"
    "ingest(*map(Path, sys.argv[1:]))"
)
KILLED_AT = """
import os, signal, sys
from pathlib import Path
from retrieval.ingest import ingest
def progress(stage, done, total):
    if stage == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
ingest(Path(sys.argv[1]), Path(sys.argv[2]), progress=progress)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a small corpus."""
    folder = tmp_path_factory.mktemp("built")
    ingest(write_corpus(folder / "corpus"), folder / "data")
    return folder / "data"


@pytest.fixture
def snapshot(built: Path) -> Iterator[Snapshot]:
    opened = open_current(built)
    assert opened is not None
    with opened:
        yield opened


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A copy of the snapshot, to be harmed."""
    directory = tmp_path / "copy"
    shutil.copytree(directory_of(built, current_id(built) or ""), directory)
    return directory


def found(snapshot: Snapshot, question: str, language: Language = "sv") -> list[str]:
    """The documents of the best hits."""
    hits = snapshot.lexical.search(snapshot.analyser.concepts(question, language), 3)
    return [passage.document for passage in snapshot.store.passages([passage_id for passage_id, _ in hits])]


def test_before_the_first_build_there_is_no_snapshot(tmp_path: Path) -> None:
    assert open_current(tmp_path) is None


def test_everything_of_it_can_be_asked(snapshot: Snapshot) -> None:
    assert found(snapshot, "hur många åkte buss")[0] == "rapporter/trafik-2021.txt"
    nearest = snapshot.vectors.query(snapshot.embedder.embed_query("kulturskola och teater"), 1)
    assert snapshot.store.passage(nearest[0][0]).document == "kulturplan.txt"
    assert [contact.name for contact in snapshot.store.contacts()] == ["Karin Lindmark"]
    assert sorted(snapshot.descriptions) == ["kulturplan.txt", "rapporter/trafik-2021.txt", "web/energi.txt"]
    assert snapshot.store.vocabulary()["länsbussarna"] == 1


def test_opening_reads_no_vectors(built: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from retrieval.index.snapshot import open_current;"
        "s = open_current(Path(sys.argv[1])); s.store.passages(s.store.ids()[:1]); s.lexical.size;"
        "sys.exit(' '.join({'chromadb', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(built)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.stderr == b"\n"


def test_a_torn_file_is_noticed_when_it_is_opened(copied: Path) -> None:
    with (copied / "store.sqlite").open("r+b") as file:
        file.truncate(5000)
    with pytest.raises(SnapshotBroken, match=r"store\.sqlite has 5000 bytes"):
        Snapshot(copied)


def test_counts_that_disagree_break_the_proof(snapshot: Snapshot) -> None:
    prove_counts(snapshot, snapshot.manifest.passages)
    with pytest.raises(SnapshotBroken, match="do not agree"):
        prove_counts(snapshot, snapshot.manifest.passages - 1)


def test_an_index_of_other_texts_breaks_the_proof(copied: Path) -> None:
    with Snapshot(copied) as whole:
        prove_search(whole)
        terms = whole.analyser.terms("helt andra ord", "sv")
        entries = [Entry(number, "a.txt", terms, terms, terms) for number in range(whole.store.size)]
        manifest = whole.manifest
    shutil.rmtree(copied / "lexical")
    (copied / "lexical").mkdir()
    write_index(copied / "lexical", entries)
    write_manifest(copied, replace(manifest, files=stored_files(copied)))
    with Snapshot(copied) as harmed, pytest.raises(SnapshotBroken, match="do not find themselves"):
        prove_search(harmed)


def test_a_contact_that_does_not_stand_in_its_document_breaks_the_proof(snapshot: Snapshot) -> None:
    contacts = snapshot.store.contacts()
    with pytest.raises(SnapshotBroken, match="karin-lindmark"):
        prove_contacts(contacts, [Document(Description("kulturplan.txt", "Kulturplan"), (), "")])


def text_of(version: int) -> str:
    """A document of which every word changes with the version."""
    return "\n\n".join(
        f"Versionen är v{version}x och stycket är s{number}y i planen." for number in range(40)
    )


def version_served(data: Path) -> int:
    """The version of which the current snapshot is, every part of it."""
    snapshot = open_current(data)
    assert snapshot is not None
    with snapshot:
        prove_counts(snapshot, snapshot.vectors.count)
        prove_search(snapshot)
        passages = snapshot.store.of_document("plan.txt")
        versions = {word for passage in passages for word in passage.text.split() if word.startswith("v")}
        assert len(versions) == 1
        word = versions.pop()
        assert found(snapshot, word) == ["plan.txt"] * 3
    return int(word.strip("vx"))


def start_ingest(corpus: Path, data: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", INGEST, str(corpus), str(data)], cwd=ROOT, start_new_session=True
    )


def test_a_killed_ingest_leaves_the_old_or_the_new_snapshot_whole(tmp_path: Path) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    write(corpus, "plan.txt", text_of(0))
    began = time.monotonic()
    assert start_ingest(corpus, data).wait() == 0
    span = time.monotonic() - began
    moments = random.Random(7)
    for version in range(1, KILLS + 1):
        before = version_served(data)
        write(corpus, "plan.txt", text_of(version))
        with start_ingest(corpus, data) as child:
            time.sleep(moments.uniform(0.1, span * 1.1))
            child.send_signal(signal.SIGKILL)
        assert version_served(data) in (before, version)
    ingest(corpus, data)
    assert version_served(data) == KILLS
    assert [path.suffix for path in (data / "snapshots").iterdir()] == [""] * len(finished_ids(data))


def other_text() -> str:
    """A document beside which a change of the plan is small, so that it is built on the snapshot before."""
    words = "bro väg skola buss skog sjö teater musik hamn torg".split()
    return "\n\n".join(
        f"Avsnitt {number} säger att {words[number % 10]} och {words[number // 10 % 10]} byggs {number}."
        for number in range(1500)
    )


@pytest.mark.parametrize("patched", [False, True])
def test_an_ingest_killed_at_a_stage_changes_what_is_served_only_after_the_last(
    tmp_path: Path, patched: bool
) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    write(corpus, "plan.txt", text_of(0))
    if patched:
        write(corpus, "annat.txt", other_text())
    ingest(corpus, data)
    served = []
    for version, stage in enumerate(("vectors", "prove", "sync", "publish", "tidy"), 1):
        write(corpus, "plan.txt", text_of(version))
        command = [sys.executable, "-c", KILLED_AT, str(corpus), str(data), stage]
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
        served.append(version_served(data))
    assert served == [0, 0, 0, 0, 5]
    assert ingest(corpus, data).outcome == "unchanged"
    with Snapshot(directory_of(data, current_id(data) or "")) as last:
        assert (last.manifest.patched > 0) == patched


def test_a_reader_in_another_process_follows_the_pointer_and_keeps_what_it_began_with(tmp_path: Path) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    write(corpus, "plan.txt", text_of(1))
    ingest(corpus, data)
    reader = (
        "import sys; from pathlib import Path; from retrieval.index.snapshot import open_current\n"
        "def first(snapshot): return snapshot.store.of_document('plan.txt')[0].text.split()[2]\n"
        "held = open_current(Path(sys.argv[1]))\n"
        "for line in sys.stdin:\n"
        "    now = open_current(Path(sys.argv[1]))\n"
        "    print(first(held), first(now), flush=True)\n"
    )
    command = [sys.executable, "-c", reader, str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        said = []
        for version in (2, 3):
            child.stdin.write(b"\n")
            child.stdin.flush()
            said.append(child.stdout.readline())
            write(corpus, "plan.txt", text_of(version))
            ingest(corpus, data)
        child.stdin.close()
    assert said == [b"v1x v1x\n", b"v1x v2x\n"]
