"""Whole documents of lines and cells, in every kind of file that has running text."""

import csv
import io
from collections.abc import Callable
from html import escape
from random import Random

from tests.scanning.planted.files import W, book, packed, word
from tests.scanning.planted.prints import pdf


def text(rng: Random, lines: str) -> bytes:
    try:
        return lines.encode(rng.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030")))
    except UnicodeEncodeError:
        return lines.encode()


def table(rng: Random, lines: str) -> bytes:
    """A CSV file; a line with tabs is a row, any other a field."""
    out = io.StringIO()
    csv.writer(out).writerows(line.split("\t") for line in lines.split("\n"))
    return out.getvalue().encode()


def page(rng: Random, lines: str) -> bytes:
    """A web page whose lines are markup already; rows of cells are tables."""
    parts = []
    for line in lines.split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            parts.append(f"<p>{line}</p>" if rng.random() < 0.8 else f"{line}<br>")
        else:
            inner = "".join(f"<td>{cell}</td>\n  " for cell in cells)
            parts.append(f"<tr>{inner}</tr>")
    body = "\n".join(parts).replace("</p>\n<tr>", "</p>\n<table><tr>")
    body = body.replace("</tr>\n<p>", "</tr></table>\n<p>")
    return f"<!DOCTYPE html><html><body><div>{body}</div></body></html>".encode()


def letter(rng: Random, lines: str) -> bytes:
    """A Word file; every line in runs of any length, rows of cells as tables."""
    parts = []
    for line in lines.split("\n"):
        cells = [f"<w:p>{_runs(rng, cell)}</w:p>" for cell in line.split("\t")]
        if len(cells) == 1:
            parts += cells
        else:
            inner = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
            parts.append(f"<w:tbl><w:tr>{inner}</w:tr></w:tbl>")
    return word("".join(parts))


def _runs(rng: Random, line: str) -> str:
    at = rng.randint(0, len(line))
    return "".join(f"<w:r><w:t>{escape(part)}</w:t></w:r>" for part in (line[:at], line[at:]))


def sheet(rng: Random, lines: str) -> bytes:
    """A workbook; a line is a row, its cells parted by tabs; figures of a statistic are numbers."""
    rows = []
    for number, line in enumerate(lines.split("\n"), 1):
        cells = "".join(
            _cell(f"{chr(65 + place)}{number}", cell)
            for place, cell in enumerate(line.split("\t")[:26])
        )
        rows.append(f'<row r="{number}">{cells}</row>')
    return book(f"<sheetData>{''.join(rows)}</sheetData>")


def _cell(reference: str, content: str) -> str:
    if content.isascii() and content.isdigit() and len(content) != 11:
        return f'<c r="{reference}"><v>{content}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(content)}</t></is></c>'


def slides(rng: Random, lines: str) -> bytes:
    """A presentation of one slide, a paragraph for each line."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    inner = "".join(f"<a:p><a:r><a:t>{escape(t)}</a:t></a:r></a:p>" for t in lines.split("\n"))
    return packed(ppt__presentation_xml=f"<p {W}/>", ppt__slides__slide1_xml=f"<s {a}>{inner}</s>")


def printed(rng: Random, lines: str) -> bytes:
    """A PDF of one page."""
    folded = "".join(chr(ord(c) - 0x1D7CE + 0xFF10) if c > "\uffff" else c for c in lines)
    return pdf("\n".join(line.replace("\t", "   ")[:120] for line in folded.split("\n")[:60]))


# How often which kind; a PDF takes long to read.
Kind = Callable[[Random, str], bytes]
KINDS: tuple[tuple[str, Kind, int], ...] = (
    ("a.txt", text, 20),
    ("a.html", page, 30),
    ("a.csv", table, 12),
    ("a.docx", letter, 20),
    ("a.xlsx", sheet, 14),
    ("a.pptx", slides, 3),
    ("a.pdf", printed, 1),
)
