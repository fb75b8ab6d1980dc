"""Blank cells of running text: read where a longer gap shows them, refused where nothing does."""

import pytest

from mingbai.reading import Reading, read_text
from mingbai.reading.outcome import DECIDED, State

HEAD = (
    "某区某局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n"
    "法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"
)
ROWS = {
    "一、本年新收政府信息公开申请数量": ("8", "", "3", "", "", "2", "13"),
    "二、上年结转政府信息公开申请数量": ("1", "", "", "", "", "", "1"),
    "（一）予以公开": ("9", "", "1", "", "", "2", "12"),
    "（二）部分公开": ("", "", "2", "", "", "", "2"),
    "（七）总计": ("9", "", "3", "", "", "2", "14"),
    "四、结转下年度继续办理": ("",) * 7,
}


def _printed(between: str, behind_label: str, fill: str = "") -> Reading:
    rows = [
        label + behind_label + between.join(cell or fill for cell in cells)
        for label, cells in ROWS.items()
    ]
    joint = between if "\n" in between else "\n"
    return read_text(HEAD + joint.join([*rows, "五、存在的主要问题及改进情况"]))


LAYOUTS = [
    ("一行一格", "\n", "\n", ""),
    ("一行一格，隔一空行", "\n\n", "\n\n", ""),
    ("格间两个空格", "  ", "  ", ""),
    ("格间两个全角空格", "\u3000\u3000", "\u3000\u3000", ""),
    ("空格子里有一个全角空格", "  ", "  ", "\u3000"),
]


@pytest.mark.parametrize(
    ("between", "behind", "fill"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS]
)
def test_a_longer_gap_is_a_blank_cell(between: str, behind: str, fill: str) -> None:
    reading = _printed(between, behind, fill)
    got = [cell for cell_id, cell in reading.cells.items() if cell_id.startswith("t3.1/")]
    assert [cell.value for cell in got] == [8, None, 3, None, None, 2, 13]
    assert got[1].state is State.BLANK
    assert {cell.confidence for cell in got} == {DECIDED}


def test_a_row_of_blanks_is_read_as_blank_not_as_left_out() -> None:
    reading = _printed("\n", "\n")
    assert reading.cells["t3.4/total"].state is State.BLANK
    assert not any(f.rule == "READ-ROW" and f.where == "t3.4" for f in reading.findings)


def test_without_a_trace_the_row_is_refused() -> None:
    rows = [label + "\n" + "\n".join(filter(None, cells)) for label, cells in ROWS.items()]
    reading = read_text(HEAD + "\n".join(rows) + "\n五、存在的主要问题及改进情况")
    assert reading.value("t3.1/natural") is None
    assert reading.cells["t3.1/natural"].state is State.REFUSED


def test_gaps_that_the_columns_do_not_confirm_are_doubted() -> None:
    text = HEAD + "".join(
        label + "\n" + "\n".join(cells) + "\n"
        for label, cells in (ROWS | {"（七）总计": ("9", "3", "", "", "", "2", "14")}).items()
    )
    cell = read_text(text + "五、存在的主要问题及改进情况").cells["t3.1/natural"]
    assert cell.value == 8
    assert cell.confidence < DECIDED
