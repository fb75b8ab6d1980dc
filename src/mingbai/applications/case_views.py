"""The desk's pages of a ledger of cases, one set for both; what is out of reach is a 404."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property

from mingbai.accounts import rights, stepup
from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_WRITERS
from mingbai.applications import history, permissions
from mingbai.applications.queries import history as events_of
from mingbai.applications.queries import size
from mingbai.files import export
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal

PAGE = 50
XLSX_ROWS = 20_000


class Pages(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """Pages whose count stops at the limit of the list."""

    @cached_property
    def count(self) -> int:
        """How many cases can be leafed through."""
        return size(self.object_list)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Book:
    """What a ledger brings: its modules, and the few places where its pages differ."""

    namespace: str
    name: str
    concluded: str  # what was entered when a case has ended
    actions: Any
    queries: Any
    forms: Any
    facts: Any
    told: Callable[..., Any]  # an event as a line of the case's history
    exported: Callable[[Any], list[export.Value]]
    beside: Callable[[Any], dict[str, Any]] = lambda case: {}  # more for the page of a case
    concluding: Callable[[Any], dict[str, Any]] = lambda case: {}  # options of its form


class CasePages:
    """The views of one ledger; ``urls`` go into the ledger's own addresses."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def urls(self) -> list[URLPattern]:
        """Everything but the import."""
        places: dict[str, tuple[str, Callable[..., HttpResponseBase]]] = {
            "list": ("", self.ledger),
            "export": ("export.<str:suffix>", self.download),
            "register": ("new/", self.register),
            "removed": ("removed/", self.removed),
            "detail": ("<uuid:key>/", self.detail),
            "amend": ("<uuid:key>/amend/", self.amend),
            "conclude": ("<uuid:key>/conclude/", self.conclude),
            "remove": ("<uuid:key>/remove/", self.remove),
        }
        return [path(at, login_required(view), name=name) for name, (at, view) in places.items()]

    def ledger(self, request: HttpRequest) -> HttpResponse:
        """The list with its filters."""
        form, cases = self._filtered(request)
        writable = permissions.writable_organs(_user(request), today=timezone.localdate())
        context = {
            "form": form,
            "page": Pages(cases, PAGE).get_page(request.GET.get("page")),
            "narrowed": any(form.data.values()) if form.is_bound else False,
            "may_write": writable.exists(),
        }
        return self._page(request, "list", context)

    def download(self, request: HttpRequest, suffix: str) -> HttpResponseBase:
        """The filtered list as a table that can be imported again, after the password (SEC-13)."""
        self._readable(request)
        return stepup.required(self._download)(request, suffix)

    def _download(self, request: HttpRequest, suffix: str) -> HttpResponseBase:
        _, cases = self._filtered(request)
        headers = [*self.book.facts.LABELS.values(), "登记机关"]
        rows = (self.book.exported(case) for case in cases.iterator(chunk_size=2000))
        name = f"{self.book.name}-{timezone.localdate():%Y%m%d}"
        if suffix == "csv":
            return export.as_csv(name, headers, rows)
        if suffix != "xlsx":
            raise Http404
        if size(cases) > XLSX_ROWS:
            messages.error(request, f"超过{XLSX_ROWS}件，请导出CSV，或用筛选缩小范围。")
            return redirect(f"{self.book.namespace}:list")
        return export.as_xlsx(name, headers, rows)

    def detail(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """One case: facts, history, what can be done."""
        case = self._case(request, key)
        today = timezone.localdate()
        context = {
            "case": case,
            "facts": self.book.facts.facts_of(case),
            "history": history.lines(events_of(case, batch=case.batch), self.book.told),
            "may_write": permissions.can_write(_user(request), case.organ, today=today),
        }
        return self._page(request, "detail", context | self.book.beside(case))

    def register(self, request: HttpRequest) -> HttpResponse:
        """A new case."""
        today = timezone.localdate()
        organs = permissions.writable_organs(_user(request), today=today)
        if not organs.exists():
            raise Http404
        form = self.book.forms.RegisterForm(request.POST or None, today=today, organs=organs)

        def act(**data: Any) -> Any:
            post = _post(request, data["organ"])
            return self.book.actions.register(by=post, at=timezone.now(), **data)

        if case := _done(request, form, act):
            messages.success(request, f"已登记{case}。")
            return redirect(case)
        return self._page(request, "register", {"form": form})

    def amend(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Correct the facts of a case."""
        case = self._case(request, key)
        facts = self.book.facts.facts_of(case)
        form = self.book.forms.AmendForm(
            request.POST or None,
            today=timezone.localdate(),
            organ=case.organ,
            initial=asdict(facts) | {"seen": self.book.facts.fingerprint(facts)},
        )
        if _done(request, form, self._acting(request, case, "amend")):
            messages.success(request, "已更正，改动记入了这一件的办理记录。")
            return redirect(case)
        return self._page(request, "amend", {"form": form, "case": case})

    def conclude(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Enter how an open case ended."""
        case = self._case(request, key)
        form = self.book.forms.ConcludeForm(request.POST or None, **self.book.concluding(case))
        if _done(request, form, self._acting(request, case, "conclude")):
            messages.success(request, f"{case}{self.book.concluded}。")
            return redirect(case)
        return self._page(request, "conclude", {"form": form, "case": case})

    def remove(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Take a wrongly registered case out."""
        case = self._case(request, key)
        form = self.book.forms.RemoveForm(request.POST or None)
        if _done(request, form, self._acting(request, case, "remove")):
            messages.success(request, f"已删除{case}，原登记内容和原因留在删除记录里。")
            return redirect(f"{self.book.namespace}:list")
        return self._page(request, "remove", {"form": form, "case": case})

    def removed(self, request: HttpRequest) -> HttpResponse:
        """What was removed, by whom and why."""
        removals = self.book.queries.removals(self._readable(request))
        page = Paginator(removals, PAGE).get_page(request.GET.get("page"))
        return self._page(request, "removed", {"page": page})

    def _acting(self, request: HttpRequest, case: Any, move: str) -> Callable[..., Any]:
        """The move on the case under the officer's post; 404 without one, the form included."""
        post = _post(request, case.organ)

        def act(**data: Any) -> Any:
            getattr(self.book.actions, move)(case.pk, by=post, at=timezone.now(), **data)
            return case

        return act

    def _filtered(self, request: HttpRequest) -> tuple[Any, Any]:
        organs, queries = self._readable(request), self.book.queries
        form = self.book.forms.FilterForm(request.GET or None, organs=organs)
        filters = form.filters() if form.is_bound else queries.Filters()
        return form, queries.narrowed(queries.of_organs(organs), filters)

    def _readable(self, request: HttpRequest) -> Any:
        organs = permissions.readable_organs(_user(request), today=timezone.localdate())
        if not organs.exists():
            raise Http404
        return organs

    def _case(self, request: HttpRequest, key: UUID) -> Any:
        visible = self.book.queries.visible_to(_user(request), timezone.localdate())
        return get_object_or_404(visible, pk=key)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        return render(request, f"{self.book.namespace}/{name}.html", context)


def _done(request: HttpRequest, form: BaseForm, act: Callable[..., Any]) -> Any:
    """What a sent and sound form did; None where it is to be shown, with the refusal if any."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _post(request: HttpRequest, organ: Organ) -> Post:
    today = timezone.localdate()
    post = rights.acting_post(_user(request), organ, roles=LEDGER_WRITERS, today=today)
    if post is None:
        raise Http404
    return post


def _user(request: HttpRequest) -> Any:
    return request.user
