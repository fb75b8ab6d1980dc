"""What every page begins with: the person, today, the paper or round that the address names."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mingbai.accounts.models import Post, User
from mingbai.organs.models import Organ
from mingbai.oversight import permissions, queries
from mingbai.oversight.models import Paper


@dataclass(frozen=True)
class Reader:
    """Who looks, and the organs he reaches."""

    user: User
    today: date
    reach: QuerySet[Organ]
    posts: list[Post]

    @property
    def writes(self) -> bool:
        """Whether he may take papers in."""
        return bool(self.posts)

    def post(self, organ: Organ) -> Post | None:
        """The post under which he may write about the organ."""
        return permissions.writing_post(self.user, organ, today=self.today)


def reader(request: HttpRequest) -> Reader:
    """404 for a person who has nothing to look after."""
    assert isinstance(request.user, User)  # noqa: S101 (login_required stands above every view)
    today = timezone.localdate()
    reach = permissions.readable_organs(request.user, today=today)
    if not reach.exists():
        raise Http404
    posts = permissions.writing_posts(request.user, today=today)
    return Reader(request.user, today, reach, posts)


def writer(request: HttpRequest) -> Reader:
    """404 for a person who only reads."""
    who = reader(request)
    if not who.writes:
        raise Http404
    return who


def paper_of(request: HttpRequest, key: UUID) -> tuple[Reader, Paper]:
    """A paper in reach."""
    who = reader(request)
    return who, get_object_or_404(queries.visible_to(who.user, who.today), pk=key)


def writable(request: HttpRequest, key: UUID) -> tuple[Paper, Post]:
    """A paper that the person may write about, and the post under which he does."""
    who, paper = paper_of(request, key)
    post = who.post(paper.seat)
    if post is None:
        raise Http404
    return paper, post
