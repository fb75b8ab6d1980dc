"""Reads ``who_may.toml``: who makes which move in which stage, and where it leads."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Row:
    """One move in one stage: the roles at the organ, whether the applicant, the stages after."""

    who: frozenset[str]
    applicant: bool
    to: frozenset[str]


@cache
def table() -> dict[tuple[str, str], Row]:
    """(stage, move) → row; what is not in it nobody makes."""
    text = Path(__file__).with_name("who_may.toml").read_text("utf-8")
    data = tomllib.loads(text)
    groups: dict[str, list[str]] = data["stage"]
    return {
        (stage, move): _row(row, stage, groups)
        for move, row in data["move"].items()
        for name in row["stages"]
        for stage in groups.get(name, [name])
    }


def moves() -> set[str]:
    """Every move the table names."""
    return {move for _, move in table()}


def _row(row: dict[str, Any], stage: str, groups: dict[str, list[str]]) -> Row:
    to = row.get("to_in", {}).get(stage, row["to"])
    if to == "same":
        after = {stage}
    elif to == "consulting":
        after = {"processing", *groups["consulting"]}
    else:
        after = {to}
    who = row.get("who_in", {}).get(stage, row["who"])
    return Row(frozenset(who), row.get("applicant", False), frozenset(after))
