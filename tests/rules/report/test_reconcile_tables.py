"""Each identity of the tables: holds on real figures, breaks by one, names both sides."""

from decimal import Decimal
from typing import Any

import pytest

from mingbai.rules.findings import Severity
from mingbai.rules.report.counting import CaseGroup, count_applications
from mingbai.rules.report.outcomes import Outcome
from mingbai.rules.report.reconcile import RULES, check
from mingbai.rules.report.report import Report
from tests.rules.report.samples import CASES, NEW, OLD, chengyang, counted, of_rule

E, W, I = Severity.ERROR, Severity.WARN, Severity.INFO  # noqa: E741


def test_the_model_report_breaks_no_identity() -> None:
    """Every identity of the published tables holds."""
    assert [item for item in check(chengyang()) if item.severity == E] == []


def test_counted_cells_break_no_identity() -> None:
    assert [item for item in check(counted()) if item.severity == E] == []


BROKEN: list[tuple[str, str, Report, str, Any, Any, Severity]] = [
    (
        "第一项加第二项之和，等于第三项加第四项之和：自然人栏结转下年度多一件",
        "T3-R1",
        chengyang({"t3.4/natural": 1}),
        "t3/natural",
        245,
        246,
        E,
    ),
    (
        "第一项加第二项之和，等于第三项加第四项之和：总计栏新收少一件",
        "T3-R1",
        chengyang({"t3.1/total": 268}),
        "t3/total",
        269,
        270,
        E,
    ),
    (
        "（七）总计等于各项之和：不予公开第6目多一件",
        "T3-R2",
        chengyang({"t3.3.3.6/natural": 5}),
        "t3.3.7/natural",
        246,
        245,
        E,
    ),
    (
        "（七）总计等于各项之和：2021格式其他处理第3目少一件",
        "T3-R2",
        counted({"t3.3.6.3/natural": 0}),
        "t3.3.7/natural",
        30,
        31,
        E,
    ),
    (
        "总计等于自然人与法人或其他组织之和：商业企业多一件",
        "T3-R3",
        chengyang({"t3.3.4.1/org_business": 8}),
        "t3.3.4.1/total",
        95,
        94,
        E,
    ),
    ("件数不得为负", "T3-R4", chengyang({"t3.1/natural": -244}), "t3.1/natural", None, -244, E),
    (
        "件数不得为小数",
        "T3-R4",
        chengyang({"t3.1/natural": Decimal("24.4")}),
        "t3.1/natural",
        None,
        Decimal("24.4"),
        E,
    ),
    (
        "空白应填0：读别人的报告时提醒",
        "T3-R4",
        chengyang({"t3.4/org_other": None}, blanks=frozenset({"t3.4/org_other"})),
        "t3.4/org_other",
        0,
        "空白",
        W,
    ),
    (
        "空白应填0：本平台发布前须改",
        "T3-R4",
        chengyang({"t3.4/org_other": None}, blanks=frozenset({"t3.4/org_other"}), publishing=True),
        "t3.4/org_other",
        0,
        "空白",
        E,
    ),
    (
        "上年结转等于上一年度的结转下年度",
        "T3-R5",
        counted(previous={"t3.4/natural": 2}),
        "t3.2/natural",
        2,
        3,
        W,
    ),
    (
        "上年结转等于上一年度的结转下年度：本平台内须平",
        "T3-R5",
        counted(previous={"t3.4/natural": 2}, publishing=True),
        "t3.2/natural",
        2,
        3,
        E,
    ),
    (
        "一件申请只计入一个结果或者结转下年度",
        "T3-R6",
        counted(
            cases={
                "t3.4/total": ["甲1", "甲2", "甲3", "甲4"],
                "t3.3.2/total": [*"12345"[:4], "甲1"],
            }
        ),
        "t3.3.2/total",
        1,
        2,
        E,
    ),
    (
        "格后案件数与格内数字相同",
        "T3-R6",
        counted(cases={"t3.4/total": ["甲1"]}),
        "t3.4/total",
        1,
        4,
        E,
    ),
    (
        "行政复议总计等于四项之和",
        "T4-R1",
        chengyang({"review/pending": 2}),
        "review/total",
        5,
        4,
        E,
    ),
    (
        "复议后起诉总计等于四项之和",
        "T4-R1",
        counted({"suit_after_review/total": 2}),
        "suit_after_review/total",
        1,
        2,
        E,
    ),
    (
        "复议后起诉不多于已审结的行政复议",
        "T4-R3",
        counted(reviews_concluded=0),
        "suit_after_review/total",
        "不多于0",
        1,
        W,
    ),
    (
        "复议、诉讼件数不得为负",
        "T4-R4",
        chengyang({"review/upheld": -3}),
        "review/upheld",
        None,
        -3,
        E,
    ),
    (
        "现行有效等于上年现行有效加制发减废止",
        "T2-R1",
        counted(previous={"t2.normdocs/in_force": 34}),
        "t2.normdocs/in_force",
        39,
        38,
        W,
    ),
    (
        "新公开不多于对外公开总数",
        "T2-R2",
        chengyang({"t2.normdocs/disclosed_total": 11}),
        "t2.normdocs/disclosed_new",
        11,
        12,
        W,
    ),
    (
        "新公开多于新制作，须有以前的积存",
        "T2-R2",
        chengyang({"t2.normdocs/made_new": 11}),
        "t2.normdocs/disclosed_new",
        11,
        12,
        I,
    ),
    (
        "减少的项目不多于上一年的项目",
        "T2-R2",
        chengyang({"t2.fee/items_delta": -109}),
        "t2.fee/items_delta",
        -108,
        -109,
        W,
    ),
    (
        "上一年项目数量等于上一年度的数量与增减之和",
        "T2-R2",
        chengyang(previous={"t2.fee/items_prev": 110, "t2.fee/items_delta": -1}),
        "t2.fee/items_prev",
        109,
        108,
        W,
    ),
    (
        "县区没有规章制定权",
        "T2-R3",
        chengyang({"t2.rules/made_new": 1}),
        "t2.rules/made_new",
        0,
        1,
        E,
    ),
    (
        "部门没有规章制定权，提醒",
        "T2-R3",
        chengyang({"t2.rules/made_new": 1}, level="department"),
        "t2.rules/made_new",
        0,
        1,
        W,
    ),
    (
        "处理决定数量不得为负",
        "T2-R4",
        chengyang({"t2.permit/decisions": -1}),
        "t2.permit/decisions",
        None,
        -1,
        E,
    ),
    (
        "收费金额不得为负",
        "T2-R4",
        counted({"t2.fee/amount_wan": Decimal("-0.5")}),
        "t2.fee/amount_wan",
        None,
        Decimal("-0.5"),
        E,
    ),
    (
        "2021年度起其他处理分三行",
        "FMT-R1",
        counted(
            {f"t3.3.6.{n}/{c.id}": None for n in (1, 2, 3) for c in NEW.table3_columns}
            | {f"t3.3.6/{c.id}": int(c.id in ("natural", "total")) for c in NEW.table3_columns}
        ),
        "t3.3.6/total",
        None,
        "t3.3.6",
        W,
    ),
]


