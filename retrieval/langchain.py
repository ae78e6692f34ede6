"""Offer the retriever to LangChain, so that it can be plugged into any chain or agent.

Question -> LangChain documents, over one snapshot. LangChain takes a second to import: nothing else in
`retrieval` imports this module.

    from pathlib import Path
    from retrieval.langchain import SnapshotRetriever

    with SnapshotRetriever.from_data(Path("var"), k=5) as retriever:
        for document in retriever.invoke("Vem arbetar med bredband?"):
            print(document.metadata["document"], document.metadata["lines"], document.page_content)
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, PrivateAttr

from retrieval.corrected.kept import read_copy
from retrieval.corrected.snapshot import corrected
from retrieval.documents import Description, Hit
from retrieval.errors import RegionsvarError
from retrieval.index.snapshot import Snapshot, open_current
from retrieval.language.detection import language_of
from retrieval.ranking import in_force
from retrieval.retriever import Retriever

CLOCK_ZONE = ZoneInfo("Europe/Stockholm")
HEADINGS_JOINED_BY = " › "


class NothingIndexed(RegionsvarError):
    """There is no snapshot below the data folder yet; `regionsvar ingest` makes one."""

    reply: ClassVar[str] = "not_ready"


class SnapshotRetriever(BaseRetriever):
    """The passages that fit a question best, best first; the snapshot stays the one that it began with.

    Asynchronous calls run in a thread. Metadata of a document: `document` (path below the corpus folder),
    `title`, `publisher`, `published`, `lines` and `pages` ([first, last] or None), `heading`, `in_force`,
    `score` (comparable within one call) and `passage` (its number in the snapshot).
    """

    retriever: Retriever
    k: int = Field(default=10, ge=1, description="the most passages that a call returns")
    _opened: Snapshot | None = PrivateAttr(default=None)  # ours to close

    @classmethod
    def from_data(
        cls, data: Path, *, k: int = 10, today: date | None = None, extra_lexicon: Path | None = None
    ) -> Self:
        """Over the current snapshot of a data folder, as of today; close it, or use it as a context.

        Records and texts are read as administrators had corrected them by then. Raises NothingIndexed before
        the first ingest, CorrectionsUnreadable and SnapshotBroken.
        """
        kept = read_copy(data)
        snapshot = open_current(data, extra_lexicon)
        if snapshot is None:
            raise NothingIndexed(f"no snapshot below {data}")
        read = corrected(snapshot, kept.corrections if kept else ())
        made = cls(retriever=Retriever(read, today or datetime.now(CLOCK_ZONE).date()), k=k)
        made._opened = snapshot
        return made

    def close(self) -> None:
        """Let go of the snapshot that `from_data` opened."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
    ) -> list[Document]:
        sought = self.retriever.query(query, language_of(query))
        return [self._document(hit) for hit in self.retriever.find(sought, self.k)]

    def _document(self, hit: Hit) -> Document:
        description = self.retriever.describe(hit.passage.document)
        return Document(hit.passage.text, metadata=_metadata(hit, description, self.retriever.today))


def _metadata(hit: Hit, description: Description, today: date) -> dict[str, Any]:
    """What a citation needs, in values that JSON knows."""
    first, last = hit.passage.span
    return {
        "document": hit.passage.document,
        "title": description.title,
        "publisher": description.publisher,
        "published": description.published,
        "lines": _stretch(first.line, last.line),
        "pages": _stretch(first.page, last.page),
        "heading": HEADINGS_JOINED_BY.join(hit.passage.path),
        "in_force": in_force(description, today),
        "score": hit.score,
        "passage": hit.passage.id,
    }


def _stretch(first: int | None, last: int | None) -> list[int] | None:
    return None if first is None or last is None else [first, last]
