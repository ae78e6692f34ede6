"""Say what we know of a document: what the catalogue gives, and the rest from name, text and metadata.

Path, blocks, FileMetadata, CatalogueEntry -> Description.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.corpus.catalogue import CatalogueEntry
from retrieval.corpus.dating import date_in_name, date_in_text, year_in_title
from retrieval.corpus.publishers import publisher_of
from retrieval.corpus.titles import title_of
from retrieval.documents import Block, Description, FileMetadata, Language
from retrieval.language.detection import language_of

LANGUAGE_CHARS = 20_000  # of text are more than enough to tell the language
TOP_CHARS = 300  # in which a document says what it is
FOLDERS = (
    (re.compile(r"press|nyhet|news", re.I), "press_release"),
    (re.compile(r"rapport|report|redovisning|uppfoljning|uppföljning", re.I), "report"),
    (re.compile(r"strateg|^plan|program", re.I), "strategy"),
    (re.compile(r"^proje[ck]t", re.I), "project"),
    (re.compile(r"webb?|sidor|pages|html", re.I), "web_page"),
)
TITLES = (
    (re.compile(r"pressmeddelande|press release", re.I), "press_release"),
    (
        re.compile(r"rapport\b|report\b|redovisning\b|uppföljning\b|utvärdering|bokslut|^resultat ", re.I),
        "report",
    ),
    (
        re.compile(
            r"strategi(?:n|er|sk)?\b|strategy\b|(?:handlings|utvecklings|läns)plan\b|policy\b|agenda\b", re.I
        ),
        "strategy",
    ),
    (re.compile(r"projekt(?:et)?\b|project\b", re.I), "project"),
)


def describe(
    path: str, blocks: Sequence[Block], metadata: FileMetadata, entry: CatalogueEntry | None = None
) -> Description:
    """What a catalogue entry says, completed; `inferred` names the keys that it did not give."""
    said = entry or CatalogueEntry()
    text = "\n".join(block.text for block in blocks)
    publisher = said.publisher or metadata.publisher or publisher_of(text)
    title = said.title or title_of(path, blocks, metadata.title, publisher)
    kind = said.kind or kind_of(path, title, text)
    description = Description(
        path=path,
        title=title,
        publisher=publisher,
        kind=kind,
        published=said.published or _published(path, blocks, metadata, title, kind),
        language=_language(said.language) or _language_of(text, metadata),
        url=said.url or metadata.url,
        valid_from=said.valid_from,
        valid_to=said.valid_to,
        replaces=said.replaces,
        inferred=frozenset(),
    )
    return _marked(description, said)


def kind_of(path: str, title: str, text: str) -> str:
    """The kind by the folder's name, else by the title, else by the first lines and the format."""
    for folder in reversed(path.split("/")[:-1]):
        if found := _first(FOLDERS, folder):
            return found
    if found := _first(TITLES, title) or _first(TITLES[:1], text[:TOP_CHARS]):
        return found
    return "report" if path.lower().endswith((".pdf", ".docx")) else "web_page"


def _first(rules: Sequence[tuple[re.Pattern[str], str]], text: str) -> str | None:
    return next((kind for pattern, kind in rules if pattern.search(text)), None)


def _published(
    path: str, blocks: Sequence[Block], metadata: FileMetadata, title: str, kind: str
) -> str | None:
    """The file's own date, its name's, its text's; the year in a report's title at last."""
    found = metadata.published or date_in_name(path) or date_in_text(blocks)
    return found or (year_in_title(title) if kind in ("report", "strategy") else None)


def _language_of(text: str, metadata: FileMetadata) -> Language:
    """What most of the text is written in; a file's word for it counts only where the text does not tell."""
    return language_of(text[:LANGUAGE_CHARS], _language(metadata.language) or "sv")


def _language(code: str | None) -> Language | None:
    return "en" if code == "en" else "sv" if code == "sv" else None


def _marked(description: Description, said: CatalogueEntry) -> Description:
    """The description with the keys that were found out and not told."""
    keys = ("title", "publisher", "kind", "published", "language", "url")
    found = (key for key in keys if getattr(said, key) is None and getattr(description, key) is not None)
    return replace(description, inferred=frozenset(found))
