"""What is asked of a database, and how it would go about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine


@contextmanager
def asked(engine: Engine) -> Iterator[list[str]]:
    """Every statement meanwhile; one for many rows counts once."""
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def plan_of(connection: sa.Connection, statement: Any) -> str:
    """How the database goes about it, a step a line; PostgreSQL as if there were so much
    that a whole table is never looked through where an index answers.
    """
    is_small = connection.dialect.name == "sqlite"
    if not is_small:
        connection.exec_driver_sql("SET enable_seqscan = off")
    text = statement.compile(
        dialect=connection.dialect, compile_kwargs={"literal_binds": True}
    )
    rows = connection.execute(
        sa.text(
            f"EXPLAIN {'QUERY PLAN ' if is_small else ''}{text}".replace(":", r"\:")
        )
    )
    return "\n".join(str(row[-1]) for row in rows)
