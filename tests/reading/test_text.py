"""Plain text in every layout: cells on lines, parted, run together; and what must be refused."""

from pathlib import Path

import pytest

from mingbai.reading import read, read_text
from mingbai.reading.outcome import SURE, State
from tests.reading import truths

TEXTS = (
    "pingtan-2019.txt",
    "pingtan-2022.txt",
    "pingtan-2023.txt",
    "pingtan-finance-2023.txt",
    "pingtan-transport-2019.txt",
)


@pytest.mark.parametrize("name", TEXTS)
def test_cells_run_together_are_decided_by_the_sums(reference: Path, name: str) -> None:
    truth = truths.of(reference)[name]
    right, wrong, refused = truths.compare(read(reference / "reports" / name), truth)
    assert (right, wrong, refused) == (len(truth), [], [])


@pytest.mark.parametrize(
    ("name", "row", "cells"),
    [
        ("pingtan-2019.txt", "t2.normdocs", 3),
        ("pingtan-2019.txt", "t2.permit", 3),
        ("pingtan-2022.txt", "t2.normdocs", 3),
        ("pingtan-transport-2019.txt", "t2.fee", 2),
    ],
)
def test_a_run_with_more_than_one_reading_is_refused_and_named(
    reference: Path, name: str, row: str, cells: int
) -> None:
    reading = read(reference / "reports" / name)
    own = [cell for cell_id, cell in reading.cells.items() if cell_id.startswith(f"{row}/")]
    assert [cell.state for cell in own] == [State.REFUSED] * cells
    assert [cell.value for cell in own] == [None] * cells
    assert any(f.rule == "READ-RUN" and f.where.startswith(row) for f in reading.findings)
    assert reading.exit_code == 2


def test_the_finding_says_which_cells_are_refused_and_why(reference: Path) -> None:
    reading = read(reference / "reports" / "pingtan-2022.txt")
    said = [f.message for f in reading.findings if f.rule == "READ-RUN"]
    assert [message.partition("（第")[0] for message in said] == [
        (
            "行政规范性文件印作“8855698”，各格连写，分不出本年制发件数、本年废止件数、现行有效件数"
            "各是多少；表二没有合计可以推断，不猜"
        )
    ]
    others = [c for cell_id, c in reading.cells.items() if not cell_id.startswith("t2.normdocs/")]
    assert all(cell.state is not State.REFUSED for cell in others)
    assert reading.exit_code == 2


@pytest.mark.parametrize(
    "name", ["partial-futian-2024.txt", "partial-longhua-2025.txt", "partial-shidz-2022.txt"]
)
def test_the_beginning_of_a_page_is_not_read_as_zeros(reference: Path, name: str) -> None:
    reading = read(reference / "reports" / name)
    assert not reading.complete
    assert reading.exit_code == 2
    assert not any(cell_id.startswith(("t3.", "review")) for cell_id in reading.cells)


def test_blank_cells_with_bars_are_blank_not_zero(reference: Path) -> None:
    reading = read(reference / "reports" / "partial-shidz-2022.txt")
    assert reading.cells["t2.penalty/decisions"].value == 3
    assert reading.cells["t2.coercion/decisions"].state is State.BLANK
    assert reading.value("t2.rules/issued") is None


HEAD = "某区某局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n申请人情况"
COLUMNS = "自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"


def _row(text: str, row: str) -> list[int | None]:
    reading = read_text(f"{HEAD}{COLUMNS}{text}")
    cells = {k: c for k, c in reading.cells.items() if k.startswith(f"{row}/")}
    return [None if c.value is None else int(c.value) for c in cells.values()]


ROW = [
    ("全部连写，只有一种读法", "640020470", [64, 0, 0, 2, 0, 4, 70]),
    ("空格可能在数字中间，没有别的行印证", "230 000023", [None] * 7),
    ("一格的数字被空格断开，没有别的行印证", "3 001 53 0 0 61 4 3 119", [None] * 7),
    ("两种读法都合计数", "110000011", [None] * 7),
    ("少一格", "12 0 0 0 0 12", [None] * 7),
    ("合计不符的连写", "713000075", [None] * 7),
]


@pytest.mark.parametrize(("printed", "cells"), [r[1:] for r in ROW], ids=[r[0] for r in ROW])
def test_one_row_run_together(printed: str, cells: list[int | None]) -> None:
    assert _row(f"一、本年新收政府信息公开申请数量{printed}二、上年结转", "t3.1") == cells


def test_a_row_of_the_wrong_order_or_missing_shifts_nothing() -> None:
    text = (
        "一、本年新收政府信息公开申请数量 5 0 0 0 0 0 5\n"
        "三、本年度办理结果\n（七）总计 5 0 0 0 0 0 5\n（六）其他处理 2 0 0 0 0 0 2\n"
        "（一）予以公开 3 0 0 0 0 0 3\n"
    )
    assert _row("\n" + text, "t3.3.7")[0] == 5
    assert _row("\n" + text, "t3.3.6")[0] == 2
    assert _row("\n" + text, "t3.3.1")[0] == 3


def test_columns_are_read_by_their_heads_not_by_their_order() -> None:
    text = (
        f"{HEAD}\n总计\n自然人\n法人或其他组织\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"
        "一、本年新收政府信息公开申请数量\n9\n4\n5\n0\n0\n0\n0\n"
    )
    reading = read_text(text)
    assert reading.value("t3.1/total") == 9
    assert reading.value("t3.1/natural") == 4
    assert reading.value("t3.1/org_business") == 5
    assert reading.cells["t3.1/total"].confidence <= SURE


def test_the_form_before_2019_is_named_as_not_supported() -> None:
    text = (
        "某区2017年政府信息公开工作年度报告\n政府信息公开情况统计表\n"
        "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） 条 120\n"
        "（二）通过不同渠道和方式公开政府信息的情况\n二、回应解读情况\n"
        "（一）回应公众关注热点或重大舆情数 次 3\n三、依申请公开情况\n（一）收到申请数 件 12\n"
        "（二）申请办结数 件 12\n（三）申请答复数 件 12\n1.属于已主动公开范围数 件 2\n"
        "2.同意公开答复数 件 5\n"
    )
    reading = read_text(text)
    assert not reading.readable
    assert "旧式" in reading.findings[0].message
    assert reading.year == 2017


@pytest.mark.parametrize("text", ["今天天气很好，共3件。", "规章 12\n行政许可 3", "1 2 3 4 5"])
def test_another_document_is_not_such_a_report(text: str) -> None:
    reading = read_text(text)
    assert (reading.readable, reading.exit_code) == (False, 2)
