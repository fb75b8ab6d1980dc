"""The report as plain text with bars, as cells on lines, as a page, or as a Word file."""

from collections.abc import Callable

from tests.reading.planted.reports import Paper
from tests.reading.synthetic import pages, words
from tests.reading.synthetic.cases import Table
from tests.reading.synthetic.texts import _grid_rows

Carrier = Callable[[Paper], bytes]


def _text(paper: Paper, table_text: Callable[[Table], str]) -> bytes:
    parts = list(paper.before)
    for table in paper.case.tables:
        parts += [paper.heading(table.name), table_text(table)]
    return "\n".join(part for part in [*parts, *paper.after] if part).encode()


def bars(paper: Paper) -> bytes:
    """Rows of a Markdown table."""

    def table(one: Table) -> str:
        return "\n".join(f"| {' | '.join(row)} |" for row in _grid_rows(one.rows, merged=True))

    return _text(paper, table)


def lines(paper: Paper) -> bytes:
    """One cell a line."""
    return _text(paper, lambda one: "\n".join(cell.text for row in one.rows for cell in row))


def page(paper: Paper) -> bytes:
    """A page with merged cells."""
    parts = [f"<p>{text}</p>" for text in paper.before]
    for table in paper.case.tables:
        parts += [f"<p>{paper.heading(table.name)}</p>", pages._table(table)]
    parts += [f"<p>{text}</p>" for text in paper.after]
    return f"<html><meta charset=utf-8><body>{''.join(parts)}</body></html>".encode()


def word(paper: Paper) -> bytes:
    """A Word file."""
    parts = [words._paragraph(text) for text in paper.before]
    for table in paper.case.tables:
        parts += [words._paragraph(paper.heading(table.name)), words._table(table)]
    parts += [words._paragraph(text) for text in paper.after]
    return words.packed("".join(parts))


CARRIERS: tuple[Carrier, ...] = (bars, lines, page, word)
