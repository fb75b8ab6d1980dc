"""Fixing the report as a version for review (送审), with the cases behind every cell."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import canonical
from mingbai.organs.models import Organ, OrganKind
from mingbai.records import actions as records
from mingbai.records.models import Version
from mingbai.refusal import Refusal
from mingbai.reports import behind, content, figures, permissions, queries
from mingbai.reports.models import Seal
from mingbai.reports.numbers import plain_cells
from mingbai.rules.findings import Finding, Severity

ARTICLE = "《政府信息公开条例》第五十条"
NAMED_AT_MOST = 5


@transaction.atomic
def seal(*, organ: Organ, year: int, subtree: bool, by: Post, at: datetime) -> Version:
    """Fix the report as a version for review (送审), with the cases behind every cell, hashed.

    Raises Refusal before the year has ended, for a government without its subordinates, while a
    rule finds an error, when the rollup does not say what the ledger says, or when nothing has
    changed since the last version.
    """
    permissions.check_can_write(by, organ)
    day = timezone.localdate(at)
    _check_ended(year, day)
    _check_whole(organ, subtree=subtree)
    Organ.objects.select_for_update().get(pk=organ.pk)
    made = figures.figures(organ, year, subtree=subtree)
    cases = behind.all_cases(made)
    _check_counted(made, cases)
    _check_found(figures.findings(made, text=content.text_of(made), cases=cases.numbers()))
    kept = canonical(cases.as_dict())
    sha256 = hashlib.sha256(kept).hexdigest()
    text = content.compose(made, dated=day, cases_sha256=sha256)
    version = records.draft(
        organ=organ,
        kind=queries.KIND,
        key=str(year),
        title=text["title"],
        content=text,
        by=by,
        at=at,
    )
    if Seal.objects.filter(version=version).exists():
        raise Refusal(
            f"与第{version.number}稿相同，没有可送审的改动", remedy="请修改后再送审，或继续审查该稿"
        )
    row = Seal.objects.create(
        version=version,
        organ=organ,
        year=year,
        subtree=subtree,
        cells=plain_cells(made.cells),
        cases=kept,
        cases_sha256=sha256,
        by=by,
        at=at,
    )
    record_event("report.sealed", row, chain=organ.code, by=by, at=at, year=year, cases=sha256)
    return version


def _check_ended(year: int, day: date) -> None:
    if day.year <= year:
        raise Refusal(
            f"{year}年的统计期限到12月31日止，现在不能定稿",
            article="《政府信息公开条例》第四十九条",
            remedy=f"请在{year + 1}年1月1日以后送审；此前可以随时核对",
        )


def _check_whole(organ: Organ, *, subtree: bool) -> None:
    """A government reports for itself and all below it (RPT-9, AGG-R1)."""
    if organ.kind == OrganKind.GOVERNMENT and not subtree:
        raise Refusal(
            f"{organ.name}的年度报告汇总本级和所属各单位，只有本级的数字不能送审",
            article="《政府信息公开条例》第四十九条，AGG-R1",
            remedy="请切换到“含下级单位”后再送审",
        )


def _check_counted(made: figures.Figures, cases: behind.Behind) -> None:
    """The rollup against the cases themselves, cell by cell."""
    counted = [*made.fmt.cell_ids("t3"), *made.fmt.cell_ids("t4")]
    wrong = [cell for cell in counted if made.cells[cell] != cases.count(cell)]
    if wrong:
        cell = wrong[0]
        raise Refusal(
            f"汇总数与台账逐件计数不符，共{len(wrong)}格，如“{made.fmt.cell_label(cell)}”"
            f"汇总为{made.cells[cell]}、逐件为{cases.count(cell)}",
            remedy="请管理人员运行 mingbai tick，按台账改正汇总数，再送审",
        )


def _check_found(found: list[Finding]) -> None:
    errors = [finding for finding in found if finding.severity == Severity.ERROR]
    if errors:
        named = "；".join(f"{finding.rule} {finding.message}" for finding in errors[:NAMED_AT_MOST])
        more = f"等{len(errors)}处" if len(errors) > NAMED_AT_MOST else ""
        raise Refusal(
            f"核对发现错误，不能送审：{named}{more}",
            article=ARTICLE,
            remedy="请按提示逐处改正后再送审",
        )
