"""Publications at which the clock of the program and that of the database differed (AUD-11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet

from mingbai.organs.models import Organ
from mingbai.records.models import Publication, Record

MOST = timedelta(minutes=5)
LOOKED_AT = 2000


@dataclass(frozen=True)
class Deviation:
    """One publication: of which record, what either clock said."""

    record: Record
    at: datetime
    database_at: datetime

    @property
    def apart(self) -> timedelta:
        """How far apart the two were."""
        return abs(self.at - self.database_at)

    @property
    def words(self) -> str:
        """How far, in the unit that tells most."""
        minutes = int(self.apart.total_seconds()) // 60
        if minutes < 120:
            return f"相差{minutes}分钟"
        return f"相差{minutes // 60}小时" if minutes < 2880 else f"相差{minutes // 1440}天"

    def __str__(self) -> str:
        return (
            f"{self.record.index_no or self.record.pk}：公开时间 "
            f"{self.at.isoformat(timespec='seconds')} 与数据库时间 "
            f"{self.database_at.isoformat(timespec='seconds')} "
            f"相差 {self.apart.total_seconds():.0f} 秒"
        )


def deviations(
    organs: QuerySet[Organ] | None = None,
    *,
    since: datetime | None = None,
    at_most: int | None = None,
) -> list[Deviation]:
    """Publications whose two times are more than five minutes apart, oldest first.

    Of all organs, or among the oldest ``LOOKED_AT`` of these; ever or since an instant; none in
    the demonstration, which lives in the past.
    """
    if settings.DEMO:
        return []
    late = Q(at__gt=F("database_at") + MOST)
    early = Q(at__lt=F("database_at") - MOST)
    found = Publication.objects.filter(late | early).order_by("at", "pk")
    if since is not None:
        found = found.filter(at__gte=since)
    if organs is None:
        return list(_deviations(found[:at_most]))
    # 先找时间不符的，再问是谁的：和机关一起问，数据库会把各机关的信息逐件看过去
    keys = list(found.values_list("pk", flat=True)[:LOOKED_AT])
    reach = set(organs.values_list("pk", flat=True)) if keys else set()
    found = Publication.objects.filter(pk__in=keys).order_by("at", "pk")
    ours = [each for each in _deviations(found) if each.record.organ_id in reach] if keys else []
    return ours[:at_most]


def _deviations(found: QuerySet[Publication]) -> Iterator[Deviation]:
    rows = found.select_related("version__record__organ").defer("version__body")
    for each in rows.iterator(chunk_size=500):
        if each.database_at is not None:
            yield Deviation(each.version.record, each.at, each.database_at)
