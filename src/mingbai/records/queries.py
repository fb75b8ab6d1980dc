"""Reads of records: what waits for whose review."""

from datetime import date

from django.db.models import F, OuterRef, Q, Subquery

from mingbai.accounts.models import Post, User
from mingbai.records.gate import next_step
from mingbai.records.kinds import Step
from mingbai.records.models import Record, Version


def waiting_for(user: User, *, today: date) -> list[tuple[Version, Step]]:
    """The latest, not yet public versions whose next review the person's posts may give."""
    posts = Post.objects.held(today).filter(user=user)
    roles = {(post.organ_id, post.role) for post in posts}
    latest = Version.objects.filter(record=OuterRef("pk")).order_by("-number").values("pk")[:1]
    records = (
        Record.objects.filter(organ__in={organ for organ, _ in roles})
        .annotate(latest=Subquery(latest))
        .filter(Q(public_version=None) | ~Q(public_version=F("latest")))
    )
    versions = Version.objects.filter(pk__in=records.values("latest")).select_related(
        "record__organ", "author"
    )
    found = []
    for version in versions.prefetch_related("reviews"):
        step = next_step(version)
        if (
            step
            and (version.record.organ_id, step.role) in roles
            and version.author.user_id != user.pk
        ):
            found.append((version, step))
    return found
