"""Write a table row as one line that a person can read.

cells -> text, alike for HTML, Word and Markdown.
"""

import re
from collections.abc import Iterable

CONTACT = re.compile(
    r"\S@\S|(?<!\d)(?:\+\d{1,3}|0\d{1,3})[\s-]?\d[\d\s-]{4,}"
)  # an e-mail address or a phone
SHORT_CHARS = 80  # a name, a title or an address; a sentence is longer


def join_cells(cells: Iterable[str]) -> str:
    """The cells that hold something: by commas in a row of contact details, by bars in any other.

    "Anna Berg, chef, 070-123 45 67" reads as a person; figures keep their bars, since a Swedish
    number has a comma of its own.
    """
    texts = [text for cell in cells if (text := " ".join(cell.split()))]
    contact = any(CONTACT.search(text) for text in texts)
    short = all(len(text) <= SHORT_CHARS for text in texts)
    return (", " if contact and short else " | ").join(texts)
