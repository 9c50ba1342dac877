"""Runs migrations on the connection that app/db/migrating.py hands over."""

import importlib

from alembic import context

from app.db import schema

for module in schema.TABLE_MODULES:
    importlib.import_module(module)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=schema.metadata(),
    render_as_batch=True,
    compare_type=True,
    # Exclusion constraints and the search index are made by app/db/constraints.py, no business of autogenerate.
    include_object=lambda _object, name, _kind, _reflected, _other: not (name or "").startswith(("ex_", "shelf_")),
)
with context.begin_transaction():
    context.run_migrations()
