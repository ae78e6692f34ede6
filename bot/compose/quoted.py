"""Answer in the documents' own sentences: those that answer first, then what a reader needs around them.

Evidence -> text and citations, without a model.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer import Citation
from bot.compose.sources import cite, source_line
from bot.evidence import Evidence, Reader, Sentence
from bot.wording import say
from retrieval.documents import Passage, Place
from retrieval.registers.contacts.details import details_in
from retrieval.retriever import Retriever

LONGEST_ANSWER = 1000  # characters of the whole answer, its sources included
FIRST_SHARE = 0.62  # of the room for the first passage, when a second one is shown
FITS_BETTER = 0.5  # of the best passage's value, from which one that holds what was expected comes first
CLOSE = 0.85  # of the best passage's value, from which a second one is shown
BEFORE, AFTER = 1, 2  # passages of the same section from which sentences are taken
FITTING = 0.45  # what holding all that was expected adds to a sentence's worth
IN_BEST = 0.3  # what standing in the best passage adds
FARTHER = 0.05  # what each passage between takes away
MERE_HEADING = 0.3  # what being a heading takes away
AHEAD = 0.08  # what each sentence between takes away from what a side promises
REACH = 5  # sentences that a side is looked ahead
LONGEST_ENTRY = 160  # characters of a list's entry
FINISHING = 100  # characters over the room that a sentence may take to its end
LEAST_QUOTE = 120  # characters of room worth filling


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted answer before it is verified."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence that may be shown, with the passage it stands in."""

    passage: Passage
    sentence: Sentence
    worth: float
    shortened: bool = False

    @property
    def text(self) -> str:
        whole = self.passage.text[self.sentence.start : self.sentence.end]
        return f"{whole} …" if self.shortened else whole


def quote(
    reader: Reader,
    evidence: Sequence[Evidence],
    retriever: Retriever,
    today: date,
    room: int = LONGEST_ANSWER,
) -> Quoted:
    """The answer in quotes from the best one or two passages, as much as there is room for, in characters."""
    language = reader.question.language
    chosen = _chosen(evidence)
    foreign = any(retriever.describe(item.passage.document).language != language for item in chosen)
    note = say(language, "quote_language") if foreign else ""
    room -= len(note)
    blocks: list[str] = []
    sources: list[str] = []
    citations: list[Citation] = []
    shown: set[int] = set()
    for number, item in enumerate(chosen, 1):
        description = retriever.describe(item.passage.document)
        draft = cite(number, description, *item.passage.span, "", today)
        overhead = len(source_line(draft, item.passage.path, language)) + 14
        share = room - overhead if number == len(chosen) else int((room - overhead) * FIRST_SHARE)
        if item.passage.id in shown or (blocks and share < LEAST_QUOTE):
            continue
        lines, lead = _stretch(reader, item, retriever, share, shown)
        length = sum(len(line.text) + 1 for line in lines)
        if blocks and length > share + FINISHING:
            continue
        if length > room - overhead + FINISHING:
            lines = lead = [_shortened(lead[0], room - overhead)]
        citation = cite(
            len(citations) + 1, description, *_extent(lines), " ".join(line.text for line in lines), today
        )
        blocks.append(_block(lines, lead, citation.number))
        sources.append(source_line(citation, item.passage.path, language))
        citations.append(citation)
        shown.update(line.passage.id for line in lines)
        room -= len(blocks[-1]) + len(sources[-1]) + 3
    text = "\n\n".join([*blocks, *([note] if note else []), "\n".join(sources)])
    return Quoted(text, tuple(citations))


