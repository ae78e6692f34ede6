"""Read the contacts in a text: names, titles, numbers and addresses, walked through in their order.

Text -> Entries. A name opens an entry and what follows fills it. A detail that stands before a name is
of the entry before; one on a line of its own, with words that are no label, is of nobody known.
"""

import re
from collections.abc import Collection, Sequence

from retrieval.registers.contacts.above import Above
from retrieval.registers.contacts.addresses import written_in
from retrieval.registers.contacts.employers import is_unit, organisation_of_line
from retrieval.registers.contacts.entry import Entry
from retrieval.registers.contacts.fields import Field, field_of, labels_in
from retrieval.registers.contacts.lines import (
    FUNCTION,
    LABEL,
    LONGEST_LABEL_WORDS,
    SWITCHBOARD,
    Piece,
    before_a_name,
    is_direct,
    is_fax,
    label_of,
    lines_of,
    pieces_of,
)
from retrieval.registers.contacts.namebook import NameBook
from retrieval.registers.contacts.names import TITLE, names_in, sole_name
from retrieval.registers.contacts.ownership import SHORTEST_SENTENCE, continues, owner_of
from retrieval.registers.contacts.sharing import deal_out
from retrieval.registers.contacts.titles import (
    LONGEST_TITLE_WORDS,
    PRESS,
    SAYS,
    is_title_line,
    title_after,
    title_before,
)

MOST_BEFORE = 12  # pieces of a line before a number that may say whose it is
LINE_LABEL = re.compile(r"^\s*([^:@\d]{2,60}):(?=\s|$)\s*")
SEVERAL_LABELLED = re.compile(
    r"(?:er|erna|s)$", re.IGNORECASE
)  # "presskontakter:" holds for the lines below it


def entries_in(text: str, role: str | None = None, domains: Collection[str] = ()) -> list[Entry]:
    """The contacts in a text, in order; a role of "press" holds until another label ends it.

    The domains are those that the address of a colleague may have: they prove a broken one.
    """
    reading = _Reading(text, role, domains)
    for start, end in lines_of(text, reading.details):
        reading.line(start, end)
    return reading.finished()


