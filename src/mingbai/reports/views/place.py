"""Where a screen stands: which organ, which year, and who is looking under which post."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.models import Post, User
from mingbai.organs.models import Organ, OrganKind
from mingbai.reports import permissions
from mingbai.rules.report import formats

FIRST_YEAR = 2019


@dataclass(frozen=True)
class Place:
    """An organ and year that the person may see; ``post`` is None for one who only reads."""

    organ: Organ
    year: int
    user: User
    post: Post | None
    today: date
    subtree: bool

    @property
    def writer(self) -> Post:
        """The post that writes. Raises ``PermissionDenied`` for a reader."""
        if self.post is None:
            raise PermissionDenied
        return self.post

    @property
    def reported(self) -> bool:
        """Whether this reach is the one the organ reports: its prose speaks of that one (RPT-9)."""
        return self.subtree or self.organ.kind != OrganKind.GOVERNMENT

    @property
    def scope(self) -> str:
        """The reach as the address says it."""
        return "subtree" if self.subtree else "own"

    def address(self, name: str = "report", *rest: object) -> str:
        """A screen of this organ and year."""
        return reverse(f"reports:{name}", args=[self.organ.code, self.year, *rest])


def place(request: HttpRequest, code: str, year: int) -> Place:
    """The place a request names; 404 for an organ out of reach or a year without a form."""
    assert isinstance(request.user, User)  # noqa: S101 (login_required stands above every view)
    today = timezone.localdate()
    reach = permissions.readable_organs(request.user, today=today)
    organ = get_object_or_404(reach, code=code)
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    formats.for_year(year)
    return Place(
        organ=organ,
        year=year,
        user=request.user,
        post=permissions.writing_post(request.user, organ, today=today),
        today=today,
        subtree=_subtree(request, organ),
    )


def _subtree(request: HttpRequest, organ: Organ) -> bool:
    """As the address says; a government's report covers its subordinates (RPT-9)."""
    default = "subtree" if organ.kind == OrganKind.GOVERNMENT else "own"
    return (request.POST.get("scope") or request.GET.get("scope") or default) == "subtree"
