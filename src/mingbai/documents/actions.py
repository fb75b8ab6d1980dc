"""Adapting texts, setting formats, giving numbers: the only writers of this app."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record
from mingbai.audit.canonical import digest
from mingbai.documents import numbering, queries, wording
from mingbai.documents.kinds import KINDS
from mingbai.documents.models import Numbering, Series, Template
from mingbai.documents.permissions import check_can_set
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal


@transaction.atomic
def adapt(kind: str, *, organ: Organ, text: str, by: Post, at: datetime) -> Template:
    """Let a kind of paper read as the organ wants it, from now on.

    Raises ``Refusal`` where the text lacks something required, knows a slot that does not exist,
    or says what already holds.
    """
    check_can_set(by, organ, today=timezone.localdate(at))
    organ = Organ.objects.select_for_update().get(pk=organ.pk)
    text = wording.clean(text).strip() + "\n"
    wording.check(text, KINDS[kind])
    if text == queries.wording(organ, kind).text:
        raise Refusal("文本没有改动", remedy="改动后再保存")
    return _version(kind, organ, text, by, at)


@transaction.atomic
def restore(kind: str, *, organ: Organ, by: Post, at: datetime) -> Template:
    """Go back to the text of the superior organ, or to the shipped one."""
    check_can_set(by, organ, today=timezone.localdate(at))
    organ = Organ.objects.select_for_update().get(pk=organ.pk)
    if queries.wording(organ, kind).source != organ:
        raise Refusal("本机关没有改动过这份文本", remedy="不需要恢复")
    return _version(kind, organ, "", by, at)


@transaction.atomic
def set_numbering(
    series: str, *, organ: Organ, pattern: str, mark: str, by: Post, at: datetime
) -> Numbering:
    """Set how the organ writes the numbers of a series; empty keeps what stands above.

    Numbers go on from where they are.  Raises ``Refusal`` for a format that does not hold.
    """
    check_can_set(by, organ, today=timezone.localdate(at))
    if pattern:
        numbering.check(pattern, numbering.SERIES[series])
    if mark:
        numbering.check_mark(mark)
    organ = Organ.objects.select_for_update().get(pk=organ.pk)
    facts = {"pattern": pattern, "mark": mark}
    made, _ = Numbering.objects.update_or_create(organ=organ, series=series, defaults=facts)
    hashes = {key: digest(value) for key, value in facts.items()}
    record(
        "documents.numbering_set",
        made,
        chain=organ.code,
        by=by,
        at=at,
        series=series,
        **hashes,
    )
    return made


def next_number(organ: Organ, series: str, on: date) -> str:
    """The next number of the organ's series in the year of ``on``, in the caller's transaction.

    The row stays locked until that transaction ends: a number is never given twice, and one that
    is rolled back is given again, so that none is skipped.  Raises ``TransactionManagementError``
    outside a transaction, ``ValueError`` for an unknown series.
    """
    if series not in numbering.SERIES:
        raise ValueError(f"No such series: {series!r}")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A number belongs into its act's transaction.")
    Series.objects.get_or_create(organ=organ, name=series, year=on.year)
    row = Series.objects.select_for_update().get(organ=organ, name=series, year=on.year)
    row.last += 1
    row.save(update_fields=["last"])
    form = queries.number_format(organ, series)
    return numbering.numbered(
        form.pattern, mark=form.mark, code=organ.code, year=on.year, number=row.last
    )


def _version(kind: str, organ: Organ, text: str, by: Post, at: datetime) -> Template:
    made = Template.objects.create(organ=organ, kind=kind, text=text, since=at, by=by)
    chain, hashed = organ.code, digest(text)
    record("documents.template_changed", made, chain=chain, by=by, at=at, kind=kind, text=hashed)
    return made
