"""Rules of table 2 within one report: T2-R2, T2-R3, T2-R4 and the outliers."""

from collections.abc import Iterator
from decimal import Decimal

from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report.cells import label
from mingbai.rules.report.citing import finding, limits
from mingbai.rules.report.display import PURCHASES_2019, display
from mingbai.rules.report.formats import Format
from mingbai.rules.report.report import Report
from mingbai.rules.report.table_three import countable

NO_RULE_MAKING = ("district", "department")


def quantities_agree(report: Report) -> Iterator[Finding]:
    """T2-R2: 新公开 is within 公开总数 and covered by 新制作; items never fall below zero."""
    for row in _rows_with(report.format, "disclosed_new"):
        made, new, total = (
            report.number(f"{row}/{name}")
            for name in ("made_new", "disclosed_new", "disclosed_total")
        )
        if new is not None and total is not None and new > total:
            yield _compared(report, f"{row}/disclosed_new", "不多于对外公开总数量", total, new)
        if new is not None and made is not None and new > made:
            yield finding(
                "T2-R2",
                Severity.INFO,
                f"{report.format.row_label(row)}：本年新公开{new}件，多于本年新制作{made}件",
                where=f"{row}/disclosed_new",
                expected=made,
                found=new,
                hint="多出的应是以前制作、本年才公开的",
            )
    for row in _rows_with(report.format, "items_delta"):
        before, delta = (report.number(f"{row}/{name}") for name in ("items_prev", "items_delta"))
        if before is not None and delta is not None and before + delta < 0:
            cell = f"{row}/items_delta"
            yield finding(
                "T2-R2",
                Severity.WARN,
                f"{label(report, cell)}为{delta}，减少的多于上一年的{before}项",
                where=cell,
                expected=-before,
                found=delta,
            )


def _compared(report: Report, cell: str, relation: str, expected: Number, found: Number) -> Finding:
    return finding(
        "T2-R2",
        Severity.WARN,
        f"{label(report, cell)}为{found}，应当{relation}（{expected}）",
        where=cell,
        expected=expected,
        found=found,
    )


def no_rules_of_a_district(report: Report) -> Iterator[Finding]:
    """T2-R3: a district makes no 规章 (立法法 art 93); for a department a question."""
    level = report.level or level_of(report.organ)
    if level not in NO_RULE_MAKING:
        return
    severity = Severity.ERROR if level == "district" else Severity.WARN
    for cell in report.format.cell_ids("t2"):
        value = report.number(cell)
        if cell.startswith("t2.rules/") and value:
            yield finding(
                "T2-R3",
                severity,
                f"{label(report, cell)}为{value}，{report.organ}没有规章制定权",
                where=cell,
                expected=0,
                found=value,
            )


def level_of(organ: str) -> str | None:
    """The level an organ's name shows beyond doubt, else None (a 市 may be of two levels)."""
    for ending, level in (
        ("自治区人民政府", "province"),
        ("省人民政府", "province"),
        ("区人民政府", "district"),
        ("县人民政府", "district"),
        ("旗人民政府", "district"),
    ):
        if organ.endswith(ending):
            return level
    return None


def table_two_numbers(report: Report) -> Iterator[Finding]:
    """T2-R4: numbers not below zero, whole where they count; blanks are named."""
    counted = []
    for cell in report.format.cell_ids("t2"):
        kind = report.format.column(cell).kind
        value = report.cells.get(cell)
        if kind == "count" or value is None:
            counted.append(cell)
        elif (kind == "signed" and value != int(value)) or (kind != "signed" and value < 0):
            yield finding(
                "T2-R4",
                Severity.ERROR,
                f"{label(report, cell)}为{value}，不是有效的数字",
                where=cell,
                expected="整数" if kind == "signed" else "不小于零的金额",
                found=value,
            )
    yield from countable(report, "T2-R4", counted)


def items_leap(report: Report) -> Iterator[Finding]:
    """OUT-R1: items that rise or fall by half or more within a year."""
    bounds = limits(report.year)
    for row in _rows_with(report.format, "items_delta"):
        before, delta = (report.number(f"{row}/{name}") for name in ("items_prev", "items_delta"))
        if before is None or delta is None or before < bounds.items_change_minimum:
            continue
        share = abs(Decimal(delta)) / Decimal(before)
        if share >= bounds.items_change_ratio:
            yield finding(
                "OUT-R1",
                Severity.WARN,
                f"{report.format.row_label(row)}上一年{before}项，本年{delta:+}，"
                f"变动{share * 100:.0f}%",
                where=f"{row}/items_delta",
                expected=before,
                found=delta,
            )


def price_of_a_purchase(report: Report) -> Iterator[Finding]:
    """OUT-R2: the mean price of a purchase outside the bounds."""
    projects = report.number("t2.procurement/projects")
    amount = report.number(PURCHASES_2019)
    if not projects or not amount:
        return
    mean = Decimal(amount) / Decimal(projects)
    bounds = limits(report.year)
    if not bounds.purchase_mean_low <= mean <= bounds.purchase_mean_high:
        yield finding(
            "OUT-R2",
            Severity.WARN,
            f"政府集中采购{projects}个项目、{display(PURCHASES_2019, amount)}，"
            f"平均每个{mean / 10_000:.2f}万元",
            where=PURCHASES_2019,
            expected=f"每个{bounds.purchase_mean_low}元至{bounds.purchase_mean_high}元",
            found=f"每个{mean:.0f}元",
        )


def _rows_with(form: Format, column: str) -> list[str]:
    cells = form.cell_ids("t2")
    return [cell.split("/")[0] for cell in cells if cell.endswith(f"/{column}")]
