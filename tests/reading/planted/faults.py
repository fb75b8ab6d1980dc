"""The seven kinds of errors, each planted once in a sound report."""

import re
from collections.abc import Callable
from random import Random

from tests.reading.planted.reports import Paper
from tests.reading.synthetic.cases import Cell

# Plants one error and says what was changed.
Fault = Callable[[Random, Paper], str]


def _cell(paper: Paper, cell_id: str) -> Cell:
    return next(c for t in paper.case.tables for row in t.rows for c in row if c.id == cell_id)


def _change(paper: Paper, cell_id: str, text: str) -> str:
    cell = _cell(paper, cell_id)
    before, cell.text = cell.text, text
    return f"{cell_id}: {before} → {text}"


def _rows(paper: Paper) -> list[str]:
    return [row.id for row in paper.case.form.numeric_rows]


def _more(rng: Random, paper: Paper, cell_id: str) -> int:
    return int(_cell(paper, cell_id).text) + rng.randint(1, 9)


def wrong_sum(rng: Random, paper: Paper) -> str:
    """One cell of table three or four is off, so that its row or block no longer adds up."""
    columns = [column.id for column in paper.case.form.table3_columns]
    cells = [f"{row}/{column}" for row in _rows(paper) for column in columns]
    cells += [cell for cell in paper.case.expected if cell.startswith(("review/", "suit_"))]
    cell = rng.choice(cells)
    return _change(paper, cell, str(_more(rng, paper, cell)))


def broken_identity(rng: Random, paper: Paper) -> str:
    """A row that adds up in itself breaks 新收＋结转＝办理＋结转 or the sum of the results."""
    row, more = rng.choice(_rows(paper)), rng.randint(1, 9)
    kind = rng.choice([column.id for column in paper.case.form.table3_columns[:-1]])
    first = _change(paper, f"{row}/{kind}", str(int(_cell(paper, f"{row}/{kind}").text) + more))
    total = f"{row}/total"
    return f"{first}；{_change(paper, total, str(int(_cell(paper, total).text) + more))}"


def wrong_sign(rng: Random, paper: Paper) -> str:
    """A count below zero, or with a fraction."""
    signed = ("items_delta", "amount", "amount_wan")
    cells = [cell for cell in paper.case.expected if not cell.endswith(signed)]
    cell = rng.choice(cells)
    number = max(int(_cell(paper, cell).text), 1)
    return _change(paper, cell, rng.choice((f"-{number}", f"{number}.5")))


def text_figure(rng: Random, paper: Paper) -> str:
    """A figure of the prose differs from its cell."""
    places = [
        (index, match)
        for index, line in enumerate(paper.before)
        for match in re.finditer(r"(?<!\d)(\d+)件", line)
    ]
    index, match = rng.choice(places)
    line, changed = paper.before[index], f"{int(match[1]) + rng.randint(1, 9)}件"
    paper.before[index] = line[: match.start()] + changed + line[match.end() :]
    return f"{line[max(match.start() - 8, 0) : match.end()]} → {changed}"


def heading(rng: Random, paper: Paper) -> str:
    """A part left out, empty, misnumbered, renamed or out of order; a title cut short."""
    change = rng.choice(HEADINGS)
    change(rng, paper)
    return change.__name__


def _left_out(rng: Random, paper: Paper) -> None:
    at = rng.choice((0, 2))
    del paper.after[at : at + 2]


def _empty(rng: Random, paper: Paper) -> None:
    paper.after[rng.choice((1, 3))] = ""


def _misnumbered(rng: Random, paper: Paper) -> None:
    at = rng.choice((0, 2))
    paper.after[at] = rng.choice("三四七") + paper.after[at][1:]


def _out_of_order(rng: Random, paper: Paper) -> None:
    paper.after = [*paper.after[2:], *paper.after[:2]]


def _renamed(rng: Random, paper: Paper) -> None:
    at, old, new = rng.choice(
        ((0, "存在的主要问题", "存在的困难"), (2, "其他需要报告", "其他应当说明"))
    )
    paper.after[at] = paper.after[at].replace(old, new)


def _title_without_year(rng: Random, paper: Paper) -> None:
    paper.before[0] = paper.before[0].replace("工作年度报告", "工作报告")


HEADINGS = (_left_out, _empty, _misnumbered, _out_of_order, _renamed, _title_without_year)


def carry_over(rng: Random, before: Paper) -> str:
    """Last year carried out more than this year carries in; last year's own sums all hold."""
    kind = rng.choice([column.id for column in before.case.form.table3_columns[:-1]])
    more = rng.randint(1, 9)
    said = []
    for row in ("t3.1", "t3.4"):
        for column in (kind, "total"):
            cell = f"{row}/{column}"
            said.append(_change(before, cell, str(int(_cell(before, cell).text) + more)))
    return "；".join(said)


def magnitude(rng: Random, paper: Paper) -> str:
    """A figure ten or a hundred times too large; a purchase in yuan printed as 万元."""
    if paper.case.form.id == "2019" and rng.random() < 0.5:
        cell = "t2.procurement/amount"
        yuan = int(paper.case.expected[cell] or 0)
        return _change(paper, cell, f"{yuan}万元")
    filled = [
        cell
        for cell in paper.case.expected
        if cell.startswith(("t3.", "review/", "suit_")) and int(_cell(paper, cell).text)
    ]
    cell = rng.choice(filled)
    return _change(paper, cell, _cell(paper, cell).text + rng.choice(("0", "00")))


WITHIN: dict[str, Fault] = {
    "合计": wrong_sum,
    "勾稽": broken_identity,
    "正负": wrong_sign,
    "正文": text_figure,
    "标题": heading,
    "数量级": magnitude,
}
CARRY_OVER = "结转"
KINDS = (*WITHIN, CARRY_OVER)
EXPECTED: dict[str, tuple[str, ...]] = {
    "合计": ("T3-R3", "T3-R2", "T3-R1", "T4-R1"),
    "勾稽": ("T3-R1", "T3-R2"),
    "正负": ("T2-R4", "T3-R4", "T4-R4", "T2-R2", "T3-R3", "T4-R1"),
    "正文": ("TX-R1", "TX-R2", "T4-R2"),
    "标题": ("RPT-1", "RPT-2", "TX-R2"),
    "数量级": ("T3-R1", "T3-R2", "T3-R3", "T4-R1", "OUT-R1", "OUT-R2"),
    "结转": ("T3-R5",),
}
