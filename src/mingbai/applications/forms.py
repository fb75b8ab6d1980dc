"""The list's filters and the forms of the ledger."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.applications.facts import LABELS, LENGTHS, made, problems
from mingbai.applications.fields import DayField, choices, name_missing
from mingbai.applications.queries import Filters
from mingbai.organs.models import Organ
from mingbai.rules.report.outcomes import ApplicantKind, Outcome


class FilterForm(forms.Form):
    """The filters live in the address, so that a view can be sent to a colleague."""

    text = forms.CharField(label="编号或内容", required=False, max_length=60)
    organ = forms.ModelChoiceField(
        Organ.objects.none(), to_field_name="code", label="机关", required=False, empty_label="全部"
    )
    year = forms.IntegerField(label="收到年份", required=False, min_value=2008, max_value=2100)
    state = forms.ChoiceField(
        label="办理状态",
        required=False,
        choices=[("", "全部"), ("open", "在办"), ("concluded", "已办结")],
    )
    kind = forms.ChoiceField(
        label="申请人类别", required=False, choices=choices(ApplicantKind, "全部")
    )
    outcome = forms.ChoiceField(label="办理结果", required=False, choices=choices(Outcome, "全部"))

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What was chosen; a filter that is not understood does not narrow."""
        self.is_valid()
        chosen = dict(self.cleaned_data)
        organ = chosen.pop("organ", None)
        return Filters(organ=organ.code if organ else "", **chosen)


class FactsForm(forms.Form):
    """The facts of one case; what cannot be is said at its field, with the article."""

    number = forms.CharField(
        label=LABELS["number"],
        max_length=LENGTHS["number"],
        help_text="本机关内不重复；一件一号，补正不另编号。",
    )
    subject = forms.CharField(
        label=LABELS["subject"],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不写申请人姓名、证件号和联系方式。",
    )
    applicant_kind = forms.ChoiceField(
        label=LABELS["applicant_kind"],
        choices=choices(ApplicantKind, "请选择"),
        help_text="代理人不改变类别；共同申请的，按第一人。",
    )
    received_on = DayField(
        label=LABELS["received_on"],
        help_text="当面提交之日、邮政企业送达之日，或者与申请人确认之日（条例第三十一条）。",
    )
    outcome = forms.ChoiceField(
        label=LABELS["outcome"],
        required=False,
        choices=choices(Outcome, "在办，尚未办结"),
        help_text="区分处理的，只记部分公开。",
    )
    concluded_on = DayField(
        label=LABELS["concluded_on"],
        required=False,
        help_text="答复书或者终止办理文书的日期；结果计入这一天所在的年度。",
    )

    def __init__(self, *args: Any, today: date, organ: Organ | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.own = today, organ
        name_missing(self)

    def clean(self) -> dict[str, Any]:
        """Hold the facts against the rules once every field could be read."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        organ = data.get("organ") or self.own
        if not self.errors and organ is not None:
            facts = made(**{name: data[name] for name in LABELS})
            for problem in problems(facts, organ=organ, today=self.today):
                self.add_error(problem.field, str(problem.refusal))
        return data


class RegisterForm(FactsForm):
    """A new case; the organ is asked for where there is a choice."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        to_field_name="code",
        label="登记机关",
        empty_label="请选择",
    )
    field_order = ["organ"]

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organ"]
        field.queryset = organs
        if len(organs) == 1:
            field.empty_label = None
        name_missing(self)


class AmendForm(FactsForm):
    """A correction; ``seen`` are the facts the officer saw, so that nobody's change is lost."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ConcludeForm(forms.Form):
    """How and when a case ended."""

    outcome = forms.ChoiceField(label=LABELS["outcome"], choices=choices(Outcome, "请选择"))
    concluded_on = DayField(
        label=LABELS["concluded_on"], help_text="答复书或者终止办理文书的日期。"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name_missing(self)


class RemoveForm(forms.Form):
    """Why a case does not belong in the ledger."""

    reason = forms.CharField(
        label="删除原因",
        max_length=300,
        error_messages={"required": "请写明删除原因。"},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只用于误登，如重复登记、不属于本机关。申请人撤回的，不删除，按撤回办结。",
    )
