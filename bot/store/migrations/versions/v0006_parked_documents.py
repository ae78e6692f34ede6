"""What refreshes changed and no index in use has yet: how the documents stood before."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From a database where what a refresh changed went into the next index, whoever asked for it."""
    op.create_table(
        "parked_documents",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_parked_documents")),
    )
