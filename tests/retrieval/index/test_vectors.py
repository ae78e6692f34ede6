"""The passages' vectors in Chroma."""

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval.documents import Description, Passage, Place, PlacedText
from retrieval.errors import BuildFailed
from retrieval.index.vector_writers import vector_writer
from retrieval.index.vectors import VectorIndex, write_vectors

PASSAGES = [Passage(n, "a.txt", 0, (), PlacedText(f"text {n}", (0,), (Place(line=n),))) for n in range(4)]
VECTORS = np.eye(4, 8, dtype=np.float32)
DESCRIPTIONS = {"a.txt": Description("a.txt", "A", publisher=None, published="2020")}


def test_a_vector_finds_its_passage_with_its_cosine(tmp_path: Path) -> None:
    write_vectors(tmp_path / "vectors", PASSAGES, VECTORS, DESCRIPTIONS)
    with closing(VectorIndex(tmp_path / "vectors")) as index:
        query = np.array([0, 0.6, 0.8, 0, 0, 0, 0, 0], np.float32)
        found = index.query(query, 2)
        assert ([number for number, _ in found], index.count) == ([2, 1], 4)
        assert [cosine for _, cosine in found] == pytest.approx([0.8, 0.6], abs=1e-5)
        assert index.query(np.zeros(8, np.float32), 2) == []


def test_a_closed_generation_can_be_deleted_and_built_again_in_the_same_place(tmp_path: Path) -> None:
    for count in (4, 2):
        write_vectors(tmp_path / "vectors", PASSAGES[:count], VECTORS[:count], DESCRIPTIONS)
        with closing(VectorIndex(tmp_path / "vectors")) as index:
            assert index.count == count
        shutil.rmtree(tmp_path / "vectors")


def test_nothing_is_written_to_the_home_or_the_working_directory(tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    home.mkdir()
    (home / ".env").write_text("ANONYMIZED_TELEMETRY=true\nREGIONSVAR_CHAT_MODEL=x\n")
    code = (
        f"from {__name__} import *; directory = Path(sys.argv[1]);"
        "write_vectors(directory, PASSAGES, VECTORS, DESCRIPTIONS); VectorIndex(directory).close()"
    )
    root = str(Path(__file__).parents[3])
    env = {"HOME": str(home), "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", code, str(data)], cwd=home, env=env, check=True)
    assert [path.name for path in home.iterdir()] == [".env"]
    assert (data / "chroma.sqlite3").exists()


def test_a_child_that_fails_is_an_error_that_tells_why(tmp_path: Path) -> None:
    with vector_writer(tmp_path) as writer:
        writer.begin(tmp_path / "nowhere")
        with pytest.raises(BuildFailed, match="unable to open database file"):
            writer.written()


def test_a_child_that_has_ended_is_an_error_and_not_a_broken_pipe(tmp_path: Path) -> None:
    with vector_writer(tmp_path) as writer:
        writer.child.kill()
        writer.child.wait()
        writer.begin(tmp_path)
        with pytest.raises(BuildFailed, match="status -9"):
            writer.written()
