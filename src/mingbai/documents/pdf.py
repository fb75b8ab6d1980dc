"""A paper as PDF/UA by typst, on the page of GB/T 9704—2012; facts are data, never markup."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from mingbai.documents import faces, layout
from mingbai.documents.paper import Cell, Paper, Part, Row, plain
from mingbai.documents.printing import Named

TEMPLATE = Path(__file__).resolve().parent / "layouts" / "paper.typ"


def pdf_of(paper: Paper, *, mark: str = "") -> bytes:
    """The PDF; the same paper, mark and fonts give the same bytes.

    ``mark`` stands at the head of every page (草稿).  A character that no font has is named by its
    code point, and a note says so.  Raises ``Refusal`` where no Chinese font is installed.
    """
    data = _data(paper, mark)
    moment = datetime(paper.on.year, paper.on.month, paper.on.day, tzinfo=UTC)
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=faces.fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=int(moment.timestamp()),
    )
    return bytes(pdf)


def _data(paper: Paper, mark: str) -> dict[str, Any]:
    replaced = faces.missing()
    facts = plain(paper)
    texts = json.dumps([facts, mark], ensure_ascii=False)
    named = Named(texts)
    sign_pad, date_pad = layout.signature(paper)
    substitution = f"缺少字体{'、'.join(replaced)}，以{faces.FALLBACK}代替" if replaced else ""
    return {
        "fonts": faces.chosen(),
        "title": named.whole(paper.title),
        "title_lines": [named(line) for line in paper.title_lines],
        "organ": named.whole(paper.organ),
        "keywords": ["政府信息公开", *([substitution] if substitution else [])],
        "date": [paper.on.year, paper.on.month, paper.on.day],
        "dated": paper.dated,
        "mark": named(mark),
        "number": named(paper.number),
        "addressee": named(paper.addressee),
        "parts": [_part(part, named) for part in paper.parts],
        "appendix": [_part(part, named) for part in paper.appendix],
        "attachments": [named(name) for name in paper.attachments],
        "tied": layout.tied(paper),
        "signed_by": named(paper.signed_by),
        "sign_pad": sign_pad,
        "date_pad": date_pad,
        "contact": named(paper.contact),
        "copy_to": [named(name) for name in paper.copy_to],
        "notes": [*named.notes, *([f"{substitution}。"] if substitution else [])],
    }


def _part(part: Part, named: Named) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": part.kind, "text": named(part.text)}
    if part.kind == "table":
        made["widths"] = layout.widths(part)
        made["rows"] = [
            {"head": row.head, "cells": [_cell(part, row, cell, named) for cell in cells]}
            for row, cells in part.grid
        ]
    return made


def _cell(part: Part, row: Row, cell: Cell, named: Named) -> dict[str, Any]:
    return {
        "text": named(cell.text),
        "label": cell.label,
        "figure": part.listing and layout.is_figure(cell.text),
        "tall": row.tall and not cell.label,
        "span": cell.span,
    }
