"""More plain-text layouts: drawn frames, doubled bars, padded columns, wrapped labels, pages."""

from random import Random

from mingbai.reading.glyphs import columns
from tests.reading.synthetic.cases import Case, Cell
from tests.reading.synthetic.texts import FURNITURE, Rendering, _document, _grid_rows

Rows = list[list[Cell]]


def drawn(rng: Random, case: Case) -> bytes:
    """A frame drawn with box characters, a rule under every row."""

    def table(rows: Rows) -> str:
        printed = ["│" + "│".join(row) + "│" for row in _grid_rows(rows, merged=True)]
        return "┌" + "─┬" * 9 + "┐\n" + ("\n├" + "─┼" * 9 + "┤\n").join(printed) + "\n└─┴─┘"

    return _document(case, table, "\n").encode()


def doubled_bars(rng: Random, case: Case) -> bytes:
    """Full-width bars without a frame, in UTF-16 as an old editor saves it."""
    return _document(
        case, lambda r: "\n".join("｜".join(row) for row in _grid_rows(r, merged=True)), "\n"
    ).encode("utf-16")


def bare_tabs(rng: Random, case: Case) -> bytes:
    """Tabs between the printed cells only: what a merged cell covers is left out."""
    return _document(
        case, lambda r: "\n".join("\t".join(row) for row in _grid_rows(r, merged=False)), "\r\n"
    ).encode("gb18030")


def tabs_with_pages(rng: Random, case: Case) -> bytes:
    """Tabs, with a page number on a line of its own between two rows of table three."""

    def table(rows: Rows) -> str:
        printed = ["\t".join(row) for row in _grid_rows(rows, merged=True)]
        at = rng.randint(2, len(printed) - 1)
        return "\n".join([*printed[:at], f"— {rng.randint(2, 9)} —", *printed[at:]])

    return _document(case, table, "\n").encode()


def padded(rng: Random, case: Case) -> bytes:
    """Columns made with blanks, as an old terminal prints them."""

    def line(row: list[Cell]) -> str:
        return "".join(c.text + " " * max(2, 12 - columns(c.text)) for c in row).rstrip()

    return _document(case, lambda r: "\n".join(map(line, r)), "\n").encode()


def wide_spaces(rng: Random, case: Case) -> bytes:
    """Ideographic spaces between the cells of a row."""
    return _document(
        case, lambda r: "\n".join("\u3000\u3000".join(c.text for c in row) for row in r), "\n"
    ).encode("gb18030")


def wrapped_lines(rng: Random, case: Case) -> bytes:
    """One cell a line, long labels wrapped over several lines as in a narrow column."""

    def table(rows: Rows) -> str:
        texts = [cell.text for row in rows for cell in row]
        return "\n".join(part for text in texts for part in _wrapped(text, 9))

    return (FURNITURE + _document(case, table, "\n")).encode()


def _wrapped(text: str, width: int) -> list[str]:
    if text[:1].isdigit() and "." not in text[1:2]:
        return [text]
    return [text[i : i + width] for i in range(0, len(text), width)] or [""]


def paged_lines(rng: Random, case: Case) -> bytes:
    """One cell a line, page numbers between two rows."""

    def table(rows: Rows) -> str:
        at = rng.randint(1, len(rows) - 1)
        texts = [[cell.text for cell in row] for row in rows]
        number = rng.randint(2, 9)
        mark = rng.choice((f"— {number} —", f"第{number}页", f"第 {number} 页 共 9 页"))
        return "\n".join(text for row in [*texts[:at], [mark], *texts[at:]] for text in row)

    return _document(case, table, "\n").encode()


BORDERED: tuple[Rendering, ...] = (drawn, doubled_bars, bare_tabs, tabs_with_pages)
LOOSE: tuple[Rendering, ...] = (padded, wide_spaces, wrapped_lines, paged_lines)
