"""Which records a list is narrowed to, so put that an index in the order of the list leads.

A list is read in its order until the page is full, or, where few records match, sorted; never are
many sorted.  The databases cannot know which is meant: SQLite keeps no figures, so it is told here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Func, Q, QuerySet
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.organs.models import Organ
from mingbai.records.content import OPEN
from mingbai.records.models import Record
from mingbai.records.permissions import READERS
from mingbai.records.queries import evaluations

# 符合的信息不超过这么多件时，取出再排序；更多时按变动时间逐件看过去
FEW = 2000
PEOPLE = 500
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty values do not narrow.

    ``public`` is yes, no, overdue (not public after the last day, 第二十六条), ending (a publicity
    period with at most ``SOON`` left, PII-10), or evaluate (not public, and to be looked at again,
    第十八条); ``since`` and ``until`` are days of the
    last change; ``mine`` the person's own; ``officer`` a name.
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
class Reach:
    """Who looks on which day, in which roles, and at whose records: asked for once a page.

    ``known`` holds key, code and short name of the organs in the order of the tree.
    """

    user: User
    today: date
    roles: frozenset[str]
    organs: QuerySet[Organ]
    known: Sequence[tuple[int, str, str]]


def reach(user: User, today: date) -> Reach:
    """What the person may see on the desk that day."""
    posts = rights.posts(user, roles=READERS, today=today)
    organs = rights.reached(posts, today=today)
    known = list(organs.values_list("pk", "code", "short_name"))
    return Reach(user, today, frozenset(post.role for post in posts), organs, known)


def matching(reach: Reach, filters: Filters) -> QuerySet[Record]:
    """What the person may see and the filters let through, unordered."""
    return worded(unworded(reach, filters), filters.text)


def unworded(reach: Reach, filters: Filters) -> QuerySet[Record]:
    """The same before anybody looks for words in the titles."""
    records = _reached(reach, filters.organ)
    for name in ("column", "kind", "stage", "item"):
        if value := getattr(filters, name):
            records = records.filter(**{name: value})
    if filters.public:
        records = records.filter(_public(filters.public, reach.today))
    if filters.mine:
        records = _by(records, Post.objects.filter(user=reach.user))
    if filters.officer:
        records = _by(records, Post.objects.filter(user__name__icontains=filters.officer))
    return _between(records, filters.since, filters.until)


def worded(records: QuerySet[Record], text: str) -> QuerySet[Record]:
    """Those with every word of the text in title or number; no index helps in this."""
    for word in text.split():
        # 没有大小写之分的字不必先换成大写：PostgreSQL 上省去大半时间
        how = "contains" if word.upper() == word.lower() else "icontains"
        in_title, in_number = Q((f"title__{how}", word)), Q((f"doc_no__{how}", word))
        records = records.filter(in_title | in_number)
    return records


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


def _reached(reach: Reach, code: str) -> QuerySet[Record]:
    """The records of these organs, or of the one with that code if it is among them."""
    inside = [key for key, each, _ in reach.known if not code or each == code]
    if len(inside) < 2:
        return Record.objects.filter(organ=inside[0]) if inside else Record.objects.none()
    if len(inside) == Organ.objects.count():
        return Record.objects.all()
    return _among(Record.objects.all(), "organ_id", reach.organs.order_by().values("pk"))


def _by(records: QuerySet[Record], posts: QuerySet[Post]) -> QuerySet[Record]:
    """Those in the hands of the posts."""
    keys = list(posts.order_by().values_list("pk", flat=True)[:PEOPLE])
    if len(keys) == 1:
        return records.filter(officer=keys[0])
    return _among(records, "officer_id", keys)


def _among(records: QuerySet[Record], column: str, keys: Any) -> QuerySet[Record]:
    """Those with one of several keys: few are sorted, many looked through in the list's order."""
    found = records.filter(**{f"{column}__in": keys})
    if connection.vendor != "sqlite":
        return found
    if not more_than(Record.objects.filter(**{f"{column}__in": keys}), FEW):
        return found
    place = f"place_of_{column}"
    return records.alias(**{place: _Unindexed(F(column))}).filter(**{f"{place}__in": keys})


def _public(state: str, today: date) -> Q:
    """已公开, 未公开, 逾期未公开 (by what must be public of itself), 公示期将满, or 待评估."""
    closed = Q(public_version__isnull=True)
    if state == "ending":
        # 正在公示的总是少数：先取出来，就不必把整个列表看一遍
        is_public = Q(public_version__isnull=False)  # 不写成“非空之否定”，SQLite 才认得索引
        ending = Record.objects.filter(is_public, public_until__lte=today + SOON)
        return Q(pk__in=list(ending.order_by("public_until").values_list("pk", flat=True)[:FEW]))
    if state == "evaluate":
        return Q(pk__in=list(evaluations.due(today).values_list("pk", flat=True)[:FEW]))
    return {
        "yes": Q(public_version__isnull=False),
        "no": closed,
        "overdue": closed & Q(due_on__lt=today, openness=OPEN) & ~Q(stage="discarded"),
    }[state]


def _between(records: QuerySet[Record], since: date | None, until: date | None) -> QuerySet[Record]:
    """Those last changed from one day to another, both included."""
    if since:
        records = records.filter(changed_at__gte=_midnight(since))
    if until:
        records = records.filter(changed_at__lt=_midnight(until + timedelta(days=1)))
    return records


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))