def _chosen(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best passage that holds what was expected, and a second one that is nearly as good."""
    best = evidence[0]
    if not best.fits:
        fitting = [e for e in evidence if e.fits and e.value >= FITS_BETTER * best.value]
        best = next(iter(fitting), best)
    others = [e for e in evidence[:4] if e is not best and e.value >= CLOSE * best.value]
    return [best, *[e for e in others if e.of_region >= best.of_region][:1]]


def _stretch(
    reader: Reader, evidence: Evidence, retriever: Retriever, room: int, shown: Container[int]
) -> tuple[list[_Line], list[_Line]]:
    """The sentences that stand together around the best one, and those of them that answer."""
    own = evidence.passage
    passages = [p for p in retriever.around(own, BEFORE, AFTER) if p.id == own.id or p.id not in shown]
    lines = [_line(passage, sentence, own) for passage in passages for sentence in reader.sentences(passage)]
    lines = [line for line in lines if not _gives_details(line)] or lines
    best = max(range(len(lines)), key=lambda index: (lines[index].worth, -index))
    first, last = _grown(lines, best, room)
    taken = lines[first : last + 1]
    return taken, _leading(taken, lines[best])


def _line(passage: Passage, sentence: Sentence, own: Passage) -> _Line:
    """A sentence's worth: what it says of the question, what it holds of the expected, where it stands."""
    distance = abs(passage.id - own.id)
    worth = sentence.coverage + FITTING * sentence.fits - FARTHER * distance
    worth += IN_BEST * (distance == 0) - MERE_HEADING * is_heading(passage, sentence)
    return _Line(passage, sentence, worth)


def _gives_details(line: _Line) -> bool:
    """Whether a sentence gives somebody's number or address, which nobody asked for: contacts are records."""
    return any(True for _ in details_in(line.text))


def _shortened(line: _Line, room: int) -> _Line:
    """As many of a sentence's words as there is room for: for the sentence that is longer than an answer."""
    start = line.sentence.start
    end = line.passage.text.rfind(" ", start, start + max(LEAST_QUOTE, room) - 2)
    if not start < end < line.sentence.end:
        return line
    return replace(line, sentence=replace(line.sentence, end=end), shortened=True)


def is_heading(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence is the heading that its passage begins with."""
    return sentence.start == 0 and passage.text[: sentence.end] == "".join(passage.path[-1:])


def _grown(lines: Sequence[_Line], best: int, room: int) -> tuple[int, int]:
    """The first and last of the sentences around the best one that fit, the worthier side first."""
    first = last = best
    left = room - len(lines[best].text)
    while True:
        sides = [(_pull(lines, last + 1, 1), last + 1), (_pull(lines, first - 1, -1), first - 1)]
        sides = [
            (pull, index)
            for pull, index in sides
            if 0 <= index < len(lines) and len(lines[index].text) + 1 <= left
        ]
        if not sides:
            return first, last
        _, index = max(sides, key=lambda side: (side[0], side[1]))
        left -= len(lines[index].text) + 1
        first, last = min(first, index), max(last, index)


def _pull(lines: Sequence[_Line], index: int, step: int) -> float:
    """How much is to be won on a side: its best sentence within reach, less by its distance."""
    reach = [
        lines[i].worth - AHEAD * distance
        for distance in range(REACH)
        if 0 <= (i := index + step * distance) < len(lines)
    ]
    return max(reach, default=0.0)


def _leading(taken: Sequence[_Line], best: _Line) -> list[_Line]:
    """The sentence that holds what was expected, the best one, and the entries that it introduces."""
    start = taken.index(best)
    fullest = max(taken, key=lambda line: (line.sentence.fits, line.worth))
    if fullest.sentence.fits > best.sentence.fits and not is_heading(fullest.passage, fullest.sentence):
        return [fullest, best] if not is_heading(best.passage, best.sentence) else [fullest]
    if not best.text.endswith(":"):
        return [best]
    entries = []
    for line in taken[start + 1 :]:
        if len(line.text) > LONGEST_ENTRY:
            break
        entries.append(line)
    return [best, *entries]


def _extent(lines: Sequence[_Line]) -> tuple[Place, Place]:
    """The places of the first and the last character that is shown."""
    first, last = lines[0], lines[-1]
    return (
        first.passage.content.place_at(first.sentence.start),
        last.passage.content.place_at(last.sentence.end - 1),
    )


def _block(lines: Sequence[_Line], lead: Sequence[_Line], number: int) -> str:
    """What answers, with its number; under it the sentences around."""
    rest = [line for line in lines if line not in lead and not is_heading(line.passage, line.sentence)]
    head = f"{_joined(lead)} [{number}]"
    return "\n> ".join([head, *_joined(rest).split("\n")]) if rest else head


def _joined(lines: Sequence[_Line]) -> str:
    """Sentences on one line, entries of a list on lines of their own."""
    entries = [line for line in lines if not line.text.endswith((".", "!", "?", ":"))]
    if len(entries) >= 2:
        return "\n".join(f"- {line.text}" if line in entries else line.text for line in lines)
    return " ".join(line.text for line in lines)
