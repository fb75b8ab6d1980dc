"""Reads over the tree: who counts in whose report, what an organ was called on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mingbai.organs.models import Organ, OrganKind, Profile, Site


def own_scope(organ: Organ, year: int) -> list[int]:
    """Keys of the organs whose cases the organ itself reports for the year.

    The organ and those merged into it, directly or through others, by the end of that year
    (the successor continues their duties, 行政诉讼法第二十六条第六款).
    """
    return continued([organ.pk], by=date(year, 12, 31))


def continued(organs: Iterable[int], *, by: date) -> list[int]:
    """The keys, and those of the organs merged into one of them by the day, through any number."""
    found = list(organs)
    wave = found
    while wave:
        ended = Organ.objects.filter(successor__in=wave, active_to__lte=by).order_by("pk")
        wave = [pk for pk in ended.values_list("pk", flat=True) if pk not in found]
        found = found + wave
    return found


def reporting_children(organ: Organ, year: int) -> QuerySet[Organ]:
    """The direct subordinates that report for the year themselves: not those merged by its end."""
    return organ.children.filter(active_from__lte=date(year, 12, 31)).exclude(
        successor__isnull=False, active_to__lte=date(year, 12, 31)
    )


def subtree_scope(organ: Organ, year: int) -> QuerySet[Organ]:
    """What a report with all below it counts (RPT-9, AGG-R1): whatever belongs there in the end.

    The organ and everything below it, with organs merged by the end of the year into one of these,
    without those merged into one outside: each is counted where its successor reports it.
    """
    inside = Organ.objects.order_by().filter(path__startswith=organ.path)
    ended = Organ.objects.filter(active_to__lte=date(year, 12, 31)).exclude(pk=organ.pk)
    moved = dict(ended.values_list("pk", "successor"))
    here = set(inside.filter(pk__in={*moved, *moved.values()}).values_list("pk", flat=True))
    reached = {gone for gone in moved if _last(gone, moved) in {*here, organ.pk}}
    if reached == moved.keys() & here:
        return inside
    kept = Q(path__startswith=organ.path) & ~Q(pk__in=here & (moved.keys() - reached))
    return Organ.objects.order_by().filter(kept | Q(pk__in=reached))


def _last(organ: int, moved: Mapping[int, int | None]) -> int | None:
    """The end of a chain of mergers."""
    last: int | None = organ
    while last is not None and last in moved:
        last = moved[last]
    return last


def name_on(organ: Organ, day: date) -> str:
    """What the organ was called on the day."""
    former = organ.former_names.filter(until__gt=day).order_by("until", "pk").first()
    return former.name if former else organ.name


@dataclass(frozen=True)
class Branch:
    """One organ in the drawn tree; ``depth`` is 0 for a root."""

    organ: Organ
    depth: int

    @property
    def indent(self) -> str:
        """As many wide spaces as it stands deep."""
        return "　" * self.depth


def tree(reach: QuerySet[Organ]) -> list[Branch]:
    """The organs in the order of the tree: siblings by position, then by code."""
    organs = list(reach.select_related("successor").order_by("position", "code"))
    present = {organ.pk for organ in organs}
    below: dict[int | None, list[Organ]] = {}
    for organ in organs:
        above = organ.parent_id if organ.parent_id in present else None
        below.setdefault(above, []).append(organ)
    found: list[Branch] = []
    stack = [Branch(organ, 0) for organ in reversed(below.get(None, []))]
    while stack:
        branch = stack.pop()
        found.append(branch)
        children = reversed(below.get(branch.organ.pk, []))
        stack += [Branch(child, branch.depth + 1) for child in children]
    return found


def site_for(host: str) -> Site | None:
    """The site of a host name; a lone site answers for every host (one machine, one district)."""
    sites = list(Site.objects.select_related("root").order_by("pk")[:2])
    if len(sites) == 1:
        return sites[0]
    return Site.objects.select_related("root").filter(host=host).first()


def codes(organs: Iterable[Organ]) -> list[str]:
    """The codes of organs, in their order."""
    return [organ.code for organ in organs]


def own_profile(organ: Organ) -> Profile:
    """The organ's own facts, nothing taken from above; not saved."""
    return Profile.objects.filter(organ=organ).first() or Profile(organ=organ)


def site_rooted_at(organ: Organ) -> Site | None:
    """The site whose root is the organ."""
    return Site.objects.filter(root=organ).first()


def profile_of(organ: Organ) -> Profile:
    """The organ's facts, an empty court or government taken from the organs above; not saved."""
    inherited = ("basic_court", "intermediate_court", "upper_government", "review_link")
    found = Profile.objects.filter(organ=organ).first() or Profile(organ=organ)
    codes = organ.path.strip("/").split("/")[:-1]
    above = Profile.objects.filter(organ__code__in=codes).order_by("-organ__path")
    for profile in above if any(not getattr(found, name) for name in inherited) else ():
        for name in inherited:
            setattr(found, name, getattr(found, name) or getattr(profile, name))
    return found


def government_of(organ: Organ) -> Organ | None:
    """The people's government the organ belongs to: the nearest one from itself upwards."""
    codes = organ.path.strip("/").split("/")
    above = Organ.objects.filter(code__in=codes, kind=OrganKind.GOVERNMENT).order_by("-path")
    return above.first()


def site_of(organ: Organ) -> Site | None:
    """The site that shows the organ: the one with the nearest root above it."""
    above = Site.objects.filter(root__code__in=organ.path.strip("/").split("/"))
    return above.select_related("root").order_by("-root__path", "pk").first()


def open_to_applications(root: Organ | None, today: date, *, text: str = "") -> list[Organ]:
    """The organs of a site that may be asked today (第二十七条), in the order of the tree.

    ``text`` narrows them to names that hold it.
    """
    organs = Organ.objects.active(today)
    if root is not None:
        organs = organs.under(root)
    if text:
        organs = organs.filter(Q(name__icontains=text) | Q(short_name__icontains=text))
    return [branch.organ for branch in tree(organs)]


def profiles_of(organs: Iterable[Organ]) -> dict[int, Profile]:
    """Organ key → its own facts, nothing inherited; one statement for a list."""
    return {row.organ_id: row for row in Profile.objects.filter(organ__in=list(organs))}


def by_code(code: str) -> Organ | None:
    """The organ of a code, with the one that continues it."""
    return Organ.objects.select_related("successor").filter(code=code).first()
