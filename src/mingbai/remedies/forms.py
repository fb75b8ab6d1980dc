"""The list's filters and the forms of the ledger."""

from typing import Any

from django import forms

from mingbai.applications.case_forms import (
    CaseFactsForm,
    CaseFilterForm,
    OrganChosen,
    organ_field,
    reason_field,
    seen_field,
)
from mingbai.applications.fields import DayField, choices, name_missing
from mingbai.remedies.causes import causes
from mingbai.remedies.checks import problems
from mingbai.remedies.facts import ASKED, LABELS, LENGTHS, LESSON_LENGTH, made
from mingbai.remedies.models import Procedure
from mingbai.remedies.move_forms import FINAL
from mingbai.remedies.queries import Filters
from mingbai.remedies.stages import Stage
from mingbai.rules.report.remedies import RemedyKind


def _results(first: str) -> list[Any]:
    """Results grouped by kind, since many words stand under both."""
    groups = [
        (kind.label, [(item.value, item.label) for item in FINAL if item.kind is kind])
        for kind in RemedyKind
    ]
    return [("", first), *groups]


class FilterForm(CaseFilterForm):
    """What the list is narrowed to."""

    chosen = Filters
    text = forms.CharField(label="案号、行为或机关", required=False, max_length=60)
    organ = organ_field("机关", "全部", required=False)
    year = forms.IntegerField(label="受理年份", required=False, min_value=2008, max_value=2100)
    state = forms.ChoiceField(
        label="审理状态",
        required=False,
        choices=[
            ("", "全部"),
            ("open", "尚未审结"),
            ("concluded", "已审结"),
            *((stage.value, stage.label) for stage in Stage),
        ],
    )
    kind = forms.ChoiceField(label="种类", required=False, choices=choices(RemedyKind, "全部"))


class FactsForm(CaseFactsForm):
    """The facts of one case, in the order in which they are asked for."""

    labels = {name: LABELS[name] for name in ASKED}
    made, problems = staticmethod(made), staticmethod(problems)
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
    filed_on = DayField(
        label=LABELS["filed_on"], required=False, help_text="申请人申请复议或者起诉之日。"
    )
    accepted_on = DayField(label=LABELS["accepted_on"], help_text="复议受理或者法院立案之日。")
    procedure = forms.ChoiceField(
        label=LABELS["procedure"],
        required=False,
        choices=Procedure.choices,
        help_text="政府信息公开案件可以适用简易程序，以通知书为准。",
    )
    received_on = DayField(
        label=LABELS["received_on"],
        required=False,
        help_text="本机关收到复议申请书或者起诉状副本之日，书面答复的期限由此起算。",
    )
    result = forms.ChoiceField(
        label=LABELS["result"], required=False, choices=_results("尚未审结（含中止）")
    )
    concluded_on = DayField(
        label=LABELS["concluded_on"], required=False, help_text="复议决定或者生效裁判的日期。"
    )


class RegisterForm(OrganChosen, FactsForm):
    """A new case of one of the officer's organs."""

    organ = organ_field("被申请人或者被告", "请选择")


class AmendForm(FactsForm):
    """A correction: everything the ledger knows."""

    labels = LABELS
    answered_on = DayField(label=LABELS["answered_on"], required=False)
    hearing_on = DayField(label=LABELS["hearing_on"], required=False)
    served_on = DayField(label=LABELS["served_on"], required=False)
    effective_on = DayField(label=LABELS["effective_on"], required=False)
    redo_ordered_on = DayField(label=LABELS["redo_ordered_on"], required=False)
    redo_done_on = DayField(label=LABELS["redo_done_on"], required=False)
    cause = forms.ChoiceField(
        label=LABELS["cause"], required=False, choices=choices(causes().values(), "没有登记")
    )
    lesson = forms.CharField(
        label=LABELS["lesson"],
        required=False,
        max_length=LESSON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = seen_field()


class ConcludeForm(forms.Form):
    """How and when a case ended; only results of its kind."""

    result = forms.ChoiceField(label=LABELS["result"])
    concluded_on = DayField(label=LABELS["concluded_on"], help_text="复议决定或者生效裁判的日期。")

    def __init__(self, *args: Any, kind: RemedyKind, **options: Any) -> None:
        super().__init__(*args, **options)
        results = [item for item in FINAL if item.kind is kind]
        self.fields["result"].choices = choices(results, "请选择")  # type: ignore[attr-defined]
        name_missing(self)


class RemoveForm(forms.Form):
    """Why a case does not belong in the ledger."""

    reason = reason_field(
        "只用于误登，如重复登记、不是政府信息公开案件。撤回、撤诉的不删除，按结果登记。"
    )
