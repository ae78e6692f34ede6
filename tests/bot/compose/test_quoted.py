"""Answers in the documents' own sentences, within the room of an answer."""

from datetime import date

from bot.answer import Answer
from bot.assistant import Asked, Assistant
from bot.compose.quoted import LONGEST_ANSWER
from retrieval.cleaning import clean
from retrieval.documents import Description, Document, LoadedFile, Place, SourceLine
from tests.fakes import FakeSnapshot


def ask(question: str, *lines: str) -> Answer:
    """The answer from one document of one paragraph a line."""
    sources = tuple(SourceLine(line, Place(line=n)) for n, line in enumerate(lines, 1))
    blocks = clean(LoadedFile(sources, wrapped=False))
    description = Description("plan.txt", "Kulturplan", "Region Gävleborg", published="2023")
    snapshot = FakeSnapshot(Document(description, blocks, "plan.txt"))
    return Assistant(snapshot, date(2026, 11, 22)).answer(Asked(question))


def test_the_sentence_that_answers_comes_before_those_around_it() -> None:
    answer = ask(
        "Var ligger slöjdmuseet?",
        "Länet har många museer. Slöjdmuseet ligger i Järvsö. Det har öppet hela året.",
    )
    lead, rest = answer.answer.split("\n")[:2]
    assert (lead, rest) == (
        "Slöjdmuseet ligger i Järvsö. [1]",
        "> Länet har många museer. Det har öppet hela året.",
    )
    assert answer.citations[0].lines == (1, 1)


def test_a_sentence_longer_than_an_answer_is_shortened_at_a_word_and_says_so() -> None:
    sentence = "Slöjdmuseet visar " + "näver och textil " * 120 + "hela året."
    answer = ask("Vad visar slöjdmuseet?", sentence)
    assert len(answer.answer) <= LONGEST_ANSWER
    shown = answer.answer.split(" … [1]")[0]
    assert sentence.startswith(shown + " ")


def test_nobodys_number_stands_in_a_quote_that_did_not_ask_for_it() -> None:
    answer = ask(
        "Vad visar slöjdmuseet?",
        "Slöjdmuseet visar näver och textil. Boka på 0651-15 40 01 eller bokning@slojd.se. Välkommen hit.",
    )
    assert "0651" not in answer.answer
    assert "slojd.se" not in answer.answer


def test_a_list_stands_under_the_line_that_introduces_it() -> None:
    answer = ask(
        "Vilka samlingar finns på slöjdmuseet?",
        "Slöjdmuseet har tre samlingar:",
        "• Näver",
        "• Textil",
        "• Trä",
    )
    assert answer.answer.startswith("Slöjdmuseet har tre samlingar:\n- Näver\n- Textil\n- Trä")
