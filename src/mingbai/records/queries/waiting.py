"""Reads of records: what waits for whose review or second word, what goes back to its author.

Looked for by stage, so that the public two hundred thousand are never touched; the oldest first,
and never more than a person can do.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import Max, OuterRef, QuerySet, Subquery

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.records.gate import next_step, returned, steps
from mingbai.records.kinds import Step
from mingbai.records.models import Override, Record, Version, Withdrawal
from mingbai.records.permissions import ALLOWERS, CONFIRMERS, PUBLISHERS, visible_to
from mingbai.records.queries.evaluations import is_settled
from mingbai.records.stages import Stage

LISTED, LOOKED_AT, CHUNK = 200, 2000, 200
STATES = {Stage.RETURNED: "已退回", Stage.READY: "待公开"}


@dataclass(frozen=True)
class Waiting:
    """A version that waits for a review; ``since`` when it came to this step."""

    version: Version
    step: Step
    since: datetime


def waiting_for(user: User, *, today: date) -> list[tuple[Version, Step]]:
    """The latest, not yet public versions whose next review the person's posts may give.

    A version that was returned waits for its author, not for the reviewer again; a batch of an
    import is reviewed as one and not here.  At most ``LISTED``, those that changed first.
    """
    posts = Post.objects.held(today).filter(user=user)
    roles = {(post.organ_id, post.role) for post in posts}
    found = _for_roles(_on_the_way({organ for organ, _ in roles}, {Stage.REVIEW}), roles, user)
    return list(islice(found, LISTED))


def reviews_waiting(user: User, *, today: date) -> list[Waiting]:
    """The same, with the time since which each waits."""
    found = waiting_for(user, today=today)
    keys = [version.pk for version, _ in found]
    last = Version.objects.filter(pk__in=keys).annotate(last=Max("reviews__at"))
    times = dict(last.values_list("pk", "last"))
    return [Waiting(each, step, times[each.pk] or each.made_at) for each, step in found]


def to_carry_on(user: User, *, today: date) -> list[tuple[Version, str]]:
    """The latest, not yet public versions that an officer carries on: 已退回 or 待公开.

    What is settled not to be public waits for nothing.
    """
    posts = Post.objects.held(today).filter(user=user, role__in=PUBLISHERS)
    organs = set(posts.values_list("organ_id", flat=True))
    on_the_way = _on_the_way(organs, STATES)
    found = islice((each for each in on_the_way if not is_settled(each.record)), LISTED)
    return [(version, STATES[Stage(version.record.stage)]) for version in found]


def withdrawals_to_confirm(user: User, *, today: date) -> list[Withdrawal]:
    """Withdrawals that another asked for and the person may confirm (SEC-12)."""
    organs = rights.organs(user, roles=CONFIRMERS, today=today)
    asked = Withdrawal.objects.filter(decided_at=None, record__organ__in=organs)
    asked = asked.exclude(asked_by__user=user).order_by("asked_at", "pk")
    return list(asked.select_related("record__organ", "asked_by__user")[:LISTED])


def overrides_to_allow(user: User, *, today: date) -> list[Override]:
    """Findings that another asked to let stay and the person may decide on (PII-06)."""
    organs = {post.organ_id for post in rights.posts(user, roles=ALLOWERS, today=today)}
    asked = Override.objects.filter(allowed_at=None, version__record__organ__in=organs)
    asked = asked.exclude(asked_by__user=user).exclude(version__author__user=user)
    asked = asked.select_related("version__record__organ", "asked_by__user")
    return list(asked.defer("version__body").order_by("asked_at", "pk")[:LISTED])


def scheduled(user: User, *, today: date) -> list[Record]:
    """What is to become public at a set time, the next first."""
    found = visible_to(user, today=today).filter(publish_at__isnull=False)
    found = found.select_related("organ", "column", "officer__user", "scheduled_by__user")
    return list(found.order_by("publish_at", "pk")[:LISTED])


def _for_roles(
    versions: Iterable[Version], roles: Collection[tuple[int, str]], user: User
) -> Iterator[tuple[Version, Step]]:
    required: dict[tuple[int, str], tuple[Step, ...]] = {}
    for version in versions:
        record = version.record
        of = (record.organ_id, record.kind)
        if of not in required:
            required[of] = steps(record)
        step = next_step(version, required[of])
        theirs = step and (record.organ_id, step.role) in roles and not returned(version)
        if step and theirs and _may_take(user, version, step):
            yield version, step


def _may_take(user: User, version: Version, step: Step) -> bool:
    """Whether the person neither wrote the version nor took another step of it."""
    others = {row.reviewer.user_id for row in version.reviews.all() if row.step != step.id}
    return str(user.pk) not in version.people and user.pk not in others


def _on_the_way(organs: Collection[int], stages: Iterable[Stage]) -> Iterator[Version]:
    """The last version of every record of the organs in these stages, without its text.

    Read in pieces, the record that changed first at the head; at most ``LOOKED_AT``.
    """
    if not organs:
        return
    latest = Version.objects.filter(record=OuterRef("pk")).order_by("-number").values("pk")[:1]
    records = Record.objects.filter(organ__in=organs, stage__in=[str(each) for each in stages])
    oldest = records.order_by("changed_at", "id").annotate(latest=Subquery(latest))
    keys = [key for key in oldest.values_list("latest", flat=True)[:LOOKED_AT] if key]
    for start in range(0, len(keys), CHUNK):
        piece = keys[start : start + CHUNK]
        found = {version.pk: version for version in _with_reviews(piece)}
        yield from (found[key] for key in piece if key in found)


def _with_reviews(keys: list[int]) -> QuerySet[Version]:
    versions = Version.objects.filter(pk__in=keys, batch=None).defer("body")
    return versions.select_related("record__organ", "author").prefetch_related("reviews__reviewer")
