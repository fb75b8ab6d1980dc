"""Metadata of two versions side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class FieldChange:
    """One field that differs: its label, and both values as shown (empty for none)."""

    key: str
    label: str
    before: str
    after: str


def changed_fields(
    old: Mapping[str, Any], new: Mapping[str, Any], labels: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    """The fields of ``labels`` whose values are shown differently, in the order of ``labels``."""
    return tuple(
        FieldChange(key, label, before, after)
        for key, label in labels.items()
        if (before := shown(old.get(key))) != (after := shown(new.get(key)))
    )


def shown(value: Any) -> str:
    """A value as an officer reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{shown(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        parts = [shown(inner) for inner in value]
        return "、".join(sorted(parts) if isinstance(value, set | frozenset) else parts)
    return str(value)
