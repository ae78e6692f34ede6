"""Answer in the documents' own sentences: those that answer first, then what a reader needs around them.

Evidence -> text and citations, without a model.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer import Citation
from bot.compose.sources import cite, source_line
from bot.evidence import Evidence, Sentence
from bot.question import Expectation, Question
from bot.wording import say
from retrieval.documents import Description, Passage
from retrieval.language.sentences import sentence_spans
from retrieval.retriever import Retriever

LONGEST_ANSWER = 1000  # characters of the whole answer, its sources included
SHORT_PASSAGE = 260  # characters below which the neighbours are shown too
CLOSE = 0.72  # of the best passage's value, from which a second one is shown
LEAST_QUOTE = 120  # characters of room worth filling


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted answer before it is verified."""

    text: str
    citations: tuple[Citation, ...]
    used: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A passage, or several that follow one another, as it is quoted."""

    passages: tuple[Passage, ...]
    lead: tuple[str, ...]  # the sentences that answer
    rest: tuple[str, ...]  # the sentences around them, in reading order


def quote(question: Question, evidence: Sequence[Evidence], retriever: Retriever, today: date) -> Quoted:
    """The answer in quotes from the best one or two passages."""
    chosen = _chosen(evidence)
    stretches = [_stretch(question, item, retriever) for item in chosen]
    descriptions = [retriever.describe(item.passage.document) for item in chosen]
    return _fitted(question, stretches, descriptions, today)


def _chosen(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best passage, and a second one that is nearly as good and says something else."""
    best = evidence[0]
    for other in evidence[1:]:
        if other.value < CLOSE * best.value:
            break
        if other.of_region >= best.of_region:
            return [best, other]
    return [best]


def _stretch(question: Question, evidence: Evidence, retriever: Retriever) -> _Stretch:
    """The sentences of a passage, the answering ones apart; a short passage brings its neighbours."""
    passage = evidence.passage
    text = passage.text
    ranked = sorted(evidence.sentences, key=lambda s: (-(s.coverage + 0.3 * s.fits), s.start))
    leads = _leads(question, ranked, text)
    lead = tuple(text[s.start : s.end] for s in leads)
    rest = tuple(text[s.start : s.end] for s in evidence.sentences if s not in leads)
    passages = [passage]
    introduces = text.rstrip().endswith(":")
    if introduces or len(text) < SHORT_PASSAGE or Expectation.LIST in question.expects:
        before, after = (0, 2) if introduces else (1, 1)
        passages = retriever.around(passage, before, after)
        rest = _around(passages, passage, lead)
    return _Stretch(tuple(passages), lead, rest)


def _leads(question: Question, ranked: Sequence[Sentence], text: str) -> list[Sentence]:
    """The sentence that answers; with a list's items, the line that introduces them stays first."""
    if not ranked:
        return []
    best = ranked[0]
    if "\n" in text and Expectation.LIST in question.expects:
        return sorted(ranked, key=lambda s: s.start)
    return [best]


def _around(passages: Sequence[Passage], own: Passage, lead: Sequence[str]) -> tuple[str, ...]:
    """The neighbours' sentences in reading order, those after the passage before those ahead of it."""
    ordered = [own, *(p for p in passages if p.id > own.id), *(p for p in passages if p.id < own.id)]
    sentences = [p.text[start:end] for p in ordered for start, end in sentence_spans(p.text)]
    return tuple(sentence for sentence in sentences if sentence not in lead)


def _fitted(question: Question, stretches: Sequence[_Stretch], descriptions: Sequence[Description], today: date) -> Quoted:
    """As much of the stretches as there is room for, each with its number, and the sources below."""
    parts: list[str] = []
    sources: list[str] = []
    citations: list[Citation] = []
    used: list[Passage] = []
    foreign = any(d.language != question.language for d in descriptions)
    note = say(question.language, "quote_language") if foreign else ""
    room = LONGEST_ANSWER - len(note)
    for number, (stretch, description) in enumerate(zip(stretches, descriptions, strict=True), 1):
        draft = cite(number, description, *stretch.passages[0].span, "", today)
        overhead = len(source_line(draft, stretch.passages[0].path, question.language)) + 14
        share = room - overhead if number == len(stretches) else int((room - overhead) * 0.62)
        if share < LEAST_QUOTE and parts:
            break
        lead, rest = _cut(stretch, share)
        shown = [*lead, *rest]
        passages = _holding(stretch.passages, shown)
        first, last = _extent(passages, shown)
        quoted = " ".join(shown)
        citation = cite(number, description, first, last, quoted, today)
        block = _block(lead, rest, number)
        line = source_line(citation, passages[0].path, question.language)
        parts.append(block)
        sources.append(line)
        citations.append(citation)
        used.extend(passages)
        room -= len(block) + len(line) + 3
    text = "\n\n".join([*parts, *([note] if note else []), "\n".join(sources)])
    return Quoted(text, tuple(citations), tuple(used))


def _cut(stretch: _Stretch, room: int) -> tuple[list[str], list[str]]:
    """The leads, and the sentences around them that still fit; a lead alone may be longer than the room."""
    lead: list[str] = []
    for sentence in stretch.lead:
        if lead and sum(map(len, lead)) + len(sentence) + len(lead) > room:
            break
        lead.append(sentence)
    left = room - sum(len(sentence) + 1 for sentence in lead) - 8
    rest: list[str] = []
    for sentence in stretch.rest:
        if len(sentence) + 1 > left:
            break
        rest.append(sentence)
        left -= len(sentence) + 1
    return lead, _in_order(stretch, rest)


def _in_order(stretch: _Stretch, sentences: list[str]) -> list[str]:
    """Sentences in the order in which they stand."""
    text = "\n".join(passage.text for passage in stretch.passages)
    return sorted(sentences, key=text.find)


def _block(lead: Sequence[str], rest: Sequence[str], number: int) -> str:
    first = _joined(lead)
    if not rest:
        return f"{first} [{number}]"
    return f"{first} [{number}]\n> {_joined(rest)}"


def _joined(sentences: Sequence[str]) -> str:
    """Sentences on one line, short entries of a list on lines of their own."""
    if len(sentences) >= 3 and sum(not s.endswith((".", "!", "?")) for s in sentences) >= len(sentences) / 2:
        return "\n".join(f"- {s}" if not s.endswith((":", ".")) else s for s in sentences)
    return " ".join(sentences)


def _holding(passages: Sequence[Passage], shown: Sequence[str]) -> list[Passage]:
    """The passages that any of the shown sentences stands in."""
    return [p for p in passages if any(sentence in p.text for sentence in shown)] or list(passages[:1])


def _extent(passages: Sequence[Passage], shown: Sequence[str]) -> tuple:  # type: ignore[type-arg]
    """The places of the first and the last shown character."""
    places = []
    for passage in passages:
        for sentence in shown:
            start = passage.text.find(sentence)
            if start >= 0:
                places.extend(passage.content.places_between(start, start + len(sentence)))
    ordered = sorted(places, key=lambda place: (place.page or 0, place.line or 0))
    return (ordered[0], ordered[-1]) if ordered else passages[0].span
