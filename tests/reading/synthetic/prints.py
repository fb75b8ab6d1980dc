"""PDF layouts written by hand: ruled tables, page breaks, page numbers, wrapped labels."""

from itertools import pairwise
from random import Random

from mingbai.reading.glyphs import columns
from tests.reading.synthetic.cases import Case, Cell, Table
from tests.reading.synthetic.texts import HEADS, Rendering, closing, opening

WIDTH, HEIGHT, MARGIN, SIZE = 595.0, 842.0, 50.0, 8.0
T3_EDGES = (50, 68, 105, 250, 290, 330, 370, 415, 460, 500, 545)
T4_EDGES = tuple(50 + 33 * i for i in range(16))


class Sheet:
    """Pages under way; y grows downwards and is turned when written."""

    def __init__(self, *, ruled: bool = True) -> None:
        self.ruled = ruled
        self.pages: list[list[str]] = [[]]
        self.y = MARGIN

    def feed(self) -> None:
        self.pages.append([])
        self.y = MARGIN

    def text(self, x: float, y: float, text: str) -> None:
        code = text.encode("utf-16-be").hex()
        top = HEIGHT - y - SIZE
        self.pages[-1].append(f"BT /F1 {SIZE} Tf {x:.1f} {top:.1f} Td <{code}> Tj ET")

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"{x0:.1f} {HEIGHT - y1:.1f} {x1 - x0:.1f} {y1 - y0:.1f} re S")

    def prose(self, text: str) -> None:
        for part in _wrapped(text, WIDTH - 2 * MARGIN):
            if self.y > HEIGHT - 90:
                self.feed()
            self.text(MARGIN, self.y, part)
            self.y += SIZE * 1.8

    def data(self, width: float = WIDTH) -> bytes:
        objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        descendant = (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] >>"
        )
        font = (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
            b"/DescendantFonts [3 0 R] >>"
        )
        objects += [descendant, font]
        kids = []
        for page in self.pages:
            stream = "\n".join(["0.5 w", *page]).encode("ascii")
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
            kids.append(len(objects) + 1)
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 4 0 R >> >> >>" % (width, len(objects))
            )
        refs = b" ".join(b"%d 0 R" % kid for kid in kids)
        objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), refs)
        return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start)


def _wrapped(text: str, width: float) -> list[str]:
    """Lines no wider than ``width``; a number is wrapped too when the cell is narrow."""
    lines = [""]
    for char in text:
        if columns(lines[-1] + char) * SIZE / 2 > width - 3:
            lines.append("")
        lines[-1] += char
    return lines


def _table(sheet: Sheet, table: Table, edges: tuple[float, ...], breaks: set[int]) -> None:
    """A ruled table; a break before a row starts a new page and cuts the cells that span it."""
    heights = [_height(row, edges) for row in table.rows]
    held: dict[int, tuple[Cell, int]] = {}
    for index, row in enumerate(table.rows):
        if index in breaks or sheet.y + heights[index] > HEIGHT - 70:
            sheet.feed()
            fresh = {
                c: (Cell("", cell.width, left), left) for c, (cell, left) in held.items() if left
            }
            for column, (cell, left) in fresh.items():
                _draw(sheet, cell, column, edges, _run(heights, index, left, table, breaks))
        column = 0
        for cell in row:
            while held.get(column, (None, 0))[1]:
                column += held[column][0].width
            _draw(sheet, cell, column, edges, _run(heights, index, cell.height, table, breaks))
            if cell.height > 1:
                held[column] = (cell, cell.height)
            column += cell.width
        held = {c: (cell, left - 1) for c, (cell, left) in held.items() if left > 1}
        sheet.y += heights[index]
    sheet.y += 10


def _height(row: list[Cell], edges: tuple[float, ...]) -> float:
    least = min(b - a for a, b in pairwise(edges))
    lines = [
        len(
            _wrapped(
                c.text,
                145.0 if not c.id and c.width < 3 and any(x.id for x in row) else least * c.width,
            )
        )
        for c in row
        if c.height == 1
    ]
    return SIZE * 1.3 * max(lines, default=1) + 8


def _run(heights: list[float], index: int, count: int, table: Table, breaks: set[int]) -> float:
    """The height a spanning cell has on this page."""
    end = min(index + count, len(table.rows))
    stop = min((b for b in breaks if index < b < end), default=end)
    return sum(heights[index:stop])


def _draw(sheet: Sheet, cell: Cell, column: int, edges: tuple[float, ...], height: float) -> None:
    x0 = edges[min(column, len(edges) - 2)]
    x1 = edges[min(column + cell.width, len(edges) - 1)]
    if sheet.ruled:
        sheet.box(x0, sheet.y, x1, sheet.y + height)
    lines = _wrapped(cell.text, x1 - x0)
    for number, part in enumerate(lines):
        sheet.text(x0 + 2, sheet.y + 4 + number * SIZE * 1.3, part)


def _pdf(
    case: Case,
    breaks: set[int],
    *,
    numbered: bool = False,
    narrow: bool = False,
    ruled_lines: bool = True,
) -> bytes:
    sheet = Sheet(ruled=ruled_lines)
    for text in opening(case):
        sheet.prose(text)
    for table in case.tables:
        sheet.prose(HEADS[table.name])
        edges = _edges(table, narrow=narrow)
        if table.name == "t3":
            sheet.feed()
        _table(sheet, table, edges, breaks if table.name == "t3" else set())
    for text in closing():
        sheet.prose(text)
    if numbered:
        for number, page in enumerate(sheet.pages, 1):
            last, sheet.pages[-1] = sheet.pages[-1], page
            sheet.text(280, HEIGHT - 45, f"- {number} -")
            sheet.pages[-1] = last
    return sheet.data()


def _edges(table: Table, *, narrow: bool) -> tuple[float, ...]:
    if table.name == "t4":
        return T4_EDGES
    if table.name == "t3":
        return (50, 64, 100, 245, *(245 + 18 * i for i in range(1, 8))) if narrow else T3_EDGES
    widest = max(sum(cell.width for cell in row) for row in table.rows)
    return tuple(50 + 480 / widest * i for i in range(widest + 1))


def ruled(rng: Random, case: Case) -> bytes:
    """Ruled tables as printed from Word."""
    return _pdf(case, set())


def broken(rng: Random, case: Case) -> bytes:
    """Table three over two pages, page numbers in the margin."""
    return _pdf(case, {rng.randint(8, len(case.tables[1].rows) - 3)}, numbered=True)


def narrow(rng: Random, case: Case) -> bytes:
    """Columns so narrow that numbers and heads wrap."""
    return _pdf(case, set(), narrow=True)


def unruled(rng: Random, case: Case) -> bytes:
    """No lines at all: columns by their place only, long labels wrapped."""
    return _pdf(case, set(), ruled_lines=False)


BORDERED: tuple[Rendering, ...] = (ruled, broken)
NARROW: tuple[Rendering, ...] = (narrow, unruled)
