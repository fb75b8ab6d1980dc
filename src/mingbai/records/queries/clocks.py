"""Publications at which the clock of the program and that of the database differed (AUD-11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from mingbai.records.models import Publication

MOST = timedelta(minutes=5)


@dataclass(frozen=True)
class Deviation:
    """One publication: which record, what either clock said."""

    index_no: str
    at: datetime
    database_at: datetime

    def __str__(self) -> str:
        apart = abs(self.at - self.database_at)
        return (
            f"{self.index_no}：公开时间 {self.at.isoformat(timespec='seconds')} 与数据库时间 "
            f"{self.database_at.isoformat(timespec='seconds')} 相差 {apart.total_seconds():.0f} 秒"
        )


def deviations() -> list[Deviation]:
    """Every publication whose two times are more than five minutes apart, oldest first."""
    late = Q(at__gt=F("database_at") + MOST)
    early = Q(at__lt=F("database_at") - MOST)
    found = Publication.objects.filter(late | early).order_by("at", "pk")
    rows = found.values_list("version__record__index_no", "version__record", "at", "database_at")
    return [
        Deviation(index_no or str(record), at, database_at)
        for index_no, record, at, database_at in rows.iterator(chunk_size=500)
        if database_at is not None
    ]
