"""What was found in documents, kept from one build to the next."""

from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.documents import Description, Document
from retrieval.registers.findings import Findings

DOCUMENT = Document(Description("a.txt", "A"), (), "aa")


@dataclass(frozen=True, slots=True)
class Found:
    """Anything that a register may find."""

    word: str


class Finder:
    """Counts how often it has to look."""

    def __init__(self) -> None:
        self.looked = 0

    def __call__(self) -> Found:
        self.looked += 1
        return Found(f"funnet {self.looked}")


def look(
    path: Path, find: Finder, document: Document = DOCUMENT, context: str = "", code: str = "1"
) -> Found:
    with Findings(path, code) as findings:
        return findings.of(document, "words", Found, find, context)


def test_what_was_found_in_a_document_is_recalled(tmp_path: Path) -> None:
    find, path = Finder(), tmp_path / "findings.sqlite"
    assert [look(path, find), look(path, find)] == [Found("funnet 1")] * 2
    replaced = replace(DOCUMENT, description=replace(DOCUMENT.description, replaced_by="b.txt"))
    assert look(path, find, replaced) == Found("funnet 1")


def test_another_text_description_context_or_code_is_looked_at_anew(tmp_path: Path) -> None:
    find, path = Finder(), tmp_path / "findings.sqlite"
    look(path, find)
    look(path, find, replace(DOCUMENT, digest="bb"))
    look(path, find, replace(DOCUMENT, description=Description("a.txt", "B")))
    look(path, find, context="another")
    look(path, find, code="2")
    assert find.looked == 5


def test_what_the_last_build_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    find, path = Finder(), tmp_path / "findings.sqlite"
    look(path, find)
    look(path, find, context="another")
    assert look(path, find) == Found("funnet 3")


def test_a_forced_build_looks_anew_and_keeps_what_it_finds(tmp_path: Path) -> None:
    find, path = Finder(), tmp_path / "findings.sqlite"
    look(path, find)
    with Findings(path, "1", again=True) as findings:
        assert findings.of(DOCUMENT, "words", Found, find) == Found("funnet 2")
    assert look(path, find) == Found("funnet 2")


def test_a_broken_file_is_begun_anew_and_a_finding_that_does_not_fit_is_found_again(tmp_path: Path) -> None:
    find, path = Finder(), tmp_path / "findings.sqlite"
    path.write_bytes(b"no database" * 1000)
    assert [look(path, find), look(path, find)] == [Found("funnet 1")] * 2
    with Findings(path, "1") as findings:
        findings.of(DOCUMENT, "words", Description, lambda: Description("a", "A"))
    assert look(path, find) == Found("funnet 2")
