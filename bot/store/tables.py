"""The tables of the database.

Only types and constraints that SQLite and PostgreSQL both have. Corrections are added and never changed: who
did what, and when, stays to be seen. What is kept of chats goes when they are forgotten.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    CursorResult,
    ForeignKey,
    Index,
    MetaData,
    Result,
    Table,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.store.texts import String, Text

# every constraint has a name, so that a migration can name what it changes
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table is declared on."""

    metadata = MetaData(naming_convention=NAMING)


class CorrectionRow(Base):
    """A correction, an addition, a withdrawal, or the undoing of one of them.

    `fields` of a withdrawal are what is masked, in plain text: a hash could not be searched for in a text.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        CheckConstraint("action IN ('correct', 'add', 'withdraw', 'undo')", name="action"),
        CheckConstraint("(action = 'undo') = (undoes IS NOT NULL)", name="undoes"),
        {"sqlite_autoincrement": True},  # an id is never given twice: it is how readers notice a change
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(String(20))
    register: Mapped[str] = mapped_column(String(20))
    record: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]] = mapped_column(JSON)  # [[name, value or null], ...]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("corrections.id"), unique=True)  # once
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(32))  # ISO 8601, UTC
    reason: Mapped[str | None] = mapped_column(Text)


class TelegramUpdateRow(Base):
    """An update from Telegram, from its arrival to a few days after it was dealt with.

    Unlike other rows this one changes, and forgets: when an update is done, only its number is left of it, so
    that it is known when it comes again.
    """

    __tablename__ = "telegram_updates"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'sending', 'done', 'failed')", name="state"),
        Index("ix_telegram_updates_state_owner", "state", "owner"),
    )

    bot: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat: Mapped[int | None] = mapped_column(BigInteger)  # or the person, where there is no chat
    state: Mapped[str] = mapped_column(String(20))
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    owner: Mapped[str | None] = mapped_column(String(32))  # the process that deals with it
    attempts: Mapped[int]
    received_at: Mapped[str] = mapped_column(String(32))  # ISO 8601, UTC
    started_at: Mapped[str | None] = mapped_column(String(32))
    done_at: Mapped[str | None] = mapped_column(String(32))


class TelegramProcessRow(Base):
    """A process that deals with updates, and when it was last heard of."""

    __tablename__ = "telegram_processes"

    owner: Mapped[str] = mapped_column(String(32), primary_key=True)
    seen_at: Mapped[str] = mapped_column(String(32))  # ISO 8601, UTC


class ChatRow(Base):
    """A person in a chat: in private both numbers are the same, in a group each person has a row."""

    __tablename__ = "chats"
    __table_args__ = (Index(None, "last_used"), Index(None, "user_id"))

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str | None] = mapped_column(String(2))  # the one that was chosen
    spoken: Mapped[str | None] = mapped_column(String(2))  # the one that was answered in last
    last_used: Mapped[str] = mapped_column(String(32))  # ISO 8601, UTC


class AnswerRow(Base):
    """An answer, for feedback and for the buttons under it; one given to a program has no chat."""

    __tablename__ = "answers"
    __table_args__ = (Index(None, "chat_id", "user_id"), Index(None, "user_id"), Index(None, "asked_at"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    question: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str | None] = mapped_column(String(20))
    decision: Mapped[str | None] = mapped_column(Text)  # why it is what it is
    snapshot: Mapped[str | None] = mapped_column(String(100))
    asked_at: Mapped[str] = mapped_column(String(32))
    shown: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # the whole answer, for a chat's


class TurnRow(Base):
    """A question in a chat, and the messages that it stands in."""

    __tablename__ = "turns"
    __table_args__ = (Index(None, "chat_id", "user_id", "asked_at"), Index(None, "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[str] = mapped_column(String(32))
    answer: Mapped[str | None] = mapped_column(String(64))
    message: Mapped[int | None] = mapped_column(BigInteger)  # that asked; None for a pressed button
    reply: Mapped[int | None] = mapped_column(BigInteger)  # that answered, where it was a single one


class FeedbackRow(Base):
    """What a person said of an answer, once; for a program's answer both numbers are 0."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("verdict IN ('good', 'bad')", name="verdict"), Index(None, "user_id"))

    answer: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    verdict: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(32))


class ModelCallsRow(Base):
    """How often a model was called on a day, for one who asked; under no name at all, for all together."""

    __tablename__ = "model_calls"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)  # ISO 8601, as answers are dated
    asker: Mapped[str] = mapped_column(String(32), primary_key=True)  # what stands for them that day alone
    calls: Mapped[int]
    cost: Mapped[int] = mapped_column(BigInteger)  # of all together, in millionths of the operator's currency


def of_table(row: type[Base]) -> Table:
    """The table of a row, for statements that do without objects."""
    table = row.__table__
    assert isinstance(table, Table)
    return table


def count(result: Result[Any]) -> int:
    """How many rows a change was made in."""
    assert isinstance(result, CursorResult)
    return result.rowcount
