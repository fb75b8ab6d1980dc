"""Checks a report by every rule of report-rules.toml; it reports both sides and repairs nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mingbai.rules.findings import Finding
from mingbai.rules.report import (
    addends,
    chains,
    mending,
    narrative,
    remedy_wording,
    table_four,
    table_three,
    table_two,
    titles,
    wording,
)
from mingbai.rules.report.cells import has_table
from mingbai.rules.report.citing import at_publication, finding
from mingbai.rules.report.formats import Table
from mingbai.rules.report.report import Report

Check = Callable[[Report], Iterable[Finding]]

_NAMES: dict[Table, str] = {
    "t2": "第二部分主动公开政府信息情况",
    "t3": "第三部分收到和处理政府信息公开申请情况",
    "t4": "第四部分行政复议、行政诉讼情况",
}


@dataclass(frozen=True)
class Rule:
    """A named rule: its id, its function, and the table without which it says nothing."""

    id: str
    check: Check
    table: Table | None = None


def tables_present(report: Report) -> Iterable[Finding]:
    """TBL-R1: one finding for each table of which no cell has a number."""
    for table, name in _NAMES.items():
        if not has_table(report, table):
            yield finding(
                "TBL-R1",
                at_publication(report),
                f"{name}的表格没有数字，表内关系未核对",
                where=table,
                expected=len(report.format.cell_ids(table)),
                found=0,
            )


RULES: tuple[Rule, ...] = (
    Rule("TBL-R1", tables_present),
    Rule("FMT-R1", table_three.form_of_the_year),
    Rule("T3-R1", table_three.in_and_out_balance, "t3"),
    Rule("T3-R2", table_three.results_add_up, "t3"),
    Rule("T3-R3", table_three.kinds_add_up, "t3"),
    Rule("T3-R4", table_three.whole_numbers, "t3"),
    Rule("T3-R5", chains.carried_over, "t3"),
    Rule("T3-R6", table_three.one_place_each),
    Rule("T4-R1", table_four.remedies_add_up, "t4"),
    Rule("T4-R2", remedy_wording.no_loss_while_pending, "t4"),
    Rule("T4-R2", remedy_wording.corrections_are_mentioned, "t4"),
    Rule("T4-R2", remedy_wording.closed_while_pending, "t4"),
    Rule("T4-R3", table_four.reviewed_before_suit, "t4"),
    Rule("T4-R4", table_four.remedies_are_whole_numbers, "t4"),
    Rule("T2-R1", chains.stock_of_documents, "t2"),
    Rule("T2-R2", table_two.quantities_agree, "t2"),
    Rule("T2-R2", chains.items_of_last_year, "t2"),
    Rule("T2-R3", table_two.no_rules_of_a_district, "t2"),
    Rule("T2-R4", table_two.table_two_numbers, "t2"),
    Rule("OUT-R1", table_two.items_leap, "t2"),
    Rule("OUT-R2", table_two.price_of_a_purchase, "t2"),
    Rule("AGG-R1", chains.whole_is_its_parts),
    Rule("TX-R1", narrative.figures_match_tables),
    Rule("TX-R1", narrative.growth_rates),
    Rule("TX-R1", narrative.all_answered, "t3"),
    Rule("TX-R1", narrative.only_in_the_text),
    Rule("TX-R1", remedy_wording.no_cases_at_all, "t4"),
    Rule("TX-R1", addends.lists_add_up),
    Rule("RPT-1", wording.six_sections),
    Rule("RPT-2", titles.statutory_title),
    Rule("TX-R2", wording.chapters_without_gaps),
    Rule("TX-R2", wording.punctuation_once),
    Rule("TX-R2", wording.heads_are_whole),
    Rule("REG-50", wording.results_of_article_50),
)


def check(report: Report) -> list[Finding]:
    """Every finding of every rule, in the order of the form; an empty list when all holds."""
    found = [
        item
        for rule in RULES
        if rule.table is None or has_table(report, rule.table)
        for item in rule.check(report)
    ]
    return mending.suggested(report, found)
