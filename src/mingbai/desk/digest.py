"""每日提要: once a working day, to every officer with cases in hand: counts and numbers only."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import User
from mingbai.accounts.queries import on_duty
from mingbai.accounts.roles import LEDGER_READERS
from mingbai.applications import clock
from mingbai.desk.turns import Turns, turns
from mingbai.outbox import actions as outbox
from mingbai.outbox.models import Channel

NAMED = 20


def send(*, at: datetime) -> int:
    """Queue the digests of the day; a second call on the same day adds none. How many."""
    today = timezone.localdate(at)
    if not clock.calendar().is_workday(today):
        return 0
    made = 0
    for user in on_duty(LEDGER_READERS, today=today):
        found = turns(user, today=today)
        if not (found.mine or found.unconfirmed or found.overdue or found.soon):
            continue
        post = rights.posts(user, roles=LEDGER_READERS, today=today)[0]
        with transaction.atomic():
            outbox.queue(
                organ=post.organ,
                channel=Channel.NONE,
                to="",
                subject=f"{today:%Y-%m-%d} 待办提要",
                body=body(user, found),
                dedupe_key=f"desk.digest:{user.pk}:{today:%Y%m%d}",
                about=user,
                at=at,
            )
        made += 1
    return made


def body(user: User, found: Turns) -> str:
    """The words: how many, and which numbers; no name of an applicant, no subject."""
    reach = f"所及机关在办{found.total}件，其中已逾期{found.overdue}件"
    own = f"等您办理{len(found.mine)}件，待确认收到{len(found.unconfirmed)}件"
    lines = [f"{user.name}：", f"{own}；{reach}，五个工作日内到期{found.soon}件。"]
    lines += [
        f"{turn.case.number}　{turn.what}　{turn.left.words}"
        for turn in [*found.unconfirmed, *found.mine][:NAMED]
    ]
    return "\n".join(lines)
