"""Where statements stand, as numbered notes at a message's end.

Citations -> runs: title, date, line or page; the title leads to the document.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from bot.answer import Citation
from bot.reading import anchor_of_citation
from bot.telegram.rendering.rich import Rich, Run, cleaned, shortened
from bot.wording import say
from retrieval.documents import Language

LONGEST_TITLE = 120  # UTF-16 units
LONGEST_URL = 2048  # characters; longer ones are no links


def notes(citations: Sequence[Citation], language: Language, public_url: str | None) -> Rich:
    """One line a citation."""
    runs: list[Run] = []
    for citation in citations:
        runs += [Run("\n")] if runs else []
        runs += _note(citation, language, public_url)
    return tuple(runs)


def address_of(citation: Citation, public_url: str | None) -> str | None:
    """The cited place in the stored document; else the document where it was published; else None."""
    if public_url:
        anchor = anchor_of_citation(citation.lines, citation.pages)
        path = quote(citation.document.encode("utf-8", "replace"))
        return _linked(f"{public_url}/documents/{path}" + (f"#{anchor}" if anchor else ""))
    return _linked(citation.url)


def document_address(document: str, url: str | None, public_url: str | None) -> str | None:
    """Where a whole document can be read."""
    return _linked(f"{public_url}/documents/{quote(document)}" if public_url else url)


def place_of(citation: Citation, language: Language) -> str:
    """The lines or pages in words; empty where neither is known."""
    for span, one, several in ((citation.lines, "line", "lines"), (citation.pages, "page", "pages")):
        if span:
            return say(language, one if span[0] == span[1] else several, first=span[0], last=span[1])
    return ""


def _note(citation: Citation, language: Language, public_url: str | None) -> Iterator[Run]:
    yield Run(f"[{citation.number}] ")
    title = shortened(citation.title, LONGEST_TITLE) or shortened(citation.document, LONGEST_TITLE)
    yield Run(title, url=address_of(citation, public_url))
    date = cleaned(citation.published or "")
    about = (date if date not in citation.title else "", place_of(citation, language))
    yield Run("".join(f", {part}" for part in about if part))
    if not citation.in_force:
        yield Run(" – ")
        yield Run(say(language, "telegram_no_longer"), italic=True)


def _linked(url: str | None) -> str | None:
    """An address that Telegram makes a link of; a button with another one is refused with its message."""
    if not url or len(url) > LONGEST_URL or cleaned(url) != url or " " in url or "\n" in url:
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and ("." in host or ":" in host) else None
