"""Name the documents that an uploaded file resembles: the same content, or much of the same text.

Staged file, Standings, snapshot -> Similars. Candidates are found by a few stretches of the text in the
lexical index; then runs of five words are compared (Broder, 1997). Nothing is refused for it, and a file that
cannot be read in time is not compared at all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from bot.admin.staging import StagedFile
from bot.admin.standing import Standing
from retrieval.cleaning import clean
from retrieval.corpus.catalogue import composed
from retrieval.corpus.loaders.guard import GuardedLoader
from retrieval.corrected.snapshot import CorrectedSnapshot
from retrieval.errors import FileRefused
from retrieval.index.snapshot import Snapshot
from retrieval.language.detection import language_of
from retrieval.language.tokens import words_of

RUN = 5  # words; shared runs of fewer stand in unrelated texts too
FEWEST_RUNS = 20  # of a text that says enough to be compared
SHARE = 0.5  # of the shorter text's runs, from which on a document is named
LARGEST = 2_000_000  # bytes of a file that is read for this
READING_S = 2.0  # for the child that reads PDF, Word and HTML
SEARCHING_S = 0.5
MOST_LINES = 3_000  # of the text; a beginning tells as much
STRETCHES = 8  # of the text that are sought
STRETCH_WORDS = 16
HITS = 5  # for each stretch
CANDIDATES = 5  # documents that are compared in full
NAMED = 5

Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Similar:
    """A document, and how much of the shorter of two texts stands in the other: 1 for the same content."""

    path: str
    share: float


def same_content(digest: str, path: str, documents: Iterable[Standing]) -> list[Similar]:
    """Other documents of the very same content, those withdrawn left out."""
    alike = (each for each in documents if each.digest == digest and each.path != path)
    return [Similar(each.path, 1.0) for each in alike if each.state != "withdrawn"]


def same_text(
    staged: StagedFile, path: str, snapshot: Snapshot | CorrectedSnapshot, loader: GuardedLoader
) -> list[Similar] | None:
    """Other documents of a snapshot with much of the same text; None where the file was not compared."""
    words = _words_in(staged, path, loader)
    if words is None:
        return None
    runs = runs_of(words)
    if len(runs) < FEWEST_RUNS:
        return []
    candidates = _candidates(words, path, snapshot)
    shares = [(each, shared(runs, _runs_of_document(each, snapshot))) for each in candidates]
    found = [Similar(composed(each), round(share, 2)) for each, share in shares if share >= SHARE]
    return sorted(found, key=lambda each: -each.share)[:NAMED]


def runs_of(words: Sequence[str]) -> Runs:
    """Every run of five words."""
    return frozenset(tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def shared(one: Runs, other: Runs) -> float:
    """Which part of the shorter text stands in the other."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= FEWEST_RUNS else 0.0


def reader() -> GuardedLoader:
    """What reads files for this; to be closed."""
    return GuardedLoader(READING_S)


def _words_in(staged: StagedFile, name: str, loader: GuardedLoader) -> list[str] | None:
    """The words of a file's cleaned text; None for one that is too large, too slow or not to be read."""
    if staged.size > LARGEST:
        return None
    try:
        loaded = loader.load_path(staged.path, name)
    except (FileRefused, OSError):
        return None
    blocks = clean(replace(loaded, lines=loaded.lines[:MOST_LINES]))
    return [word for block in blocks for word in words_of(block.text)]


def _candidates(words: Sequence[str], path: str, snapshot: Snapshot | CorrectedSnapshot) -> list[str]:
    """The documents that stretches of the text are found in, the most frequent first."""
    until = perf_counter() + SEARCHING_S
    language = language_of(" ".join(words[:400]), "sv")
    found: Counter[str] = Counter()
    step = max(1, (len(words) - STRETCH_WORDS) // STRETCHES)
    for start in range(0, len(words), step)[:STRETCHES]:
        concepts = snapshot.analyser.concepts(" ".join(words[start : start + STRETCH_WORDS]), language)
        ids = [number for number, _ in snapshot.lexical.search(concepts, HITS)]
        found.update({passage.document for passage in snapshot.store.passages(ids)})
        if perf_counter() > until:
            break
    return [each for each, _ in found.most_common(CANDIDATES + 1) if composed(each) != path][:CANDIDATES]


def _runs_of_document(path: str, snapshot: Snapshot | CorrectedSnapshot) -> Runs:
    words = [word for passage in snapshot.store.of_document(path) for word in words_of(passage.text)]
    return runs_of(words)
