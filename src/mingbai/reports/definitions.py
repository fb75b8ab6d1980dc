"""What every cell of the report counts, in words, from the same rules that count it (CNT, LIT)."""

from mingbai.rules.report.formats import HANDLED_TOTAL, TOTAL, Column, Format
from mingbai.rules.report.outcomes import ApplicantKind, outcomes_in
from mingbai.rules.report.remedies import results_in
from mingbai.rules.report.switches import Switches

TYPED = "由本机关按表中口径填报；汇总报告为本机关与下级单位填报数之和。金额以元为单位保存。"
ROWS = {
    "t3.1": "本年内收到的申请，以收到申请之日所在年份计，不论其后如何办理（条例第三十一条）。",
    "t3.2": "本年以前收到、上年末尚未办结的申请。",
    "t3.4": "至本年12月31日尚未办结的申请，由未办结的案件直接计数，不由他数推算。",
    HANDLED_TOTAL: "办结日期在本年内的全部申请，直接计数，并与各分项之和核对。",
}
UNITS = {"count": "件", "signed": "项", "money": "元", "decimal": "元"}


def unit_of(fmt: Format, cell_id: str) -> str:
    """The unit in which the cell's number is kept: 件, 项 or 元."""
    row, column = cell_id.split("/")
    if column.startswith("items_") or column == "projects":
        return "项" if column.startswith("items_") else "个"
    if row.startswith("t2.") and column == "decisions":
        return "项" if row == "t2.service" else "件"
    return UNITS[fmt.column(cell_id).kind]


def of_all(fmt: Format, switches: Switches) -> dict[str, dict[str, str]]:
    """Cell id → label, unit, meaning, for every cell of the form."""
    cells = [cell for table in ("t2", "t3", "t4") for cell in fmt.cell_ids(table)]
    return {
        cell: {
            "label": fmt.cell_label(cell),
            "unit": unit_of(fmt, cell),
            "definition": meaning(fmt, cell, switches),
        }
        for cell in cells
    }


def meaning(fmt: Format, cell_id: str, switches: Switches) -> str:
    """What one cell counts, as a sentence or two."""
    if cell_id in fmt.cell_ids("t2"):
        return TYPED
    if cell_id in fmt.cell_ids("t4"):
        return _remedy(fmt.column(cell_id), switches)
    row, column = cell_id.split("/")
    words = ROWS.get(row) or _result(fmt, row, switches)
    return words + _applicant(column)


def _result(fmt: Format, row: str, switches: Switches) -> str:
    labels = sorted(outcome.label for outcome in outcomes_in(row, fmt, switches))
    return f"办结日期在本年内、结果为“{'”“'.join(labels)}”的申请。"


def _applicant(column: str) -> str:
    if column == TOTAL:
        return "各类申请人合计，直接计数，并与各列之和核对。"
    return f"申请人类别：{ApplicantKind(column).label}。"


def _remedy(column: Column, switches: Switches) -> str:
    if column.id == TOTAL:
        return "本年审结的和至本年末尚未审结的案件合计，并与各列之和核对。"
    if column.id == "pending":
        return "至本年12月31日尚未审结的案件（含中止）。"
    labels = [result.label for result in sorted(results_in(column.id, switches))]
    return f"本年内审结，结果为“{'”“'.join(labels)}”的案件。"
