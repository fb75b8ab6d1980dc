"""The officers' list of records: pages that begin behind a row (keyset), last changed first.

No page counts what it does not show, so that the two-hundred-thousandth record costs what the
first does (docs/modules/records.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db.models import F, Q, QuerySet

from mingbai.accounts.models import User
from mingbai.records.models import Record
from mingbai.records.permissions import readable_organs
from mingbai.records.queries import standing
from mingbai.records.queries.narrowing import Filters, Reach, unworded, worded

PAGE = 50
# 题名里的字没有索引：一次最多看这么多件（一个县一年多的），没有看完的，从那里再往前查；
# 另有条件而须逐件取出整行的，看得少些
LOOKED_AT, FETCHED = 20_000, 5_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ORDER, BACKWARDS = ("-changed_at", "id"), ("changed_at", "-id")
SHOWN = (
    *("title", "doc_no", "kind", "stage", "changed_at", "public_version_id", "public_until"),
    *("openness", "due_on", "effective_on", "expires_on"),
)
NAMES = {
    "organ_name": F("organ__short_name"),
    "column_name": F("column__name"),
    "officer_name": F("officer__user__name"),
}


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
    """Rows with the names of ``NAMES``, last changed first; the places of its neighbours.

    ``looked_to`` is how far titles were looked through where that was not to the end.
    """

    rows: tuple[Record, ...] = ()
    newer: Place | None = None
    older: Place | None = None
    looked_to: Place | None = None


def listed(
    reach: Reach,
    filters: Filters,
    *,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
) -> Page:
    """One page of what the person may see: behind ``after``, or in front of ``before``.

    A fixed number of statements, whatever there is.
    """
    order = ORDER if before is None else BACKWARDS
    found = _beyond(unworded(reach, filters), after, before).order_by(*order)
    limit = _limit(found, filters) if filters.text.split() else None
    if limit is not None:
        found = _up_to(found, limit, back=before is not None)
    keys = list(worded(found, filters.text).values_list("pk", flat=True)[: size + 1])
    more, keys = len(keys) > size, keys[:size]
    limit = None if more else limit
    if before is not None:
        keys.reverse()
    rows = _whole(keys, reach.today)
    if not rows:
        return Page((), limit if before else None, None if before else limit, limit)
    first, last = Place.of(rows[0]), Place.of(rows[-1])
    # 向前翻时，后面必有原来那一页；向后翻时，前面必有
    if before is not None:
        return Page(rows, first if more else limit, last, limit)
    return Page(rows, first if after else None, last if more else limit, limit)


def in_order(records: QuerySet[Record]) -> QuerySet[Record]:
    """All of them with what a row shows, last changed first."""
    return records.order_by(*ORDER).select_related("organ", "column", "officer__user")


def of_keys(user: User, keys: Iterable[UUID], *, today: date) -> dict[UUID, Record]:
    """Of these records those the person may see, in the order of the ids."""
    asked = list(keys)
    seen = Record.objects.filter(pk__in=asked, organ__in=readable_organs(user, today=today))
    found = seen.select_related("organ", "column", "officer__user").in_bulk()
    return {key: found[key] for key in asked if key in found}


def _beyond(
    records: QuerySet[Record], after: Place | None, before: Place | None
) -> QuerySet[Record]:
    """Those behind the one place, or in front of the other."""
    if before is not None:
        at = before.changed_at
        return records.filter(Q(changed_at__gte=at) & ~Q(changed_at=at, id__gte=before.id))
    if after is not None:
        at = after.changed_at
        return records.filter(Q(changed_at__lte=at) & ~Q(changed_at=at, id__lte=after.id))
    return records


def _limit(ordered: QuerySet[Record], filters: Filters) -> Place | None:
    """The last of the rows that are looked at; None where these are all."""
    in_index = filters == Filters(
        organ=filters.organ, since=filters.since, until=filters.until, text=filters.text
    )
    most = LOOKED_AT if in_index else FETCHED
    last = list(ordered.values_list("changed_at", "pk")[most - 1 : most + 1])
    return Place(*last[0]) if len(last) == 2 else None


def _up_to(records: QuerySet[Record], last: Place, *, back: bool) -> QuerySet[Record]:
    """Those from where the records begin to this one, itself included."""
    at = last.changed_at
    if back:
        return records.filter(Q(changed_at__lte=at) & ~Q(changed_at=at, id__lt=last.id))
    return records.filter(Q(changed_at__gte=at) & ~Q(changed_at=at, id__gt=last.id))


def _whole(keys: Iterable[UUID], today: date) -> tuple[Record, ...]:
    """The rows of these ids in this order. Joined only now: a join would choose another index."""
    found = Record.objects.only(*SHOWN).annotate(**NAMES).in_bulk(list(keys))
    rows = tuple(found[key] for key in keys if key in found)
    standing.mark(rows, today)
    return rows
