"""The files of a corpus folder."""

import hashlib
import os
from pathlib import Path

import pytest

from retrieval.corpus.folder import Listing, list_files
from retrieval.documents import SourceFile
from retrieval.errors import CorpusMissing
from tests.retrieval.small_corpus import write

LONG_AGO = 1_500_000_000


def source(path: str, content: str) -> SourceFile:
    return SourceFile(path, hashlib.sha256(content.encode()).hexdigest(), len(content.encode()))


def test_files_are_listed_in_order_without_hidden_ones_and_the_catalogue(tmp_path: Path) -> None:
    for name in ("b.txt", "a/å.txt", ".dold.txt", ".git/config", "catalogue.toml", "a/catalogue.toml"):
        write(tmp_path, name, name)
    assert list_files(tmp_path) == Listing(
        (
            source("a/catalogue.toml", "a/catalogue.toml"),
            source("a/å.txt", "a/å.txt"),
            source("b.txt", "b.txt"),
        ),
        (),
    )


def test_a_link_is_followed_only_within_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "hemligt")
    corpus = tmp_path / "corpus"
    write(corpus, "open.txt", "öppet")
    (corpus / "again.txt").symlink_to(corpus / "open.txt")
    (corpus / "leak.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (corpus / "leaks").symlink_to(tmp_path / "outside")
    (corpus / "nowhere.txt").symlink_to(corpus / "gone.txt")
    assert list_files(corpus).files == (source("again.txt", "öppet"), source("open.txt", "öppet"))


def test_a_file_of_unchanged_size_and_time_is_not_read_again(tmp_path: Path) -> None:
    corpus, memory = tmp_path / "corpus", tmp_path / "data" / "digests.json"
    write(corpus, "a.txt", "gammalt")
    os.utime(corpus / "a.txt", (LONG_AGO, LONG_AGO))
    list_files(corpus, memory)
    write(corpus, "a.txt", "nyare!!")
    os.utime(corpus / "a.txt", (LONG_AGO, LONG_AGO))
    assert list_files(corpus, memory).files == (source("a.txt", "gammalt"),)
    os.utime(corpus / "a.txt", (LONG_AGO, LONG_AGO + 1))
    assert list_files(corpus, memory).files == (source("a.txt", "nyare!!"),)


def test_a_file_that_changed_just_now_is_not_trusted_by_its_time(tmp_path: Path) -> None:
    corpus, memory = tmp_path / "corpus", tmp_path / "digests.json"
    write(corpus, "a.txt", "gammalt")
    changed = (corpus / "a.txt").stat().st_mtime_ns
    list_files(corpus, memory)
    write(corpus, "a.txt", "nyare!!")
    os.utime(corpus / "a.txt", ns=(changed, changed))
    assert list_files(corpus, memory).files == (source("a.txt", "nyare!!"),)


@pytest.mark.parametrize("torn", ["", "{", '{"a.txt": 3}', "[]"])
def test_a_torn_memory_of_digests_is_no_hindrance(tmp_path: Path, torn: str) -> None:
    write(tmp_path, "corpus/a.txt", "text")
    (tmp_path / "digests.json").write_text(torn)
    assert list_files(tmp_path / "corpus", tmp_path / "digests.json").files == (source("a.txt", "text"),)


def test_a_name_that_is_no_utf8_is_refused_and_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"k\xe4lla.txt")).write_text("text")
    listing = list_files(tmp_path)
    assert (listing.files, [file.path for file in listing.unreadable]) == ((), ["k?lla.txt"])


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing):
        list_files(tmp_path / "nowhere")
