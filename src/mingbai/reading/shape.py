"""A reading as the JSON object of ``mingbai check --json`` (a stable interface)."""

from decimal import Decimal
from typing import Any

from mingbai.reading.reader import Reading
from mingbai.rules.findings import Finding

Json = dict[str, Any]


def as_json(reading: Reading) -> Json:
    """One object per file: money in yuan, null for a cell that is blank, refused or absent."""
    return {
        "file": reading.file,
        "readable": reading.readable,
        "complete": reading.complete,
        "format": reading.form.id if reading.form else None,
        "organ": reading.organ,
        "year": reading.year,
        "title": reading.title,
        "published": reading.published,
        "carrier": reading.carrier or None,
        "tables": {name: _table(reading, name) for name in ("t2", "t3", "t4")},
        "cells": {
            cell_id: {"raw": cell.raw, "where": cell.where, "confidence": round(cell.confidence, 3)}
            for cell_id, cell in reading.cells.items()
        },
        "findings": [finding_as_json(finding) for finding in reading.findings],
    }


def _table(reading: Reading, name: str) -> dict[str, dict[str, int | float | None]]:
    """Every cell of the form in printed order, then what the report prints beyond it."""
    if reading.form is None:
        return {}
    rows: dict[str, dict[str, int | float | None]] = {}
    ids = list(reading.form.cell_ids(name))  # type: ignore[arg-type]
    ids += [c for c in reading.cells if c not in ids and _table_of(c) == name]
    for cell_id in ids:
        row, column = cell_id.split("/")
        rows.setdefault(row, {})[column] = _plain(reading.value(cell_id))
    return rows


def _table_of(cell_id: str) -> str:
    return cell_id[:2] if cell_id.startswith(("t2.", "t3.")) else "t4"


def _plain(value: int | Decimal | None) -> int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def finding_as_json(finding: Finding) -> Json:
    """A finding as an object: both sides as numbers or words."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "where": finding.where,
        "expected": _side(finding.expected),
        "found": _side(finding.found),
        "hint": finding.hint,
        "basis": finding.basis,
    }


def _side(side: int | Decimal | str | None) -> int | float | str | None:
    return side if isinstance(side, str) else _plain(side)
