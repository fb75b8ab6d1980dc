"""The three tables as the form prints them, filled with what was read."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from mingbai.rules.report.formats import Format

Show = Callable[[str], str]  # a cell id → the markup of its table cell


def tables(form: Format, show: Show) -> str:
    """Markup of tables 2, 3 and 4; ``show`` gives each cell as a ``td``."""
    return "\n".join((*_second(form, show), _third(form, show), _fourth(form, show)))


def _second(form: Format, show: Show) -> Iterator[str]:
    for block in form.table2:
        heads = [block.caption, *(column.label for column in block.columns)]
        rows = [
            (row.label, [show(f"{row.id}/{column.id}") for column in block.columns])
            for row in block.rows
        ]
        yield _table(heads, rows)


def _third(form: Format, show: Show) -> str:
    heads = ["", *(column.label for column in form.table3_columns)]
    rows = []
    for row in form.table3_rows:
        cells = [show(f"{row.id}/{column.id}") for column in form.table3_columns]
        rows.append(("　" * row.depth + row.label, cells if row.leaf else []))
    return _table(heads, rows)


def _fourth(form: Format, show: Show) -> str:
    heads = ["", *(column.label for column in form.table4_columns)]
    rows = []
    for block in form.table4_blocks:
        label = f"{block.parent}（{block.label}）" if block.parent else block.label
        rows.append((label, [show(f"{block.id}/{column.id}") for column in form.table4_columns]))
    return _table(heads, rows)


def _table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    lines = []
    for label, cells in rows:
        whole = "" if cells else f" colspan='{len(heads)}'"
        lines.append(f"<tr><th{whole}>{escape(label)}</th>{''.join(cells)}</tr>")
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
