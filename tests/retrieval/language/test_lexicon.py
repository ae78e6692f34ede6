"""Claims on the lexicon: its files are valid, large enough, and a user's own counts before ours."""

from pathlib import Path

import pytest

from retrieval.errors import LexiconUnreadable
from retrieval.language.lexicon import (
    LONGEST_PHRASE,
    Alternative,
    Entries,
    english_entries,
    everyday_entries,
    irregular_forms,
    lexicon_files,
    read,
)

OURS = pytest.mark.parametrize("path", lexicon_files(), ids=lambda path: f"{path.parent.name}/{path.name}")


def entries_of(folder: Path, *lines: str) -> Entries:
    path = folder / "egen.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read([path])


def test_an_entry_has_alternatives_on_both_sides_and_weights_on_the_right(tmp_path: Path) -> None:
    entries = entries_of(tmp_path, "# rubrik", "", "grant | state subsidy\tstatligt stöd 0.8 | bidrag")
    expected = (Alternative(("bidrag",), 1.0), Alternative(("statligt", "stöd"), 0.8))
    assert {term: entries.get(term) for term in entries} == {"grant": expected, "state subsidy": expected}
    assert not entries.get("loan")


def test_the_same_left_side_twice_has_the_alternatives_of_both_and_the_highest_weights(
    tmp_path: Path,
) -> None:
    entries = entries_of(tmp_path, "bus\tbuss 0.5 | fordon 0.2", "bus\tbuss 0.9")
    assert entries.get("bus") == (Alternative(("buss",), 0.9), Alternative(("fordon",), 0.2))


def test_a_number_within_a_translation_is_no_weight(tmp_path: Path) -> None:
    assert entries_of(tmp_path, "un goals\tagenda 2030").get("un goals") == (
        Alternative(("agenda", "2030"), 1.0),
    )


@pytest.mark.parametrize("line", ["utan tabb", "bara vänster\t", "\tbara höger", "   \tx"])
def test_a_line_without_two_columns_is_refused_by_file_and_line(line: str, tmp_path: Path) -> None:
    with pytest.raises(LexiconUnreadable, match=r"egen\.tsv, line 3"):
        entries_of(tmp_path, "# x", "bus\tbuss", line)


@pytest.mark.parametrize("right", ["buss 1.5", "buss 0", "buss 2", "a\tb"])
def test_a_weight_out_of_bounds_or_a_third_column_is_refused(right: str, tmp_path: Path) -> None:
    with pytest.raises(LexiconUnreadable, match=r"egen\.tsv, line 1"):
        entries_of(tmp_path, f"bus\t{right}")


@OURS
def test_every_file_of_ours_is_in_the_format(path: Path) -> None:
    entries = read([path])
    assert len(entries) > 0
    alternatives = [alternative for term in entries for alternative in entries.get(term) or ()]
    assert [a for a in alternatives if not a.words or not 0 < a.weight <= 1] == []


@OURS
def test_no_line_of_ours_holds_a_stray_mark(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    stray = [line for line in lines if line.count("\t") != 1 or " |\t" in line or "||" in line]
    assert stray + [line for line in lines if line != line.strip()] == []


def test_no_phrase_of_ours_is_longer_than_what_is_looked_up() -> None:
    terms = [*english_entries(), *everyday_entries()]
    assert [term for term in terms if not term or len(term.split()) > LONGEST_PHRASE] == []


def test_the_lexicon_is_as_large_as_promised() -> None:
    groups = [
        line
        for path in lexicon_files()
        if path.parent.name == "sv_sv"
        for line in path.read_text(encoding="utf-8").splitlines()
        if "\t" in line and not line.startswith("#")
    ]
    assert len(english_entries()) >= 3000
    assert len(groups) >= 600


@pytest.mark.parametrize(
    ("english", "swedish"),
    [
        ("grant", "bidrag"),
        ("municipality", "kommun"),
        ("health care", "vård"),
        ("bus", "buss"),
        ("library", "bibliotek"),
        ("climate", "klimat"),
        ("school", "skola"),
        ("unemployment", "arbetslöshet"),
        ("broadband", "bredband"),
        ("hospital", "sjukhus"),
    ],
)
def test_what_everybody_asks_for_is_in_it(english: str, swedish: str) -> None:
    assert any(swedish in word for found in english_entries().get(english) or () for word in found.words)


def test_alternatives_come_the_surest_first() -> None:
    entries = english_entries()
    for term in entries:
        weights = [alternative.weight for alternative in entries.get(term) or ()]
        assert weights == sorted(weights, reverse=True)


def test_a_users_own_list_wins_over_ours_and_leaves_the_rest(tmp_path: Path) -> None:
    own = tmp_path / "egen.tsv"
    own.write_text("grant\tgåva 0.5\nwidget maker\tprylmakare\n", encoding="utf-8")
    entries = english_entries(own)
    assert entries.get("grant") == (Alternative(("gåva",), 0.5),)
    assert entries.get("widget maker") == (Alternative(("prylmakare",), 1.0),)
    assert entries.get("bus") == english_entries().get("bus")
    assert not english_entries().get("widget maker")


def test_a_users_list_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconUnreadable, match=r"saknas\.tsv"):
        english_entries(tmp_path / "saknas.tsv")
    broken = tmp_path / "trasig.tsv"
    broken.write_text("bus buss\n", encoding="utf-8")
    with pytest.raises(LexiconUnreadable, match=r"trasig\.tsv, line 1"):
        english_entries(broken)
    latin = tmp_path / "latin.tsv"
    latin.write_bytes("bus\tb\u00e5t\n".encode("latin-1"))
    with pytest.raises(LexiconUnreadable, match=r"latin\.tsv"):
        english_entries(latin)


def test_irregular_forms_lead_to_their_lemma() -> None:
    assert irregular_forms("sv")["böcker"] == "bok"
    assert irregular_forms("en")["children"] == "child"
