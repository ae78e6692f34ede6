"""The tables of administration: keys, audit, documents and their versions, jobs, sources, decisions.

Only types and constraints that SQLite and PostgreSQL both have. Times are ISO 8601, UTC.
"""

from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables import Base
from bot.store.texts import String, Text


class AdminKeyRow(Base):
    """A key of an administrator; the key itself is kept nowhere."""

    __tablename__ = "admin_keys"
    __table_args__ = (CheckConstraint("role IN ('viewer', 'editor', 'owner')", name="role"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the key, hexadecimal
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(32))
    expires_at: Mapped[str | None] = mapped_column(String(32))
    revoked_at: Mapped[str | None] = mapped_column(String(32))
    last_used_at: Mapped[str | None] = mapped_column(String(32))


class AuditRow(Base):
    """Who did what, when and from where, with what was before and after; never changed or deleted."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "at"), Index(None, "subject"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
    actor: Mapped[str] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(String(16))
    address: Mapped[str | None] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(40))  # such as document.upload
    subject: Mapped[str] = mapped_column(Text)  # such as the document's path
    before: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))


class DocumentRow(Base):
    """What administrators laid over a document; without a row the corpus folder alone counts."""

    __tablename__ = "documents"
    __table_args__ = (CheckConstraint("state IN ('present', 'withdrawn')", name="state"),)

    path: Mapped[str] = mapped_column(Text, primary_key=True)  # below the corpus folder, composed form
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int | None] = mapped_column(ForeignKey("document_versions.id"))  # None: the folder's own
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)  # the catalogue's keys, as far as they were given
    source: Mapped[str | None] = mapped_column(String(16))  # that brought it; None for an upload
    revision: Mapped[int]  # counts every change: the ETag
    changed_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[str] = mapped_column(String(32))


class ParkedDocumentRow(Base):
    """How a document stood before a refresh changed it, until an index with the change is in use."""

    __tablename__ = "parked_documents"

    path: Mapped[str] = mapped_column(Text, primary_key=True)
    revision: Mapped[int]  # of the document after that change; another one since makes this void
    state: Mapped[str | None] = mapped_column(String(10))  # None: nobody had changed anything about it
    version: Mapped[int | None]
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[str] = mapped_column(String(32))


class DocumentVersionRow(Base):
    """A file that was brought for a document; its bytes lie below the data folder by their digest."""

    __tablename__ = "document_versions"
    __table_args__ = (Index(None, "path"), Index(None, "digest"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    media_type: Mapped[str] = mapped_column(String(100))  # by its content
    name: Mapped[str | None] = mapped_column(Text)  # the file's own name
    added_by: Mapped[str] = mapped_column(Text)
    added_at: Mapped[str] = mapped_column(String(32))


class JobRow(Base):
    """A job, from its queueing on; finished ones are kept for a while."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("kind IN ('reindex', 'refresh')", name="kind"),
        CheckConstraint(
            "state IN ('queued', 'running', 'held', 'done', 'failed', 'cancelled')", name="state"
        ),
        Index(None, "state"),
        Index(None, "created_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    request: Mapped[dict[str, Any]] = mapped_column(JSON)  # what was asked for
    explicit: Mapped[bool]  # an upload or a deletion is never held
    idempotency_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    cancel: Mapped[bool]  # somebody asked to stop it
    stage: Mapped[str | None] = mapped_column(String(20))
    done: Mapped[int]
    total: Mapped[int]  # 0 where it is not known
    attempts: Mapped[int]
    messages: Mapped[list[Any]] = mapped_column(JSON)  # [[time, text], ...]
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    snapshot: Mapped[str | None] = mapped_column(String(100))
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[str | None] = mapped_column(String(32))
    stage_at: Mapped[str | None] = mapped_column(String(32))
    finished_at: Mapped[str | None] = mapped_column(String(32))


class LeaseRow(Base):
    """Who alone may do something for now, such as work on jobs."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    until: Mapped[str] = mapped_column(String(32))


class SourceRow(Base):
    """A web page, a feed or a sitemap that documents come from."""

    __tablename__ = "sources"
    __table_args__ = (
        CheckConstraint("kind IN ('page', 'feed', 'sitemap')", name="kind"),
        Index(None, "next_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    url: Mapped[str] = mapped_column(Text, unique=True)
    folder: Mapped[str] = mapped_column(Text)  # that its documents are put below
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)  # include, exclude, vanished, entry, limits
    every_minutes: Mapped[int | None]  # None: by hand
    enabled: Mapped[bool]
    revision: Mapped[int]
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(32))
    next_at: Mapped[str | None] = mapped_column(String(32))
    last_at: Mapped[str | None] = mapped_column(String(32))
    last_result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class SourceItemRow(Base):
    """One address of a source, and the document that it became."""

    __tablename__ = "source_items"
    __table_args__ = (Index(None, "path"),)

    source: Mapped[str] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str] = mapped_column(Text, primary_key=True)
    path: Mapped[str | None] = mapped_column(Text)  # None while it was never fetched whole
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(64))
    seen_at: Mapped[str] = mapped_column(String(32))
    vanished_at: Mapped[str | None] = mapped_column(String(32))
    fault: Mapped[str | None] = mapped_column(Text)  # why it could not be fetched last


class QuestionMarkRow(Base):
    """What an administrator decided about a group of questions that found no answer."""

    __tablename__ = "question_marks"
    __table_args__ = (CheckConstraint("decision IN ('answered', 'out_of_scope')", name="decision"),)

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    question: Mapped[str] = mapped_column(Text)  # as the administrator sees it, without personal data
    decision: Mapped[str] = mapped_column(String(20))
    document: Mapped[str | None] = mapped_column(Text)  # the approved answer's path
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(32))
