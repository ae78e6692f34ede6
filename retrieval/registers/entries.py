"""Read the contacts in a text: names, titles, numbers and addresses, walked through in their order.

Text -> Entries. A name opens an entry and what follows fills it. A detail that stands before a name is
of the entry before; one on a line of its own, with words that are no label, is of nobody known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.registers.details import Detail
from retrieval.registers.lines import LABEL, SWITCHBOARD, Piece, before_a_name, label_of, pieces_of
from retrieval.registers.names import TITLE, belongs_to, names_in
from retrieval.registers.records import Phone

PRESS = re.compile(r"press|media", re.IGNORECASE)
LINE_LABEL = re.compile(r"^\s*([^:@\d]{2,60}):(?=\s|$)\s*")
SEVERAL_LABELLED = re.compile(
    r"(?:er|erna|s)$", re.IGNORECASE
)  # "presskontakter:" holds for the lines below it
SENTENCE = re.compile(r"\b(?:är|har|om du|säger|kan|ska|will|is|are|if you)\b")
TITLE_BEFORE = re.compile(r"((?:(?:tf|t\.f\.|biträdande|vice|ställföreträdande)\s+)?[\w-]+)\s*:?\s*$")
LONGEST_TITLE_WORDS = 14
SHORTEST_SENTENCE = 4  # words from which a line with an address is a statement of its own


@dataclass(slots=True)
class Entry:
    """A contact while it is being read."""

    name: str | None
    start: int
    end: int
    role: str | None = None
    titles: list[str] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    title_before: str | None = None  # beside the name: counts when the entry has details and no other title
    label: str | None = None  # what the line of a nameless entry begins with

    @property
    def has_details(self) -> bool:
        """Whether there is any way to reach it."""
        return bool(self.phones or self.emails)


def entries_in(text: str, role: str | None = None) -> list[Entry]:
    """The contacts in a text, in order; a role of "press" holds until another label ends it."""
    reading = _Reading(text, role)
    start = 0
    for line in text.split("\n"):
        reading.line(start, line)
        start += len(line) + 1
    return reading.entries


class _Reading:
    """What has been read of a text so far."""

    def __init__(self, text: str, role: str | None) -> None:
        self.entries: list[Entry] = []
        self._open: Entry | None = None
        self._names = [text[start:end] for start, end in names_in(text)]
        self._own_role = self._role = role

    def line(self, start: int, line: str) -> None:
        """Reads a line on from where the one before ended."""
        if not line.strip():
            return
        label, role_after = self._labelled(line)
        body = line[label:]
        pieces = pieces_of(start + label, body)
        if self._open and not self._continues(before_a_name(pieces), is_row="|" in body):
            self._open = None
        for number, piece in enumerate(pieces):
            if piece.detail:
                self._detail(piece, label_of(pieces[:number]))
            else:
                self._words(piece)
        self._role = role_after

    def _labelled(self, line: str) -> tuple[int, str | None]:
        """Where a line begins after its label, and the role that holds below it."""
        match = LINE_LABEL.match(line)
        if not match or LABEL.match(match.group(1).strip()) or SWITCHBOARD.search(match.group(1)):
            return 0, self._role
        if PRESS.search(match.group(1)):
            after = self._role
            self._role = "press"
            alone = match.end() == len(line)
            return match.end(), "press" if alone or SEVERAL_LABELLED.search(match.group(1)) else after
        self._role = self._own_role
        return (0 if TITLE.search(match.group(1)) else match.end()), self._role

    def _continues(self, head: Sequence[Piece], *, is_row: bool) -> bool:
        """Whether what a line says before its first name can still be of the open entry."""
        entry = self._open
        details = [piece.detail for piece in head if piece.detail]
        words = [piece.text for piece in head if not piece.detail and not LABEL.match(piece.text)]
        if entry is None or not details or not words:
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

    def _words(self, piece: Piece) -> None:
        """Opens an entry for each name, and takes the title that stands beside the last."""
        rest = piece.text
        for start, end in names_in(piece.text):
            before, name = piece.text[:start], piece.text[start:end]
            if self._continues_title(before):
                break
            titled = TITLE_BEFORE.search(before)
            title = titled.group(1) if titled and TITLE.search(titled.group(1)) else None
            begins = piece.start + (titled.start(1) if titled and title else start)
            self._opened(Entry(name, begins, piece.end, self._role, title_before=title))
            rest = piece.text[end:]
        if self._open and (said := _title_in(rest, self._open)):
            self._open.titles.append(said)
            self._open.end = piece.end

    def _continues_title(self, before: str) -> bool:
        """Whether words with capitals are part of a title ("Chef Stab Regional Utveckling")."""
        return self._open is not None and not self._open.has_details and bool(TITLE.search(before))

    def _detail(self, piece: Piece, label: str | None) -> None:
        """Gives a number or address to whom it belongs."""
        detail = piece.detail
        assert detail is not None
        owner = self._owner(detail, label)
        if owner is None:
            owner = self._opened(Entry(None, piece.start, piece.end, self._role, label=label))
        if detail.email:
            owner.emails.append(detail.email)
        if detail.phone:
            owner.phones.append(detail.phone)
        owner.start, owner.end = min(owner.start, piece.start), max(owner.end, piece.end)

    def _owner(self, detail: Detail, label: str | None) -> Entry | None:
        """The entry that a detail is of: the open one, unless it is plainly another's or nobody's."""
        entry, email = self._open, detail.email
        if email is None:
            is_central = bool(label and SWITCHBOARD.search(label))
            return None if is_central and entry and (entry.name or entry.label != label) else entry
        if entry and entry.name and belongs_to(email, entry.name):
            return entry
        for other in reversed(self.entries):
            if other.name and belongs_to(email, other.name):
                return other
        of_another = any(belongs_to(email, name) for name in self._names)
        return None if of_another or (entry and entry.emails) else entry

    def _opened(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        self._open = entry
        return entry


def _title_in(rest: str, entry: Entry) -> str | None:
    """The title in words after a name: short, no sentence, before or beside the details."""
    words = re.sub(r"\([^)]*$|^[^(]*\)", "", rest).strip(" .:-–")
    if entry.name is None or not words or LABEL.match(words):
        return None
    if len(words.split()) > LONGEST_TITLE_WORDS or SENTENCE.search(words) or len(entry.titles) > 1:
        return None
    if not entry.titles and not TITLE.search(words):
        return None
    if entry.titles and (entry.has_details or not words[0].islower()):
        return None
    return words.split(". ")[0]
