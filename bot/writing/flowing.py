"""Put sentences beside each other as they are read.

Sentences -> text: sentences on one line, entries of a list on lines of their own. Imports nothing.
"""

from collections.abc import Iterable

ENTRY = ("- ", "* ", "• ")  # how an entry of a list begins


def flowing(sentences: Iterable[str]) -> str:
    """One text of them all."""
    text = ""
    for sentence in sentences:
        text += ("\n" if sentence.startswith(ENTRY) else " ") + sentence
    return text.strip()
