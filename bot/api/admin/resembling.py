"""Tell with an upload which documents it resembles, within the time that a reply may take.

Changed, StagedFiles -> UploadedOuts.
"""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from time import perf_counter

from bot.admin.administration import Administration
from bot.admin.similar import Similar, reader, same_content, same_text
from bot.admin.staging import StagedFile
from bot.admin.standing import Standing
from bot.api.admin.changing import Changed
from bot.api.admin.document_forms import UploadedOut, uploaded_out
from bot.wiring import NotReady
from retrieval.errors import SnapshotBroken

COMPARING_S = 4.0  # for all files of a request; those left are not compared


def with_similar(
    administration: Administration, changed: Changed, files: Sequence[StagedFile]
) -> list[UploadedOut]:
    """The uploaded documents, each with those that it resembles."""
    found = _found_by_text(administration, changed.documents, files)
    replies = []
    for standing, staged, by_text in zip(changed.documents, files, found, strict=True):
        named = same_content(staged.digest, standing.path, changed.everything)
        paths = {each.path for each in named}
        named += [each for each in by_text or () if each.path not in paths]
        replies.append(uploaded_out(standing, named, compared=by_text is not None))
    return replies


def _found_by_text(
    administration: Administration, documents: Sequence[Standing], files: Sequence[StagedFile]
) -> list[list[Similar] | None]:
    """What each file resembles by its text; None for what was not compared."""
    found: list[list[Similar] | None] = [None] * len(files)
    until = perf_counter() + COMPARING_S
    with ExitStack() as opened:
        try:
            snapshot = opened.enter_context(administration.serving.snapshot())
        except (NotReady, SnapshotBroken):
            return found
        loader = opened.enter_context(closing(reader()))
        for number, (standing, staged) in enumerate(zip(documents, files, strict=True)):
            if perf_counter() < until:
                found[number] = same_text(staged, standing.path, snapshot, loader)
    return found
