"""Plain-text layouts: one cell a line, rows by a separator, cells run together, and encodings."""

from collections.abc import Callable
from random import Random

from tests.reading.synthetic.cases import Case, Cell

Rendering = Callable[[Random, Case], bytes]
FURNITURE = "首页\n微信\n字号：【大】【中】【小】\n请输入检索词\n"
HEADS = {
    "t2": "二、主动公开政府信息情况",
    "t3": "三、收到和处理政府信息公开申请情况",
    "t4": "四、政府信息公开行政复议、行政诉讼情况",
}


def opening(case: Case) -> list[str]:
    """Title and prose, with figures and labels that must not be taken for cells."""
    total = case.expected.get("t3.1/total", 0)
    return [
        f"{case.organ}{case.year}年政府信息公开工作年度报告",
        f"本报告所列数据的统计期限自{case.year}年1月1日起至{case.year}年12月31日止。",
        "一、总体情况",
        "（一）主动公开。全年发布政府信息1208条，制发规范性文件3件，办理行政许可56项、行政处罚7件。",
        f"（二）依申请公开。全年收到申请{total}件，其中予以公开12件，部分公开3件，行政复议2件。",
    ]


def closing() -> list[str]:
    """What follows the tables."""
    return [
        "五、存在的主要问题及改进情况",
        "公开的主动性有待加强，2项工作将改进。",
        "六、其他需要报告的事项",
        "全年收取信息处理费0元。",
    ]


def _document(case: Case, table_text: Callable[[list[list[Cell]]], str], joint: str) -> str:
    parts = opening(case)
    for table in case.tables:
        parts += [HEADS[table.name], table_text(table.rows)]
    return joint.join([*parts, *closing()])


def _cells(rows: list[list[Cell]]) -> list[str]:
    return [cell.text for row in rows for cell in row]


def lines(rng: Random, case: Case) -> bytes:
    """One cell a line, a blank line between, page furniture before."""
    return (FURNITURE + _document(case, lambda r: "\n\n".join(_cells(r)), "\n\n")).encode()


def close_lines(rng: Random, case: Case) -> bytes:
    """One cell a line in GBK with Windows line ends."""
    text = _document(case, lambda r: "\n".join(_cells(r)), "\n")
    return text.replace("\n", "\r\n").encode("gb18030")


def together(rng: Random, case: Case) -> bytes:
    """All cells run together, as a page stripped of its markup."""
    return _document(case, lambda r: "".join(_cells(r)), "").encode("utf-8-sig")


def half_together(rng: Random, case: Case) -> bytes:
    """Run together with a space here and there."""
    return _document(
        case, lambda r: "".join(t + (" " if rng.random() < 0.4 else "") for t in _cells(r)), " "
    ).encode()


def spaces(rng: Random, case: Case) -> bytes:
    """One table row a line, cells parted by spaces."""
    return _document(
        case, lambda r: "\n".join("  ".join(c.text for c in row) for row in r), "\n"
    ).encode("utf-16")


def _grid_rows(rows: list[list[Cell]], *, merged: bool) -> list[list[str]]:
    """Each row with a blank for every column that a wide or tall cell covers, or without them."""
    if not merged:
        return [[cell.text for cell in row] for row in rows]
    out: list[list[str]] = []
    busy: dict[int, int] = {}
    for row in rows:
        texts: dict[int, str] = {}
        column = 0
        for cell in row:
            while busy.get(column, 0):
                column += 1
            for offset in range(cell.width):
                texts[column + offset] = "" if offset else cell.text
                if cell.height > 1:
                    busy[column + offset] = cell.height
            column += cell.width
        width = max([*texts, *(c for c, left in busy.items() if left)]) + 1
        out.append([texts.get(i, "") for i in range(width)])
        busy = {c: left - 1 for c, left in busy.items() if left > 1}
    return out


def tabs(rng: Random, case: Case) -> bytes:
    """Copied from a spreadsheet: tabs, merged cells as empty ones."""
    return _document(
        case, lambda r: "\n".join("\t".join(row) for row in _grid_rows(r, merged=True)), "\n"
    ).encode()


def bars(rng: Random, case: Case) -> bytes:
    """Cells parted by bars, merged cells left out."""
    return _document(
        case, lambda r: "\n".join(" | ".join(row) for row in _grid_rows(r, merged=False)), "\n"
    ).encode()


def framed(rng: Random, case: Case) -> bytes:
    """A Markdown table with its frame and rule."""

    def table(rows: list[list[Cell]]) -> str:
        printed = ["| " + " | ".join(row) + " |" for row in _grid_rows(rows, merged=True)]
        return "\n".join([printed[0], "|---|---|---|", *printed[1:]])

    return _document(case, table, "\n").encode()


def bar_cells(rng: Random, case: Case) -> bytes:
    """Each cell on a line of its own, ended by a bar."""
    return _document(
        case,
        lambda r: "\n".join(" |\n".join(c.text for c in row) + " | |" for row in r),
        "\n",
    ).encode()


WITHOUT_BORDERS: tuple[Rendering, ...] = (together, half_together)
LOOSE: tuple[Rendering, ...] = (lines, close_lines, spaces)
BORDERED: tuple[Rendering, ...] = (tabs, bars, framed, bar_cells)
