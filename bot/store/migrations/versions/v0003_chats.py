"""Chats with their turns, answers, and what people say of them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = {
    "chats": (("last_used",), ("user_id",)),
    "answers": (("chat_id", "user_id"), ("user_id",), ("asked_at",)),
    "turns": (("chat_id", "user_id", "asked_at"), ("user_id",)),
    "feedback": (("user_id",),),
}


def upgrade() -> None:
    """From a database without chats."""
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(2), nullable=True),
        sa.Column("spoken", sa.String(2), nullable=True),
        sa.Column("last_used", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name=op.f("pk_chats")),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("mode", sa.String(20), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("snapshot", sa.String(100), nullable=True),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    _create_turns_and_feedback()
    for table, indexes in INDEXES.items():
        for columns in indexes:
            op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _create_turns_and_feedback() -> None:
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("answer", sa.String(64), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("reply", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
    )
    op.create_table(
        "feedback",
        sa.Column("answer", sa.String(64), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(4), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.CheckConstraint("verdict IN ('good', 'bad')", name=op.f("ck_feedback_verdict")),
        sa.ForeignKeyConstraint(
            ["answer"], ["answers.id"], name=op.f("fk_feedback_answer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer", "chat_id", "user_id", name=op.f("pk_feedback")),
    )
