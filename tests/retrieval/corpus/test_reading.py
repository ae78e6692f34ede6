"""Reading a corpus into clean blocks."""

from pathlib import Path

from retrieval.corpus.folder import list_files
from retrieval.corpus.reading import CleanedCache, ReadCorpus, read_files
from retrieval.documents import RefusedFile
from tests.retrieval.small_corpus import write, write_corpus


def read(
    corpus: Path, cache: Path, code: str = "1", again: bool = False, gone: str | None = None
) -> ReadCorpus:
    """Read all that is listed; `gone` vanishes between listing and reading."""
    sources = list_files(corpus).files
    if gone:
        (corpus / gone).unlink()
    return read_files(corpus, sources, CleanedCache(cache, code), lambda *_: None, again)


def paths(corpus: ReadCorpus) -> list[str]:
    return [file.path for file in corpus.files]


def test_only_what_changed_is_cleaned_again(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    first = read(corpus, tmp_path / "cache")
    write(corpus, "kulturplan.txt", "Kulturplanen är ny.\n")
    second = read(corpus, tmp_path / "cache")
    assert (first.cleaned, second.cleaned) == (3, 1)
    assert second.files[0].blocks[0].text == "Kulturplanen är ny."
    assert second.files[1:] == first.files[1:]


def test_other_cleaning_code_or_a_command_cleans_all_again(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    cleaned = [
        read(corpus, tmp_path / "cache", code, again).cleaned
        for code, again in (("1", False), ("2", False), ("2", False), ("2", True))
    ]
    assert cleaned == [3, 3, 0, 3]


def test_a_refused_file_does_not_stop_the_others_and_is_not_tried_again(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    write(corpus, "empty.txt", "  \n")
    write(corpus, "image.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    first, second = read(corpus, tmp_path / "cache"), read(corpus, tmp_path / "cache")
    assert first.refusals[0].file == RefusedFile("empty.txt", "empty", "empty.txt")
    assert [refusal.file.reason for refusal in first.refusals] == ["empty", "unknown_kind"]
    assert (second.refusals, second.cleaned, paths(second)) == (first.refusals, 0, paths(first))


def test_a_file_that_vanishes_while_the_others_are_read_is_left_out(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    result = read(corpus, tmp_path / "cache", gone="kulturplan.txt")
    assert (paths(result), result.refusals) == (["rapporter/trafik-2021.txt", "web/energi.txt"], ())


def test_a_torn_result_is_read_anew(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    first = read(corpus, tmp_path / "cache")
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(kept.read_bytes()[:50])
    assert read(corpus, tmp_path / "cache") == first


def test_what_no_file_comes_to_any_more_is_forgotten(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    read(corpus, tmp_path / "cache")
    write(corpus, "kulturplan.txt", "Kulturplanen är ny.\n")
    result = read(corpus, tmp_path / "cache")
    CleanedCache(tmp_path / "cache", "1").forget_others(result.kept)
    assert {path.name for path in (tmp_path / "cache").iterdir()} == result.kept
