"""Turn a file's lines into clean headings, paragraphs, items and rows that know their places.

LoadedFile -> Blocks. Pure text. A line is cleaned while it is still one line, so that every
character of the result knows the line or page that it came from.
"""

from retrieval.cleaning.characters import clean_characters
from retrieval.cleaning.furniture import without_furniture
from retrieval.cleaning.headings import CONTACT_DETAIL, to_blocks
from retrieval.cleaning.joining import join_lines
from retrieval.cleaning.lines import whole_words, with_dash_lists, with_gaps, with_numbered_headings
from retrieval.cleaning.paragraphs import paragraph_groups
from retrieval.documents import Block, LoadedFile

__all__ = ["CONTACT_DETAIL", "clean", "clean_characters"]


def clean(loaded: LoadedFile) -> tuple[Block, ...]:
    """The blocks of a file, in reading order, without furniture; empty when nothing is left."""
    lines = with_gaps(without_furniture(loaded.lines))
    if loaded.wrapped:
        lines = with_numbered_headings(with_dash_lists(lines))
    words = whole_words(lines)
    groups = paragraph_groups(lines, loaded.wrapped, words)
    paragraphs = [join_lines(group, words) for group in groups]
    return tuple(to_blocks(paragraphs, loaded.wrapped))
