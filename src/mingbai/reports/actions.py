"""The only writers of a report: typed values, prose, series, and the seal that fixes it."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import canonical, digest
from mingbai.organs.models import Organ
from mingbai.records import actions as records
from mingbai.records.models import Version
from mingbai.refusal import Refusal
from mingbai.reports import behind, content, figures, permissions, prose, queries
from mingbai.reports.models import Narrative, Seal, SeriesValue, TypedValue
from mingbai.reports.numbers import plain_cells
from mingbai.reports.series import BY_ID
from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report import formats
from mingbai.rules.report.formats import Format

ARTICLE = "《政府信息公开条例》第五十条"
NAMED_AT_MOST = 5
LARGEST = Decimal(10) ** 14


class EditedMeanwhile(Refusal):
    """Somebody saved the prose after it was opened; ``theirs`` is what now stands there."""

    def __init__(self, theirs: Narrative) -> None:
        self.theirs = theirs
        super().__init__(
            f"{theirs.by.user}已在您打开之后保存了第{theirs.edition}稿，您写的文字没有保存",
            remedy="请与下面列出的现稿对照，合并后再保存；您写的文字仍在输入框内",
        )


@transaction.atomic
def type_value(
    *,
    organ: Organ,
    year: int,
    cell: str,
    value: Decimal | None,
    source: str = "",
    by: Post,
    at: datetime,
) -> TypedValue:
    """Type one cell of table two (money in yuan); None withdraws what was typed.

    Raises Refusal for a cell the year's form lacks, a fraction of a count or a negative count.
    """
    return type_values(organ=organ, year=year, values={cell: value}, source=source, by=by, at=at)[0]


@transaction.atomic
def type_values(
    *,
    organ: Organ,
    year: int,
    values: Mapping[str, Decimal | None],
    source: str = "",
    by: Post,
    at: datetime,
) -> list[TypedValue]:
    """Type several cells of table two at once; all or none."""
    permissions.check_can_write(by, organ)
    fmt = formats.for_year(year)
    for cell, value in values.items():
        _check_typed(fmt, cell, value)
    made = []
    for cell, value in values.items():
        row = TypedValue.objects.create(
            organ=organ, year=year, cell=cell, value=value, source=source, by=by, at=at
        )
        record_event(
            "report.typed",
            row,
            chain=organ.code,
            by=by,
            at=at,
            year=year,
            cell=cell,
            value=None if value is None else str(value),
            source=digest(source),
        )
        made.append(row)
    return made


def _check_typed(fmt: Format, cell: str, value: Decimal | None) -> None:
    if cell not in fmt.cell_ids("t2"):
        raise Refusal(f"第二部分的表没有“{cell}”这一格", article=fmt.document_number)
    if value is None:
        return
    label, kind = fmt.cell_label(cell), fmt.column(cell).kind
    if kind in ("count", "signed") and value != value.to_integral_value():
        raise Refusal(f"“{label}”应为整数，填的是{value}", article=fmt.document_number)
    if kind != "signed" and value < 0:
        raise Refusal(f"“{label}”不能为负数，填的是{value}", article=fmt.document_number)
    if abs(value) >= LARGEST or value != value.quantize(Decimal("0.01")):
        raise Refusal(f"“{label}”填的是{value}，超出可保存的范围", remedy="金额保留到分")


@transaction.atomic
def write_narrative(
    *,
    organ: Organ,
    year: int,
    sections: Mapping[str, str],
    edition: int,
    by: Post,
    at: datetime,
) -> Narrative:
    """Save the prose as the edition after ``edition``, the one the writer had opened (0: none).

    ``sections`` maps keys of ``prose.PARTS`` to text.  Raises EditedMeanwhile when another edition
    was saved since, so that nobody's words are lost; the same text again returns what stands.
    """
    permissions.check_can_write(by, organ)
    formats.for_year(year)
    Organ.objects.select_for_update().get(pk=organ.pk)
    current = queries.narrative(organ, year)
    written = {part.key: sections.get(part.key, "").replace("\r\n", "\n") for part in prose.PARTS}
    if current is not None and current.sections == written:
        return current
    if current is not None and current.edition != edition:
        raise EditedMeanwhile(current)
    number = current.edition + 1 if current else 1
    row = Narrative.objects.create(
        organ=organ, year=year, edition=number, sections=written, by=by, at=at
    )
    record_event(
        "report.written",
        row,
        chain=organ.code,
        by=by,
        at=at,
        year=year,
        edition=number,
        text=digest(written),
    )
    return row


@transaction.atomic
def type_series(
    *,
    organ: Organ,
    series: str,
    year: int,
    value: Decimal | None,
    source: str,
    by: Post,
    at: datetime,
) -> SeriesValue:
    """Type one year's figure of a series (or of a cell of that year's report) with its source.

    Raises Refusal without a source, for an unknown series, and for a year that the ledger counts.
    """
    permissions.check_can_write(by, organ)
    _check_series(organ, series, year, value, source)
    row = SeriesValue.objects.create(
        organ=organ, series=series, year=year, value=value, source=source.strip(), by=by, at=at
    )
    record_event(
        "report.series_typed",
        row,
        chain=organ.code,
        by=by,
        at=at,
        year=year,
        series=series,
        value=None if value is None else str(value),
        source=digest(source),
    )
    return row


def _check_series(organ: Organ, series: str, year: int, value: Decimal | None, source: str) -> None:
    known = BY_ID.get(series)
    if known is None:
        formats.for_year(year).column(series)  # a cell of that year's report, else Refusal
    if value is not None and not source.strip():
        raise Refusal("往年数字须注明来源", remedy="请写明取自哪一份报告或统计，第几页或网址")
    if known and known.counted and organ.ledger_from and year >= organ.ledger_from:
        raise Refusal(
            f"{year}年的“{known.label}”由本系统台账计数，不得另填",
            remedy=f"台账自{organ.ledger_from}年起；数字不符的，请核对台账",
        )


@transaction.atomic
def seal(*, organ: Organ, year: int, subtree: bool, by: Post, at: datetime) -> Version:
    """Fix the report as a version for review (送审), with the cases behind every cell, hashed.

    Raises Refusal before the year has ended, while a rule finds an error, when the rollup does not
    say what the ledger says, or when nothing has changed since the last version.
    """
    permissions.check_can_write(by, organ)
    day = timezone.localdate(at)
    _check_ended(year, day)
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


def _check_counted(made: figures.Figures, cases: behind.Behind) -> None:
    """The rollup against the cases themselves, cell by cell."""
    counted = [*made.fmt.cell_ids("t3"), *made.fmt.cell_ids("t4")]
    wrong = [cell for cell in counted if made.cells[cell] != cases.count(cell)]
    if wrong:
        cell = wrong[0]
        raise Refusal(
            f"汇总数与台账逐件计数不符，共{len(wrong)}格，如“{made.fmt.cell_label(cell)}”"
            f"汇总为{made.cells[cell]}、逐件为{cases.count(cell)}",
            remedy="请管理人员重新汇总台账（mingbai import --recount）后再送审",
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
