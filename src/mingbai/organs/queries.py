"""Reads over the tree: who counts in whose report."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from mingbai.organs.models import Organ, Site


def own_scope(organ: Organ, year: int) -> list[int]:
    """Keys of the organs whose cases the organ itself reports for the year.

    The organ and those merged into it, directly or through others, by the end of that year
    (the successor continues their duties, 行政诉讼法第二十六条第六款).
    """
    found, wave = [organ.pk], [organ.pk]
    while wave:
        ended = Organ.objects.filter(successor__in=wave, active_to__lte=date(year, 12, 31))
        wave = [pk for pk in ended.values_list("pk", flat=True) if pk not in found]
        found += wave
    return found


def reporting_children(organ: Organ, year: int) -> QuerySet[Organ]:
    """The direct subordinates that report for the year themselves: not those merged away by its end."""
    return organ.children.filter(active_from__lte=date(year, 12, 31)).exclude(
        successor__isnull=False, active_to__lte=date(year, 12, 31)
    )


def subtree_scope(organ: Organ) -> QuerySet[Organ]:
    """The organ and all below it: what a government's report aggregates (RPT-9, AGG-R1)."""
    return Organ.objects.under(organ)


def site_for(host: str) -> Site | None:
    """The site of a host name; a lone site answers for every host (one machine, one district)."""
    sites = list(Site.objects.select_related("root").order_by("pk")[:2])
    if len(sites) == 1:
        return sites[0]
    return Site.objects.select_related("root").filter(host=host).first()


def codes(organs: Iterable[Organ]) -> list[str]:
    """The codes of organs, in their order."""
    return [organ.code for organ in organs]
