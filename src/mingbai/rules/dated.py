"""Rows of law that begin on a day: the one in force is the latest that has begun."""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, TypeVar


class Dated(Protocol):
    """A row of law with the day from which it applies."""

    @property
    def effective_from(self) -> date: ...


Row = TypeVar("Row", bound=Dated)


@cache
def law(name: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of ``rules/data/<name>.toml``."""
    return tomllib.loads(files("mingbai.rules").joinpath(f"data/{name}.toml").read_text("utf-8"))


def in_force(rows: Iterable[Row], on: date) -> Row | None:
    """The row that applies on this day, None when none has begun yet."""
    begun = [row for row in rows if row.effective_from <= on]
    return max(begun, key=lambda row: row.effective_from, default=None)
