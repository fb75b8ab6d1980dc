"""HTML layouts: the span grid, Word markup, nested and broken tables, split tables, paragraphs."""

from collections.abc import Callable
from email.message import EmailMessage
from random import Random

from tests.reading.synthetic.cases import Case, Cell, Table
from tests.reading.synthetic.texts import HEADS, Rendering, closing, opening

CellText = Callable[[Cell], str]


def _cell(cell: Cell, inner: CellText, tag: str = "td") -> str:
    spans = f' colspan="{cell.width}"' if cell.width > 1 else ""
    spans += f' rowspan="{cell.height}"' if cell.height > 1 else ""
    return f"<{tag}{spans}>{inner(cell)}</{tag}>"


def _table(table: Table, inner: CellText = lambda cell: cell.text, open_tags: bool = False) -> str:
    rows = []
    for row in table.rows:
        text = "".join(_cell(cell, inner) for cell in row)
        rows.append(f"<tr>{text}</tr>" if not open_tags else f"<tr>{text}".replace("</td>", ""))
    return f"<table>{''.join(rows)}</table>"


def _page(case: Case, tables: list[str], *, charset: str = "utf-8", body: str = "{}") -> bytes:
    parts = [f"<p>{text}</p>" for text in opening(case)]
    for table, text in zip(case.tables, tables, strict=True):
        parts += [f"<p>{HEADS[table.name]}</p>", text]
    parts += [f"<p>{text}</p>" for text in closing()]
    head = (
        f'<head><meta charset="{charset}"><title>某网站</title><script>var a=1<2;</script></head>'
    )
    page = f"<!DOCTYPE html><html>{head}<body><ul><li>首页<li>微信</ul>"
    return (page + body.format("".join(parts)) + "</body></html>").encode(charset)


def spans(rng: Random, case: Case) -> bytes:
    """The statutory table with merged heads."""
    return _page(case, [_table(table) for table in case.tables])


def word_markup(rng: Random, case: Case) -> bytes:
    """Saved from Word: every letter group in spans, empty paragraphs, non-breaking spaces."""

    def inner(cell: Cell) -> str:
        middle = len(cell.text) // 2
        run = '<span lang="EN-US" style="font-size:10.5pt;mso-bidi:x">{}</span>'
        halves = [cell.text[:middle], cell.text[middle:]]
        text = "".join(run.format(half) for half in halves if half) or "&nbsp;"
        return f'<p class="MsoNormal" align="center">\r\n{text}<o:p></o:p></p>'

    return _page(case, [_table(table, inner) for table in case.tables])


def gbk(rng: Random, case: Case) -> bytes:
    """GBK by its meta tag, inside layout tables."""
    body = (
        "<table width=100%><tr><td><table><tr><td>位置：首页</td></tr><tr><td>{}</td></tr></table>"
    )
    return _page(case, [_table(t) for t in case.tables], charset="gb18030", body=body)


def unclosed(rng: Random, case: Case) -> bytes:
    """td and tr never closed."""
    return _page(case, [_table(table, open_tags=True) for table in case.tables])


def unmerged(rng: Random, case: Case) -> bytes:
    """Label cells not merged: blanks stand where the form merges."""
    tables = []
    for table in case.tables:
        rows = []
        for row in table.rows:
            cells = []
            for cell in row:
                cells.append(_cell(Cell(cell.text, 1, cell.height), lambda c: c.text))
                blank = _cell(Cell("", 1, cell.height), lambda c: c.text)
                cells += [blank] * (cell.width - 1 if not cell.id else 0)
            rows.append(f"<tr>{''.join(cells)}</tr>")
        tables.append(f"<table>{''.join(rows)}</table>")
    return _page(case, tables)


def repeated(rng: Random, case: Case) -> bytes:
    """No rowspan: the label of a group is printed again in every row."""
    tables = []
    for table in case.tables:
        rows = []
        for row in _expanded(table.rows):
            rows.append("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>")
        tables.append(f"<table>{''.join(rows)}</table>")
    return _page(case, tables)


def _expanded(rows: list[list[Cell]]) -> list[list[str]]:
    """Every covered place filled with the text of the cell that covers it."""
    out = []
    held: dict[int, tuple[str, int]] = {}
    for row in rows:
        texts: list[str] = []
        cells = list(row)
        while cells or held.get(len(texts), ("", 0))[1]:
            text, left = held.get(len(texts), ("", 0))
            if left:
                held[len(texts)] = (text, left - 1)
                texts.append(text)
                continue
            cell = cells.pop(0)
            for _ in range(cell.width):
                held[len(texts)] = (cell.text, cell.height - 1)
                texts.append(cell.text)
        out.append(texts)
    return out


def split(rng: Random, case: Case) -> bytes:
    """Table three over two tables, the heads printed again, group labels blank in the second."""
    tables = [_table(case.tables[0])]
    rows = case.tables[1].rows
    at = rng.randint(8, len(rows) - 4)
    first = Table("t3", rows[:at])
    second = Table("t3", [*[list(row) for row in rows[:3]], *rows[at:]])
    covering = [c for i, r in enumerate(rows[:at]) for c in r if i > 2 and i + c.height > at]
    if covering:
        blanks = [Cell("", cell.width, min(cell.height, 40)) for cell in covering]
        second.rows[3] = [*blanks, *second.rows[3]]
    tables += [_table(first) + "<p>第2页</p>" + _table(second), _table(case.tables[2])]
    return _page(case, tables)


def by_item(rng: Random, case: Case) -> bytes:
    """Table two as one small table for each item of Article 20, heads as th."""
    groups: list[list[list[Cell]]] = []
    for row in case.tables[0].rows:
        if row[0].text.replace(" ", "").startswith("第二十条"):
            groups.append([])
        groups[-1].append(row)
    second = "".join(_table(Table("t2", rows)).replace("td", "th", 4) for rows in groups)
    return _page(case, [second, *(_table(table) for table in case.tables[1:])])


def paragraphs(rng: Random, case: Case) -> bytes:
    """No table element: every cell is a paragraph."""
    texts = [
        "".join(f"<div>{cell.text}</div>" for row in table.rows for cell in row)
        for table in case.tables
    ]
    return _page(case, texts)


def separate_numbers(rng: Random, case: Case) -> bytes:
    """Spans that do not fit: the head says ten columns, the rows have fewer or more."""
    tables = []
    for table in case.tables:
        text = _table(table)
        tables.append(text.replace('colspan="3"', 'colspan="2"', 3))
    return _page(case, tables)


def upright(rng: Random, case: Case) -> bytes:
    """Table four with one row for each block and its five columns as heads."""
    fourth = case.tables[2].rows
    heads, figures = [cell.text for cell in fourth[1][:5]], fourth[-1]
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    rows = [[Cell("类别"), *(Cell(head) for head in heads)]]
    rows += [[Cell(name), *figures[i * 5 : i * 5 + 5]] for i, name in enumerate(names)]
    tables = [_table(table) for table in case.tables[:2]]
    return _page(case, [*tables, _table(Table("t4", rows))])


def archive(rng: Random, case: Case) -> bytes:
    """A saved web archive (.mht)."""
    page = spans(rng, case)
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message.set_content(page.decode(), subtype="html", cte="quoted-printable")
    return message.as_bytes()


BORDERED: tuple[Rendering, ...] = (
    spans, upright, archive, word_markup, gbk, unclosed, unmerged, repeated, split, by_item,
    separate_numbers,
)  # fmt: skip
LOOSE: tuple[Rendering, ...] = (paragraphs,)
