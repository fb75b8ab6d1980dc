"""Reports to check: the model report's figures, and one of the 2021 form counted from cases."""

import tomllib
from pathlib import Path
from typing import Any

from mingbai.rules.findings import Finding, Number
from mingbai.rules.report import formats
from mingbai.rules.report.counting import CaseGroup, RemedyGroup, count_applications, count_remedies
from mingbai.rules.report.outcomes import ApplicantKind, Outcome, RemedyKind, RemedyResult
from mingbai.rules.report.reconcile import check
from mingbai.rules.report.report import Report

OLD, NEW = formats.load("2019"), formats.load("2021")

CASES = (
    CaseGroup(2023, 2024, ApplicantKind.NATURAL, Outcome.PROVIDED, 3),
    CaseGroup(2024, 2024, ApplicantKind.NATURAL, Outcome.PROVIDED, 20),
    CaseGroup(2024, 2024, ApplicantKind.NATURAL, Outcome.PARTIAL, 5),
    CaseGroup(2024, 2024, ApplicantKind.NATURAL, Outcome.REFUSE_PROCESS_INFO, 2),
    CaseGroup(2024, 2024, ApplicantKind.ORG_BUSINESS, Outcome.NOT_EXIST, 7),
    CaseGroup(2024, 2024, ApplicantKind.NATURAL, Outcome.WITHDRAWN, 1),
    CaseGroup(2024, 2025, ApplicantKind.NATURAL, Outcome.PROVIDED, 4),
)
REMEDIES = (
    RemedyGroup(RemedyKind.REVIEW, False, 2024, 2024, RemedyResult.REVIEW_UPHELD, 2),
    RemedyGroup(RemedyKind.REVIEW, False, 2024, None, None, 1),
    RemedyGroup(RemedyKind.SUIT, False, 2024, 2024, RemedyResult.SUIT_WITHDRAWN, 1),
    RemedyGroup(RemedyKind.SUIT, True, 2024, 2024, RemedyResult.SUIT_ANNULLED, 1),
)
TABLE_TWO: dict[str, Number] = {
    "t2.rules/issued": 0,
    "t2.rules/repealed": 0,
    "t2.rules/in_force": 0,
    "t2.normdocs/issued": 8,
    "t2.normdocs/repealed": 3,
    "t2.normdocs/in_force": 38,
    "t2.permit/decisions": 9487,
    "t2.penalty/decisions": 2776,
    "t2.coercion/decisions": 84,
    "t2.fee/amount_wan": 75_450_000,
}


def chengyang_cells() -> dict[str, Number | None]:
    """All 198 cells of the model report."""
    raw = tomllib.loads((Path(__file__).parent / "chengyang-2019.toml").read_text("utf-8"))
    cells: dict[str, Number | None] = dict(raw["t2"])
    for table, columns in (("t3", OLD.table3_columns), ("t4", OLD.table4_columns)):
        for row, numbers in raw[table].items():
            for column, number in zip(columns, numbers, strict=True):
                cells[f"{row}/{column.id}"] = number
    return cells


def chengyang(changes: dict[str, Any] | None = None, **fields: Any) -> Report:
    """The model report with some cells changed."""
    cells = chengyang_cells() | (changes or {})
    base: dict[str, Any] = {"organ": "青岛市城阳区人民政府", "level": "district"}
    return Report(format=OLD, year=2019, cells=cells, **(base | fields))


def counted(changes: dict[str, Any] | None = None, **fields: Any) -> Report:
    """A district's report for 2024 counted from CASES and REMEDIES, with some cells changed."""
    cells: dict[str, Number | None] = {
        **TABLE_TWO,
        **count_applications(CASES, year=2024, fmt=NEW),
        **count_remedies(REMEDIES, year=2024, fmt=NEW),
        **(changes or {}),
    }
    base: dict[str, Any] = {"organ": "东湖区人民政府", "level": "district"}
    return Report(format=NEW, year=2024, cells=cells, **(base | fields))


def of_rule(report: Report, rule: str) -> list[Finding]:
    """What one rule finds."""
    return [item for item in check(report) if item.rule == rule]
