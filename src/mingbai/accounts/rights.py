"""The one source of row rights: which organs a person reaches, in which roles, today."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import SUBTREE_ROLES, Role
from mingbai.organs.models import Organ
from mingbai.organs.queries import continued


def posts(user: User, *, roles: Iterable[Role], today: date) -> list[Post]:
    """The posts in one of the roles that the person holds today."""
    held = Post.objects.held(today).filter(user=user, role__in=list(roles))
    return list(held.select_related("organ"))


def roles(user: User, *, today: date) -> frozenset[Role]:
    """The roles of all the posts that the person holds today."""
    held = Post.objects.held(today).filter(user=user).order_by()
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def organs(user: User, *, roles: Iterable[Role], today: date) -> QuerySet[Organ]:
    """The organs the person reaches in one of the roles, and those merged into them (承继)."""
    return reached(posts(user, roles=roles, today=today), today=today)


def reached(held: Iterable[Post], *, today: date) -> QuerySet[Organ]:
    """The organs that these posts, held today, reach together."""
    reach = Q(pk__in=[])
    for post in held:
        if post.role in SUBTREE_ROLES:
            reach |= Q(path__startswith=post.organ.path)
        else:
            reach |= Q(pk=post.organ_id)
    found = Organ.objects.filter(reach)
    if not Organ.objects.filter(successor__in=found).exists():
        return found
    return Organ.objects.filter(pk__in=continued(found.values_list("pk", flat=True), by=today))


def acting_post(user: User, organ: Organ, *, roles: Iterable[Role], today: date) -> Post | None:
    """The post under which the person may act on the organ's affairs; the nearest organ first."""
    reaching = [post for post in posts(user, roles=roles, today=today) if post.covers(organ)]
    return max(reaching, key=lambda post: len(post.organ.path), default=None)
