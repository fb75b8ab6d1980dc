"""System checks: the triggers are there, and the application's role does not own the log."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from mingbai.audit import triggers
from mingbai.audit.models import Event


def register_all() -> None:
    """Register the checks that need the database (``mingbai check-system`` and ``migrate`` run them)."""
    register(append_only, Tags.database)
    register(ownership, Tags.database, deploy=True)


def append_only(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Every append-only table has its triggers (once it exists)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        tables = set(connections[alias].introspection.table_names())
        for name in triggers.missing(connections[alias]):
            if name.rsplit("_no_", 1)[0] in tables:
                found.append(
                    Error(f"缺少防改触发器 {name}", hint="运行 mingbai migrate", id="audit.E001")
                )
    return found


def ownership(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """On PostgreSQL the role of the application must not own the log's table (AUD-03)."""
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tableowner = current_user FROM pg_tables WHERE tablename = %s",
                [Event._meta.db_table],
            )
            row = cursor.fetchone()
        if row and row[0]:
            text = "应用所用的数据库角色拥有审计表，可以删除触发器"
            return [Warning(text, hint="见 docs/operations.md“数据库角色”", id="audit.W002")]
    return []
