"""Read the corpus's files into clean blocks; what was read before is taken from where it was kept.

SourceFiles -> CleanedFiles and RefusedFiles. No file stops the others: one that vanishes is left out, one
that changes is taken as it was read, one that cannot be read is listed with the reason.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.cleaning import clean
from retrieval.coding import from_plain, to_plain
from retrieval.corpus.loaders.guard import GuardedLoader
from retrieval.corpus.marking import marks_of
from retrieval.corpus.overlay import NO_OVERLAY, Overlay
from retrieval.documents import Block, FileMetadata, Instructing, RefusedFile, SourceFile
from retrieval.durable import replace_file
from retrieval.errors import FileRefused

Progress = Callable[[str, int, int], None]  # stage, done, total
COMPRESSION = 3  # of 9: a third slower than none to write, a tenth of the size


@dataclass(frozen=True, slots=True)
class CleanedFile:
    """A file's clean text, and what the file says of itself."""

    path: str
    digest: str  # of the content that was read
    blocks: tuple[Block, ...]
    metadata: FileMetadata
    instructing: tuple[Instructing, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was read and is not indexed."""

    digest: str
    file: RefusedFile


@dataclass(frozen=True, slots=True)
class ReadCorpus:
    """All that was read of a corpus."""

    files: tuple[CleanedFile, ...]
    refusals: tuple[Refusal, ...]
    cleaned: int  # files that were read and cleaned anew
    kept: frozenset[str] = field(default=frozenset())  # names of the kept results that were used


def read_files(
    corpus: Path,
    sources: Sequence[SourceFile],
    cache: "CleanedCache",
    progress: Progress,
    again: bool = False,
    overlay: Overlay = NO_OVERLAY,
) -> ReadCorpus:
    """Every source, cleaned; `again` reads also those that were kept."""
    files: list[CleanedFile] = []
    refusals: list[Refusal] = []
    cleaned = 0
    with GuardedLoader() as loader:
        for done, source in enumerate(sources, 1):
            kept = None if again else cache.recall(source.path, source.digest)
            cleaned += kept is None
            result = kept or _read(overlay.place_of(corpus, source.path), source, loader, cache)
            if isinstance(result, CleanedFile):
                files.append(result)
            elif result is not None:
                refusals.append(result)
            progress("read", done, len(sources))
    used = frozenset(cache.name_of(file.path, file.digest) for file in files)
    used |= {cache.name_of(refusal.file.path, refusal.digest) for refusal in refusals}
    return ReadCorpus(tuple(files), tuple(refusals), cleaned, used)


def _read(
    place: Path, source: SourceFile, loader: GuardedLoader, cache: "CleanedCache"
) -> CleanedFile | Refusal | None:
    """Read and clean one file; None if it is gone."""
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return Refusal("unreadable", RefusedFile(source.path, "unreadable", type(error).__name__))
    digest = hashlib.sha256(content).hexdigest()
    result = _cleaned(source.path, digest, content, loader)
    try:
        cache.keep(result)
    except UnicodeEncodeError as error:  # half of a surrogate pair: no file and no database takes it
        return Refusal(digest, RefusedFile(source.path, "broken", error.reason))
    return result


def _cleaned(path: str, digest: str, content: bytes, loader: GuardedLoader) -> CleanedFile | Refusal:
    try:
        loaded = loader.load(content, path)
        blocks = clean(loaded)
    except FileRefused as refusal:
        return Refusal(digest, RefusedFile(path, refusal.reason, refusal.detail))
    except Exception as error:  # what a loader or cleaning trips over concerns this file alone
        return Refusal(digest, RefusedFile(path, "broken", f"{type(error).__name__}: {error}"))
    if not blocks:
        return Refusal(digest, RefusedFile(path, "no_text", "nothing but furniture"))
    return CleanedFile(path, digest, blocks, loaded.metadata, marks_of(loaded, blocks))


class CleanedCache:
    """What files were cleaned to, by their content and by the code that cleaned them."""

    def __init__(self, directory: Path, code: str) -> None:
        self._directory = directory
        self._code = code  # digest of the code that loads and cleans

    def name_of(self, path: str, digest: str) -> str:
        """Where a result is kept; a file's ending may decide how it is read."""
        ending = Path(path).suffix.lower()
        return hashlib.sha256(f"{digest} {ending} {self._code}".encode()).hexdigest()[:40] + ".json.gz"

    def recall(self, path: str, digest: str) -> CleanedFile | Refusal | None:
        """The kept result; None if there is none that can be read."""
        try:
            plain = json.loads(gzip.decompress((self._directory / self.name_of(path, digest)).read_bytes()))
            if "reason" in plain:
                return Refusal(digest, RefusedFile(path, plain["reason"], plain["detail"]))
            blocks = tuple(from_plain(Block, block) for block in plain["blocks"])
            marks = tuple(from_plain(Instructing, mark) for mark in plain["instructing"])
            return CleanedFile(path, digest, blocks, from_plain(FileMetadata, plain["metadata"]), marks)
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def keep(self, result: CleanedFile | Refusal) -> None:
        """Keep a result; a folder that cannot be written costs time, not the run."""
        if isinstance(result, CleanedFile):
            path = result.path
            parts = ("blocks", "metadata", "instructing")
            plain = {part: to_plain(getattr(result, part)) for part in parts}
        else:
            path = result.file.path
            plain = {"reason": result.file.reason, "detail": result.file.detail}
        content = gzip.compress(json.dumps(plain, ensure_ascii=False).encode(), COMPRESSION)
        with suppress(OSError):
            self._directory.mkdir(parents=True, exist_ok=True)
            replace_file(self._directory / self.name_of(path, result.digest), content)

    def forget_others(self, used: frozenset[str]) -> None:
        """Delete what no file of the corpus came to any more."""
        for path in self._unused(used):
            with suppress(OSError):
                path.unlink()

    def _unused(self, used: frozenset[str]) -> Iterator[Path]:
        return (path for path in list(self._directory.glob("*")) if path.name not in used)
