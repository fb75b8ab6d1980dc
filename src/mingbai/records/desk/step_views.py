"""审查环节: what each kind must pass, and what organs demand beyond it (第十七条)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingbai.accounts import rights
from mingbai.accounts.models import Post, User
from mingbai.organs.models import Organ
from mingbai.records import actions, kinds, permissions
from mingbai.records.desk.step_forms import StepForm
from mingbai.records.queries import demanded
from mingbai.refusal import Refusal
from mingbai.rules.publication_term import terms


@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """The reviews and periods of every kind, reviews added, and a form for who may add."""
    today, user = timezone.localdate(), _user(request)
    reach = permissions.readable_organs(user, today=today)
    if not reach.exists():
        raise Http404
    mine = _mine(user)
    form = StepForm(request.POST or None, organs=mine) if mine.exists() else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            facts = form.cleaned_data
            by = _post(user, facts["organ"])
            actions.demand_step(**facts, by=by, at=timezone.now())
            messages.success(request, f"已增加“{kinds.step(facts['step']).label}”。")
            return redirect("records:steps")
    own = set(mine.values_list("pk", flat=True))
    context = {
        "kinds": kinds.kinds(),
        "added": [
            {
                "extra": each,
                "step": kinds.step(each.step),
                "kind": kinds.kind(each.kind).label if each.kind else "各种信息",
                "mine": each.organ_id in own,
            }
            for each in demanded.binding(reach)
        ],
        "form": form,
        "terms": terms(today),
    }
    return render(request, "records/steps.html", context)


@login_required
@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """An added review is no longer demanded."""
    user = _user(request)
    extra = get_object_or_404(demanded.binding(_mine(user)), pk=pk)
    by = _post(user, extra.organ)
    try:
        actions.waive_step(extra, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已取消“{kinds.step(extra.step).label}”。")
    return redirect("records:steps")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (login_required stands above every view)
    return request.user


def _mine(user: User) -> QuerySet[Organ]:
    """The organs for which the person may add reviews."""
    roles = permissions.STEP_SETTERS
    return rights.organs(user, roles=roles, today=timezone.localdate()).order_by("path")


def _post(user: User, organ: Organ) -> Post:
    """The post for the organ; 404 for what is another's."""
    by = rights.acting_post(user, organ, roles=permissions.STEP_SETTERS, today=timezone.localdate())
    if by is None:
        raise Http404
    return by
