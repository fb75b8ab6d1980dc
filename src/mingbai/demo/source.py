"""The demonstration's data: the invented organs and the cited figures."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
YEAR = 2019
SEED = 2019


@dataclass(frozen=True)
class DemoOrgan:
    """An invented organ: ``parent`` is a code, ``weight`` its share of the cases."""

    code: str
    name: str
    short: str
    kind: str
    parent: str | None
    serial: int
    weight: int
    subjects: tuple[str, ...]


@cache
def figures() -> dict[str, Any]:
    """The figures of the cited report, as in ``data/figures-2019.toml``."""
    return tomllib.loads((DATA / "figures-2019.toml").read_text(encoding="utf-8"))


@cache
def organs() -> tuple[DemoOrgan, ...]:
    """Government first, then departments, streets, public units; parents before children."""
    data = tomllib.loads((DATA / "district.toml").read_text(encoding="utf-8"))
    root = data["government"]
    rows = [(root, "government", None)]
    rows += [(row, "department", root["code"]) for row in data["departments"]]
    rows += [(row, "street", root["code"]) for row in data["streets"]]
    rows += [(row, "public_unit", row["parent"]) for row in data["public_units"]]
    return tuple(
        DemoOrgan(
            row["code"],
            row["name"],
            row["short"],
            kind,
            parent,
            serial,
            row.get("weight", 0),
            tuple(row.get("subjects", ())),
        )
        for serial, (row, kind, parent) in enumerate(rows, start=1)
    )
