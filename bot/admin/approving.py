"""Answers that an administrator wrote: documents like others, found and cited as what they are.

Question, answer, source, validity -> a document of its own below `approved/`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.documents import put_document
from bot.admin.refusal import AdminRefused
from bot.admin.staging import StagedFile, stage
from bot.settings import Settings
from bot.wording import say
from retrieval.documents import Language

if TYPE_CHECKING:
    from bot.admin.document_rows import DocumentState

FOLDER = "approved"
KIND = "approved_answer"
LONGEST_NAME = 60  # characters of a file's name
LONGEST_ANSWER = 1_000  # characters: what an answer holds
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Approved:
    """An answer as an administrator wrote it."""

    question: str
    answer: str
    source: str  # where it stands: a document's path, an address, a decision
    language: Language = "sv"
    publisher: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def stage_approved(settings: Settings, approved: Approved) -> StagedFile:
    """The answer as a file. Raises AdminRefused."""
    if approved.valid_from and approved.valid_to and approved.valid_to < approved.valid_from:
        raise AdminRefused(
            "invalid",
            f"The answer would end ({approved.valid_to}) before it begins ({approved.valid_from}).",
            "Give a later day, or leave it out.",
            "valid_to",
        )
    return stage(settings, iter([_text(approved).encode()]), "answer")


def put_approved(
    session: Session, settings: Settings, approved: Approved, content: StagedFile, actor: Actor, at: datetime
) -> "DocumentState":
    """Make a staged answer a document; one to the same question is replaced. Raises AdminRefused."""
    path = f"{FOLDER}/{name_of(approved.question)}.md"
    return put_document(session, settings, path, content, actor, at, entry=_entry(approved, at))


def name_of(question: str) -> str:
    """A file's name that tells the question."""
    plain = unicodedata.normalize("NFKD", question.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    name = ""
    for word in words:
        if len(name) + len(word) + 1 > LONGEST_NAME:
            break
        name = f"{name}-{word}" if name else word
    return name or "fraga"


def _text(approved: Approved) -> str:
    """The answer as Markdown: the question as its heading, and its source as its last line."""
    return (
        "\n\n".join((f"# {_line(approved.question)}", *_paragraphs(approved.answer), _source(approved)))
        + "\n"
    )


def _source(approved: Approved) -> str:
    return say(approved.language, "approved_source", source=_line(approved.source))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        yield _line(paragraph)


def _line(text: str) -> str:
    """On one line, with nothing at its beginning that Markdown would read as a mark."""
    return re.sub(r"^([#>*+-]|\d+[.)])\s+", "", " ".join(text.split()))


def _entry(approved: Approved, at: datetime) -> dict[str, Any]:
    link = LINK.fullmatch(approved.source.strip())
    entry = {
        "title": say(approved.language, "approved_title", question=_line(approved.question)),
        "kind": KIND,
        "publisher": approved.publisher,
        "published": at.date().isoformat(),
        "language": approved.language,
        "url": link.group() if link else None,
        "valid_from": approved.valid_from.isoformat() if approved.valid_from else None,
        "valid_to": approved.valid_to.isoformat() if approved.valid_to else None,
    }
    return {key: value for key, value in entry.items() if value is not None}
