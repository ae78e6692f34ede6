"""The lexicon: English to Swedish, everyday to official, irregular forms. Data files, read once.

The format is described beside the files, in lexicon/FORMAT.md.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from retrieval.documents import Language
from retrieval.errors import LexiconUnreadable
from retrieval.language.tokens import words_of

WEIGHT = re.compile(r"\s(0?\.\d+|1(?:\.0)?)$")
OUT_OF_BOUNDS = re.compile(r"\s(?:0|0?\.0+|[2-9]|1\.0*[1-9]\d*|(?:[2-9]|\d{2,})\.\d+)(?=\s*(?:\||$))")
PLAIN = re.compile(r"^[a-zåäöé ]+$")
LONGEST_PHRASE = 4  # words on the left side


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way to say the same, and how sure it is."""

    words: tuple[str, ...]
    weight: float  # above 0, at most 1


class Entries(Mapping[str, tuple[Alternative, ...]]):
    """A word list: alternatives by the left side's words, each right side read when it is asked for."""

    def __init__(self, columns: Iterable[tuple[str, str]]) -> None:
        self._right: dict[str, list[str]] = {}
        for left, right in columns:
            for term in _split(left):
                self._right.setdefault(" ".join(_words(term)), []).append(right)
        self._read: dict[str, tuple[Alternative, ...]] = {}

    def __len__(self) -> int:
        return len(self._right)

    def __iter__(self) -> Iterator[str]:
        return iter(self._right)

    def __contains__(self, term: object) -> bool:
        return term in self._right

    def __getitem__(self, term: str) -> tuple[Alternative, ...]:
        """The alternatives of a term, the surest first."""
        if term not in self._read:
            self._read[term] = _merged(self._right[term])
        return self._read[term]

    def replaced_by(self, other: "Entries") -> "Entries":
        """The same list with the entries of another in place of its own."""
        self._right.update(other._right)
        self._read.clear()
        return self


def parse(lines: Iterable[str], source: str = "lexicon") -> Iterator[tuple[str, str]]:
    """The two columns of each entry. Raises LexiconUnreadable, naming file and line."""
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if not text.strip() or text.startswith("#"):
            continue
        left, tab, right = text.partition("\t")
        if not tab or "\t" in right or not left.strip() or not right.strip():
            raise LexiconUnreadable(
                f"{source}, line {number}: two columns with one tab between them are needed"
            )
        if match := OUT_OF_BOUNDS.search(right):
            raise LexiconUnreadable(
                f"{source}, line {number}: the weight{match.group()} is not above 0 and at most 1"
            )
        yield left.casefold(), right.casefold()


def _split(column: str) -> list[str]:
    return [part.strip() for part in column.split(" | ") if part.strip()]


def _merged(columns: Sequence[str]) -> tuple[Alternative, ...]:
    """The alternatives of several right sides, each with its highest weight."""
    weights: dict[tuple[str, ...], float] = {}
    for column in columns:
        for part in _split(column):
            alternative = _alternative(part)
            weights[alternative.words] = max(weights.get(alternative.words, 0.0), alternative.weight)
    return tuple(
        Alternative(words, weight) for words, weight in sorted(weights.items(), key=lambda item: -item[1])
    )


def _alternative(text: str) -> Alternative:
    match = WEIGHT.search(text)
    words = text[: match.start()] if match else text
    return Alternative(tuple(_words(words)), float(match.group(1)) if match else 1.0)


def _words(text: str) -> list[str]:
    """The words of an entry as a question's are cut; the plain ones, nearly all, by blanks alone."""
    return text.split() if PLAIN.match(text) else words_of(text)


def _files(folder: str) -> list[Path]:
    root = Path(str(files("retrieval.language"))) / "lexicon" / folder
    return sorted(root.glob("*.tsv"))


def lexicon_files() -> list[Path]:
    """Every data file of the lexicon, for the snapshot's key."""
    return [path for folder in ("en_sv", "sv_sv", "forms") for path in _files(folder)]


def read(paths: Iterable[Path]) -> Entries:
    """The entries of several files. Raises LexiconUnreadable."""
    return Entries(columns for path in paths for columns in _columns(path))


def _columns(path: Path) -> list[tuple[str, str]]:
    try:
        return list(parse(path.read_text(encoding="utf-8").splitlines(), path.name))
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconUnreadable(f"{path}: {error}") from error


@lru_cache(maxsize=2)
def irregular_forms(language: Language) -> Mapping[str, str]:
    """Irregular forms and their lemmas."""
    return {
        form: lemma for path in _files("forms") if path.stem == language for form, lemma in _columns(path)
    }


@lru_cache(maxsize=1)
def everyday_entries() -> Entries:
    """Everyday Swedish to official Swedish."""
    return read(_files("sv_sv"))


@lru_cache(maxsize=4)
def english_entries(extra: Path | None = None) -> Entries:
    """English to Swedish; the alternatives of a user's own file replace ours."""
    entries = read(_files("en_sv"))
    return entries.replaced_by(read([extra])) if extra is not None else entries
