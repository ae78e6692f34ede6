"""Apply what a refresh found: documents, addresses and the source's result, all in one transaction.

Findings -> rows. What an administrator withdrew or replaced is left alone.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.documents import put_document, restore_document, withdraw_document
from bot.jobs.job import stamp
from bot.settings import Settings
from bot.sources.listing import Listing
from bot.sources.reading import Brought, Finding, Findings
from bot.sources.source import Source
from bot.sources.standing import Standing, actor_of
from bot.sources.urls import document_path
from bot.store.admin_tables import DocumentRow, SourceItemRow

CHANGES = ("added", "changed", "withdrawn", "restored")  # of documents: there is something to index
NOT_LISTED = "The source does not list it any more."
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
        self.counts: Counter[str] = Counter()

    @property
    def _source(self) -> Source:
        return self._standing.source

    def apply(self, listing: Listing, findings: Findings) -> Counter[str]:
        """Everything. Raises AdminRefused, and then nothing may be kept."""
        for url, finding in findings.found.items():
            self._found(url, finding)
        self._note(findings.faults, "failed")
        self._note(findings.same, "duplicates")
        taken_over = [url for url in listing.pages if self._standing.hold(url) == "theirs"]
        self._note(dict.fromkeys(taken_over, TAKEN_OVER), "left_alone")
        if self._source.kind != "feed" and listing.complete:
            self._not_listed(listing)
        return self.counts

    def _note(self, reasons: Mapping[str, str], what: str) -> None:
        """Say of addresses why nothing was done about them."""
        for url, reason in reasons.items():
            self._row(url).fault = reason
            self.counts[what] += 1

    def _found(self, url: str, finding: Finding) -> None:
        row = self._row(url)
        row.fault = None
        if finding.visit.outcome == "gone":
            self._vanished(row, "There is nothing at the address any more.")
            return
        row.seen_at = self._now
        if finding.visit.outcome == "page":
            row.etag, row.last_modified = finding.visit.etag, finding.visit.last_modified
        if finding.brought:
            self._put(row, finding.brought)
        elif self._standing.hold(url) == "withdrawn" and row.path:
            restore_document(self._session, self._settings, row.path, self._actor, self._at)
            self.counts["restored"] += 1
        else:
            self.counts["unchanged"] += 1
        row.vanished_at = None
        row.digest = finding.digest or row.digest

    def _put(self, row: SourceItemRow, brought: Brought) -> None:
        known = row.path is not None
        path = row.path or self._new_path(row.url, brought.ending)
        document = self._session.get(DocumentRow, path)
        said = document.entry if document else {}
        offered = {**brought.entry, **self._source.rules.entry}
        entry = {key: value for key, value in offered.items() if key not in said}  # an earlier word stays
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
        row.path = state.path
        self.counts["changed" if known else "added"] += 1

    def _new_path(self, url: str, ending: str) -> str:
        path = document_path(httpx.URL(url), self._source.folder, ending, self._paths)
        self._paths.add(path)
        return path

    def _not_listed(self, listing: Listing) -> None:
        """What the source had and does not name now; an address that never had a document is forgotten."""
        for url in self._standing.items:
            if url in listing.pages:
                continue
            row = self._row(url)
            if row.path is None:
                self._session.delete(row)
            else:
                self._vanished(row, NOT_LISTED)

    def _vanished(self, row: SourceItemRow, reason: str) -> None:
        """Mark it, and withdraw its document where the rule says so and it is the source's."""
        if row.vanished_at is None:
            row.vanished_at, row.etag, row.last_modified = self._now, None, None
            self.counts["vanished"] += 1
        row.fault = reason
        ours = self._standing.hold(row.url) == "ours"
        if ours and row.path and self._source.rules.vanished == "withdraw":
            withdraw_document(self._session, self._settings, row.path, self._actor, self._at)
            self.counts["withdrawn"] += 1

    def _row(self, url: str) -> SourceItemRow:
        key = (self._source.id, url)
        row = self._session.get(SourceItemRow, key)
        if row is None:
            row = SourceItemRow(source=self._source.id, url=url, seen_at=self._now)
            self._session.add(row)
        return row
