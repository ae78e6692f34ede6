"""What the lines above say of whoever comes next: a title, a unit, an organisation, a function.

Lines -> what an entry is given when it is opened.
"""

from retrieval.registers.contacts.employers import is_unit
from retrieval.registers.contacts.entry import Entry
from retrieval.registers.contacts.fields import Field
from retrieval.registers.contacts.lines import FUNCTION, LONGEST_LABEL_WORDS


class Above:
    """What has been said that no entry has taken yet, or that holds for all that follow."""

    def __init__(self) -> None:
        self.titles_first = False  # titles stand above their names here
        self.unit: str | None = None  # of everyone below
        self._organisation: str | None = None
        self._title: tuple[int, str] | None = None  # of the next name, and where it begins
        self._function: tuple[int, str] | None = None  # of the next detail that is nobody's
        self._labelled: dict[Field, str] = {}  # what labels say of the next name

    def titled(self, start: int, said: str) -> None:
        """Keeps a title for the next name."""
        self._title = (start, said)

    def named(self, start: int, said: str) -> None:
        """Keeps what the next detail is of, if it is a function or a unit."""
        short = len(said.split()) <= LONGEST_LABEL_WORDS
        self._function = (start, said) if short and (FUNCTION.search(said) or is_unit(said)) else None

    def labelled(self, field: Field, said: str) -> None:
        """Keeps what a label says of the next name."""
        self._labelled[field] = said

    def employed(self, field: Field, said: str, entry: Entry | None) -> None:
        """Keeps a unit or organisation: the open entry's until it has details, then everyone's below."""
        if entry and entry.name and not entry.has_details and entry.take(field, said):
            return
        if field == "unit":
            self.unit = said
        else:
            self._organisation = said

    def function(self) -> tuple[int, str] | None:
        """What the next detail is of, and where that begins; told once."""
        function, self._function = self._function, None
        return function

    def given_to(self, entry: Entry) -> None:
        """Gives an entry what was said of it."""
        if entry.name:
            self._introduce(entry)
        if self.unit and not entry.unit:
            entry.unit = self.unit
            entry.areas.append(self.unit)
        entry.organisation = entry.organisation or self._organisation

    def _introduce(self, entry: Entry) -> None:
        """Gives a person what only the next person takes."""
        self._function = None
        if self._title:
            start, entry.title_before = self._title
            entry.reach(start, entry.end)
            self.titles_first, self._title = True, None
        for field, said in self._labelled.items():
            entry.take(field, said)
        self._labelled = {}
