"""Say what an ingest would change, without building anything.

Places -> Difference. Files are read, cut and filed as an ingest would; nothing is written but what files were
cleaned to and what was found in them, which that ingest then need not do again.
"""

from collections.abc import Callable

from retrieval.corpus.reading import CleanedCache, Progress, read_files
from retrieval.errors import SnapshotBroken
from retrieval.index.contents import NOTHING, Contents, contents_of
from retrieval.index.difference import MOST, Difference, compared
from retrieval.index.keys import cleaning_digest
from retrieval.index.snapshot import open_current
from retrieval.ingest import CLEANED, FINDINGS, silent, utc_now
from retrieval.planning import whole_plan
from retrieval.registers.findings import Findings
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
    """What the corpus says as it lies there. Raises CorpusMissing, also for a corpus without text."""
    from retrieval.registers.filling import records_of  # its patterns take a quarter of a second

    seen = survey(places, remember=False)
    cache = CleanedCache(places.data / CLEANED, cleaning_digest())
    progress("read", 0, 0)
    found = read_files(places.corpus, seen.listing.files, cache, progress, overlay=places.overlay)
    progress("passages", 0, 0)
    plan = whole_plan(places, seen, found, utc_now())
    progress("contacts", 0, 0)
    with Findings(places.data / FINDINGS, places.maker) as memory:
        records = records_of(plan.documents, memory)
    return Contents(
        None,
        {description.path: description for description in plan.content.descriptions},
        plan.content.digests,
        plan.content.passages,
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
