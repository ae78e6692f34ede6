"""Number what an answer cites, and say where it stands."""

from collections.abc import Sequence
from datetime import date

from bot.answer import Citation, span_of
from bot.wording import say
from retrieval.documents import Description, Language, Place
from retrieval.ranking import in_force

LONGEST_SECTION = 90  # characters of the headings shown with a source
MOST_CITATIONS = 5


def cite(
    number: int, description: Description, first: Place, last: Place, quote: str, today: date
) -> Citation:
    """A citation of a stretch of a document."""
    lines, pages = span_of(first, last)
    return Citation(
        number=number,
        document=description.path,
        title=description.title,
        publisher=description.publisher,
        published=description.published,
        lines=lines,
        pages=pages,
        quote=quote,
        in_force=in_force(description, today),
        url=description.url,
    )


def source_line(citation: Citation, path: Sequence[str], language: Language) -> str:
    """A citation as a reader sees it: title, date, place and section."""
    section = section_name(path)
    published = (
        f" ({citation.published})" if citation.published and citation.published not in citation.title else ""
    )
    return say(
        language,
        "source",
        number=citation.number,
        title=citation.title,
        published=published,
        place=_place(citation, language),
        section=say(language, "under", section=section) if section else "",
        old="" if citation.in_force else say(language, "not_in_force"),
    )


def section_name(path: Sequence[str]) -> str:
    """The chapter and the section of its own, shortened to what a line holds."""
    ends = list(dict.fromkeys([*path[:1], *path[-1:]]))
    name = " › ".join(ends)
    if len(name) <= LONGEST_SECTION:
        return name
    short = [
        part
        if len(part) <= LONGEST_SECTION // len(ends)
        else part[: LONGEST_SECTION // len(ends) - 1].rstrip() + "…"
        for part in ends
    ]
    return " › ".join(short)


def _place(citation: Citation, language: Language) -> str:
    for span, one, several in ((citation.lines, "line", "lines"), (citation.pages, "page", "pages")):
        if span:
            return say(language, one if span[0] == span[1] else several, first=span[0], last=span[1])
    return ""
