"""Run by Alembic: bring the record of a connection to the newest tables.

The connection comes from ``qantar.store.schema`` with a transaction open on it, so that a migration
killed half-way leaves the record as it was.
"""

from alembic import context

from qantar.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
