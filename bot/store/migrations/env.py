"""What Alembic runs: the steps, over the connection that it was given."""

from alembic import context

from bot.store import admin_tables  # noqa: F401  (declares its tables)
from bot.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a column by copying its table
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
