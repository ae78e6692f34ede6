"""The calls of a model in a day, counted by every process together."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From a database where each process counted for itself."""
    op.create_table(
        "model_calls",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "asker", name=op.f("pk_model_calls")),
    )
