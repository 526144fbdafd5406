"""Run a migration for Alembic, on the connection and in the transaction of ``migrate``."""

from alembic import context

from simulator.course.all_tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
context.run_migrations()
