"""System checks: the triggers are there, and the application's role does not own the log."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

from mingbai.audit import triggers
from mingbai.audit.models import Event


def register_all() -> None:
    """Register the checks that need the database."""
    checks.register(append_only, checks.Tags.database)
    checks.register(ownership, checks.Tags.database, deploy=True)


def append_only(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Every guarded table has its triggers (once it exists)."""
    found: list[checks.CheckMessage] = []
    for alias in databases or []:
        for name in triggers.missing(connections[alias]):
            text = f"防改触发器 {name} 缺失或被改动"
            found.append(checks.Error(text, hint="运行 mingbai migrate 重新安装", id="audit.E001"))
    return found


def ownership(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """On PostgreSQL the role of the application must not own the log's table (AUD-03)."""
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_has_role(current_user, tableowner, 'USAGE') FROM pg_tables "
                "WHERE schemaname = current_schema() AND tablename = %s",
                [Event._meta.db_table],
            )
            row = cursor.fetchone()
        if row and row[0]:
            text = "应用所用的数据库角色拥有审计表，可以删除触发器"
            hint = "见 docs/operations.md“数据库角色”"
            return [checks.Warning(text, hint=hint, id="audit.W002")]
    return []
