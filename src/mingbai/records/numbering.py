"""The index number (索引号): given when a text is first handed in, never changed (MD-1)."""

from datetime import datetime

from django.utils import timezone

from mingbai.organs.models import Organ
from mingbai.records.kinds import kind
from mingbai.records.models import IndexSeries, Record
from mingbai.refusal import Refusal
from mingbai.rules import index_number


def number(record: Record, at: datetime) -> None:
    """Give the locked record its number, unless it has one; the caller saves it.

    The serial runs by the organ's code and year (SIT-06).  Raises ``Refusal`` for a document of an
    organ whose 统一社会信用代码 is not entered.
    """
    if record.index_no:
        return
    code = record.organ.credit_code
    if not code:
        if kind(record.kind).is_document:
            raise Refusal(
                f"{record.organ}还没有录入统一社会信用代码，不能编索引号",
                article="《政府信息公开条例》第十二条",
                remedy="请政务公开科在“机构”中补录",
            )
        return
    year = timezone.localdate(at).year
    IndexSeries.objects.get_or_create(code=code, year=year)
    series = IndexSeries.objects.select_for_update().get(code=code, year=year)
    record.index_no = None
    while record.index_no is None:
        series.last += 1
        made = index_number.make(code, year, series.last)
        record.index_no = None if _is_given(made) else made
    series.save(update_fields=["last"])


def adopt(record: Record, written: str) -> str:
    """Let the record keep the number of its old site; the reason in words where it cannot."""
    code = index_number.parse(written).code
    if _is_given(written):
        return f"索引号“{written}”已经给了另一件，另编新号"
    others = Organ.objects.exclude(pk=record.organ_id)
    if owner := others.filter(credit_code=code).first():
        return f"索引号“{written}”中的代码属于{owner}，另编新号"
    record.index_no = written
    return ""


def _is_given(index_no: str) -> bool:
    return Record.objects.filter(index_no=index_no).exists()
