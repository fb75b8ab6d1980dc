"""Rules of table 3 within one report: T3-R1 … T3-R4, T3-R6, FMT-R1."""

from collections.abc import Iterable, Iterator

from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.cells import (
    has_table,
    label,
    left_out,
    printed_rows,
    result_cells,
    total_of,
)
from mingbai.rules.report.citing import at_publication, finding
from mingbai.rules.report.formats import HANDLED_TOTAL, TOTAL
from mingbai.rules.report.report import Report


def in_and_out_balance(report: Report) -> Iterator[Finding]:
    """T3-R1: 第一项＋第二项＝第三项＋第四项, printed on the form, for every column."""
    missing: list[str] = []
    for column in report.format.table3_columns:
        came = total_of(report, (f"t3.1/{column.id}", f"t3.2/{column.id}"))
        went = total_of(report, (f"{HANDLED_TOTAL}/{column.id}", f"t3.4/{column.id}"))
        missing += came.missing + went.missing
        if came.value is None or went.value is None or came.value == went.value:
            continue
        yield finding(
            "T3-R1",
            Severity.ERROR,
            f"{column.label}栏：本年新收＋上年结转＝{came.value}，"
            f"办理结果总计＋结转下年度＝{went.value}，相差{abs(came.value - went.value)}",
            where=f"t3/{column.id}",
            expected=came.value,
            found=went.value,
        )
    yield from left_out(report, "T3-R1", missing)


def results_add_up(report: Report) -> Iterator[Finding]:
    """T3-R2: （七）总计 is the sum of the results above it, for every column."""
    missing: list[str] = []
    for column in report.format.table3_columns:
        cell = f"{HANDLED_TOTAL}/{column.id}"
        parts = total_of(report, result_cells(report, column.id))
        printed = total_of(report, [cell])
        missing += parts.missing + printed.missing
        if parts.value is None or printed.value is None or parts.value == printed.value:
            continue
        yield finding(
            "T3-R2",
            Severity.ERROR,
            f"{column.label}栏：各项办理结果之和为{parts.value}，（七）总计为{printed.value}，"
            f"相差{abs(parts.value - printed.value)}",
            where=cell,
            expected=parts.value,
            found=printed.value,
        )
    yield from left_out(report, "T3-R2", missing)


def kinds_add_up(report: Report) -> Iterator[Finding]:
    """T3-R3: 总计 is the sum of the six kinds of applicant, for every row."""
    missing: list[str] = []
    kinds = [column.id for column in report.format.table3_columns if column.id != TOTAL]
    for row in printed_rows(report):
        cell = f"{row}/{TOTAL}"
        parts = total_of(report, [f"{row}/{kind}" for kind in kinds])
        printed = total_of(report, [cell])
        missing += parts.missing + printed.missing
        if parts.value is None or printed.value is None or parts.value == printed.value:
            continue
        yield finding(
            "T3-R3",
            Severity.ERROR,
            f"{report.format.row_label(row)}：各类申请人之和为{parts.value}，"
            f"总计为{printed.value}，相差{abs(parts.value - printed.value)}",
            where=cell,
            expected=parts.value,
            found=printed.value,
        )
    yield from left_out(report, "T3-R3", missing)


def whole_numbers(report: Report) -> Iterator[Finding]:
    """T3-R4: every cell is an integer not below 0; a blank counts as 0 and is named."""
    yield from countable(report, "T3-R4", _cells_here(report))


def countable(report: Report, rule: str, cells: Iterable[str]) -> Iterator[Finding]:
    """Cells that cannot be a number of cases, cells printed blank, cells without a number."""
    blank: list[str] = []
    absent: list[str] = []
    for cell in cells:
        value = report.cells.get(cell)
        if value is None:
            (blank if cell in report.blanks else absent).append(cell)
        elif value < 0 or value != int(value):
            yield finding(
                rule,
                Severity.ERROR,
                f"{label(report, cell)}为{value}，不是不小于零的整数",
                where=cell,
                expected="不小于零的整数",
                found=value,
            )
    yield from _unfilled(report, rule, blank, "原文空白，按0核对")
    yield from _unfilled(report, rule, absent, "没有数字，涉及的关系未核对")


def _unfilled(report: Report, rule: str, cells: list[str], what: str) -> Iterator[Finding]:
    """One finding for each row, so that a page of blanks stays readable."""
    rows: dict[str, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.split("/")[0], []).append(cell)
    for row_cells in rows.values():
        first = label(report, row_cells[0])
        place = f"{first.split(' · ')[0]}：{len(row_cells)}格" if len(row_cells) > 1 else first
        yield finding(
            rule,
            at_publication(report),
            f"{place}{what}",
            where=row_cells[0],
            expected=0,
            found="空白",
        )


def _cells_here(report: Report) -> list[str]:
    columns = [column.id for column in report.format.table3_columns]
    return [f"{row}/{column}" for row in printed_rows(report) for column in columns]


def one_place_each(report: Report) -> Iterator[Finding]:
    """T3-R6: a case stands in exactly one result or in 结转下年度 (needs the case numbers)."""
    if report.cases is None:
        return
    places: dict[str, list[str]] = {}
    for row in [*(leaf.id for leaf in report.format.leaves), "t3.4"]:
        cell = f"{row}/{TOTAL}"
        cases = report.cases.get(cell)
        if cases is None:
            continue
        yield from _as_many(report, cell, len(set(cases)))
        for case in set(cases):
            places.setdefault(case, []).append(cell)
    for case, cells in sorted(places.items()):
        if len(cells) > 1:
            yield finding(
                "T3-R6",
                Severity.ERROR,
                f"{case}计入了{len(cells)}处：{'、'.join(label(report, cell) for cell in cells)}",
                where=cells[0],
                expected=1,
                found=len(cells),
            )


def _as_many(report: Report, cell: str, cases: int) -> Iterator[Finding]:
    printed = report.number(cell)
    if printed is not None and printed != cases:
        yield finding(
            "T3-R6",
            Severity.ERROR,
            f"{label(report, cell)}为{printed}，其后有案件{cases}件",
            where=cell,
            expected=cases,
            found=printed,
        )


def form_of_the_year(report: Report) -> Iterator[Finding]:
    """FMT-R1: the form in force for the year, with its own rows under 其他处理."""
    form = report.format
    if report.year < form.first_year or (form.last_year or report.year) < report.year:
        yield finding(
            "FMT-R1",
            at_publication(report),
            f"{report.year}年度的报告用了{form.document_number}的格式",
            expected=f"{report.year}年度适用的格式",
            found=form.document_number,
        )
    strange = [row for row in printed_rows(report) if row not in {r.id for r in form.numeric_rows}]
    if strange and has_table(report, "t3"):
        words = "、".join(_row_words(report, row) for row in strange)
        yield finding(
            "FMT-R1",
            at_publication(report),
            f"表三的行与{form.document_number}的格式不同：{words}",
            where=f"{strange[0]}/{TOTAL}",
            expected="、".join(row.id for row in form.leaves if row.id.startswith("t3.3.6")),
            found="、".join(strange),
            hint="2021年度起（六）其他处理分三行填报，2019、2020年度只有一行",
        )


def _row_words(report: Report, row: str) -> str:
    return label(report, f"{row}/{TOTAL}").split(" · ")[0]
