"""The tree of columns of a site, with what is public in each and what is overdue (SIT-12)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, F, Max, QuerySet, When
from django.utils import timezone

from mingbai.organs.models import Organ, Site
from mingbai.records.models import Column, Record

# 更新以公开之时为准，更正也算；迁移来的，以原有日期为准
LAST_UPDATE = Max(
    Case(When(migrated=True, then=F("listed_at")), default=F("public_version__publication__at"))
)


@dataclass(frozen=True)
class Upkeep:
    """Whether something new is due: ``period`` in days, None where none is set."""

    last: date | None
    period: int | None
    today: date

    @property
    def overdue(self) -> int:
        """Days beyond the period; 0 while it holds, and where nothing was ever published."""
        if self.last is None or self.period is None:
            return 0
        return max((self.today - self.last).days - self.period, 0)


@dataclass(frozen=True)
class Branch:
    """One column in the drawn tree; ``public`` counts what can be read in it now."""

    column: Column
    depth: int
    public: int
    upkeep: Upkeep

    @property
    def is_group(self) -> bool:
        """Whether it only holds columns."""
        return self.column.kind == Column.Kind.GROUP

    @property
    def words(self) -> str:
        """The state in words; the colour says no more."""
        if self.column.closed_on:
            return f"{self.column.closed_on:%Y-%m-%d}停用"
        if not self.public:
            return "还没有内容"
        late = self.upkeep.overdue
        return f"超过更新周期{late}天" if late else "按期更新"

    @property
    def tone(self) -> str:
        """The colour of the pill."""
        if self.column.closed_on:
            return "plain"
        if not self.public:
            return "amber"
        return "danger" if self.upkeep.overdue else "green"


def tree(site: Site, *, today: date) -> list[Branch]:
    """Every column of the site in the order of the tree, closed ones included; two statements."""
    rows = list(Column.objects.filter(site=site).select_related("organ"))
    public = (
        Record.objects.filter(column__site=site, public_version__isnull=False)
        .order_by()
        .values("column")
        .annotate(count=Count("pk"), last=LAST_UPDATE)
        .values_list("column", "count", "last")
    )
    counts = {column: (count, day(last)) for column, count, last in public}
    below: dict[int | None, list[Column]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    found: list[Branch] = []
    stack = [(row, 0) for row in reversed(below[None])]
    while stack:
        column, depth = stack.pop()
        own, last = counts.get(column.pk, (0, None))
        found.append(Branch(column, depth, own, Upkeep(last, column.update_days, today)))
        stack += [(each, depth + 1) for each in reversed(below[column.pk])]
    return found


def sites_showing(organs: QuerySet[Organ]) -> list[Site]:
    """The sites that show one of the organs: rooted at or above it."""
    codes = {code for path in organs.values_list("path", flat=True) for code in _codes(path)}
    return list(Site.objects.filter(root__code__in=codes).select_related("root").order_by("pk"))


def open_groups(site: Site) -> QuerySet[Column]:
    """The groups under which a column may stand."""
    return Column.objects.filter(site=site, kind=Column.Kind.GROUP, closed_on=None)


def columns_of(sites: Iterable[Site]) -> QuerySet[Column]:
    """The columns of the sites."""
    return Column.objects.filter(site__in=list(sites)).select_related("site__root", "organ")


def to_move_to(organs: QuerySet[Organ]) -> list[tuple[int, str]]:
    """The open columns of the sites that show these organs, each under the column above it."""
    rows = Column.objects.filter(site__in=sites_showing(organs), closed_on=None)
    rows = rows.exclude(kind=Column.Kind.GROUP).select_related("parent")
    return [(row.pk, f"{row.parent.name} / {row.name}" if row.parent else row.name) for row in rows]


def day(at: datetime | None) -> date | None:
    """The day of an instant in Shanghai."""
    return timezone.localdate(at) if at else None


def _codes(path: str) -> list[str]:
    return path.rstrip("/").split("/")


def names() -> list[tuple[int, str]]:
    """Key and name of every column, also of those no longer in use, site by site in order."""
    return list(Column.objects.order_by("site_id", "position", "pk").values_list("pk", "name"))
