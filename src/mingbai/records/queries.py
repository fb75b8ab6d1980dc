"""Reads of records: what waits for whose review, what goes back to its author."""

import re
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from mingbai.accounts.models import Post, User
from mingbai.organs.models import Organ
from mingbai.records.gate import next_step, returned
from mingbai.records.kinds import Step
from mingbai.records.models import Record, Version
from mingbai.records.permissions import PUBLISHERS

PIECE, PIECES = 4, 16  # characters that must agree, and how many runs of a text are looked for
_LITTLE = re.compile("的|及|和|与|或者|关于|申请|公开|政府信息|有关|相关")


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


def suggest(text: str, root: Organ | None = None, *, most: int = 5) -> list[Record]:
    """Public records whose titles share a run of words with the text, best first; never a draft.

    A plain look at titles; full search takes this place over.
    """
    pieces = _pieces(text)
    if not pieces:
        return []
    hits = reduce(or_, (Q(title__icontains=word) for word in pieces))
    rows = Record.objects.filter(hits, public_version__isnull=False).select_related("organ")
    if root is not None:
        rows = rows.filter(organ__path__startswith=root.path)
    found = list(rows.order_by("-first_public_at")[:100])
    found.sort(key=lambda record: -sum(word in record.title for word in pieces))
    return found[:most]


def _pieces(text: str) -> list[str]:
    """Runs of four characters out of the words of a text, each once."""
    words = re.findall(r"\w+", _LITTLE.sub(" ", text))
    found = (
        word[place : place + PIECE]
        for word in words
        for place in range(0, max(1, len(word) - PIECE + 1), 2)
        if len(word) >= PIECE
    )
    return list(dict.fromkeys(found))[:PIECES]
