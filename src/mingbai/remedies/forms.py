"""The list's filters and the forms of the ledger."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.applications.fields import DayField, choices, name_missing
from mingbai.organs.models import Organ
from mingbai.remedies.facts import LABELS, LENGTHS, made, problems
from mingbai.remedies.queries import Filters
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

# A case that is pending has no result in the ledger, whatever a paper calls its state.
_FINAL = [result for result in RemedyResult if result.column != "pending"]


def _results(first: str) -> list[Any]:
    """Results grouped by kind, since many words stand under both."""
    groups = [
        (kind.label, [(item.value, item.label) for item in _FINAL if item.kind is kind])
        for kind in RemedyKind
    ]
    return [("", first), *groups]


class FilterForm(forms.Form):
    """The filters live in the address, so that a view can be sent to a colleague."""

    text = forms.CharField(label="案号、行为或机关", required=False, max_length=60)
    organ = forms.ModelChoiceField(
        Organ.objects.none(), to_field_name="code", label="机关", required=False, empty_label="全部"
    )
    year = forms.IntegerField(label="受理年份", required=False, min_value=2008, max_value=2100)
    state = forms.ChoiceField(
        label="审理状态",
        required=False,
        choices=[("", "全部"), ("open", "尚未审结"), ("concluded", "已审结")],
    )
    kind = forms.ChoiceField(label="种类", required=False, choices=choices(RemedyKind, "全部"))

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

    kind = forms.ChoiceField(label=LABELS["kind"], choices=choices(RemedyKind, "请选择"))
    after_review = forms.BooleanField(
        label="经复议后起诉",
        required=False,
        help_text="只用于诉讼：对同一行为先经过复议的勾选。",
    )
    joint_respondent = forms.BooleanField(
        label=LABELS["joint_respondent"],
        required=False,
        help_text="只用于诉讼：本机关只因复议维持而作共同被告，默认不计入年报。",
    )
    case_no = forms.CharField(
        label=LABELS["case_no"],
        max_length=LENGTHS["case_no"],
        help_text="一案一行，上诉不另登记，结果按最后生效的裁判填。",
    )
    authority = forms.CharField(
        label=LABELS["authority"], max_length=LENGTHS["authority"], help_text="复议机关或者法院。"
    )
    subject = forms.CharField(
        label=LABELS["subject"],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不写申请人、原告姓名。",
    )
    application_number = forms.CharField(
        label=LABELS["application_number"],
        max_length=60,
        required=False,
        help_text="本机关申请台账里的登记编号；不涉及具体申请的留空。",
    )
    accepted_on = DayField(label=LABELS["accepted_on"], help_text="复议受理或者法院立案之日。")
    result = forms.ChoiceField(
        label=LABELS["result"], required=False, choices=_results("尚未审结（含中止）")
    )
    concluded_on = DayField(
        label=LABELS["concluded_on"], required=False, help_text="复议决定或者生效裁判的日期。"
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
        label="被申请人或者被告",
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
    """How and when a case ended; only results of its kind."""

    result = forms.ChoiceField(label=LABELS["result"])
    concluded_on = DayField(label=LABELS["concluded_on"], help_text="复议决定或者生效裁判的日期。")

    def __init__(self, *args: Any, kind: RemedyKind, **options: Any) -> None:
        super().__init__(*args, **options)
        results = [item for item in _FINAL if item.kind is kind]
        self.fields["result"].choices = choices(results, "请选择")  # type: ignore[attr-defined]
        name_missing(self)


class RemoveForm(forms.Form):
    """Why a case does not belong in the ledger."""

    reason = forms.CharField(
        label="删除原因",
        max_length=300,
        error_messages={"required": "请写明删除原因。"},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只用于误登，如重复登记、不是政府信息公开案件。撤回、撤诉的不删除，按结果登记。",
    )
