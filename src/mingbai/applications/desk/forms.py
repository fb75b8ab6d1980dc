"""The base of the forms of moves, the filters of the list, the reason of a look."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.accounts.models import User
from mingbai.applications.case_forms import organ_field
from mingbai.applications.desk.queries import Filters
from mingbai.applications.fields import name_missing
from mingbai.applications.models import Application
from mingbai.applications.stages import OPEN, UNRECEIVED
from mingbai.organs.models import Organ


class MoveForm(forms.Form):
    """A move of one case; the names of the fields are the arguments of the action."""

    def __init__(self, *args: Any, case: Application, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case, self.today = case, today
        self.prepare()
        name_missing(self)

    def prepare(self) -> None:
        """Set the choices and the first values that depend on the case."""

    def suggest(self, name: str, value: Any) -> None:
        """The first value of a field."""
        self.initial.setdefault(name, value)

    def offer(self, name: str, pairs: list[tuple[Any, str]]) -> None:
        """The choices of a field."""
        field: Any = self.fields[name]
        field.choices = pairs


def words(label: str, *, rows: int = 4, hint: str = "", required: bool = True) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class FilterForm(forms.Form):
    """The filters live in the address, so that a view can be sent to a colleague."""

    organ = organ_field("机关", "全部", required=False)
    stage = forms.ChoiceField(label="环节", required=False)
    handler = forms.ChoiceField(
        label="承办人", required=False, choices=[("", "全部"), ("me", "我承办的")]
    )
    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[
            ("", "全部"),
            ("overdue", "已逾期"),
            ("soon", "五个工作日内到期"),
            ("stopped", "期限停止"),
        ],
    )
    text = forms.CharField(
        label="编号或者内容",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"data-key": "/", "type": "search"}),
    )

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        stages = [(stage.value, stage.label) for stage in (*UNRECEIVED, *OPEN)]
        self.fields["stage"].choices = [("", "全部"), *stages]  # type: ignore[attr-defined]
        if len(organs[:2]) < 2:
            del self.fields["organ"]

    def filters(self) -> Filters:
        """What was chosen; a filter that is not understood does not narrow."""
        self.is_valid()
        data = dict(self.cleaned_data)
        organ = data.pop("organ", None)
        return Filters(organ=organ.code if organ else "", **data)


class RevealForm(forms.Form):
    """Why somebody wants to see what is masked."""

    reason = forms.CharField(
        label="查看的原因",
        max_length=200,
        help_text="例如：电话通知补正。不写申请人的姓名、号码；原因和查看人记入审计日志。",
        error_messages={"required": "请填写查看的原因。"},
    )


class ReissueForm(forms.Form):
    """How it was made sure who asks for a new code."""

    how = forms.CharField(
        label="身份核对情况",
        max_length=300,
        help_text="例如：本人持证到场核对。不写姓名和号码；换发后，旧的查询码作废。",
        error_messages={"required": "请填写怎样核对的身份。"},
    )


def officer_of(request: Any) -> User:
    """The signed-in officer."""
    user: User = request.user
    return user
