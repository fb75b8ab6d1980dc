"""A paper as PDF/UA by typst, on the page of GB/T 9704—2012; facts are data, never markup."""

import json
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from mingbai.documents import faces, layout
from mingbai.documents.paper import Paper, Part, plain

TEMPLATE = Path(__file__).resolve().parent / "layouts" / "paper.typ"
# A run of letters without a space that is longer than a line may break anywhere.
_LONG = re.compile(r"[^\s\u2e80-\uffef]{24,}")
# Shapes of characters and joiners: what no eye sees alone.
_UNSEEN = re.compile("[\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_PRIVATE = ("Co", "Cn", "Cs")
BREAK = "\u200b"


def pdf_of(paper: Paper, *, mark: str = "") -> bytes:
    """The PDF; the same paper, mark and fonts give the same bytes.

    ``mark`` stands at the head of every page (草稿).  A character that no font has is named by its
    code point, and a note says so.  Raises ``Refusal`` where no Chinese font is installed.
    """
    data = _data(paper, mark)
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=faces.fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=int(datetime(*data["date"], tzinfo=UTC).timestamp()),
    )
    return bytes(pdf)


def _data(paper: Paper, mark: str) -> dict[str, Any]:
    replaced = faces.missing()
    facts = plain(paper)
    texts = json.dumps([facts, mark], ensure_ascii=False)
    named = _Named(texts)
    sign_pad, date_pad = layout.signature(paper)
    notes = [f"〔〕内为字库中没有的字的统一码（Unicode）编号，共{len(named.lost)}个字。"]
    substitution = f"缺少字体{'、'.join(replaced)}，以{faces.FALLBACK}代替" if replaced else ""
    return {
        "fonts": {use: [family, faces.FALLBACK] for use, (family, _) in faces.FACES.items()},
        "title": named(paper.title),
        "title_lines": [named(line) for line in layout.title_lines(paper)],
        "organ": named(paper.organ),
        "keywords": ["政府信息公开", *([substitution] if substitution else [])],
        "date": [paper.on.year, paper.on.month, paper.on.day],
        "dated": paper.dated,
        "mark": named(mark),
        "number": named(paper.number),
        "addressee": named(paper.addressee),
        "parts": [_part(part, named) for part in paper.parts],
        "appendix": [_part(part, named) for part in paper.appendix],
        "attachments": [named(name) for name in paper.attachments],
        "signed_by": named(paper.signed_by),
        "sign_pad": sign_pad,
        "date_pad": date_pad,
        "contact": named(paper.contact),
        "copy_to": [named(name) for name in paper.copy_to],
        "notes": [*(notes if named.lost else []), *([f"{substitution}。"] if substitution else [])],
    }


def _part(part: Part, named: "_Named") -> dict[str, Any]:
    made: dict[str, Any] = {"kind": part.kind, "text": named(part.text)}
    if part.kind == "table":
        columns = max(len(row.cells) for row in part.rows)
        made["widths"] = layout.widths(part)
        made["rows"] = [
            {"head": row.head, "cells": _cells(part, place, columns, named)}
            for place, row in enumerate(part.rows)
        ]
    return made


def _cells(part: Part, row: int, columns: int, named: "_Named") -> list[dict[str, Any]]:
    cells = part.rows[row].cells
    return [
        {
            "text": named(cell),
            "label": layout.label(part, row, place),
            "figure": part.rows[0].head and layout.is_figure(cell),
            "tall": part.rows[row].tall and place == len(cells) - 1,
            "span": columns - place if place == len(cells) - 1 else 1,
        }
        for place, cell in enumerate(cells)
    ]


class _Named:
    """Text as the fonts can print it: a character none of them has becomes 〔U+1F600〕."""

    def __init__(self, texts: str) -> None:
        seen = {c for c in texts if not _UNSEEN.match(c)}
        held = faces.printable(c for c in seen if unicodedata.category(c) not in _PRIVATE)
        self.lost = frozenset(seen - held)

    def __call__(self, text: str) -> str:
        kept = _UNSEEN.sub("", text)
        if self.lost.intersection(kept):
            kept = "".join(f"〔U+{ord(c):04X}〕" if c in self.lost else c for c in kept)
        return _LONG.sub(lambda found: BREAK.join(found.group()), kept)
