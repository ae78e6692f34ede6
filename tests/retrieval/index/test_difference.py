"""What differs between two snapshots."""

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.corrected.contents import corrected_contents
from retrieval.corrected.restating import Words
from retrieval.documents import Description, Passage, Place, PlacedText
from retrieval.errors import CorpusMissing
from retrieval.index.change import Change, Changes, Listed
from retrieval.index.contents import NOTHING, Contents
from retrieval.index.difference import compared, difference
from retrieval.index.passage_changes import passage_changes
from retrieval.index.pointer import directory_of, finished_ids
from retrieval.index.snapshot import Snapshot
from retrieval.ingest import ingest
from retrieval.preview import contents_to_come, preview
from retrieval.registers.corrections import Correction
from retrieval.survey import Places
from tests.retrieval.small_corpus import CULTURE, ENERGY, write, write_corpus

STRATEGY = """# Strategi för besöksnäring

Regionens arbete utgår från tre prioriteringar:

Prioritering 1: Fler vandringsleder

Prioritering 2: Bättre vägar

Prioritering 3: Tryggare torg
"""
SUPPORT = """# Stöd

## Landsbygdscheck

Med Landsbygdschecken kan företag få upp till 200 000 kronor till investeringar i turism.

# Ekonomi

## Resultat

Driften av sjukhusen kostade 12 miljoner kronor mer än året innan.
"""


def shape(changes: Changes) -> tuple[int, int, int]:
    return changes.added.total, changes.changed.total, changes.removed.total


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("contents")


def contents(folder: Path, name: str, **texts: str) -> Contents:
    """What documents of these texts would say."""
    corpus = folder / name
    for path, text in texts.items():
        write(corpus, f"{path}.md", text)
    return contents_to_come(Places(corpus, folder / "data"))


def test_equal_snapshots_do_not_differ(folder: Path) -> None:
    one = contents(folder, "equal", plan=STRATEGY, stod=SUPPORT, kultur=CULTURE)
    found = compared(one, one)
    kinds = (found.documents, found.passages, found.contacts, found.amounts, found.priorities)
    assert [shape(each) for each in kinds] == [(0, 0, 0)] * 5


def test_text_that_only_moved_down_is_no_change(folder: Path) -> None:
    old = contents(folder, "above", kultur=CULTURE, stod=SUPPORT)
    new = contents(folder, "below", kultur="\n\n\n" + CULTURE, stod="\n\n\n" + SUPPORT)
    found = compared(old, new)
    assert shape(found.documents) == (0, 2, 0)  # the files did change
    for each in (found.passages, found.contacts, found.amounts, found.priorities):
        assert shape(each) == (0, 0, 0)


def test_a_number_of_a_person_that_changed_is_shown_before_and_after(folder: Path) -> None:
    old = contents(folder, "number-old", kultur=CULTURE)
    new = contents(folder, "number-new", kultur=CULTURE.replace("090-12 34 56", "090-65 43 21"))
    contacts = compared(old, new).contacts
    assert shape(contacts) == (0, 1, 0)
    (change,) = contacts.changed.items
    assert (change.name, change.document) == ("Karin Lindmark", "kultur.md")
    assert change.lines is not None
    assert "090-12 34 56" in (change.before or "")
    assert "090-65 43 21" in (change.after or "")


def test_sums_are_told_of_supports_by_name_and_of_others_by_their_passage(folder: Path) -> None:
    old = contents(folder, "sum-old", stod=SUPPORT)
    changed = SUPPORT.replace("200 000", "300 000").replace("12 miljoner", "14 miljoner")
    amounts = compared(old, contents(folder, "sum-new", stod=changed)).amounts
    assert shape(amounts) == (0, 2, 0)
    told = {(change.before or "")[:22]: (change.after or "")[:22] for change in amounts.changed.items}
    assert told == {
        "upp till 200 000 krono": "upp till 300 000 krono",
        "12 miljoner kronor (… ": "14 miljoner kronor (… ",
    }


def test_priorities_that_came_changed_and_went(folder: Path) -> None:
    old = contents(folder, "priorities-old", plan=STRATEGY)
    renamed = STRATEGY.replace("Bättre vägar", "Snabbare tåg").replace(
        "\n\nPrioritering 3: Tryggare torg", ""
    )
    found = compared(old, contents(folder, "priorities-new", plan=renamed.replace("tre pri", "två pri")))
    assert len(old.strategies) == 1
    names = [[change.name for change in listed.items] for listed in _listed(found.priorities)]
    assert names == [[], ["Snabbare tåg"], ["Tryggare torg"]]


def _listed(changes: Changes) -> tuple[Listed, ...]:
    return changes.added, changes.changed, changes.removed


