"""One page with every component in every state; for those who build and check pages (A11-01)."""

from datetime import date

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import explain, sentence
from mingbai.rules.findings import Finding, Severity
from mingbai.rules.reply import Pause, ReplyClock

WAYS = [("mail", "邮寄"), ("counter", "当面领取"), ("screen", "网上查看")]


class SampleForm(forms.Form):
    """A field of every kind."""

    title = forms.CharField(label="标题", help_text="不超过一百字。")
    received = forms.DateField(label="收到日期", widget=forms.DateInput(attrs={"type": "date"}))
    count = forms.IntegerField(label="件数", required=False)
    organ = forms.ChoiceField(label="机关", choices=[("a", "区政府办公室"), ("b", "区教育局")])
    ways = forms.MultipleChoiceField(
        label="送达方式", choices=WAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    kind = forms.ChoiceField(label="申请人", choices=WAYS[:2], widget=forms.RadioSelect)
    note = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    scan = forms.FileField(label="附件", required=False)
    sure = forms.BooleanField(label="我已核对", help_text="提交后不能修改。")


FINDINGS = [
    Finding(
        "T3-R1",
        Severity.ERROR,
        "新收件数与各类结果、结转件数不平",
        "t3.1/natural",
        34,
        33,
        "请核对“自然人”一列的新收和结转。",
        "《政府信息公开工作年度报告格式》填报说明",
    ),
    Finding("TXT-2", Severity.WARN, "正文写“受理34件”，表格为33件", "正文第二段", 33, 34),
    Finding("T4-I1", Severity.INFO, "本年没有行政诉讼", hint="如属实，不必修改。"),
]


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component; only where the site is a demonstration or under development."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return _gallery(request)


@login_required
def gallery_for_officers(request: HttpRequest) -> HttpResponse:
    """The same page for anyone who has logged in."""
    return _gallery(request)


def _gallery(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("theme", "")
    pause = Pause(date(2019, 10, 9), date(2019, 10, 16), "征求第三方意见")
    clock = ReplyClock(date(2019, 9, 25), pauses=(pause,), extension=5)
    explanation = explain(clock, Calendar.load())
    context = {
        "form": SampleForm(initial={"title": "关于公开土地征收批文的申请"}),
        "refused": SampleForm({"title": "", "received": "昨天", "kind": "mail"}, prefix="refused"),
        "findings": FINDINGS,
        "page": Paginator(range(1, 400), 20).page(6),
        "explanation": explanation,
        "sentence": sentence(explanation),
        "theme": theme if theme in ("blue", "red") else "",
    }
    return render(request, "ui/gallery.html", context)
