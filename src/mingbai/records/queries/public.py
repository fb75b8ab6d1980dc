"""What the public may read: records, their relations and changes, lists; never a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from mingbai.organs.models import Organ, Site
from mingbai.records.kinds import data
from mingbai.records.models import (
    Column,
    LegacyAddress,
    Publication,
    Record,
    Relation,
    ValidityChange,
    Withdrawal,
)

CHANGES = 20  # later versions told on a page
LINKS = 200  # relations of a page, in one direction
TOP = 10_000  # as far as a list is turned page by page; older ones are found by year


@dataclass(frozen=True)
class Link:
    """One relation seen from one of its ends: the other record, and what it is to this one."""

    kind: str
    outward: bool
    record: Record

    @property
    def label(self) -> str:
        """What the other record is, as this end says it."""
        return str(data("relations")[self.kind]["out" if self.outward else "in"])


def numbered(index_no: str) -> Record | None:
    """The record of an index number that is or once was public, with its public version."""
    rows = Record.objects.select_related("organ", "column", "public_version")
    return rows.filter(index_no=index_no, first_public_at__isnull=False).first()


def last_withdrawal(record: Record) -> Withdrawal | None:
    """The withdrawal that took the record off its page."""
    taken = record.withdrawals.filter(effective_at__isnull=False)
    return taken.select_related("version").order_by("-effective_at", "-pk").first()


def links(record: Record, root: Organ | None = None) -> list[Link]:
    """The relations of a record whose other end is public and shown below ``root``; both ways."""
    return [*_links(record, root, outward=True), *_links(record, root, outward=False)]


def _links(record: Record, root: Organ | None, *, outward: bool) -> Iterator[Link]:
    here, there = ("source", "target") if outward else ("target", "source")
    rows = Relation.objects.filter(
        **{here: record, f"{there}__public_version__isnull": False}, ended_at=None
    ).select_related(f"{there}__organ")
    if root is not None:
        rows = rows.filter(**{f"{there}__organ__path__startswith": root.path})
    for row in rows.order_by(f"{there}__first_public_at", "pk")[:LINKS]:
        yield Link(row.kind, outward, row.target if outward else row.source)


def publications(record: Record) -> list[Publication]:
    """When its versions became public, the newest first, each with its version."""
    rows = Publication.objects.filter(version__record=record).select_related("version")
    return list(rows.order_by("-at", "-pk")[: CHANGES + 1])


def validity_changes(record: Record) -> list[ValidityChange]:
    """修改、废止、失效 of the record with the documents that say so, the oldest first."""
    rows = record.validity_changes.select_related("basis_record__organ")
    return list(rows.order_by("on", "pk"))


def public(root: Organ | None) -> QuerySet[Record]:
    """What is public below the root of a site, the newest first; equal times in one order."""
    rows = Record.objects.filter(public_version__isnull=False).select_related("organ")
    if root is not None:
        rows = rows.filter(organ__path__startswith=root.path)
    return rows.order_by("-listed_at", "id")


def documents(root: Organ | None) -> QuerySet[Record]:
    """What is public below the root, without the annual reports: they have their own list."""
    return public(root).exclude(kind="annual_report")


def of_organ(organ: Organ, *, year: int | None = None) -> QuerySet[Record]:
    """What an organ itself has made public."""
    rows = Record.objects.filter(organ=organ, public_version__isnull=False)
    return of_year(rows, year).select_related("organ").order_by("-listed_at", "id")


def of_items(organ: Organ, item: str = "") -> QuerySet[Record]:
    """What of it belongs to an item of Art. 20 or 21, or to any: 专栏 holds nothing else (61号)."""
    rows = of_organ(organ)
    return rows.filter(item=item) if item else rows.exclude(item="")


def by_item(organ: Organ) -> dict[str, int]:
    """How much an organ has public of each item; one statement on an index alone."""
    rows = Record.objects.filter(organ=organ, public_version__isnull=False).order_by()
    return dict(rows.values_list("item").annotate(count=Count("pk")))


def of_kind(organ: Organ, kind: str) -> list[Record]:
    """What an organ has made public of one kind, the newest first; at most a hundred."""
    rows = Record.objects.filter(organ=organ, kind=kind, public_version__isnull=False)
    # 按键取，才用得上（机关、种类、键）的索引；再按日期排
    found = list(rows.select_related("organ").order_by("-key")[:100])
    return sorted(found, key=lambda each: (each.listed_at, each.key), reverse=True)


def in_column(column: Column, *, year: int | None = None) -> QuerySet[Record]:
    """What stands in a column."""
    rows = Record.objects.filter(column=column, public_version__isnull=False)
    return of_year(rows, year).select_related("organ").order_by("-listed_at", "id")


def of_year(rows: QuerySet[Record], year: int | None) -> QuerySet[Record]:
    """The rows of a year by the date of the list; all without one."""
    return rows if year is None else rows.filter(listed_at__year=year)


def years(rows: QuerySet[Record]) -> tuple[int, int] | None:
    """The years of the newest and of the oldest of a list; None for an empty one."""
    newest = rows.order_by("-listed_at").values_list("listed_at", flat=True).first()
    oldest = rows.order_by("listed_at").values_list("listed_at", flat=True).first()
    if not newest or not oldest:
        return None
    return timezone.localtime(newest).year, timezone.localtime(oldest).year


def capped(rows: QuerySet[Record]) -> int:
    """How many there are, counted no further than ``TOP`` and one."""
    return rows.order_by()[: TOP + 1].count()


def columns(site: Site | None) -> list[Column]:
    """The columns of a site that are in use, in order."""
    if site is None:
        return []
    rows = Column.objects.filter(site=site, closed_on=None).select_related("organ")
    return list(rows.order_by("position", "pk"))


def column(site: Site | None, code: str) -> Column | None:
    """The column of a code, also one no longer in use."""
    rows = Column.objects.filter(site=site, code=code).select_related("organ", "parent")
    return rows.first() if site is not None else None


def newest_in(below: Sequence[Column]) -> list[tuple[Column, Record | None]]:
    """Each column with its newest record; two statements for all of them."""
    newest = (
        Record.objects.filter(column=OuterRef("pk"), public_version__isnull=False)
        .order_by("-listed_at", "id")
        .values("pk")[:1]
    )
    keys = [each.pk for each in below]
    found = Column.objects.filter(pk__in=keys).annotate(newest=Subquery(newest))
    first = dict(found.values_list("pk", "newest"))
    rows = Record.objects.select_related("organ").in_bulk([key for key in first.values() if key])
    return [(each, rows.get(first[each.pk])) for each in below]


def entries(rows: QuerySet[Record]) -> QuerySet[Record]:
    """The rows of a catalogue, with the version that tells the summary (第十二条)."""
    return rows.select_related("public_version")


def legacy(site: Site | None, paths: Sequence[str]) -> Record | None:
    """The record that an address of the old site led to; the longest of the spellings wins."""
    if site is None:
        return None
    rows = LegacyAddress.objects.filter(
        record__first_public_at__isnull=False, site=site, path__in=paths
    ).select_related("record__organ")
    found = sorted(rows, key=lambda row: -len(row.path))
    return found[0].record if found else None
