"""Rules between reports: last year's figures and the sum of the organs below (T3-R5, T2, AGG)."""

from collections.abc import Iterator

from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.cells import label, left_out
from mingbai.rules.report.citing import at_publication, finding
from mingbai.rules.report.formats import Table
from mingbai.rules.report.report import Report

TABLES: tuple[Table, ...] = ("t2", "t3", "t4")


def carried_over(report: Report) -> Iterator[Finding]:
    """T3-R5: what was carried out of last year is carried into this one, for every column."""
    if report.previous is None:
        return
    for column in report.format.table3_columns:
        cell = f"t3.2/{column.id}"
        before, now = report.previous.get(f"t3.4/{column.id}"), report.number(cell)
        if before is not None and now is not None and before != now:
            yield finding(
                "T3-R5",
                at_publication(report),
                f"{column.label}栏：上年结转为{now}，上一年度报告的结转下年度为{before}",
                where=cell,
                expected=before,
                found=now,
            )


def stock_of_documents(report: Report) -> Iterator[Finding]:
    """T2-R1 (2021): 现行有效＝上年现行有效＋制发－废止; 清理 may break it, so a warning."""
    if report.previous is None or report.format.id != "2021":
        return
    for row in ("t2.rules", "t2.normdocs"):
        before = report.previous.get(f"{row}/in_force")
        issued, repealed, now = (
            report.number(f"{row}/{name}") for name in ("issued", "repealed", "in_force")
        )
        if before is None or issued is None or repealed is None or now is None:
            continue
        expected = before + issued - repealed
        if now != expected:
            yield finding(
                "T2-R1",
                Severity.WARN,
                f"{report.format.row_label(row)}：上年现行有效{before}＋制发{issued}－废止{repealed}"
                f"＝{expected}，表中现行有效为{now}",
                where=f"{row}/in_force",
                expected=expected,
                found=now,
            )


def items_of_last_year(report: Report) -> Iterator[Finding]:
    """T2-R2 (2019): 上一年项目数量 is last year's number with its change."""
    if report.previous is None or report.format.id != "2019":
        return
    for cell in report.format.cell_ids("t2"):
        row, _, column = cell.partition("/")
        if column != "items_prev":
            continue
        before, delta = report.previous.get(cell), report.previous.get(f"{row}/items_delta")
        now = report.number(cell)
        if before is None or delta is None or now is None or now == before + delta:
            continue
        yield finding(
            "T2-R2",
            Severity.WARN,
            f"{label(report, cell)}为{now}，上一年度报告的数量与增减之和为{before + delta}",
            where=cell,
            expected=before + delta,
            found=now,
        )


def whole_is_its_parts(report: Report) -> Iterator[Finding]:
    """AGG-R1: every cell equals the organ's own cell plus those of the organs below.

    Without ``own`` only a cell below the sum of the children is an error.
    """
    if report.children_sum is None:
        return
    missing = []
    for cell in (name for table in TABLES for name in report.format.cell_ids(table)):
        below, now = report.children_sum.get(cell), report.number(cell)
        own = 0 if report.own is None else report.own.get(cell)
        if below is None or own is None or now is None:
            missing.append(cell)
            continue
        expected = own + below
        if now == expected or (report.own is None and _may_exceed(cell, now > expected)):
            continue
        parts = f"本级{own}＋下级{below}" if report.own is not None else "各下级之和"
        yield finding(
            "AGG-R1",
            Severity.ERROR,
            f"{label(report, cell)}为{now}，{parts}＝{expected}，相差{abs(now - expected)}",
            where=cell,
            expected=expected,
            found=now,
        )
    yield from left_out(report, "AGG-R1", missing)


def _may_exceed(cell: str, exceeds: bool) -> bool:
    """What the organ adds itself is unknown: more is possible, and a change has either sign."""
    return exceeds or cell.endswith("/items_delta")
