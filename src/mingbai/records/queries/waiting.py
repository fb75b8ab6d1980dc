"""Reads of records: what waits for whose review, what goes back to its author."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from mingbai.accounts.models import Post, User
from mingbai.records.gate import next_step, returned
from mingbai.records.kinds import Step
from mingbai.records.models import Record, Version
from mingbai.records.permissions import PUBLISHERS


def waiting_for(user: User, *, today: date) -> list[tuple[Version, Step]]:
    """The latest, not yet public versions whose next review the person's posts may give.

    A version that was returned waits for its author, not for the reviewer again.
    """
    posts = Post.objects.held(today).filter(user=user)
    roles = {(post.organ_id, post.role) for post in posts}
    found = []
    for version in _on_the_way({organ for organ, _ in roles}):
        step = next_step(version)
        if (
            step
            and not returned(version)
            and (version.record.organ_id, step.role) in roles
            and version.author.user_id != user.pk
        ):
            found.append((version, step))
    return found


def to_carry_on(user: User, *, today: date) -> list[tuple[Version, str]]:
    """The latest, not yet public versions that an officer carries on: 已退回 or 待公开."""
    posts = Post.objects.held(today).filter(user=user, role__in=PUBLISHERS)
    found = []
    for version in _on_the_way(posts.values_list("organ_id", flat=True)):
        if returned(version):
            found.append((version, "已退回"))
        elif next_step(version) is None:
            found.append((version, "待公开"))
    return found


def _on_the_way(organs: Iterable[int]) -> QuerySet[Version]:
    """The last version of every record of the organs, unless it is public."""
    latest = Version.objects.filter(record=OuterRef("pk")).order_by("-number").values("pk")[:1]
    records = (
        Record.objects.filter(organ__in=organs)
        .annotate(latest=Subquery(latest))
        .filter(Q(public_version=None) | ~Q(public_version=F("latest")))
    )
    versions = Version.objects.filter(pk__in=records.values("latest"))
    return versions.select_related("record__organ", "author").prefetch_related("reviews")
