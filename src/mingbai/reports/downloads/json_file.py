"""The report as JSON: cells under the ids of ``mingbai check --json``, definitions, series."""

import json
from collections.abc import Mapping
from typing import Any

from mingbai.reports.identities import identities


def render(content: Mapping[str, Any]) -> bytes:
    """One object; ``tables`` are {row: {column: number|null}}, money in yuan (API-09)."""
    tables: dict[str, dict[str, dict[str, Any]]] = {"t2": {}, "t3": {}, "t4": {}}
    for cell, value in content["cells"].items():
        row, column = cell.split("/")
        table = row[:2] if row.startswith(("t2.", "t3.")) else "t4"
        tables[table].setdefault(row, {})[column] = value
    sections = [
        {key: section[key] for key in ("number", "title", "paragraphs")}
        for section in content["sections"]
    ]
    keep = (
        *("schema", "title", "organ", "year", "scope", "format", "notice", "period", "dated"),
        *("demo", "demo_note", "introduction"),
    )
    made = {key: content[key] for key in keep} | {
        "draft_note": content.get("draft_note", ""),
        "sections": sections,
        "tables": tables,
        "definitions": content["definitions"],
        "identities": identities(content),
        "charts": content["charts"],
        "sources": content["sources"],
        "switches": content["switches"],
        "cases_sha256": content["cases_sha256"],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
