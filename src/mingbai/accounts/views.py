"""人员: who may work where. Only 人员管理 opens these pages, for the organs in reach."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mingbai.accounts import actions, queries, stepup
from mingbai.accounts.forms import AddForm, AppointForm, EndForm
from mingbai.accounts.models import Post, User
from mingbai.refusal import Refusal

PAGE = 50
View = Callable[..., HttpResponse]

# What a button does to an account: the action, whether a password comes of it, what is said then.
MOVES: dict[str, tuple[Callable[..., Any], str]] = {
    "disable": (actions.disable, "账号已停用，此人已登录的会话即刻失效。"),
    "enable": (actions.enable, "账号已启用。"),
    "reset-password": (actions.reset_password, "密码已重置，此人已登录的会话即刻失效。"),
    "reset-second-factor": (actions.reset_second_factor, "两步验证已清除，密码一并重置。"),
}


def staffing(view: View) -> View:
    """Only for a person who manages somebody today; a 404 for everyone else (SEC-07)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not queries.reach(_admin(request), today=timezone.localdate()).exists():
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            raise Http404 from None

    return login_required(guarded)


def fresh(view: View) -> View:
    """Changing roles and passwords asks for a log-in of the last ten minutes (SEC-13)."""
    return staffing(stepup.required(view))


@staffing
def people(request: HttpRequest) -> HttpResponse:
    """Everyone with a post in reach."""
    words = request.GET.get("q", "").strip()
    found = queries.people(_admin(request), today=timezone.localdate(), words=words)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": words, "today": timezone.localdate()}
    return render(request, "accounts/people.html", context)


@staffing
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """One person: posts, and what can be done."""
    return _page(request, _person(request, key))


@fresh
def add(request: HttpRequest) -> HttpResponse:
    """A new officer; the password is shown on this answer and never again."""
    today = timezone.localdate()
    organs = queries.reach(_admin(request), today=today).active(today)  # type: ignore[attr-defined]
    form = AddForm(request.POST or None, organs=organs, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            by = _post(request, [data["organ"]])
            user, password = actions.add_officer(by=by, at=timezone.now(), **data)
        except (Refusal, ValidationError) as error:
            form.add_error(None, _words(error))
        else:
            return _shown_once(request, user, password, "账号已开立。")
    return render(request, "accounts/add.html", {"form": form})


@fresh
def appoint(request: HttpRequest, key: UUID) -> HttpResponse:
    """A further post."""
    user, today = _person(request, key), timezone.localdate()
    organs = queries.reach(_admin(request), today=today).active(today)  # type: ignore[attr-defined]
    form = AppointForm(request.POST or None, organs=organs, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        try:
            by = _post(request, [form.cleaned_data["organ"]])
            actions.appoint(user, by=by, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "岗位已登记。")
            return redirect("accounts:person", key=user.pk)
    return render(request, "accounts/appoint.html", {"form": form, "person": user})


@fresh
def end_post(request: HttpRequest, key: UUID) -> HttpResponse:
    """The last day of a post."""
    today = timezone.localdate()
    post = get_object_or_404(queries.posts_of(_admin(request), today=today), pk=key)
    form = EndForm(request.POST or None, initial={"until": today})
    if request.method == "POST" and form.is_valid():
        try:
            by = _post(request, [post.organ])
            actions.end_post(post, by=by, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "岗位的结束日期已登记。")
            return redirect("accounts:person", key=post.user_id)
    return render(request, "accounts/end_post.html", {"form": form, "post": post})


@fresh
def change(request: HttpRequest, key: UUID, move: str) -> HttpResponse:
    """One of the moves on an account, confirmed by its button."""
    if move not in MOVES or request.method != "POST":
        raise Http404
    user = _person(request, key)
    act, said = MOVES[move]
    try:
        by = _post(request, [post.organ for post in user.posts.all()])
        password = act(user, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:person", key=user.pk)
    if password:
        return _shown_once(request, user, password, said)
    messages.success(request, said)
    return redirect("accounts:person", key=user.pk)


def _page(request: HttpRequest, user: User) -> HttpResponse:
    mine = user.pk == _admin(request).pk
    context = {"person": user, "mine": mine, "today": timezone.localdate()}
    return render(request, "accounts/person.html", context)


def _shown_once(request: HttpRequest, user: User, password: str, said: str) -> HttpResponse:
    context = {"person": user, "password": password, "said": said}
    response = render(request, "accounts/password.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _admin(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def _person(request: HttpRequest, key: UUID) -> User:
    return get_object_or_404(queries.people(_admin(request), today=timezone.localdate()), pk=key)


def _post(request: HttpRequest, organs: list[Any]) -> Post:
    post = queries.managing_post(_admin(request), organs, today=timezone.localdate())
    if post is None:
        raise Http404
    return post


def _words(error: Refusal | ValidationError) -> str:
    return "；".join(error.messages) if isinstance(error, ValidationError) else str(error)
