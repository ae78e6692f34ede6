"""Claims on whole answers: what is faithful passes, what is false reaches nobody."""

import re

import pytest

from bot.verifying.checking import check_sentence
from retrieval.language.detection import language_of
from retrieval.language.sentences import sentence_spans
from tests.bot.verifying.measuring import CORPUS, matcher, passes_whole, reaches_a_reader
from tests.bot.verifying.tables import Case, lies, paraphrases, passages, source_of

LEAST_LIES, LEAST_KINDS, LEAST_FAITHFUL = 340, 25, 230
FAITHFUL_SHARE = 0.95  # of the paraphrases that must pass whole


@pytest.mark.parametrize("lie", lies(), ids=lambda lie: f"{lie.kind}: {lie.text}")
def test_a_lie_reaches_nobody(lie: Case) -> None:
    assert not reaches_a_reader(lie)


def test_nearly_every_faithful_answer_passes_whole() -> None:
    lost = [case.text for case in paraphrases() if not passes_whole(case)]
    assert len(lost) <= (1 - FAITHFUL_SHARE) * len(paraphrases()), lost


@pytest.mark.parametrize("language", ["sv", "en"])
def test_faithful_answers_pass_in_either_language(language: str) -> None:
    cases = [case for case in paraphrases() if case.language == language]
    assert sum(map(passes_whole, cases)) >= FAITHFUL_SHARE * len(cases)


def test_the_tables_are_wide_enough() -> None:
    assert len(lies()) >= LEAST_LIES
    assert len({case.kind for case in lies()}) >= LEAST_KINDS
    assert len(paraphrases()) >= LEAST_FAITHFUL
    for cases in (lies(), paraphrases()):
        assert {case.language for case in cases} == {"sv", "en"}


def test_many_of_the_shown_passages_are_of_other_regions() -> None:
    shown = {name for case in (*lies(), *paraphrases()) for name in case.shown}
    assert len([name for name in shown if not passages()[name].get("corpus")]) >= 10


def test_the_passages_of_the_corpus_stand_in_it() -> None:
    letters = [letters_of(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.rglob("*.txt"))]
    for name, given in passages().items():
        if given.get("corpus"):
            for line in given["text"].strip().split("\n"):
                assert any(letters_of(line)[:40] in each for each in letters), name


def letters_of(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text).casefold()


@pytest.mark.parametrize("name", [name for name in passages() if name != "forgiftad"])
def test_a_sentence_of_a_source_stands_by_itself(name: str) -> None:
    source = source_of(name)
    language = language_of(source.text)
    for first, last in sentence_spans(source.text):
        quoted = source.text[first:last]
        if len(quoted.split()) > 5 and quoted.endswith("."):
            checked = check_sentence(f"{quoted[:-1]} [1].", {1: source}, language, matcher())
            assert checked.fault is None, (quoted, checked)


def test_a_quoted_sentence_that_lost_a_word_is_no_quote() -> None:
    source = source_of("innovationscheck")
    quoted = "Stödet kan inte användas till löpande drift eller marknadsföring"
    assert check_sentence(f"{quoted} [1].", {1: source}, "sv", matcher()).kept
    assert not check_sentence(f"{quoted.replace('inte ', '')} [1].", {1: source}, "sv", matcher()).kept
