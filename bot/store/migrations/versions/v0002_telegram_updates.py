"""Updates from Telegram, and the processes that deal with them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From a database of corrections alone."""
    op.create_table(
        "telegram_updates",
        sa.Column("bot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("owner", sa.String(32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.String(32), nullable=False),
        sa.Column("started_at", sa.String(32), nullable=True),
        sa.Column("done_at", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "state IN ('received', 'sending', 'done', 'failed')", name=op.f("ck_telegram_updates_state")
        ),
        sa.PrimaryKeyConstraint("bot", "update_id", name=op.f("pk_telegram_updates")),
    )
    op.create_index("ix_telegram_updates_state_owner", "telegram_updates", ["state", "owner"])
    op.create_table(
        "telegram_processes",
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_telegram_processes")),
    )
