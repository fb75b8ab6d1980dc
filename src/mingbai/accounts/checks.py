"""System check: no person joins 人员管理 or 审计 with another duty (三员分立, SEC-06)."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

from mingbai.accounts.models import Post
from mingbai.accounts.queries import joined_duties


def register_all() -> None:
    """Register the check; it needs the database."""
    checks.register(duties_apart, checks.Tags.database)


def duties_apart(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """One error for each such post. The rows span tables, so no constraint can hold them."""
    if "default" not in (databases or []):
        return []
    if Post._meta.db_table not in connections["default"].introspection.table_names():
        return []
    return [
        checks.Error(
            f"{post.user.username} 的岗位“{post.get_role_display()}”与其另一岗位不能同时担任",
            hint="在“人员”中结束其中一个岗位",
            id="accounts.E001",
        )
        for post in joined_duties()
    ]
