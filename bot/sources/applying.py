"""Apply what a refresh found: documents, addresses and the source's result, all in one transaction.

Findings -> rows. What an administrator withdrew or replaced is left alone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

import httpx
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bot.admin.documents import put_document, restore_document, withdraw_document
from bot.admin.parking import parking
from bot.jobs.job import stamp
from bot.settings import Settings
from bot.sources.listing import Listing
from bot.sources.reading import Brought, Finding, Findings
from bot.sources.source import Item, Source
from bot.sources.standing import Standing, actor_of
from bot.sources.urls import document_path
from bot.store.admin_tables import DocumentRow, SourceItemRow

CHANGES = ("added", "changed", "withdrawn", "restored")  # of documents: there is something to index
AT_ONCE = 500  # values in one statement; databases bound them
NOT_LISTED = "The source does not list it any more."
GONE = "There is nothing at the address any more."
TAKEN_OVER = "An administrator withdrew or replaced its document; it is left alone."


class Applying:
    """One transaction's work on one source."""

    def __init__(self, session: Session, settings: Settings, standing: Standing, at: datetime) -> None:
        self._session = session
        self._settings = settings
        self._standing = standing
        self._at = at
        self._now = stamp(at)
        self._actor = actor_of(standing.source.id)
        self._paths = set(session.scalars(select(DocumentRow.path)))
        self._paths.update(path for path in session.scalars(select(SourceItemRow.path)) if path)
        self._items: dict[str, Item] = {}  # as they are to be, those that change
        self.counts: Counter[str] = Counter()

    @property
    def _source(self) -> Source:
        return self._standing.source

    def apply(self, listing: Listing, findings: Findings) -> Counter[str]:
        """Everything. Raises AdminRefused, and then nothing may be kept."""
        for url, finding in findings.found.items():
            if self._standing.hold(url) != "theirs":
                self._found(url, finding)
        self._note(findings.faults, "failed")
        self._note(findings.same, "duplicates")
        seen = {**listing.pages, **findings.found}
        taken_over = [url for url in seen if self._standing.hold(url) == "theirs"]
        self._note(dict.fromkeys(taken_over, TAKEN_OVER), "left_alone")
        if self._source.kind != "feed" and listing.complete:
            self._not_listed(listing)
        self._write()
        return self.counts

    def _note(self, reasons: Mapping[str, str], what: str) -> None:
        """Say of addresses why nothing was done about them."""
        for url, reason in reasons.items():
            self._items[url] = replace(self._item(url), fault=reason)
            self.counts[what] += 1

    def _found(self, url: str, finding: Finding) -> None:
        item = self._item(url)
        if finding.visit.outcome == "gone":
            self._vanished(item, GONE)
            return
        if finding.visit.outcome == "page":
            item = replace(item, etag=finding.visit.etag, last_modified=finding.visit.last_modified)
        if finding.brought:
            item = replace(item, path=self._put(item, finding.brought))
        elif self._standing.hold(url) == "withdrawn" and item.path:
            with parking(self._session, item.path, self._at):
                restore_document(self._session, self._settings, item.path, self._actor, self._at)
            self.counts["restored"] += 1
        else:
            self.counts["unchanged"] += 1
        digest = finding.digest or item.digest
        self._items[url] = replace(item, digest=digest, seen_at=self._now, vanished_at=None, fault=None)

    def _put(self, item: Item, brought: Brought) -> str:
        """Make what was brought the document's newest version; the document's path."""
        path = item.path or self._new_path(item.url, brought.ending)
        document = self._session.get(DocumentRow, path)
        said = document.entry if document else {}
        offered = {**brought.entry, **self._source.rules.entry}
        entry = {key: value for key, value in offered.items() if key not in said}  # an earlier word stays
        with parking(self._session, path, self._at):
            state = put_document(
                self._session,
                self._settings,
                path,
                brought.staged,
                self._actor,
                self._at,
                entry=entry,
                source=self._source.id,
            )
        self.counts["changed" if item.path else "added"] += 1
        return state.path

    def _new_path(self, url: str, ending: str) -> str:
        path = document_path(httpx.URL(url), self._source.folder, ending, self._paths)
        self._paths.add(path)
        return path

    def _not_listed(self, listing: Listing) -> None:
        """What the source had and does not name now; an address that never had a document is forgotten."""
        gone = [item for url, item in self._standing.items.items() if url not in listing.pages]
        for item in gone:
            if item.path is not None:
                self._vanished(item, NOT_LISTED)
        never = [item.url for item in gone if item.path is None]
        mine = SourceItemRow.source == self._source.id
        for first in range(0, len(never), AT_ONCE):
            urls = never[first : first + AT_ONCE]
            self._session.execute(delete(SourceItemRow).where(mine, SourceItemRow.url.in_(urls)))

    def _vanished(self, item: Item, reason: str) -> None:
        """Mark it, and withdraw its document where the rule says so and it is the source's."""
        if item.vanished_at is None:
            item = replace(item, vanished_at=self._now, etag=None, last_modified=None)
            self.counts["vanished"] += 1
        self._items[item.url] = replace(item, fault=reason)
        ours = self._standing.hold(item.url) == "ours"
        if ours and item.path and self._source.rules.vanished == "withdraw":
            with parking(self._session, item.path, self._at):
                withdraw_document(self._session, self._settings, item.path, self._actor, self._at)
            self.counts["withdrawn"] += 1

    def _item(self, url: str) -> Item:
        """An address as it stands; a new one was seen for the first time now."""
        known = self._items.get(url) or self._standing.items.get(url)
        return known or Item(url, None, None, None, None, self._now, None, None)

    def _write(self) -> None:
        """The addresses, after the documents and all at once: thousands of rows are two statements."""
        rows = [{"source": self._source.id, **asdict(item)} for item in self._items.values()]
        known = [row for row in rows if row["url"] in self._standing.items]
        new = [row for row in rows if row["url"] not in self._standing.items]
        if known:
            self._session.execute(update(SourceItemRow), known)
        if new:
            self._session.execute(insert(SourceItemRow), new)
