"""The officers' list of records: filters, and pages that begin behind a row (keyset).

No page counts what it does not show, so that the two-hundred-thousandth record costs what the
first does.  Which index leads is decided here, see ``_reached`` (docs/modules/records.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import connection
from django.db.models import Expression, F, Func, Q, QuerySet
from django.utils import timezone

from mingbai.accounts.models import Post, User
from mingbai.organs.models import Organ
from mingbai.records.content import OPEN
from mingbai.records.models import Record
from mingbai.records.permissions import readable_organs
from mingbai.records.queries import standing

PAGE = 50
# 可见机关的信息不超过这么多件时，按机关取出再排序；更多时按变动时间逐件看过去
FEW = 2000
PEOPLE = 500
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty values do not narrow.

    ``public`` is yes, no, or overdue (not public after the last day, 第二十六条); ``since`` and
    ``until`` are days of the last change; ``mine`` the person's own; ``officer`` a name.
    """

    organ: str = ""
    column: int | None = None
    kind: str = ""
    stage: str = ""
    public: str = ""
    officer: str = ""
    mine: bool = False
    since: date | None = None
    until: date | None = None
    text: str = ""
    item: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page begins or ends: a row's last change and id, as a word for an address."""

    changed_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{(self.changed_at - EPOCH) // timedelta(microseconds=1):x}-{self.id.hex}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The place an address names; None where it names none."""
        moment, _, key = text.partition("-")
        try:
            return cls(EPOCH + timedelta(microseconds=int(moment, 16)), UUID(hex=key))
        except (ValueError, OverflowError):
            return None

    @classmethod
    def of(cls, record: Record) -> Self:
        """The place of a row."""
        return cls(record.changed_at, record.pk)


@dataclass(frozen=True)
class Page:
    """Rows with organ, column and officer, last changed first; the places of its neighbours."""

    rows: tuple[Record, ...] = ()
    newer: Place | None = None
    older: Place | None = None


def listed(
    user: User,
    today: date,
    filters: Filters,
    *,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
) -> Page:
    """One page of what the person may see: behind ``after``, or in front of ``before``.

    A fixed number of statements, whatever there is.
    """
    found = matching(user, today, filters)
    keys = _keys(found, after, before, size + 1)
    more, keys = len(keys) > size, keys[:size]
    if before is not None:
        keys.reverse()
    rows = _whole(keys)
    standing.mark(rows, today)
    if not rows:
        return Page()
    # 向前翻时，后面必有原来那一页；向后翻时，前面必有
    newer = more if before is not None else after is not None
    older = more if before is None else True
    return Page(
        tuple(rows),
        newer=Place.of(rows[0]) if newer else None,
        older=Place.of(rows[-1]) if older else None,
    )


def matching(user: User, today: date, filters: Filters) -> QuerySet[Record]:
    """What the person may see and the filters let through, unordered."""
    organs = readable_organs(user, today=today)
    if filters.organ:
        organs = organs.filter(code=filters.organ)
    return _narrowed(_reached(organs), filters, user=user, today=today)


def in_order(records: QuerySet[Record]) -> QuerySet[Record]:
    """All of them with what a row shows, last changed first."""
    ordered = records.order_by("-changed_at", "id")
    return ordered.select_related("organ", "column", "officer__user")


def of_keys(user: User, keys: Iterable[UUID], *, today: date) -> dict[UUID, Record]:
    """Of these records those the person may see, in the order of the ids."""
    asked = list(keys)
    seen = Record.objects.filter(pk__in=asked, organ__in=readable_organs(user, today=today))
    found = seen.select_related("organ", "column", "officer__user").in_bulk()
    return {key: found[key] for key in asked if key in found}


def more_than(records: QuerySet[Record], most: int) -> bool:
    """Whether there are more than ``most``, without counting them all."""
    return records.order_by().values("pk")[: most + 1].count() > most


class _Unindexed(Func):
    """A column by which SQLite is not to look things up: it would sort all it finds."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        """With the sign that keeps SQLite from its indexes."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra_context)


def _reached(organs: QuerySet[Organ]) -> QuerySet[Record]:
    """The records of these organs, so put that the database need not sort them all.

    One organ: its index is in the order of the list.  Few records: taken by organ and sorted.
    Else (a whole county): rows are looked at in the order of the list until the page is full.
    """
    first = list(organs.values_list("pk", flat=True)[:2])
    if len(first) == 1:
        return Record.objects.filter(organ=first[0])
    inside = Record.objects.filter(organ__in=organs.values("pk"))
    if connection.vendor != "sqlite" or not more_than(inside, FEW):
        return inside
    place: Expression = _Unindexed(F("organ_id"))
    return Record.objects.alias(place=place).filter(place__in=organs.order_by().values("pk"))


def _narrowed(
    records: QuerySet[Record], filters: Filters, *, user: User, today: date
) -> QuerySet[Record]:
    """By everything but the organ; each condition has an index that is in the order of the list."""
    for name in ("column", "kind", "stage", "item"):
        if value := getattr(filters, name):
            records = records.filter(**{name: value})
    if filters.public:
        records = records.filter(_public(filters.public, today))
    if filters.mine:
        records = _by(records, Post.objects.filter(user=user))
    if filters.officer:
        records = _by(records, Post.objects.filter(user__name__icontains=filters.officer))
    records = _between(records, filters.since, filters.until)
    for word in filters.text.split():
        records = records.filter(Q(title__icontains=word) | Q(doc_no__icontains=word))
    return records


def _public(state: str, today: date) -> Q:
    """已公开, 未公开, or 逾期未公开 (by what must be public of itself)."""
    closed = Q(public_version__isnull=True)
    return {
        "yes": Q(public_version__isnull=False),
        "no": closed,
        "overdue": closed & Q(due_on__lt=today, openness=OPEN) & ~Q(stage="discarded"),
    }[state]


def _by(records: QuerySet[Record], posts: QuerySet[Post]) -> QuerySet[Record]:
    """Those in the hands of the posts."""
    keys = list(posts.order_by().values_list("pk", flat=True)[:PEOPLE])
    return records.filter(officer=keys[0]) if len(keys) == 1 else records.filter(officer__in=keys)


def _between(records: QuerySet[Record], since: date | None, until: date | None) -> QuerySet[Record]:
    """Those last changed from one day to another, both included."""
    if since:
        records = records.filter(changed_at__gte=_midnight(since))
    if until:
        records = records.filter(changed_at__lt=_midnight(until + timedelta(days=1)))
    return records


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _keys(
    records: QuerySet[Record], after: Place | None, before: Place | None, most: int
) -> list[UUID]:
    """Ids behind the one place, or backwards from the other."""
    order = ("-changed_at", "id")
    if before is not None:
        at, order = before.changed_at, ("changed_at", "-id")
        records = records.filter(Q(changed_at__gte=at) & ~Q(changed_at=at, id__gte=before.id))
    elif after is not None:
        at = after.changed_at
        records = records.filter(Q(changed_at__lte=at) & ~Q(changed_at=at, id__lte=after.id))
    return list(records.order_by(*order).values_list("pk", flat=True)[:most])


def _whole(keys: Iterable[UUID]) -> list[Record]:
    """The rows of these ids in this order. Joined only now: a join would choose another index."""
    found = Record.objects.select_related("organ", "column", "officer__user").in_bulk(list(keys))
    return [found[key] for key in keys if key in found]
