"""Say what an ingest would change, without building anything.

Places -> Difference. Files are read, cut and filed as an ingest would; nothing is written but what files were
cleaned to, which that ingest then need not do again.
"""

from collections.abc import Callable

from retrieval.corpus.reading import CleanedCache, Progress, read_files
from retrieval.errors import SnapshotBroken
from retrieval.index.contents import NOTHING, Contents, contents_of
from retrieval.index.difference import MOST, Difference, compared
from retrieval.index.keys import cleaning_digest
from retrieval.index.snapshot import open_current
from retrieval.ingest import CLEANED, described, passages_of_all, silent
from retrieval.survey import Places, survey

Reading = Callable[[Contents], Contents]  # how contents are to be read: as corrected


def as_built(contents: Contents) -> Contents:
    """Contents without corrections."""
    return contents


def preview(
    places: Places, progress: Progress = silent, read: Reading = as_built, most: int = MOST
) -> Difference:
    """What differs between what is current and what an ingest would build.

    Raises CorpusMissing, CatalogueBroken or LexiconUnreadable.
    """
    coming = contents_to_come(places, progress)
    progress("compare", 0, 0)
    return compared(read(current_contents(places)), read(coming), most)


def contents_to_come(places: Places, progress: Progress = silent) -> Contents:
    """What the corpus says as it lies there; a corpus without text says nothing."""
    from retrieval.registers.filling import records_of  # its patterns take a quarter of a second

    seen = survey(places, remember=False)
    cache = CleanedCache(places.data / CLEANED, cleaning_digest())
    progress("read", 0, 0)
    found = read_files(places.corpus, seen.listing.files, cache, progress, overlay=places.overlay)
    progress("describe", 0, 0)
    documents = described(found.files, seen.catalogue)
    progress("passages", 0, 0)
    passages = passages_of_all(documents)
    progress("contacts", 0, 0)
    records = records_of(documents)
    return Contents(
        None,
        {document.description.path: document.description for document in documents},
        {document.description.path: document.digest for document in documents},
        passages,
        records.contacts,
        records.strategies,
        records.plans,
        records.funding,
    )


def current_contents(places: Places) -> Contents:
    """What is answered from; nothing where there is none, or one that cannot be read."""
    try:
        snapshot = open_current(places.data, places.extra_lexicon)
        if snapshot is None:
            return NOTHING
        with snapshot:
            return contents_of(snapshot)
    except SnapshotBroken:
        return NOTHING
