"""Alembic's entry: one connection, batch mode for SQLite, plain column types."""

from typing import Any, Literal

import sqlmodel
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.engine import Connection, Engine

from villagepub.models import metadata


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write sa.String and sa.DateTime instead of SQLModel's own types."""
    if kind != "type":
        return False
    if isinstance(item, sqlmodel.AutoString):
        return f"sa.String({item.length})" if item.length else "sa.String()"
    if type(item).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


engine: Engine = context.config.attributes["engine"]
with engine.execution_options(write=True).connect() as connection:
    migrate(connection)
    connection.commit()
