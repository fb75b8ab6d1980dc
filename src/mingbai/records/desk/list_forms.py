"""The filters of the list, the name of a saved view, and what is to be done with chosen rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from mingbai.records import kinds
from mingbai.records.queries import columns
from mingbai.records.queries.narrowing import Filters, Reach
from mingbai.records.stages import Stage
from mingbai.rules import publicity
from mingbai.rules.publicity import Level

ALL = ("", "全部")
PUBLIC = [
    ALL,
    ("yes", "已公开"),
    ("no", "未公开"),
    ("overdue", "逾期未公开"),
    ("ending", "公示期将满"),
    ("evaluate", "不主动公开，待评估"),
]
DOINGS = [
    *(("submit", "送审"), ("publish", "公开"), ("schedule", "定时公开")),
    *(("move", "换栏目"), ("discard", "作废")),
]
MOST = 200
FURTHER = ("column", "kind", "item", "officer", "since", "until", "mine")
_DAYS = [MinValueValidator(date(1949, 10, 1)), MaxValueValidator(date(2200, 1, 1))]


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        validators=_DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"],
    )


class QuickSelect(forms.Select):
    """A select whose options are joined and not rendered one by one: organs are many."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """As the template would; no groups."""
        chosen = "" if value is None else str(value)
        options = "".join(
            f'<option value="{escape(key)}"{" selected" if str(key) == chosen else ""}>'
            f"{escape(label)}</option>"
            for key, label in self.choices
        )
        begin = format_html('<select name="{}"{}>', name, flatatt(self.build_attrs(attrs or {})))
        return mark_safe(f"{begin}{options}</select>")  # noqa: S308 — 各项都已转义


def _choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=QuickSelect)


class ListForm(forms.Form):
    """The filters live in the address, so that a view can be sent to a colleague."""

    text = forms.CharField(
        label="标题或者文号",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"data-key": "/", "type": "search"}),
    )
    organ = _choice("机关")
    column = forms.TypedChoiceField(
        label="栏目", required=False, coerce=int, empty_value=None, widget=QuickSelect
    )
    kind = _choice("种类")
    item = _choice("公开事项")
    stage = _choice("环节")
    public = forms.ChoiceField(label="公开情况", required=False, choices=PUBLIC, widget=QuickSelect)
    officer = forms.CharField(label="经办人姓名", required=False, max_length=40)
    since = _day("变动自")
    until = _day("变动至")
    mine = forms.BooleanField(label="只看我经办的", required=False)

    def __init__(self, *args: Any, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["organ"].choices = [ALL, *((code, name) for _, code, name in reach.known)]
        fields["column"].choices = [ALL, *columns.names()]
        fields["kind"].choices = [ALL, *((kind.id, kind.label) for kind in kinds.kinds())]
        fields["item"].choices = [ALL, *publicity.item_choices(Level.COUNTY)]
        fields["stage"].choices = [ALL, *((stage.value, stage.label) for stage in Stage)]
        if len(reach.known) < 2:
            del self.fields["organ"]

    def first(self) -> list[forms.BoundField]:
        """The filters that are always shown."""
        return [bound for bound in self if bound.name not in FURTHER]

    def further(self) -> list[forms.BoundField]:
        """The filters that are folded away."""
        return [bound for bound in self if bound.name in FURTHER]

    def unfolded(self) -> bool:
        """Whether one of these narrows, or is not understood."""
        return any(self.data.get(name) for name in FURTHER)

    def filters(self) -> Filters:
        """What was chosen; a filter that is not understood does not narrow, and says so."""
        if not self.is_bound:
            return Filters()
        self.is_valid()
        return Filters(**self.cleaned_data)


def kept_query(data: QueryDict) -> QueryDict:
    """Only the filters of a query, and only those that narrow."""
    kept = QueryDict(mutable=True)
    for name in ListForm.base_fields:
        if value := data.get(name, ""):
            kept[name] = value[:60]
    return kept


class ManyForm(forms.Form):
    """What is to be done with the chosen rows."""

    do = forms.ChoiceField(label="办理", choices=DOINGS)
    column = forms.TypedChoiceField(
        label="换到栏目",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="换栏目的须选择。只换草稿；已送审、已公开的，栏目是审查过的内容。",
        widget=QuickSelect,
    )
    publish_at = forms.DateTimeField(
        label="公开时间",
        required=False,
        help_text="定时公开的须填写，北京时间。",
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y年%m月%d日 %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "这不是时间。请写成 2026-11-02 09:00。"},
    )

    def __init__(self, *args: Any, columns: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        """Which column is asked on the second page: the list need not hold them all."""
        super().__init__(*args, **options)
        if self.data.get("do") != "move":
            del self.fields["column"]
            return
        fields: dict[str, Any] = self.fields
        fields["column"].choices = [("", "请选择"), *columns]
        del self.fields["publish_at"]

    def clean(self) -> dict[str, Any]:
        """A set time needs a time, a move a column."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "confirmed" in self.data and data.get("do") == "move" and not data.get("column"):
            self.add_error("column", "请选择换到哪个栏目。")
        missing = data.get("do") == "schedule" and not data.get("publish_at")
        if missing and "publish_at" not in self.errors:
            self.add_error("publish_at", "请填写公开时间。")
        return data
