"""Work out once, over a whole snapshot, which texts are read otherwise than they stand there.

Passages, Registers -> Masks. Reading a passage is then a look into a table.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from retrieval.corrected.erasing import NOBODY, Eraser, Marks
from retrieval.corrected.registers import Registers
from retrieval.documents import Description, Passage
from retrieval.language.tokens import words_of


@dataclass(frozen=True, slots=True)
class Masks:
    """What is taken out of the texts of one snapshot."""

    eraser: Eraser
    scopes: Mapping[str, frozenset[int]] = field(
        default_factory=dict
    )  # who stands in a document by full name
    changed: Mapping[int, Passage] = field(default_factory=dict)  # passages that are read otherwise, by id
    lost: Mapping[str, int] = field(default_factory=dict)  # how often a word is no longer there
    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by document, as they are read

    def text(self, text: str, document: str | None) -> str:
        """A text as it is read in its document."""
        return self.eraser.text(text, self.scopes.get(document or "", NOBODY))

    def passage(self, passage: Passage) -> Passage:
        """A passage as it is read in its document."""
        scope = self.scopes.get(passage.document, NOBODY)
        known = self.headings
        path = tuple(
            read if (read := known.get((passage.document, heading))) else self.eraser.text(heading, scope)
            for heading in passage.path
        )
        return replace(passage, path=path, content=self.eraser.placed(passage.content, scope))


def masks_over(
    passages: Sequence[Passage], known: Mapping[str, Description], registers: Registers, marks: Marks
) -> Masks:
    """The masks for the passages of a snapshot and the corrections' own."""
    full = Eraser(registers.withdrawn, registers.outdated, registers.people, marks)
    scopes = _scopes(full, passages, known)
    ordinary = frozenset(
        word
        for passage in passages
        if passage.document in scopes
        for word in passage.text.split()
        if word.islower()
    )
    eraser = Eraser(registers.withdrawn, registers.outdated, registers.people, marks, ordinary)
    standing = {(passage.document, heading) for passage in passages for heading in passage.path}
    headings = {
        (document, heading): eraser.text(heading, scopes.get(document, NOBODY))
        for document, heading in standing
    }
    masks = Masks(eraser, scopes, headings=headings)
    read = ((passage, masks.passage(passage)) for passage in passages)
    changed = [(before, after) for before, after in read if before != after]
    by_id = {after.id: after for _, after in changed}
    return replace(masks, changed=by_id, lost=_lost(headings, changed))


def _scopes(
    eraser: Eraser, passages: Iterable[Passage], known: Mapping[str, Description]
) -> dict[str, frozenset[int]]:
    """Who stands by full name in which document."""
    scopes = {path: eraser.named_in(description.title) for path, description in known.items()}
    texts = {(passage.document, text) for passage in passages for text in (*passage.path, passage.text)}
    for document, text in texts:
        scopes[document] = scopes.get(document, NOBODY) | eraser.named_in(text)
    return {path: named for path, named in scopes.items() if named}


def _lost(
    headings: Mapping[tuple[str, str], str], changed: Iterable[tuple[Passage, Passage]]
) -> Mapping[str, int]:
    """The words that are gone from passages and, once each, from headings; a mark is no word gained."""
    texts = [(before.text, after.text) for before, after in changed]
    texts += {(heading, read) for (_, heading), read in headings.items() if read != heading}
    lost: Counter[str] = Counter()
    for was, is_now in texts:
        lost += Counter(words_of(was)) - Counter(words_of(is_now))
    return lost