@pytest.mark.parametrize(
    ("rule", "report", "where", "expected", "found", "severity"),
    [row[1:] for row in BROKEN],
    ids=[row[0] for row in BROKEN],
)
def test_broken_by_one_names_both_sides(
    rule: str, report: Report, where: str, expected: Any, found: Any, severity: Severity
) -> None:
    hits = [item for item in of_rule(report, rule) if item.where == where]
    assert hits, [item.message for item in check(report)]
    hit = hits[0]
    assert hit.severity == severity
    assert hit.found == found
    if expected is not None:
        assert hit.expected == expected
    assert hit.basis
    assert hit.hint
    if isinstance(found, int | Decimal):
        assert str(found) in hit.message


PRINTED = [f"{row.id}/{column.id}" for row in OLD.numeric_rows for column in OLD.table3_columns]


@pytest.mark.parametrize("cell", PRINTED)
def test_no_cell_of_table_three_can_be_off_by_one(cell: str) -> None:
    """Every one of the 161 cells is held by some identity."""
    report = chengyang({cell: (chengyang().number(cell) or 0) + 1})
    assert any(item.severity == E for item in check(report))


def test_one_wrong_part_is_pointed_at() -> None:
    report = chengyang({"t3.3.4.1/natural": 87})
    hints = [item.hint for item in check(report) if item.severity == E]
    assert len(hints) == 2
    assert all("三（四）1.本机关不掌握相关政府信息 · 自然人" in hint for hint in hints)


