"""The findings of a paper made anew; derived rows, written only inside an action."""

from decimal import Decimal
from typing import Any

from mingbai.oversight import checking, fingerprints, queries
from mingbai.oversight.kept import as_reading, side
from mingbai.oversight.models import Issue, Paper, Verdict
from mingbai.refusal import Refusal
from mingbai.rules.report.formats import Column, Format

LONGEST_SIDE, LONGEST_WHERE = 300, 200


def renew(paper: Paper) -> None:
    """Check one paper again and keep what is found now."""
    if not paper.reading:
        return
    paper.issues.all().delete()
    Issue.objects.bulk_create(
        Issue(
            paper=paper,
            position=place,
            fingerprint=fingerprints.of(finding),
            rule=finding.rule,
            severity=str(finding.severity),
            message=finding.message,
            where=finding.where[:LONGEST_WHERE],
            expected=_short(side(finding.expected)),
            found=_short(side(finding.found)),
            hint=finding.hint,
            basis=finding.basis,
        )
        for place, finding in enumerate(checking.reading_of(paper).findings)
    )


def renew_with_others(paper: Paper) -> None:
    """The paper, and the current papers that are checked with it."""
    renew(paper)
    if paper.organ is not None and paper.year is not None and paper.current:
        for other in checking.affected(paper.organ, paper.year):
            renew(other)


def confirmed(paper: Paper) -> list[dict[str, Any]]:
    """The confirmed findings of a paper as a round keeps them."""
    if paper.organ_id is None or paper.year is None:
        return []
    judged = queries.last_judgements(paper.organ_id, paper.year)
    real = {key for key, row in judged.items() if row.verdict == Verdict.CONFIRMED}
    return [
        {
            "fingerprint": issue.fingerprint,
            "rule": issue.rule,
            "severity": issue.severity,
            "where": issue.where,
            "message": issue.message,
        }
        for issue in paper.issues.all()
        if issue.fingerprint in real
    ]


def must_fit(paper: Paper, cell: str, value: Decimal) -> None:
    """Raises ``Refusal`` for a cell the form does not have, or a number it cannot hold."""
    form = form_of(paper)
    if form is None:
        raise Refusal("这份报告没有读到统计表，没有可以更正的格", remedy="请换一个文件重新上传")
    column: Column = form.column(cell)
    if value != value.to_integral_value() and column.kind not in ("money", "decimal"):
        raise Refusal("这一格是件数，应是整数", remedy="请核对原件")
    if value < 0 and column.kind != "signed":
        raise Refusal("这一格不能小于0", remedy="请核对原件")


def form_of(paper: Paper) -> Format | None:
    """The form the paper follows, as printed."""
    if not paper.reading:
        return None
    return as_reading(paper.reading, name="", text="").form


def _short(text: str | None) -> str | None:
    return text if text is None else text[:LONGEST_SIDE]
