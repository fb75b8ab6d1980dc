"""The pages of an import: file, columns, preview, all or nothing. One flow for every ledger."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from mingbai.files import export, intake, template
from mingbai.files.forms import ColumnsForm, UploadForm
from mingbai.files.ledger import Ledger, Preview
from mingbai.files.tables import Table, read_table
from mingbai.files.uploads import Upload
from mingbai.refusal import Refusal

SHOWN = 200
BAD_HEADERS = ("行号", "列", "内容", "原因和办法")
View = Callable[..., HttpResponseBase]


class ImportFlow:
    """The views of one ledger's import; ``urls`` go into the ledger's own addresses."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @property
    def urls(self) -> list[URLPattern]:
        """Everything below ``import/``."""
        kept = "import/<str:token>/"
        return [
            path("import/", self._for_writers(self.choose), name="import"),
            path("import/template.<str:suffix>", self._for_writers(self.blank), name="template"),
            path(kept, self._for_writers(self._of_file(self.preview)), name="import-preview"),
            path(
                f"{kept}columns/",
                self._for_writers(self._of_file(self.columns)),
                name="import-columns",
            ),
            path(f"{kept}bad.csv", self._for_writers(self._of_file(self.bad)), name="import-bad"),
            path(f"{kept}cancel/", self._for_writers(self.cancel), name="import-cancel"),
        ]

    def choose(self, request: HttpRequest) -> HttpResponseBase:
        """The file and the organ; a wrong file is refused here."""
        organs = self.ledger.organs(request.user, timezone.localdate())  # type: ignore[arg-type]
        form = UploadForm(
            request.POST or None,
            request.FILES or None,
            organs=organs,
            layout=self.ledger.layout,
            initial={"organ": request.GET.get("organ", "")},
        )
        if request.method == "POST" and form.is_valid():
            upload: Upload = form.cleaned_data["file"]
            token = intake.keep(upload, at=timezone.now())
            request.session[_key(token)] = {
                "ledger": self.ledger.namespace,
                "name": upload.name,
                "sha256": upload.sha256(),
                "organ": form.cleaned_data["organ"],
                "columns": self.ledger.layout.match(form.table.headers),
            }
            return redirect(f"{self.ledger.namespace}:import-columns", token=token)
        return self._page(request, "choose", {"form": form})

    def columns(self, request: HttpRequest, token: str, facts: dict[str, Any]) -> HttpResponse:
        """Which column of the file is which; found by itself, corrected by hand."""
        table = facts["table"]
        form = ColumnsForm(
            request.POST or None,
            layout=self.ledger.layout,
            table=table,
            matching=facts["columns"],
        )
        if request.method == "POST" and form.is_valid():
            kept = request.session[_key(token)]
            request.session[_key(token)] = kept | {"columns": form.matching()}
            return redirect(f"{self.ledger.namespace}:import-preview", token=token)
        missing = self.ledger.layout.missing(facts["columns"])
        context = {"form": form, "missing": missing, "token": token, "file": facts}
        return self._page(request, "columns", context)

    def preview(self, request: HttpRequest, token: str, facts: dict[str, Any]) -> HttpResponse:
        """What would happen; the button enters all rows, or none."""
        if self.ledger.layout.missing(facts["columns"]):
            return redirect(f"{self.ledger.namespace}:import-columns", token=token)
        found = self._preview(facts)
        if request.method == "POST" and not found.bad:
            if not self._enter(request, found, facts):
                return redirect(f"{self.ledger.namespace}:import-preview", token=token)
            intake.wipe(token)
            del request.session[_key(token)]
            return redirect(f"{self.ledger.namespace}:list")
        organ = dict(self.ledger.organs(request.user, timezone.localdate()))  # type: ignore[arg-type]
        context = {
            "preview": found,
            "shown": found.bad[:SHOWN],
            "rest": max(len(found.bad) - SHOWN, 0),
            "token": token,
            "file": facts,
            "organ_name": organ[facts["organ"]],
        }
        return self._page(request, "preview", context)

    def bad(self, request: HttpRequest, token: str, facts: dict[str, Any]) -> HttpResponseBase:
        """The bad rows as a list to work through."""
        rows = [(c.row, c.column, c.value, c.reason) for c in self._preview(facts).bad]
        return export.as_csv(f"{Path(facts['name']).stem}-有问题的行", BAD_HEADERS, rows)

    def cancel(self, request: HttpRequest, token: str) -> HttpResponse:
        """Wipe the file and start again."""
        if request.method == "POST" and request.session.pop(_key(token), None):
            intake.wipe(token)
            messages.info(request, "上传的文件已删除，台账没有改动。")
        return redirect(f"{self.ledger.namespace}:import")

    def blank(self, request: HttpRequest, suffix: str) -> HttpResponseBase:
        """The template to fill in."""
        name, layout = f"{self.ledger.name}模板", self.ledger.layout
        if suffix == "csv":
            return export.as_csv(name, template.headers(layout), [])
        if suffix == "xlsx":
            return export.download(f"{name}.xlsx", template.workbook(layout))
        raise Http404

    def _enter(self, request: HttpRequest, found: Preview, facts: dict[str, Any]) -> bool:
        try:
            done = self.ledger.enter(
                found,
                organ=facts["organ"],
                sha256=facts["sha256"],
                user=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refusal as refusal:  # somebody changed the ledger between preview and button
            messages.error(request, f"{refusal}台账没有改动。")
            return False
        messages.success(request, done_in_words(done.new, done.identical))
        return True

    def _preview(self, facts: dict[str, Any]) -> Preview:
        entries = self.ledger.layout.read(facts["table"], facts["columns"])
        return self.ledger.preview(entries, organ=facts["organ"], today=timezone.localdate())

    def _page(self, request: HttpRequest, step: str, context: dict[str, Any]) -> HttpResponse:
        return render(request, f"files/import_{step}.html", context | {"ledger": self.ledger})

    def _for_writers(self, view: View) -> View:
        """Only for a person who may write in some ledger today; a 404 for everyone else."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.ledger.organs(request.user, timezone.localdate()):  # type: ignore[arg-type]
                raise Http404
            return view(request, *args, **kwargs)

        return login_required(guarded)

    def _of_file(self, view: View) -> View:
        """Gives the view the stored file as ``facts``; sends back to the start when it is gone."""

        @wraps(view)
        def with_file(request: HttpRequest, token: str) -> HttpResponseBase:
            known = request.session.get(_key(token))
            stored = intake.kept(token, at=timezone.now())
            organs = dict(self.ledger.organs(request.user, timezone.localdate()))  # type: ignore[arg-type]
            if not known or known["ledger"] != self.ledger.namespace:
                raise Http404
            if known["organ"] not in organs:
                raise Http404
            if stored is None:
                messages.error(request, "上传的文件已超过一小时，按规定删除了，请重新上传。")
                return redirect(f"{self.ledger.namespace}:import")
            table = _read(stored, known["name"], self.ledger)
            return view(request, token, known | {"table": table})

        return with_file


def done_in_words(new: int, identical: int) -> str:
    """What an import did, in a sentence."""
    if not new:
        return f"没有新的件：{identical}行都已在台账中，内容一致，台账没有改动。"
    same = f"，另有{identical}行已在台账中且内容一致，没有重复登记" if identical else ""
    return f"已登记{new}件{same}。"


def _read(stored: Path, name: str, ledger: Ledger) -> Table:
    with stored.open("rb") as file:
        return read_table(Upload(name, stored.stat().st_size, file), known=ledger.layout.keys)


def _key(token: str) -> str:
    return f"import-{token}"
