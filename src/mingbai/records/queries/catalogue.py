"""公开目录 narrowed by what a reader asks for, counted by kind and theme (第十二、二十四条)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from mingbai.records import kinds
from mingbai.records.models import Record, ValidityChange
from mingbai.rules.validity import Change

_ENDS = [Change.REPEALED.value, Change.EXPIRED.value]


class Force(StrEnum):
    """What of the official papers is asked for."""

    IN_FORCE = "in_force"
    PENDING = "pending"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The choice in Chinese."""
        return {"in_force": "现行有效", "pending": "尚未施行", "ended": "已废止、失效"}[self.value]


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed by; empty is no bound.  ``theme`` is of the first level ("10")."""

    words: str = ""
    year: int | None = None
    kind: str = ""
    theme: str = ""
    force: Force | None = None


@dataclass(frozen=True)
class Facets:
    """How many of each kind and of each theme there are, the other bounds kept."""

    kinds: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]


def narrowed(rows: QuerySet[Record], asked: Asked, *, today: date) -> QuerySet[Record]:
    """The rows that meet every bound; the words are looked for in title, 文号 and index number."""
    for word in asked.words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(doc_no__icontains=word) | Q(index_no__icontains=word)
        )
    if asked.year is not None:
        rows = rows.filter(listed_at__year=asked.year)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.theme:
        rows = rows.filter(theme__startswith=asked.theme)
    return rows if asked.force is None else _in_force(rows, asked.force, today)


def facets(rows: QuerySet[Record], asked: Asked, *, today: date) -> Facets:
    """Counted in one statement over rows narrowed by everything but kind and theme."""
    wide = Asked(words=asked.words, year=asked.year, force=asked.force)
    counted = (
        narrowed(rows, wide, today=today)
        .order_by()
        .annotate(top=Substr("theme", 1, 2))
        .values_list("kind", "top")
        .annotate(count=Count("pk"))
    )
    of_kind: Counter[str] = Counter()
    of_theme: Counter[str] = Counter()
    for kind, top, count in counted:
        if asked.theme in ("", top):
            of_kind[kind] += count
        if top and asked.kind in ("", kind):
            of_theme[top] += count
    order = [each.id for each in kinds.kinds()]
    return Facets(
        kinds=tuple(sorted(of_kind.items(), key=lambda pair: order.index(pair[0]))),
        themes=tuple(sorted(of_theme.items())),
    )


def _in_force(rows: QuerySet[Record], force: Force, today: date) -> QuerySet[Record]:
    """The same answer as ``standing.of``, row by row in the database (NRM-8)."""
    changes = ValidityChange.objects.filter(record=OuterRef("pk"))
    ending = changes.filter(on__lte=today).exclude(change=Change.AMENDED.value)
    rows = rows.annotate(last=Subquery(ending.order_by("-on", "-pk").values("change")[:1]))
    official = [each.id for each in kinds.kinds() if each.official]
    rows = rows.filter(Q(kind__in=official) | Exists(changes))
    # 没有日期、没有变动的是 NULL，不是“否”，所以逐项写明
    ended = Q(last__isnull=False, last__in=_ENDS) | Q(
        expires_on__isnull=False, expires_on__lte=today
    )
    if force is Force.ENDED:
        return rows.filter(ended)
    rows = rows.exclude(ended)
    applies = Q(effective_on=None) | Q(effective_on__lte=today)
    return rows.exclude(applies) if force is Force.PENDING else rows.filter(applies)
