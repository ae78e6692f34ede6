"""Decide whose a number or address is: the person's being read, another's, or nobody's.

Entry, details and the words before them -> owner.
"""

from collections.abc import Sequence

from retrieval.registers.contacts.details import Detail
from retrieval.registers.contacts.entry import Entry
from retrieval.registers.contacts.lines import LABEL, SWITCHBOARD, Piece
from retrieval.registers.contacts.namebook import NameBook
from retrieval.registers.contacts.names import TITLE, belongs_to

SHORTEST_SENTENCE = 4  # words from which a line with an address is a statement of its own


def continues(entry: Entry, head: Sequence[Piece], *, is_row: bool) -> bool:
    """Whether what a line says before its first name can still be of the open entry."""
    details = [piece.detail for piece in head if piece.detail]
    words = [piece.text for piece in head if not piece.detail and not LABEL.match(piece.text)]
    if not details or not words:
        return True
    if entry.name is None or any(SWITCHBOARD.search(said) for said in words):
        return False
    emails = [detail.email for detail in details if detail.email]
    if any(belongs_to(email, entry.name) for email in emails):
        return True
    if entry.has_details or (is_row and not TITLE.search(words[0])):
        return False
    if entry.titles and any(TITLE.search(said) for said in words):
        return False
    return not emails or all(len(said.split()) < SHORTEST_SENTENCE for said in words)


def owner_of(
    detail: Detail, label: str | None, entry: Entry | None, others: Sequence[Entry], names: NameBook
) -> Entry | None:
    """The entry that a detail is of: the open one, unless it is plainly another's or nobody's."""
    email = detail.email
    if email is None:
        is_central = bool(label and SWITCHBOARD.search(label))
        return None if is_central and entry and (entry.name or entry.label != label) else entry
    if entry and entry.name and belongs_to(email, entry.name):
        return entry
    owners = names.owners(email)
    for other in reversed(others if owners else ()):
        if other.name in owners:
            return other
    return None if owners or (entry and entry.emails) else entry
