"""Carry a change of documents out: in one transaction with its job and its audit, told as it then stands.

An act upon the rows -> Changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.admin.actor import Actor
from bot.admin.administration import Administration
from bot.admin.folder import folder_listing
from bot.admin.indexed import indexed_of
from bot.api.admin.document_forms import StartedJob
from bot.api.admin.uploads import changing
from bot.jobs.waking import wake

if TYPE_CHECKING:  # SQLAlchemy is imported when an administrator comes
    from bot.admin.document_rows import DocumentState
    from bot.admin.standing import Standing

REINDEX = {"mode": "changed", "dry_run": False}
Act = Callable[[Any, datetime], "Sequence[DocumentState]"]  # session, now -> what was changed


@dataclass(frozen=True, slots=True)
class Changed:
    """The documents that were changed, all that there are now, and the job that takes the change up."""

    documents: "tuple[Standing, ...]"
    everything: "tuple[Standing, ...]"
    job: StartedJob | None


def changing_documents(administration: Administration, actor: Actor, index: bool, act: Act) -> Changed:
    """Do it, whole or not at all, and have it indexed if that is wanted. Raises what the act raises."""
    from bot.admin.surveying import standings
    from bot.jobs.queue import enqueue

    indexed = indexed_of(administration.serving)
    settings = administration.settings
    folder = folder_listing(settings.corpus, settings.data)  # before the transaction: nobody waits for it
    now = administration.now()
    with changing(administration) as session:
        states = act(session, now)
        everything = standings(session, settings, indexed, folder)
        job = enqueue(session, "reindex", REINDEX, actor, now, explicit=True) if index else None
    if job is not None:
        wake(administration)
    standing = {each.path: each for each in everything}
    documents = tuple(standing[state.path] for state in states)
    return Changed(documents, everything, StartedJob(id=job.id) if job else None)
