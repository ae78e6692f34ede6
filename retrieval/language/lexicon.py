"""The lexicon: English to Swedish, everyday to official, irregular forms. Data files, read once.

The format is described beside the files, in lexicon/FORMAT.md.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from retrieval.documents import Language
from retrieval.errors import LexiconUnreadable
from retrieval.language.tokens import words_of

WEIGHT = re.compile(r"\s(0?\.\d+|1(?:\.0)?)$")
LONGEST_PHRASE = 4  # words on the left side


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way to say the same, and how sure it is."""

    words: tuple[str, ...]
    weight: float  # above 0, at most 1





def parse(lines: Iterable[str], source: str = "lexicon") -> Iterator[tuple[str, Alternative]]:
    """Each left side with one of its alternatives. Raises LexiconUnreadable, naming file and line."""
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if not text.strip() or text.startswith("#"):
            continue
        left, tab, right = text.partition("\t")
        if not tab or not left.strip() or not right.strip():
            raise LexiconUnreadable(f"{source}, line {number}: two columns with one tab between them are needed")
        for term in _split(left):
            for alternative in _split(right):
                yield " ".join(words_of(term)), _alternative(alternative)


def _split(column: str) -> list[str]:
    return [part.strip() for part in column.split(" | ") if part.strip()]


def _alternative(text: str) -> Alternative:
    match = WEIGHT.search(text)
    words = text[: match.start()] if match else text
    return Alternative(tuple(words_of(words)), float(match.group(1)) if match else 1.0)


def _files(folder: str) -> list[Path]:
    root = Path(str(files("retrieval.language"))) / "lexicon" / folder
    return sorted(root.glob("*.tsv"))


def lexicon_files() -> list[Path]:
    """Every data file of the lexicon, for the snapshot's key."""
    return [path for folder in ("en_sv", "sv_sv", "forms") for path in _files(folder)]


@lru_cache(maxsize=2)
def irregular_forms(language: Language) -> Mapping[str, str]:
    """Irregular forms and their lemmas."""
    forms: dict[str, str] = {}
    for path in _files("forms"):
        if path.stem == language:
            with path.open(encoding="utf-8") as lines:
                forms.update((form, " ".join(lemma.words)) for form, lemma in parse(lines, path.name))
    return forms


@lru_cache(maxsize=4)
def everyday_entries() -> Mapping[str, tuple[Alternative, ...]]:
    """Everyday Swedish to official Swedish."""
    return _merged(_files("sv_sv"))


@lru_cache(maxsize=4)
def english_entries(extra: Path | None = None) -> Mapping[str, tuple[Alternative, ...]]:
    """English to Swedish; the alternatives of a user's own file replace ours."""
    entries = dict(_merged(_files("en_sv")))
    if extra is not None:
        try:
            entries.update(_merged([extra]))
        except (OSError, UnicodeDecodeError) as error:
            raise LexiconUnreadable(f"{extra}: {error}") from error
    return entries


def _merged(paths: Iterable[Path]) -> dict[str, tuple[Alternative, ...]]:
    merged: dict[str, dict[tuple[str, ...], float]] = {}
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for term, alternative in parse(lines, path.name):
                weights = merged.setdefault(term, {})
                weights[alternative.words] = max(weights.get(alternative.words, 0.0), alternative.weight)
    return {term: _ordered(weights) for term, weights in merged.items()}


def _ordered(weights: Mapping[tuple[str, ...], float]) -> tuple[Alternative, ...]:
    return tuple(Alternative(words, weight) for words, weight in sorted(weights.items(), key=lambda w: -w[1]))
