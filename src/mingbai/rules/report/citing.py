"""Gives each finding the words of its rule: basis and hint come from report-rules.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report import data
from mingbai.rules.report.report import Report


@dataclass(frozen=True)
class RuleText:
    """A rule in words; ``mark`` says how sure it is (H, M, design)."""

    id: str
    title: str
    basis: str
    mark: str
    hint: str


@dataclass(frozen=True)
class Limits:
    """Bounds of the outlier hints; money in yuan, ratios as fractions."""

    items_change_ratio: Decimal
    items_change_minimum: int
    purchase_mean_low: int
    purchase_mean_high: int
    sum_gap_ratio: Decimal


def rule_text(rule: str) -> RuleText:
    """The words of a rule; raises KeyError for an unknown id."""
    return RuleText(id=rule, **data.table("report-rules")["rule"][rule])


def limits(year: int) -> Limits:
    """The bounds in force for a report year."""
    rows: list[Mapping[str, Any]] = data.table("report-rules")["limits"]
    row = max(
        (row for row in rows if row["effective_from"].year <= year),
        key=lambda row: row["effective_from"],
        default=rows[0],
    )
    return Limits(
        items_change_ratio=Decimal(row["items_change_ratio"]),
        items_change_minimum=row["items_change_minimum"],
        purchase_mean_low=row["purchase_mean_low"],
        purchase_mean_high=row["purchase_mean_high"],
        sum_gap_ratio=Decimal(row["sum_gap_ratio"]),
    )


def finding(
    rule: str,
    severity: Severity,
    message: str,
    *,
    where: str = "",
    expected: Number | str | None = None,
    found: Number | str | None = None,
    hint: str = "",
) -> Finding:
    """A finding with the basis of its rule, and the rule's hint unless a better one is given."""
    text = rule_text(rule)
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        where=where,
        expected=expected,
        found=found,
        hint=hint or text.hint,
        basis=text.basis,
    )


def at_publication(report: Report) -> Severity:
    """Error when this platform publishes the report, warning when a published one is read."""
    return Severity.ERROR if report.publishing else Severity.WARN
