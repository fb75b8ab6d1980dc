"""What an officer's organs owe of what they publish: gaps, interpretations, findings, batches."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import User
from mingbai.organs.models import Organ
from mingbai.records.kinds import Step
from mingbai.records.models import Batch, Scan
from mingbai.records.permissions import FINDERS, MINDERS
from mingbai.records.queries import batches, clocks, findings, interpretations, lapsing, obligations
from mingbai.records.queries.clocks import Deviation
from mingbai.records.queries.interpretations import Wanting
from mingbai.records.queries.lapsing import Lapsing
from mingbai.records.queries.obligations import Row

AT_MOST = 20
# 时间不符的事实不会消失，待办里提醒这么久
TOLD_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Owed:
    """Each at most ``AT_MOST``: leaks, clocks, no interpretation, what expires, gaps, batches."""

    leaks: list[Scan]
    clocks: list[Deviation]
    uninterpreted: list[Wanting]
    lapsing: list[Lapsing]
    gaps: list[Row]
    batches: list[tuple[Batch, Step]]


def owed(user: User, *, today: date) -> Owed:
    """Findings of all organs in reach; gaps and interpretations only of the person's own organs.

    What is missing in the organs below an office is counted on the page of the matrix.
    """
    posts = rights.posts(user, roles=FINDERS, today=today)
    reach = rights.reached(posts, today=today)
    minded = {post.organ_id for post in posts if post.role in MINDERS}
    own = Organ.objects.filter(pk__in=minded)
    since = timezone.make_aware(datetime.combine(today - TOLD_FOR, time()))
    rows = obligations.matrix(own, today=today) if minded else []
    return Owed(
        leaks=list(findings.critical(reach)[:AT_MOST]),
        clocks=clocks.deviations(reach, since=since, at_most=AT_MOST),
        uninterpreted=interpretations.overdue(own, today=today)[:AT_MOST] if minded else [],
        lapsing=lapsing.lapsing(own, today=today)[:AT_MOST] if minded else [],
        gaps=[row for row in rows if row.gaps][:AT_MOST],
        batches=batches.for_review(user, today=today),
    )
