"""What a snapshot depends on, as one digest: two equal keys make the same snapshot.

Corpus, catalogues, lexicon, code -> a key. Any change of the code or of an engine makes a new key, so that an
upgrade never serves an index that older code built.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from retrieval.corpus.folder import CATALOGUE
from retrieval.errors import LexiconUnreadable
from retrieval.language.lexicon import lexicon_files

PACKAGE = Path(__file__).parents[1]
ENGINES = ("tantivy", "chromadb", "PyStemmer", "numpy")
READERS = ("pypdfium2", "lxml", "trafilatura", "python-docx", "markdown-it-py")
CLEANING = ("documents.py", "coding.py", "cleaning", "corpus", "language", "instructing.py")


def content_key(corpus_digest: str, corpus: Path, extra_lexicon: Path | None, entries: str = "none") -> str:
    """What a snapshot of a corpus that was read to this digest says; `entries`: the overlay's own."""
    parts = (corpus_digest, _digest_of_file(corpus / CATALOGUE), entries, maker_digest(extra_lexicon))
    return _digest_of(parts)


def snapshot_key(content: str, embedder: str) -> str:
    """The key of a snapshot of this content, whose vectors are of this embedder."""
    return _digest_of((content, embedder))


def maker_digest(extra_lexicon: Path | None) -> str:
    """What a snapshot depends on besides what people wrote: only one of the same maker can be built on.

    The embedder is no part of it: where it is another one, the texts and words are still taken over.
    """
    parts = {
        "lexicon": _lexicon_digest(extra_lexicon),
        "code": package_digest(),
        **_versions(ENGINES),
    }
    return _digest_of(f"{name} {value}" for name, value in sorted(parts.items()))


def corpus_digest(digests: Mapping[str, str]) -> str:
    """One digest for all files, by path."""
    return _digest_of(f"{digest} {path}" for path, digest in sorted(digests.items()))


@cache
def cleaning_digest() -> str:
    """What the cleaned form of a file depends on besides the file."""
    versions = [f"{name} {value}" for name, value in _versions(READERS).items()]
    return _digest_of([code_digest([PACKAGE / part for part in CLEANING]), *versions])


@cache
def package_digest() -> str:
    """The digest of this package's code as this process has loaded it."""
    return code_digest([PACKAGE])


def code_digest(roots: Iterable[Path]) -> str:
    """The digest of Python sources, each with its place."""
    sources = sorted(path for root in roots for path in (root.rglob("*.py") if root.is_dir() else [root]))
    return _digest_of(f"{path.relative_to(PACKAGE).as_posix()} {_digest_of_file(path)}" for path in sources)


def _lexicon_digest(extra: Path | None) -> str:
    if extra is not None and not extra.is_file():
        raise LexiconUnreadable(f"{extra} is not a file")
    return _digest_of(_digest_of_file(path) for path in (*lexicon_files(), *([extra] if extra else [])))


def _versions(packages: Iterable[str]) -> dict[str, str]:
    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    return found


def _digest_of(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _digest_of_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return "none"
