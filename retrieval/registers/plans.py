"""Find the strategies, plans and programmes that a corpus names, their years, and which replaced which.

Documents -> Plans.
"""

from collections.abc import Sequence

from retrieval.documents import Document
from retrieval.registers.records import Plan


def plans_of(documents: Sequence[Document]) -> tuple[Plan, ...]:
    """Every plan of the documents, the newest first."""
    del documents
    return ()
