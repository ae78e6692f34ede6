"""Find a document's file in the corpus folder, and what a new path would collide with there.

Path -> file, or the paths in its way. A path is compared with the names that are listed and never opened as
it was given, so it leads nowhere else.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval.corpus.catalogue import composed
from retrieval.corpus.folder import CATALOGUE, Listing, list_files
from retrieval.errors import CorpusMissing
from retrieval.survey import DIGESTS


def folder_listing(corpus: Path, data: Path) -> Listing:
    """The folder's files; none where there is no folder, since all may have been uploaded."""
    try:
        return list_files(corpus, data / DIGESTS, remember=False)
    except CorpusMissing:
        return Listing((), ())


def folder_file(corpus: Path, path: str) -> Path | None:
    """The folder's own file of a document; None if it has none."""
    if path == CATALOGUE:
        return None
    found = next((place for name, place in _alike(corpus, path.split("/")) if name == path), None)
    return found if found is not None and _is_within(found, corpus) else None


def in_the_way(corpus: Path, path: str) -> list[str]:
    """What would collide in the folder: other capitals, a folder where a file is to be, or the reverse."""
    return [name for name, _ in _alike(corpus, path.split("/")) if name != path]


def collide(one: str, other: str) -> bool:
    """Whether two different paths cannot both be files on every system."""
    first, second = one.casefold(), other.casefold()
    return first == second or first.startswith(f"{second}/") or second.startswith(f"{first}/")


def _alike(folder: Path, parts: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Files that are written alike but for capitals, and what stands at a part as the other kind."""
    wanted = parts[0].casefold()
    for listed in _names(folder):
        name = composed(listed)
        if name.casefold() != wanted:
            continue
        place = folder / listed
        if not place.is_dir():
            yield name, place
        elif len(parts) == 1:
            yield f"{name}/", place
        elif not place.is_symlink():
            yield from ((f"{name}/{rest}", found) for rest, found in _alike(place, parts[1:]))


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as found:  # a tenth of the time that paths take
            return [each.name for each in found if not each.name.startswith(".")]
    except OSError:  # no such folder, or none that may be read
        return []


def _is_within(place: Path, corpus: Path) -> bool:
    """As the folder is listed: a link counts only to a file within it."""
    return place.is_file() and (not place.is_symlink() or place.resolve().is_relative_to(corpus.resolve()))