def test_a_document_that_was_renamed_is_one_change_and_loses_nothing(folder: Path) -> None:
    old = contents(folder, "name-old", kultur=CULTURE)
    new = contents(folder, "name-new", kulturplan=CULTURE)
    found = compared(old, new)
    assert (shape(found.documents), shape(found.contacts)) == ((0, 1, 0), (0, 1, 0))
    (change,) = found.documents.changed.items
    assert (change.document, (change.before or "").split(":")[0]) == ("kulturplan.md", "kultur.md")
    assert passage_changes(old.passages, new.passages).lost == 0


def test_lists_are_cut_and_the_totals_are_not() -> None:
    passages = [passage(number, "a.md", f"Mening nummer {number * 7919}.") for number in range(30)]
    new = Contents("n", {"a.md": Description("a.md", "A")}, {"a.md": "1"}, passages)
    found = compared(NOTHING, new, most=4).passages
    assert (found.added.total, len(found.added.items)) == (30, 4)
    assert found.added.items[0] == Change("A", "a.md", (1, 1), None, None, "Mening nummer 0.")


def passage(number: int, document: str, text: str) -> Passage:
    return Passage(number, document, 0, (), PlacedText(text, (0,), (Place(line=number + 1),)))


def passages(document: str, *texts: str) -> list[Passage]:
    return [passage(number, document, text) for number, text in enumerate(texts)]


def test_a_rewritten_passage_is_not_lost_and_a_removed_one_is() -> None:
    old = passages("a", "Bussen går varje timme.", "Tåget går till Umeå.", "Färjan är avgiftsfri.")
    new = passages("a", "Bussen går varannan timme.", "Tåget går till Umeå.")
    found = passage_changes(old, new)
    assert [(a.text, b.text) for a, b in found.rewritten] == [(old[0].text, new[0].text)]
    assert [each.text for each in found.removed] == ["Färjan är avgiftsfri."]
    assert (found.added, found.lost) == ((), 1)


def test_new_text_in_the_same_document_takes_the_place_of_what_is_gone() -> None:
    old = passages("a", "Alfa beta gamma.", "Delta epsilon.") + passages("b", "Zeta eta theta.")
    new = passages("a", "1234 5678 90", "!!!! ???? ----", "%%%% &&&& ////")
    assert passage_changes(old, new).lost == 1  # that of b: what came to a replaces nothing there


def test_a_long_document_that_was_rewritten_is_compared_in_reasonable_time() -> None:
    old = passages("a", *(f"Stycke {number} handlar om {number * 31} ting. " * 12 for number in range(1500)))
    new = passages("a", *(f"{number} nya saker står i rad {number * 17}. " * 12 for number in range(1500)))
    assert passage_changes(old, new).lost == 0


def test_two_snapshots_differ_as_their_contents_do_and_a_preview_says_so_before(tmp_path: Path) -> None:
    corpus, data = write_corpus(tmp_path / "corpus"), tmp_path / "data"
    first = preview(Places(corpus, data))
    assert shape(first.documents) == (3, 0, 0)
    ingest(corpus, data)
    (corpus / "kulturplan.txt").unlink()
    write(corpus, "web/energi.txt", ENERGY.replace("alla kommuner", "sju kommuner"))
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and _is_kept(path)}
    seen = preview(Places(corpus, data))
    assert {path: path.read_bytes() for path in before} == before
    assert len(finished_ids(data)) == 1
    ingest(corpus, data)
    old, new = (Snapshot(directory_of(data, name)) for name in finished_ids(data))
    with old, new:
        found = difference(old, new)
        assert (seen.old, seen.new, found.new) == (old.id, None, new.id)
        assert replace(seen, new=new.id) == found
        assert (shape(found.documents), shape(found.contacts)) == ((0, 1, 1), (0, 0, 1))
        assert difference(None, new).documents.added.total == 2


def _is_kept(path: Path) -> bool:
    return "cache" not in path.parts


def test_a_preview_of_a_missing_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing):
        preview(Places(tmp_path / "none", tmp_path / "data"))


def test_who_was_withdrawn_is_not_shown_to_administrators_either(folder: Path) -> None:
    gone = Correction(
        1, "contacts", "withdraw", "karin-lindmark", (("name", "Karin Lindmark"),), "Eva", "2026-11-22"
    )
    shown = corrected_contents(contents(folder, "gone", kultur=CULTURE), (gone,), Words())
    found = str(compared(shown, NOTHING)) + str(compared(NOTHING, shown))
    assert "professionell teater" in found
    for secret in ("Lindmark", "090-12 34 56", "karin.lindmark"):
        assert secret not in found
