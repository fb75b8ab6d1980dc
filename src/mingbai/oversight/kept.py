"""A reading as JSON that the database keeps, and back again; nothing of it is lost."""

from decimal import Decimal
from typing import Any

from mingbai.reading.forms import as_printed
from mingbai.reading.identity import level_of
from mingbai.reading.outcome import Cell, State
from mingbai.reading.reader import Reading
from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report import formats

Json = dict[str, Any]
LONGEST_RAW = 200


def as_kept(reading: Reading) -> Json:
    """Everything but the text, which stands in a column of its own."""
    return {
        "readable": reading.readable,
        "complete": reading.complete,
        "form": reading.form.id if reading.form else None,
        "organ": reading.organ,
        "year": reading.year,
        "title": reading.title,
        "published": reading.published,
        "carrier": reading.carrier,
        "cells": {cell_id: _cell(cell) for cell_id, cell in reading.cells.items()},
        "notes": [_finding(finding) for finding in reading.findings],
    }


def as_reading(kept: Json, *, name: str, text: str) -> Reading:
    """The reading that was kept."""
    cells = {cell_id: _as_cell(item) for cell_id, item in kept["cells"].items()}
    rows = frozenset(cell_id.split("/")[0] for cell_id in cells)
    return Reading(
        name,
        readable=kept["readable"],
        complete=kept["complete"],
        form=as_printed(formats.load(kept["form"]), rows) if kept["form"] else None,
        organ=kept["organ"],
        year=kept["year"],
        title=kept["title"],
        published=kept["published"],
        level=level_of(kept["organ"]),
        carrier=kept["carrier"],
        cells=cells,
        findings=tuple(_as_finding(item) for item in kept["notes"]),
        text=text,
    )


def side(value: Number | str | None) -> str | None:
    """One side of a finding as text."""
    return None if value is None else str(value)


def _cell(cell: Cell) -> Json:
    value = str(cell.value) if isinstance(cell.value, Decimal) else cell.value
    return {
        "value": value,
        "raw": cell.raw[:LONGEST_RAW],
        "where": cell.where,
        "confidence": cell.confidence,
        "state": cell.state.value,
    }


def _as_cell(item: Json) -> Cell:
    return Cell(
        _number(item["value"]), item["raw"], item["where"], item["confidence"], State(item["state"])
    )


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "where": finding.where,
        "expected": side(finding.expected),
        "found": side(finding.found),
        "hint": finding.hint,
        "basis": finding.basis,
    }


def _as_finding(item: Json) -> Finding:
    return Finding(**{**item, "severity": Severity(item["severity"])})


def _number(value: int | str | None) -> Number | None:
    return Decimal(value) if isinstance(value, str) else value
