"""Tables of figures as budgets and statistics have them, and tables of people that leaked."""

from random import Random

from tests.scanning.planted import files, people, values

HEAD = ("序号", "单位", "预算", "决算", "户数", "编号", "日期", "增长")
ORGANS = ("财政局", "民政局", "教育局", "明湖街道", "统计局")
LETTERS = "ABCDEFGH"
Rows = list[tuple[str, ...]]


def figures(rng: Random, size: int) -> Rows:
    """Rows of nobody's numbers, so many bytes as CSV."""
    rows: Rows = [HEAD]
    length = 0
    while length < size:
        row = (
            str(len(rows)),
            rng.choice(ORGANS),
            f"{rng.uniform(1, 99999):.2f}",
            f"{rng.uniform(1, 9999999):.2f}",
            str(rng.randrange(10**6)),
            f"{rng.randrange(10**12):012}",
            f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            f"{rng.uniform(-9, 9):.1f}%",
        )
        rows.append(row)
        length += len(",".join(row).encode()) + 1
    return rows


def leaked(rng: Random, count: int) -> Rows:
    """Name, telephone and bank card of so many people; valid numbers, so only in memory."""
    head = ("序号", "姓名", "联系电话", "银行卡号")
    rows = (
        (str(i), people.name(rng), values.mobile(rng), values.card(rng))
        for i in range(1, count + 1)
    )
    return [head, *rows]


def as_csv(rows: Rows) -> bytes:
    """Lines of commas."""
    return "\n".join(",".join(row) for row in rows).encode()


def as_page(rows: Rows) -> bytes:
    """A page with one table."""
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f"<html><body><table>{table}</table></body></html>".encode()


def as_sheet(rows: Rows) -> str:
    """The XML of a sheet: numbers as such, other cells as texts."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = (_cell(f"{LETTERS[i]}{number}", cell) for i, cell in enumerate(row))
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"


def as_book(rows: Rows) -> bytes:
    """A workbook of one sheet."""
    return files.book(as_sheet(rows))


def _cell(reference: str, text: str) -> str:
    if len(text) < 11 and text.replace(".", "", 1).isdigit():
        return f'<c r="{reference}"><v>{text}</v></c>'
    return files.cell(reference, text)
