"""The fault that we fear most: a number, an address, a sum or a date that does not stand in what is cited."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Citation
from bot.assistant import Asked, Assistant
from retrieval.index.snapshot import open_current
from retrieval.ingest import ingest

CORPUS = Path(__file__).parents[2] / "docs_corpus"
CLAIM = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an e-mail address
    r"|(?<!\w)0\d{1,3}[ -]\d{2,3}[ \d]{4,9}\d"  # a telephone number
    r"|\d[\d ,.]*\s?(?:kronor|mkr|mnkr|miljon\w*|miljard\w*|procent|%)"  # a sum or a share
    r"|\d{1,2}\s(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
    r"|\d{4}-\d{2}-\d{2}"
)
ASKS = (
    "Hur mycket pengar finns det för {}?",
    "Vem är kontakt för {} och vad är telefonnumret?",
    "När beslutades det om {}?",
    "How much support is there for {}, and who do I call?",
    "Hur många procent gäller {}?",
    "{} mejl",
    "Vilken prioritering gäller {}?",
    "Vilka stöd finns för {}?",
    "Can we still apply for money for {}?",
    "Vem var kontakt för {} 2018?",
)
OF_RECORDS = (
    "Vad är {}?",
    "Kan man söka {} i dag?",
    "Hur mycket pengar finns i {} och vem ringer jag?",
    "Since when does {} apply, and what did it replace?",
    "Vem är kontakt för {}?",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    data = tmp_path_factory.mktemp("data")
    ingest(CORPUS, data)
    snapshot = open_current(data)
    assert snapshot is not None
    with snapshot:
        yield Assistant(snapshot, date(2026, 11, 22))


def squeezed(text: str) -> str:
    """Text without blanks, line-end hyphens or letters' forms: what the source and a quote have in common."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).casefold()


def cited_source(citation: Citation) -> str:
    """The lines of the file itself, as it lies in the corpus."""
    assert citation.lines is not None
    lines = (CORPUS / citation.document).read_text(encoding="utf-8").split("\n")
    return squeezed("".join(lines[citation.lines[0] - 1 : citation.lines[1]]))


def invented(answer: Answer) -> list[str]:
    """The claims of an answer that do not stand in the lines it cites."""
    body = answer.answer.rpartition("\n\n[1]")[0] or answer.answer
    sources = "|".join(cited_source(citation) for citation in answer.citations)
    return [claim for claim in CLAIM.findall(body) if squeezed(claim) not in sources]


def corpus_words() -> list[str]:
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.txt")))
    return sorted(set(re.findall(r"\b[A-ZÅÄÖ]?[a-zåäö]{5,}\b", text)))


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(st.sampled_from(corpus_words()), min_size=1, max_size=3),
    ask=st.sampled_from(ASKS),
)
def test_every_claim_of_any_answer_stands_in_the_cited_lines(
    assistant: Assistant, words: list[str], ask: str
) -> None:
    answer = assistant.answer(Asked(ask.format(" ".join(words))))
    assert invented(answer) == []
    assert len(answer.answer) <= 1200
    assert len(answer.citations) <= 5
    assert (answer.status == "answered") == bool(answer.citations)


def test_every_contact_can_be_asked_for_by_name_and_nothing_of_the_answer_is_invented(
    assistant: Assistant,
) -> None:
    for contact in assistant.retriever.contacts:
        answer = assistant.answer(Asked(f"Vad har {contact.name} för telefonnummer?"))
        assert contact.name in answer.answer
        assert invented(answer) == []


def test_whatever_is_asked_of_any_record_nothing_is_invented(assistant: Assistant) -> None:
    retriever = assistant.retriever
    names = [record.name for record in retriever.funding] + [plan.name for plan in retriever.plans]
    names += [item.name or f"delprioritering {item.number}" for s in retriever.strategies for item in s.items]
    assert len(names) > 80
    for name in names:
        for ask in OF_RECORDS:
            answer = assistant.answer(Asked(ask.format(name)))
            assert invented(answer) == [], (ask.format(name), answer.answer)
            assert len(answer.citations) <= 5


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_at_all_is_answered_without_invention(assistant: Assistant, text: str) -> None:
    assert invented(assistant.answer(Asked(text))) == []
