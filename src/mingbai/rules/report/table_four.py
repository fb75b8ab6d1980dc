"""Rules of table 4 within one report: T4-R1, T4-R3, T4-R4."""

from collections.abc import Iterator

from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.cells import left_out, total_of
from mingbai.rules.report.citing import finding
from mingbai.rules.report.formats import TOTAL
from mingbai.rules.report.remedies import COLUMNS
from mingbai.rules.report.report import Report
from mingbai.rules.report.table_three import countable


def remedies_add_up(report: Report) -> Iterator[Finding]:
    """T4-R1: in each block 总计 is the sum of the four results."""
    missing: list[str] = []
    for block in report.format.table4_blocks:
        cell = f"{block.id}/{TOTAL}"
        parts = total_of(report, [f"{block.id}/{column}" for column in COLUMNS])
        printed = total_of(report, [cell])
        missing += parts.missing + printed.missing
        if parts.value is None or printed.value is None or parts.value == printed.value:
            continue
        yield finding(
            "T4-R1",
            Severity.ERROR,
            f"{block.parent or ''}{block.label}：四项之和为{parts.value}，总计为{printed.value}，"
            f"相差{abs(parts.value - printed.value)}",
            where=cell,
            expected=parts.value,
            found=printed.value,
        )
    yield from left_out(report, "T4-R1", missing)


def reviewed_before_suit(report: Report) -> Iterator[Finding]:
    """T4-R3: 复议后起诉 is not more than the reconsiderations concluded so far (platform data)."""
    suits = report.number(f"suit_after_review/{TOTAL}")
    reviews = report.reviews_concluded
    if suits is not None and reviews is not None and suits > reviews:
        yield finding(
            "T4-R3",
            Severity.WARN,
            f"复议后起诉{suits}件，多于历年已审结的行政复议{reviews}件",
            where=f"suit_after_review/{TOTAL}",
            expected=f"不多于{reviews}",
            found=suits,
        )


def remedies_are_whole_numbers(report: Report) -> Iterator[Finding]:
    """T4-R4: every cell is an integer not below 0, blanks are named (as T3-R4)."""
    yield from countable(report, "T4-R4", report.format.cell_ids("t4"))