def test_a_negative_cell_that_balances_is_still_an_error() -> None:
    report = chengyang({"t3.3.1/org_research": 1, "t3.3.2/org_research": -1, "t3.3.1/total": 147})
    assert [item.where for item in of_rule(report, "T3-R4")] == ["t3.3.2/org_research"]


def test_missing_cells_are_named_and_not_read_as_zero() -> None:
    report = chengyang({"t3.3.1/natural": None})
    found = check(report)
    assert not [item for item in found if item.severity == E]
    assert [item.where for item in found if item.rule == "T3-R4"] == ["t3.3.1/natural"]
    skipped = [item for item in found if item.severity == I and item.rule in ("T3-R2", "T3-R3")]
    assert len(skipped) == 2
    assert all("未核对" in item.message for item in skipped)


def test_a_blank_counts_as_zero_with_a_finding() -> None:
    """The blank is 0 in the identity: 133 given less, so the column breaks."""
    report = chengyang({"t3.3.1/natural": None}, blanks=frozenset({"t3.3.1/natural"}))
    assert [item.found for item in of_rule(report, "T3-R2")] == [245]
    assert [item.found for item in of_rule(report, "T3-R4")] == ["空白"]


def test_a_whole_table_without_numbers_is_one_finding() -> None:
    cells = dict.fromkeys(OLD.cell_ids("t3"))
    found = [item for item in check(chengyang(cells)) if item.rule.startswith(("T3", "TBL"))]
    assert [(item.rule, item.where, item.severity) for item in found] == [("TBL-R1", "t3", W)]


def test_unknown_kind_and_outcome_break_the_identities() -> None:
    """Counting hides nothing: a case nobody can place shows up as a failed sum."""
    cases = [
        *CASES,
        CaseGroup(2024, 2024, None, Outcome.PROVIDED),
        CaseGroup(2024, 2024, None, None),
    ]
    report = counted(dict(count_applications(cases, year=2024, fmt=NEW)))
    rules = {item.rule for item in check(report) if item.severity == E}
    assert rules == {"T3-R2", "T3-R3"}


def test_form_must_be_that_of_the_year() -> None:
    base = chengyang()
    wrong = Report(format=OLD, year=2022, organ=base.organ, cells=base.cells, level="district")
    assert [item.rule for item in check(wrong) if "2022年度" in item.message] == ["FMT-R1"]


def test_every_rule_id_is_registered() -> None:
    ids = {rule.id for rule in RULES}
    printed = "T3-R1 T3-R2 T3-R3 T3-R4 T3-R5 T3-R6 T4-R1 T4-R2 T4-R3 T2-R1 T2-R2 T2-R3"
    assert {*printed.split(), "AGG-R1", "TX-R1", "TX-R2", "RPT-1", "RPT-2"} <= ids


AGGREGATES = [
    ("本级加下级等于汇总", {"t3.1/natural": 4}, {"t3.1/natural": 28}, None),
    ("下级多一件", {"t3.1/natural": 4}, {"t3.1/natural": 29}, (33, 32)),
    ("不知本级数时，汇总不得少于下级之和", None, {"t3.1/natural": 33}, (33, 32)),
    ("不知本级数时，汇总可以多于下级之和", None, {"t3.1/natural": 20}, None),
]


@pytest.mark.parametrize(
    ("own", "below", "sides"), [row[1:] for row in AGGREGATES], ids=[row[0] for row in AGGREGATES]
)
def test_aggregate_equals_own_and_children(
    own: dict[str, int] | None, below: dict[str, int], sides: tuple[int, int] | None
) -> None:
    report = counted({"t3.1/natural": 32}, own=own, children_sum=below)
    hits = [item for item in of_rule(report, "AGG-R1") if item.severity == E]
    assert [(item.expected, item.found) for item in hits] == ([sides] if sides else [])


def test_outliers_of_the_model_report_are_asked_about() -> None:
    """OUT-R1, OUT-R2: fee items fall by 64 %, a purchase costs 2.56万元."""
    found = {item.rule: item for item in check(chengyang())}
    assert "64%" in found["OUT-R1"].message
    assert found["OUT-R1"].where == "t2.fee/items_delta"
    assert "2.56万元" in found["OUT-R2"].message


def test_more_items_gone_than_there_were_is_told_in_plain_words() -> None:
    found = of_rule(chengyang({"t2.fee/items_delta": -109}), "T2-R2")
    assert "为-109，减少的多于上一年的108项" in found[0].message
