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
from mingbai.applications.facts import LABELS, LENGTHS, made, problems
from mingbai.applications.fields import DayField, choices, name_missing
from mingbai.applications.queries import Filters
from mingbai.rules.report.outcomes import ApplicantKind, Outcome


class FilterForm(CaseFilterForm):
    """What the list is narrowed to."""

    chosen = Filters
    text = forms.CharField(label="编号或内容", required=False, max_length=60)
    organ = organ_field("机关", "全部", required=False)
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


class FactsForm(CaseFactsForm):
    """The facts of one case, in the order in which they are asked for."""

    labels, made, problems = LABELS, staticmethod(made), staticmethod(problems)
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


class RegisterForm(OrganChosen, FactsForm):
    """A new case of one of the officer's organs."""

    organ = organ_field("登记机关", "请选择")


class AmendForm(FactsForm):
    """A correction."""

    seen = seen_field()


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

    reason = reason_field(
        "只用于误登，如重复登记、不属于本机关。申请人撤回的，不删除，按撤回办结。"
    )
