"""年报体检: anyone checks one published report; nothing of it is stored (条例第五十条)."""

import json
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mingbai.files import published
from mingbai.files.uploads import Upload
from mingbai.limits import bounds
from mingbai.oversight import shown
from mingbai.portal.checkup_bounds import MOST_BYTES, InMemory, slot
from mingbai.reading.bounded import Item, read_all
from mingbai.reading.intake import LARGEST_TEXT
from mingbai.reading.reader import Reading
from mingbai.reading.shape import as_json
from mingbai.refusal import Refusal

SALT, KEPT_SECONDS = "checkup", 3600
PASTED = "粘贴的文本"
BUSY = "正在体检的人较多，请稍后再试。您填写的内容还在，文件须重新选择。"
OFTEN = "您提交得太频繁，请过{wait}再试。"


class CheckupForm(forms.Form):
    """One file, or the text of one report."""

    file = forms.FileField(
        label="年度报告文件",
        help_text="网页（.html）、Word（.docx）、PDF 或纯文本，不超过10 MB。",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": published.ACCEPT}),
        error_messages={"empty": "文件是空的。请核对选中的文件。"},
    )
    text = forms.CharField(
        label="或者粘贴报告全文",
        help_text="连同表格一起复制；标题里应有机关名称和年度。",
        required=False,
        strip=False,
        max_length=LARGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"max_length": "文本太长，不像一份年度报告。请只粘贴报告正文。"},
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two, and a file of a kind that can be read."""
        facts: dict[str, Any] = super().clean() or {}
        file, text = facts.get("file"), (facts.get("text") or "").strip()
        if self.too_large:
            self.add_error("file", f"文件超过{MOST_BYTES // 1024 // 1024} MB。请换用网页或纯文本。")
        elif self.errors:
            return facts
        elif file and text:
            raise forms.ValidationError("文件和文本只能选一样。请去掉其中一样。")
        elif not file and not text:
            raise forms.ValidationError("请选择一个文件，或者粘贴报告全文。")
        elif file:
            try:
                published.check(_upload(file), most=MOST_BYTES)
            except Refusal as refusal:
                self.add_error("file", str(refusal))
        return facts

    def item(self) -> Item:
        """What to read."""
        file = self.cleaned_data["file"]
        if file:
            return Item(file.name, file.read())
        return Item(PASTED, self.cleaned_data["text"])


@csrf_exempt  # the upload handler must stand before the form is parsed; _checkup checks the token
def checkup(request: HttpRequest) -> HttpResponse:
    """Ask for a report; with one, show what was read and found."""
    request.upload_handlers = [InMemory(request)]
    answer: HttpResponse = _checkup(request)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@sensitive_post_parameters("text")
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _checkup(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, CheckupForm())
    sent, files = request.POST, request.FILES  # parsed here, so that the size is known below
    form = CheckupForm(sent, files, too_large=bool(request.META.get("checkup.too_large")))
    if not form.is_valid():
        return _page(request, form)
    verdict = bounds.check(request, "checkup", at=timezone.now())
    if not verdict.allowed:
        form.add_error(None, OFTEN.format(wait=bounds.wait(verdict.after)))
        return _page(request, form, status=429)
    with slot() as free:
        if not free:
            form.add_error(None, BUSY)
            return _page(request, form, status=503)
        ((_, reading),) = read_all([form.item()])
    return _page(request, form, reading)


@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """The result as JSON, out of the page that shows it; only what we signed is sent back."""
    try:
        found = signing.loads(request.POST.get("data", ""), salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return redirect("portal:checkup")
    text = json.dumps(found, ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"年报体检-{found['organ'] or '机关不明'}-{found['year'] or '年度不明'}.json"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(
    request: HttpRequest, form: CheckupForm, reading: Reading | None = None, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form}
    if reading is not None:
        context["result"] = shown.page(reading)
        context["data"] = signing.dumps(as_json(reading), salt=SALT, compress=True)
    return render(request, "portal/checkup.html", context, status=status)


def _upload(file: Any) -> Upload:
    return Upload(file.name, file.size, file, file.content_type or "")
