"""The cases of the procedure that wait for a person: his steps, what falls due around him.

Counted in the database, listed no further than a screen; the feed and the digest read the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.applications import clock
from mingbai.applications.desk.queries import in_hand
from mingbai.applications.models import Application, Extension
from mingbai.applications.stages import REVIEWS, UNRECEIVED, Stage
from mingbai.applications.steps import Left, left, next_step, soon_until
from mingbai.rules.calendar import Calendar

SHOWN = 50
LOOKED_AT = 500
_READING = frozenset(Role) - {Role.SECURITY_ADMIN}
_WATCHING = frozenset({Role.OFFICE, Role.AUDITOR})
HANDLING = frozenset({Role.OFFICER, Role.OFFICE})
# 各岗位所等的环节
_TURNS = {
    Role.REVIEWER: (Stage.LEGAL_REVIEW,),
    Role.SECRECY: (Stage.SECRECY_REVIEW,),
    Role.SIGNER: (Stage.SIGNING,),
}
# 球在别人手里的环节，经办人只看期限
_ELSEWHERE = (
    *REVIEWS,
    Stage.AWAITING_CORRECTION,
    Stage.AWAITING_REASON,
    Stage.AWAITING_PAYMENT,
    Stage.CONSULTING_THIRD_PARTY,
    Stage.CONSULTING_AGENCY,
    Stage.REFERRED,
)


@dataclass(frozen=True)
class Turn:
    """A case, what is to be done with it, and the pill."""

    case: Application
    what: str
    left: Left


@dataclass(frozen=True)
class Tally:
    """How many open cases an organ or a person has: all, overdue, due within five working days."""

    label: str
    address: str
    open: int
    overdue: int
    soon: int


@dataclass(frozen=True)
class Turns:
    """What the procedure asks of a person today; ``total`` counts beyond what is listed."""

    mine: list[Turn]
    unconfirmed: list[Turn]
    others: list[Turn]
    by_organ: list[Tally]
    by_person: list[Tally]
    total: int
    overdue: int
    soon: int

    @property
    def nothing(self) -> bool:
        """Whether no case is in hand."""
        return not self.total


def turns(user: User, *, today: date) -> Turns:
    """Everything in hand in the organs that the person reads, his own steps first."""
    posts = rights.posts(user, roles=Role, today=today)
    reach = rights.organs(user, roles=_READING, today=today)
    cases, calendar = in_hand(reach), clock.calendar()
    soon = soon_until(today, calendar)
    counted = _counted(cases, today, soon)
    own = _own(cases, posts)
    waiting = own.filter(stage__in=UNRECEIVED)
    mine = own.exclude(stage__in=UNRECEIVED)[:SHOWN]
    watched = _watched(cases, own, soon)
    several = any(post.role in _WATCHING for post in posts)
    return Turns(
        mine=_turns(mine, today, calendar, posts),
        unconfirmed=_turns(waiting[:SHOWN], today, calendar, posts),
        others=_turns(watched, today, calendar, posts),
        by_organ=_by_organ(cases, today, soon) if several else [],
        by_person=_by_person(cases, today, soon) if several or _leads(posts) else [],
        total=counted["open"],
        overdue=counted["overdue"],
        soon=counted["soon"],
    )


def mine(user: User, *, today: date) -> QuerySet[Application]:
    """The cases whose next step is the person's, for the feed and the digest."""
    posts = rights.posts(user, roles=Role, today=today)
    return _own(in_hand(rights.organs(user, roles=_READING, today=today)), posts)


def _own(cases: QuerySet[Application], posts: Iterable[Post]) -> QuerySet[Application]:
    """The cases whose next step one of the posts makes; the officer's unless another handles it."""
    wanted = Q(pk__in=[])
    for post in posts:
        here = Q(organ=post.organ_id) | Q(organ__successor=post.organ_id)
        if post.role in HANDLING:
            handled = Q(handler=None) | Q(handler__user=post.user_id)
            wanted |= here & handled & ~Q(stage__in=_ELSEWHERE)
        elif post.role in _TURNS:
            wanted |= here & Q(stage__in=_TURNS[Role(post.role)])
        elif post.role == Role.HEAD:
            asked = Extension.objects.filter(application=OuterRef("pk"), approved=None)
            wanted |= here & Q(Exists(asked))
    return cases.filter(wanted)


def _watched(
    cases: QuerySet[Application], own: QuerySet[Application], soon: date
) -> list[Application]:
    """What falls due soon or is overdue in reach, though the next step is another's.

    Two bounded lists compared here: one statement with NOT IN would ask row by row.
    """
    mine = set(own.filter(due_on__lte=soon).values_list("pk", flat=True)[:LOOKED_AT])
    due = cases.filter(due_on__lte=soon)[:LOOKED_AT]
    return [case for case in due if case.pk not in mine][:SHOWN]


def _turns(
    cases: Iterable[Application], today: date, calendar: Calendar, posts: Iterable[Post]
) -> list[Turn]:
    heads = {post.organ_id for post in posts if post.role == Role.HEAD}
    return [
        Turn(
            case,
            "决定是否延期" if case.organ_id in heads else next_step(case),
            left(case, today=today, calendar=calendar),
        )
        for case in cases
    ]


def _leads(posts: Iterable[Post]) -> bool:
    return any(post.role == Role.HEAD for post in posts)


def _late(today: date, soon: date) -> dict[str, Count]:
    return {
        "open": Count("pk"),
        "overdue": Count("pk", filter=Q(due_on__lt=today)),
        "soon": Count("pk", filter=Q(due_on__gte=today, due_on__lte=soon)),
    }


def _counted(cases: QuerySet[Application], today: date, soon: date) -> dict[str, int]:
    return cases.order_by().aggregate(**_late(today, soon))


def _by_organ(cases: QuerySet[Application], today: date, soon: date) -> list[Tally]:
    rows: Any = cases.order_by().values("organ__code", "organ__short_name")
    rows = rows.annotate(**_late(today, soon)).order_by("-overdue", "-soon", "organ__code")
    return [
        Tally(
            row["organ__short_name"],
            f"organ={row['organ__code']}",
            row["open"],
            row["overdue"],
            row["soon"],
        )
        for row in rows[:SHOWN]
    ]


def _by_person(cases: QuerySet[Application], today: date, soon: date) -> list[Tally]:
    named = cases.order_by().filter(handler__isnull=False)
    rows: Any = named.values("handler__user__name", "organ__short_name")
    rows = rows.annotate(**_late(today, soon)).order_by("-overdue", "-soon", "-open")
    return [
        Tally(
            f"{row['handler__user__name']}（{row['organ__short_name']}）",
            "",
            row["open"],
            row["overdue"],
            row["soon"],
        )
        for row in rows[:20]
    ]
