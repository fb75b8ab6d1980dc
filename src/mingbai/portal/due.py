"""期限计算: the reply clock for everyone, explained day by day (条例第三十条、第三十三条)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import Explanation, explain, sentence
from mingbai.rules.reply import Pause, ReplyClock, Restart, RestartReason

FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
YEARS = (date(2000, 1, 1), date(2199, 12, 31))
BAD_YEAR = "年份应在 2000 年至 2199 年之间，请核对。"
BAD_DATE = "这不是日期。请写成 2026-11-02 或者 2026年11月2日。"


def _day(label: str, hint: str = "", *, required: bool = False) -> forms.DateField:
    """A date that people may also type; its errors say how."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=FORMATS,
        validators=[MinValueValidator(YEARS[0], BAD_YEAR), MaxValueValidator(YEARS[1], BAD_YEAR)],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写收到申请的日期。", "invalid": BAD_DATE},
    )


class DueForm(forms.Form):
    """The facts that move the day to reply."""

    received = _day("收到申请之日", "这一天不计入期限，次日是第一天。", required=True)
    extension = forms.IntegerField(
        label="延长答复期限",
        help_text="经同意延长的工作日数，没有延长就不填。",
        required=False,
        error_messages={"invalid": "请填写整数，例如 20。"},
    )
    corrected = _day("收到补正之日", "申请补正过才填，期限从补正次日重新起算。")
    pause_first = _day("征求意见首日", "征求第三方或者其他机关意见，所需时间不计入期限。")
    pause_last = _day("征求意见末日", "收到意见的当日，最晚为发函后的第 15 个工作日。")

    def clean(self) -> dict[str, Any]:
        """A pause has two ends."""
        facts: dict[str, Any] = super().clean() or {}
        ends = [name for name in ("pause_first", "pause_last") if facts.get(name)]
        if len(ends) == 1 and not {"pause_first", "pause_last"} & set(self.errors):
            missing = "pause_last" if ends == ["pause_first"] else "pause_first"
            self.add_error(missing, ValidationError("征求意见的首日和末日要一起填写。"))
        return facts

    def explanation(self) -> Explanation:
        """The day to reply; raises Refusal for facts that cannot be."""
        facts = self.cleaned_data
        corrected: date | None = facts["corrected"]
        clock = ReplyClock(
            received=facts["received"],
            extension=facts["extension"] or 0,
            restarts=(Restart(corrected, RestartReason.CORRECTION),) if corrected else (),
            pauses=(
                (Pause(facts["pause_first"], facts["pause_last"]),) if facts["pause_first"] else ()
            ),
        )
        return explain(clock, Calendar.load())


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Ask for the facts; with them, show the sentence and the calendar."""
    form = DueForm(request.GET if "received" in request.GET else None)
    result: Explanation | None = None
    if form.is_bound and form.is_valid():
        try:
            result = form.explanation()
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "result": result, "sentence": sentence(result) if result else ""}
    return render(request, "portal/due.html", context)