class _Reading:
    """What has been read of a text so far."""

    def __init__(self, text: str, role: str | None, domains: Collection[str]) -> None:
        self._text = text
        names = list(dict.fromkeys(text[start:end] for start, end in names_in(text)))
        self._names = NameBook(names)
        self.details = written_in(text, names, domains)
        self._entries: list[Entry] = []
        self._open: Entry | None = None
        self._own_role = self._role = role
        self._line_start = 0
        self._above = Above()

    def finished(self) -> list[Entry]:
        """Every entry; a unit's name at the very end is of the one before it."""
        if self._open and self._above.unit and not self._open.unit:
            self._open.unit = self._above.unit
        return self._entries

    def line(self, start: int, end: int) -> None:
        """Reads a line."""
        line = self._text[start:end]
        if not line.strip():
            return
        self._line_start = start
        label, role_after = self._labelled(start, line)
        fields = labels_in(line[label:])
        begins = start + label
        first = fields[0][0] if fields else len(line) - label
        if not fields and self._stands_alone(start, line[label:]):
            self._role = role_after
            return
        self._plain(begins, begins + first)
        for number, (_, value, field) in enumerate(fields):
            stop = fields[number + 1][0] if number + 1 < len(fields) else len(line) - label
            self._field(field, begins + value, begins + stop)
        if self._open and self._open.quoted:
            self._open = None
        self._role = role_after
        deal_out(self._text, line, [entry for entry in self._entries if entry.start >= start])

    def _plain(self, start: int, end: int) -> None:
        """Reads words and details that no field's label tells."""
        pieces = pieces_of(self._text, start, end, self.details)
        is_row = "|" in self._text[start:end]
        if self._open and not continues(self._open, before_a_name(pieces), is_row=is_row):
            self._open = None
        for number, piece in enumerate(pieces):
            if not piece.detail:
                self._new_sentence(piece)
                self._words(piece)
            elif not is_fax(pieces[max(0, number - 1) : number]):
                before = pieces[max(0, number - MOST_BEFORE) : number]
                label = None if self._resumes(before) else label_of(before)
                self._detail(piece, label)

    def _resumes(self, before: Sequence[Piece]) -> bool:
        """Goes back from a switchboard to the person of whom "direkt" or "mobil" is said; True if it did."""
        person = next((entry for entry in reversed(self._entries) if entry.name), None)
        if person is None or self._open is None or self._open.name or not is_direct(before):
            return False
        self._open = person
        return True

    def _new_sentence(self, piece: Piece) -> None:
        """Ends an entry that can be reached where a sentence about something else begins."""
        begins = re.search(r"[.!?]\s+$", self._text[max(0, piece.start - 3) : piece.start])
        if begins and self._open and self._open.has_details and len(piece.text.split()) > SHORTEST_SENTENCE:
            self._open = None

    def _labelled(self, start: int, line: str) -> tuple[int, str | None]:
        """Where a line begins after its label, and the role that holds below it."""
        match = LINE_LABEL.match(line)
        if not match or field_of(match.group(1)) or any(True for _ in names_in(match.group(1))):
            return 0, self._role
        said = match.group(1).strip()
        if LABEL.match(said) or SWITCHBOARD.search(said):
            return 0, self._role
        self._begins_function(start, said)
        if PRESS.search(said):
            after = self._role
            self._role = "press"
            alone = match.end() == len(line)
            return match.end(), "press" if alone or SEVERAL_LABELLED.search(said) else after
        self._role = self._own_role
        return (0 if TITLE.search(said) and not FUNCTION.search(said) else match.end()), self._role

    def _begins_function(self, start: int, said: str) -> None:
        """Ends what was read of a function, and keeps what the next one is called."""
        if FUNCTION.search(said) or (self._open and self._open.name is None):
            self._open = None
        self._above.named(start, said)

    def _stands_alone(self, start: int, line: str) -> bool:
        """Reads a line that is nothing but a title, a unit, an organisation or a function, if it is one."""
        said = line.strip(" .:")
        if any(start <= d.start < start + len(line) for d in self.details) or any(
            True for _ in names_in(said)
        ):
            return False
        if organisation := organisation_of_line(said):
            self._above.employed("organisation", organisation, self._open)
        elif is_unit(said):
            self._above.employed("unit", said, self._open)
            if self._open is None or self._open.has_details:
                self._begins_function(start, said)
        elif len(said.split()) <= LONGEST_LABEL_WORDS and FUNCTION.search(said) and not self._awaits_title():
            self._open = None
            self._begins_function(start, said)
        elif is_title_line(line) and not self._awaits_title():
            self._above.titled(start, said)
        else:
            return False
        return True

    def _awaits_title(self) -> bool:
        """Whether a title on a line of its own is the open entry's."""
        entry = self._open
        if entry is None or entry.name is None:
            return False
        return not entry.has_details or not (entry.title or self._above.titles_first)

    def _field(self, field: Field, start: int, end: int) -> None:
        """Reads what stands after a field's label."""
        said = self._text[start:end].strip(" .,;|\t")
        entry = self._open
        if field in ("phone", "email", "address"):
            self._plain(start, end)
        elif field == "fax":
            self._after_fax(start, end)
        elif field == "name":
            self._named(start, end, said)
        elif (
            field in ("title", "unit", "organisation", "area")
            and said
            and len(said.split()) <= LONGEST_TITLE_WORDS
        ):
            if entry is None or not entry.take(field, said):
                self._above.labelled(field, said)
            else:
                entry.reach(start, start + len(self._text[start:end].rstrip()))

    def _after_fax(self, start: int, end: int) -> None:
        """Reads on behind the number that nobody can be called at."""
        numbers = [d for d in self.details if d.phone and start <= d.start < end]
        self._plain(numbers[0].end if numbers else start, end)

    def _named(self, start: int, end: int, said: str) -> None:
        """Opens an entry for the person that a label announces."""
        if any(True for _ in names_in(said)) or not (name := sole_name(said)):
            self._plain(start, end)
        else:
            self._names.add(name)
            self._opened(Entry(name, start, end, self._role))

    def _words(self, piece: Piece) -> None:
        """Opens an entry for each name, and takes the title that stands beside the last."""
        rest = piece.text
        for start, end in names_in(piece.text):
            before, name = piece.text[:start], piece.text[start:end]
            if self._continues_title(before):
                break
            begins, title = title_before(before) or (start, None)
            entry = Entry(name, piece.start + begins, piece.end, self._role, title_before=title)
            entry.quoted = bool(SAYS.search(before))
            self._opened(entry)
            rest = piece.text[end:]
        if self._open:
            self._beside(rest, piece)

    def _beside(self, rest: str, piece: Piece) -> None:
        """Takes what stands beside the open entry's name: a title, a unit, an organisation."""
        entry = self._open
        assert entry is not None
        said = rest.strip(" .:-–")
        if entry.name and not entry.has_details and said and entry.title:
            if organisation := organisation_of_line(said):
                entry.organisation = entry.organisation or organisation
            elif is_unit(said):
                entry.unit = entry.unit or said
            else:
                self._titled(rest, piece)
                return
            entry.end = piece.end
        else:
            self._titled(rest, piece)

    def _titled(self, rest: str, piece: Piece) -> None:
        entry = self._open
        if entry is None or (entry.title_before and entry.has_details):
            return
        if said := title_after(rest, entry):
            entry.titles.append(said)
            entry.end = piece.end

    def _continues_title(self, before: str) -> bool:
        """Whether words with capitals are part of a title ("Chef Stab Regional Utveckling")."""
        return self._open is not None and not self._open.has_details and bool(TITLE.search(before))

    def _detail(self, piece: Piece, label: str | None) -> None:
        """Gives a number or address to whom it belongs; a number that nobody has only to a person."""
        detail = piece.detail
        assert detail is not None
        owner = owner_of(detail, label, self._open, self._entries, self._names)
        if owner is None:
            if detail.doubt == "phone_invalid":
                return
            owner = self._opened(self._nameless(piece, label))
        owner.add(detail)
        owner.reach(piece.start, piece.end)

    def _nameless(self, piece: Piece, label: str | None) -> Entry:
        """An entry of nobody known, called by its line's words or by the line above."""
        start = piece.start
        above = self._above.function()
        if above and not (label and FUNCTION.search(label)):
            start, label = above
        elif label:
            start = self._text.index(self._text[self._line_start :].lstrip()[:1], self._line_start)
        return Entry(None, start, piece.end, self._role, label=label)

    def _opened(self, entry: Entry) -> Entry:
        self._above.given_to(entry)
        self._entries.append(entry)
        self._open = entry
        return entry
