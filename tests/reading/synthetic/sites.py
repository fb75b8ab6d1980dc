"""More HTML layouts: pages of hundreds of kilobytes, upright labels, page numbers in tables."""

from random import Random

from tests.reading.synthetic.cases import Case, Cell, Table
from tests.reading.synthetic.pages import _page, _table
from tests.reading.synthetic.texts import Rendering

STYLE = (
    "mso-style-parent:'';mso-padding-alt:0cm 5.4pt 0cm 5.4pt;mso-pagination:widow-orphan;"
    "font-family:仿宋_GB2312;mso-hansi-font-family:'Times New Roman';border:none windowtext 1.0pt;"
)


def heavy(rng: Random, case: Case) -> bytes:
    """Word's own HTML: hundreds of kilobytes of styles, conditional comments, o:p, in GBK."""

    def inner(cell: Cell) -> str:
        run = '<span lang=EN-US style="{}">{}</span>'
        marks = "".join(run.format(STYLE * 2, char) for char in cell.text) or "&nbsp;"
        note = "<!--[if !supportMisalignedColumns]--><!--[endif]-->"
        return f'<p class=MsoNormal style="{STYLE}">{note}{marks}<o:p>&nbsp;</o:p></p>'

    tables = [_table(table, inner) for table in case.tables]
    head = "<style><!--" + "@font-face{{font-family:宋体;}}" * 2000 + "--></style>{}"
    page = _page(case, tables, charset="gb18030", body=head)
    assert len(page) > 200_000
    return page


def stacked(rng: Random, case: Case) -> bytes:
    """Labels of covering cells upright: one character a line."""

    def inner(cell: Cell) -> str:
        return "<br>".join(cell.text) if cell.height > 2 and not cell.id else cell.text

    return _page(case, [_table(table, inner) for table in case.tables])


def numbered(rng: Random, case: Case) -> bytes:
    """A page number in a row of its own inside table three."""
    third = [list(row) for row in case.tables[1].rows]
    at = rng.randint(4, len(third) - 2)
    for index, row in enumerate(third[:at]):
        for cell in row:
            if index + cell.height > at:
                cell.height += 1
    covered = 1 if at > 5 else 0
    mark = rng.choice(("— 4 —", "第4页", "- 4 -"))
    third.insert(at, [Cell(mark, 10 - covered)])
    tables = [case.tables[0], Table("t3", third), case.tables[2]]
    return _page(case, [_table(table) for table in tables])


def sectioned(rng: Random, case: Case) -> bytes:
    """thead, tbody and tfoot; captions; figures as links and bold."""

    def inner(cell: Cell) -> str:
        return f"<b><a href='#'>{cell.text}</a></b>" if cell.id else f"<font>{cell.text}</font>"

    tables = []
    for table in case.tables:
        text = _table(table, inner).removeprefix("<table>").removesuffix("</table>")
        first, _, rest = text.partition("</tr>")
        tables.append(f"<table><thead>{first}</tr></thead><tbody>{rest}</tbody></table>")
    return _page(case, tables)


def spaced(rng: Random, case: Case) -> bytes:
    """Line breaks and entities inside every cell."""

    def inner(cell: Cell) -> str:
        return f"\r\n   &nbsp;&ensp;{cell.text}\u200b&#12288;\r\n  "

    return _page(case, [_table(table, inner) for table in case.tables])


def hidden(rng: Random, case: Case) -> bytes:
    """A hidden copy of old figures beside the shown ones, in the cells and before the tables."""

    def inner(cell: Cell) -> str:
        return cell.text + ('<span style="display:none">99</span>' if cell.id else "")

    old = '<div style="display: none"><table><tr><td>规章</td><td>7</td></tr></table></div>'
    return _page(case, [_table(t, inner) for t in case.tables], body=old + "{}")


def listed(rng: Random, case: Case) -> bytes:
    """No table element: every cell is an item of a list."""
    texts = [
        "<ul>" + "".join(f"<li>{cell.text}</li>" for row in table.rows for cell in row) + "</ul>"
        for table in case.tables
    ]
    return _page(case, texts)


BORDERED: tuple[Rendering, ...] = (heavy, stacked, numbered, sectioned, spaced, hidden)
LOOSE: tuple[Rendering, ...] = (listed,)
