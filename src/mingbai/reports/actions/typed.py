"""Typing what no ledger knows: table two, the prose, the figures of earlier years."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.files.text import tidy, visible
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.reports import permissions, prose, queries
from mingbai.reports.models import Narrative, SeriesValue, TypedValue
from mingbai.reports.series import BY_ID
from mingbai.rules.report import formats
from mingbai.rules.report.formats import Format

LARGEST = Decimal(10) ** 14


class EditedMeanwhile(Refusal):
    """Somebody saved the prose after it was opened; ``theirs`` is what now stands there."""

    def __init__(self, theirs: Narrative) -> None:
        self.theirs = theirs
        super().__init__(
            f"{theirs.by.user}已在您打开之后保存了第{theirs.edition}稿，您写的文字没有保存",
            remedy="请与上面列出的现稿对照，合并后再保存；您写的文字仍在输入框内",
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
    fmt, source = formats.for_year(year), tidy(source)
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
    written = {
        part.key: visible(sections.get(part.key, "").replace("\r\n", "\n")) for part in prose.PARTS
    }
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
    source = tidy(source)
    _check_series(organ, series, year, value, source)
    row = SeriesValue.objects.create(
        organ=organ, series=series, year=year, value=value, source=source, by=by, at=at
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
    if value is not None and abs(value) >= LARGEST:
        raise Refusal(f"填的是{value}，超出可保存的范围", remedy="请核对数字和单位")
    if value is not None and not source:
        raise Refusal("往年数字须注明来源", remedy="请写明取自哪一份报告或统计，第几页或网址")
    if known and known.counted and organ.ledger_from and year >= organ.ledger_from:
        raise Refusal(
            f"{year}年的“{known.label}”由本系统台账计数，不得另填",
            remedy=f"台账自{organ.ledger_from}年起；数字不符的，请核对台账",
        )
