"""Reads over people: whom a 人员管理 sees, who has not logged in, whose duties overlap."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from mingbai.accounts import rights
from mingbai.accounts.models import FeedToken, Post, User
from mingbai.accounts.roles import EXCLUSIVE_ROLES, Role
from mingbai.organs.models import Organ

STAFFING = frozenset({Role.SECURITY_ADMIN})


def reach(admin: User, *, today: date) -> QuerySet[Organ]:
    """The organs whose people the person manages."""
    return rights.organs(admin, roles=STAFFING, today=today)


def people(admin: User, *, today: date, words: str = "") -> QuerySet[User]:
    """Everyone who holds or held a post in reach, with all posts; ``words`` in name or account."""
    posts = Post.objects.select_related("organ").order_by("-since", "organ__path")
    organs = reach(admin, today=today)
    within = Post.objects.filter(user=OuterRef("pk"), organ__in=organs)
    found = User.objects.filter(Exists(within)).prefetch_related(Prefetch("posts", posts))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words))
    return found.order_by("-is_active", "username")


def posts_of(admin: User, *, today: date) -> QuerySet[Post]:
    """The posts in reach."""
    return Post.objects.filter(organ__in=reach(admin, today=today)).select_related("user", "organ")


def managing_post(admin: User, organs: list[Organ], *, today: date) -> Post | None:
    """The post under which the person manages somebody of these organs; the widest first."""
    held = rights.posts(admin, roles=STAFFING, today=today)
    fitting = [post for post in held if any(post.covers(organ) for organ in organs)]
    return min(fitting, key=lambda post: len(post.organ.path), default=None)


def idle_since(moment: datetime) -> QuerySet[User]:
    """Open accounts not used since the moment: neither logged in nor opened later than that."""
    active = User.objects.filter(is_active=True)
    used = active.exclude(last_login__gte=moment).exclude(enabled_at__gte=moment)
    return used.exclude(last_login=None, enabled_at=None).order_by("pk")


def security_admins(organ: Organ, *, today: date) -> QuerySet[Post]:
    """The posts of 人员管理 that reach the organ, held today by people who can log in."""
    above = [code for code in organ.path.split("/") if code]
    held = Post.objects.held(today).filter(role=Role.SECURITY_ADMIN, user__is_active=True)
    return held.filter(organ__code__in=above).select_related("user", "organ")


def joined_duties() -> list[Post]:
    """Posts of 人员管理 or 审计 held at the same time as another role by one person (SEC-06)."""
    exclusive = Post.objects.filter(role__in=EXCLUSIVE_ROLES).select_related("user", "organ")
    return [
        post
        for post in exclusive.prefetch_related("user__posts")
        if any(
            other.role != post.role and other.overlaps(post.since, post.until)
            for other in post.user.posts.all()
        )
    ]


def named_actors(
    users: Collection[str], posts: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Names of people and words of posts by their keys, as events name them."""
    people = User.objects.filter(pk__in=users)
    held = Post.objects.filter(pk__in=posts).select_related("organ")
    return {str(u.pk): u.name for u in people}, {str(p.pk): str(p) for p in held}


def posts_at(organ: Organ, *, today: date) -> list[Post]:
    """The posts held at the organ today."""
    return list(Post.objects.held(today).filter(organ=organ).select_related("user", "organ"))


def open_feed(user: User) -> FeedToken | None:
    """The calendar feed that the person has opened."""
    return user.feed_tokens.filter(revoked_at=None).first()


def on_duty(roles: Collection[Role], *, today: date) -> QuerySet[User]:
    """Everyone who can log in and holds one of the roles today, each once."""
    held = Post.objects.held(today).filter(role__in=list(roles), user=OuterRef("pk"))
    return User.objects.filter(Exists(held), is_active=True).order_by("pk")
