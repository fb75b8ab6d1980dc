"""A PDF without lines: the place of a figure tells its column, an empty place is a blank cell."""

from collections.abc import Sequence
from random import Random

import pytest

from mingbai.reading import Reading, read_bytes
from mingbai.reading.outcome import SURE, State
from tests.reading.synthetic import cases, prints

EDGES = (290.0, 330.0, 370.0, 410.0, 450.0, 490.0, 530.0)
HEADS = ("自然人", "商业企业", "科研机构", "社会公益", "法律服务", "其他", "总计")
ROWS: dict[str, tuple[str, ...]] = {
    "一、本年新收政府信息公开申请数量": ("8", "", "3", "", "", "2", "13"),
    "二、上年结转政府信息公开申请数量": ("1", "0", "", "0", "0", "0", "1"),
    "（一）予以公开": ("9", "0", "1", "0", "0", "2", "12"),
    "（二）部分公开": ("0", "0", "2", "0", "0", "0", "2"),
}


def _sheet(rows: dict[str, tuple[str, ...]], align: Sequence[float]) -> Reading:
    sheet = prints.Sheet(ruled=False)
    sheet.prose("某区某局2023年政府信息公开工作年度报告")
    sheet.prose("三、收到和处理政府信息公开申请情况")
    labels = {**{"": HEADS}, **rows}
    for label, texts in labels.items():
        sheet.text(50, sheet.y, label)
        for edge, text in zip(EDGES, texts, strict=True):
            if text:
                sheet.text(edge - align[0] * 4 * len(text), sheet.y, text)
        sheet.y += 20
    return read_bytes(sheet.data(), name="x.pdf")


@pytest.mark.parametrize("align", [0.0, 0.5, 1.0], ids=["左齐", "居中", "右齐"])
def test_columns_are_told_by_place_however_they_are_aligned(align: float) -> None:
    more = {
        f"{n}.{name}": ("0",) * 7
        for n, name in ((1, "属于国家秘密"), (2, "其他法律行政法规禁止公开"))
    }
    more |= {"8.属于行政查询事项": ("0",) * 7, "1.本机关不掌握相关政府信息": ("0",) * 7}
    more |= {"2.重复申请": ("0",) * 7, "（七）总计": ("9", "0", "3", "0", "0", "2", "14")}
    reading = _sheet(ROWS | more, (align,))
    got = [cell for cell_id, cell in reading.cells.items() if cell_id.startswith("t3.1/")]
    assert [cell.value for cell in got] == [8, None, 3, None, None, 2, 13]
    assert got[1].state is State.BLANK


def test_wrapped_labels_belong_to_the_row_beside_them() -> None:
    rng = Random(5)  # noqa: S311 (a reproducible sample, not a secret)
    case = cases.make(rng, "2021")
    reading = read_bytes(prints.unruled(rng, case), name="x.pdf")
    assert {k: reading.value(k) for k in case.expected} == case.expected
    assert {cell.confidence for k, cell in reading.cells.items() if k.startswith("t3")} == {SURE}
