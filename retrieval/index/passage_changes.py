"""Tell which passages came, went, moved or were rewritten.

Passages of two snapshots -> PassageChanges. A passage is known by its text: lines that only moved down are
no change.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from retrieval.documents import Passage
from retrieval.index.matching import paired

ALIKE = 50.0  # points of 100 from which a passage is another one rewritten
NEAR = 20  # passages around the place of a rewritten one, among those without a partner
Pair = tuple[Passage, Passage]


@dataclass(frozen=True, slots=True)
class PassageChanges:
    """What differs between the passages of two snapshots."""

    moved: tuple[Pair, ...]  # the same text, in another document
    rewritten: tuple[Pair, ...]
    removed: tuple[Passage, ...]
    added: tuple[Passage, ...]

    @property
    def lost(self) -> int:
        """How many passages are gone with nothing in their document that takes their place."""
        added = Counter(passage.document for passage in self.added)
        removed = Counter(passage.document for passage in self.removed)
        return sum(max(0, count - added[document]) for document, count in removed.items())


def passage_changes(old: Iterable[Passage], new: Iterable[Passage]) -> PassageChanges:
    """What differs."""
    same = paired(old, new, [lambda p: (p.document, p.text), lambda p: p.text])
    moved = tuple(pair for pair in same.pairs if pair[0].document != pair[1].document)
    before, after = _by_document(same.old), _by_document(same.new)
    rewritten = [pair for path in before for pair in _rewritten(before[path], after.get(path, ()))]
    gone = {id(old) for old, _ in rewritten}
    come = {id(new) for _, new in rewritten}
    return PassageChanges(
        moved,
        tuple(rewritten),
        tuple(passage for passage in same.old if id(passage) not in gone),
        tuple(passage for passage in same.new if id(passage) not in come),
    )


def _by_document(passages: Iterable[Passage]) -> Mapping[str, Sequence[Passage]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        found[passage.document].append(passage)
    return found


def _rewritten(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Pair]:
    """Each with the most similar one near its place; both in reading order."""
    taken: set[int] = set()
    for number, passage in enumerate(old):
        near = range(max(0, number - NEAR), min(len(new), number + NEAR + 1))
        scored = [
            (fuzz.ratio(passage.text, new[at].text, score_cutoff=ALIKE), -at)
            for at in near
            if at not in taken
        ]
        score, at = max(scored, default=(0.0, 0))
        if score >= ALIKE:
            taken.add(-at)
            yield passage, new[-at]
