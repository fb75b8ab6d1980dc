"""The kinds of record as data: which reviews each needs, by which role."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mingbai.accounts.roles import Role


@dataclass(frozen=True)
class Step:
    """One required review."""

    id: str
    label: str
    role: Role


@dataclass(frozen=True)
class Kind:
    """A kind of record and its reviews, in order."""

    id: str
    label: str
    basis: str
    steps: tuple[Step, ...]


@cache
def kind(kind_id: str) -> Kind:
    """The kind of that id. Raises ``KeyError``."""
    rows = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))
    row = rows[kind_id]
    steps = tuple(Step(s["id"], s["label"], Role(s["role"])) for s in row["steps"])
    return Kind(kind_id, row["label"], row["basis"], steps)
