"""Cut a cleaned document at its headings, so that every passage knows where it stands.

Document -> Sections. Pure text: nothing here reads a file or knows of an index.
"""

from collections.abc import Iterator, Sequence

from retrieval.documents import Block, Section


def sections_of(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """One section a heading, in reading order; the text before the first heading is a section of its own.

    A heading with nothing under it but further headings is a section too: its words are found and cited.
    """
    return tuple(
        Section(number, path, tuple(members))
        for number, (path, members) in enumerate(_parts(blocks))
        if members
    )


def _parts(blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    above: list[Block] = []
    members: list[Block] = []
    for block in blocks:
        if block.kind != "heading":
            members.append(block)
            continue
        if members:
            yield tuple(heading.text for heading in above), members
        above = [heading for heading in above if heading.level < block.level] + [block]
        members = [block]
    if members:
        yield tuple(heading.text for heading in above), members
