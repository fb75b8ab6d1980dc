"""The tree of organs: drawn, added to, amended, moved, merged."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mingbai.accounts import rights
from mingbai.accounts.models import Post
from mingbai.accounts.queries import posts_at
from mingbai.accounts.roles import TREE_WRITERS, Role
from mingbai.desk.tree.forms import AddForm, AmendForm, DescribeForm, MergeForm, MoveForm
from mingbai.organs import actions, queries
from mingbai.organs.models import Organ, OrganQuerySet
from mingbai.refusal import Refusal

READERS = TREE_WRITERS | {Role.SECURITY_ADMIN, Role.AUDITOR}


@login_required
def tree(request: HttpRequest) -> HttpResponse:
    """All organs in reach, merged ones included."""
    reach = _reach(request, READERS)
    context = {
        "branches": queries.tree(reach),
        "may_change": _reach(request, TREE_WRITERS, refuse=False).exists(),
    }
    return render(request, "desk/tree/tree.html", context)


@login_required
def organ(request: HttpRequest, code: str) -> HttpResponse:
    """One organ: facts, former names, what was merged into it, and the moves."""
    found = get_object_or_404(_reach(request, READERS), code=code)
    context = {
        "organ": found,
        "may_change": bool(_post_or_none(request, found)) and not found.active_to,
    }
    return render(request, "desk/tree/organ.html", context)


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """A new organ below one in reach."""
    today = timezone.localdate()
    form = AddForm(request.POST or None, organs=_choices(request), initial={"active_from": today})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        by = _post(request, facts["parent"])
        made = _try(form, lambda: actions.establish(by=by, at=timezone.now(), **facts))
        if made:
            messages.success(request, f"已设立{made.name}。")
            return redirect("organs:organ", code=made.code)
    return render(request, "desk/tree/add.html", {"form": form})


@login_required
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Other facts from a day on; the old name is kept."""
    found = get_object_or_404(_reach(request, TREE_WRITERS), code=code)
    today = timezone.localdate()
    form = AmendForm(request.POST or None, instance=found, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        since, by = facts.pop("since"), _post(request, found)
        now = timezone.now()
        changed = _try(form, lambda: actions.amend(found, since=since, facts=facts, by=by, at=now))
        if changed:
            messages.success(request, "机关信息已修改。")
            return redirect("organs:organ", code=code)
    named = get_object_or_404(_reach(request, TREE_WRITERS), code=code)
    return render(request, "desk/tree/amend.html", {"form": form, "organ": named})


@login_required
def describe(request: HttpRequest, code: str) -> HttpResponse:
    """Office, address, courts; and for the root of a site its settings."""
    found = get_object_or_404(_reach(request, TREE_WRITERS), code=code)
    by, site = _post(request, found), queries.site_rooted_at(found)
    form = DescribeForm(request.POST or None, instance=queries.own_profile(found), site=site)
    if request.method == "POST" and form.is_valid():
        facts, now = dict(form.cleaned_data), timezone.now()
        mode, mask = facts.pop("online_receipt", ""), facts.pop("identity_mask", "")

        def act() -> Organ:
            actions.describe(found, by=by, at=now, **facts)
            if site and mode and mode != site.online_receipt:
                actions.set_online_receipt(site, mode, by=by, at=now)
            if site and mask and mask != site.identity_mask:
                actions.set_identity_mask(site, mask, by=by, at=now)
            return found

        if _try(form, act):
            messages.success(request, "机关资料已保存，今后的文书按新的资料写。")
            return redirect("organs:organ", code=code)
    return render(request, "desk/tree/describe.html", {"form": form, "organ": found})


@login_required
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Under another organ."""
    found = get_object_or_404(_reach(request, TREE_WRITERS), code=code)
    form = MoveForm(request.POST or None, organs=_choices(request))
    if request.method == "POST" and form.is_valid():
        by, under = _post(request, found), form.cleaned_data["under"]
        now = timezone.now()
        if _try(form, lambda: actions.move(found, under=under, by=by, at=now)):
            messages.success(request, f"{found.name}已移到{under.name}之下。")
            return redirect("organs:organ", code=code)
    return render(request, "desk/tree/move.html", {"form": form, "organ": found})


@login_required
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """The end of an organ, with its consequences in words before it is confirmed."""
    found = get_object_or_404(_reach(request, TREE_WRITERS), code=code)
    today = timezone.localdate()
    others = _choices(request).exclude(pk=found.pk)
    form = MergeForm(request.POST or None, organs=others, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        into, on = form.cleaned_data["into"], form.cleaned_data["on"]
        by, now = _post(request, found), timezone.now()
        if _try(form, lambda: actions.merge(found, into=into, on=on, by=by, at=now)):
            messages.success(request, f"{found.name}已并入{into.name}。")
            return redirect("organs:organ", code=code)
    context = {"form": form, "organ": found, "posts": posts_at(found, today=today)}
    return render(request, "desk/tree/merge.html", context)


def _reach(request: HttpRequest, roles: Any, *, refuse: bool = True) -> QuerySet[Organ]:
    today = timezone.localdate()
    found = rights.organs(request.user, roles=roles, today=today)  # type: ignore[arg-type]
    if refuse and not found.exists():
        raise Http404
    return found


def _choices(request: HttpRequest) -> QuerySet[Organ]:
    reach = _reach(request, TREE_WRITERS)
    return reach.active(timezone.localdate()) if isinstance(reach, OrganQuerySet) else reach


def _post_or_none(request: HttpRequest, organ: Organ) -> Post | None:
    today = timezone.localdate()
    return rights.acting_post(request.user, organ, roles=TREE_WRITERS, today=today)  # type: ignore[arg-type]


def _post(request: HttpRequest, organ: Organ) -> Post:
    post = _post_or_none(request, organ)
    if post is None:
        raise Http404
    return post


def _try(form: BaseForm, act: Callable[[], Organ]) -> Organ | None:
    """The result of the act; a refusal goes into the form, what is out of reach is a 404."""
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error.messages)
    except PermissionDenied:
        raise Http404 from None
    return None
