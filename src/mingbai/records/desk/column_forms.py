"""What the office fills in about columns and obligations."""

from typing import Any

from django import forms

from mingbai.organs.models import Organ, Site
from mingbai.records.models import Column
from mingbai.records.queries import columns
from mingbai.rules import publicity
from mingbai.rules.publicity import Level

LONGEST_PERIOD = 3650


class ColumnForm(forms.ModelForm):  # type: ignore[type-arg]
    """The facts of a column and its place in the tree."""

    item = forms.ChoiceField(label="公开事项", required=False)

    class Meta:
        model = Column
        fields = [
            *("name", "parent", "kind", "item", "organ", "update_days", "about", "position"),
        ]
        help_texts = {
            "parent": "栏目须放在一个栏目组之下；栏目组可以留空。",
            "organ": "留空：各机关分别负责各自的内容。",
            "update_days": "超过这些天没有新内容，即提示更新；留空不提示。",
            "position": "数字小的在前。",
        }

    def __init__(self, *args: Any, site: Site, **options: Any) -> None:
        super().__init__(*args, **options)
        named: dict[str, Any] = dict(self.fields)
        named["parent"].queryset = columns.open_groups(site).exclude(pk=self.instance.pk)
        named["parent"].empty_label = "（无）"
        named["kind"].choices = [("", "请选择"), *Column.Kind.choices]
        named["organ"].queryset = Organ.objects.under(site.root)
        named["organ"].empty_label = "各机关分别负责"
        named["item"].choices = [("", "（无）"), *publicity.item_choices(Level.COUNTY)]
        named["update_days"].min_value, named["update_days"].max_value = 1, LONGEST_PERIOD

    def clean_update_days(self) -> int | None:
        """A period has at least a day and at most ten years."""
        days: int | None = self.cleaned_data["update_days"]
        if days is not None and not 1 <= days <= LONGEST_PERIOD:
            raise forms.ValidationError(f"更新周期须为1至{LONGEST_PERIOD}天")
        return days


class AddForm(ColumnForm):
    """A new column; its code is in addresses and lasts."""

    class Meta(ColumnForm.Meta):
        fields = ["name", "code", *ColumnForm.Meta.fields[1:]]
        help_texts = ColumnForm.Meta.help_texts | {
            "code": "用于网址，设立后不能改；小写字母、数字和连字符，如 health-service。"
        }


class CloseForm(forms.Form):
    """From which day on nothing new comes in."""

    on = forms.DateField(
        label="自何日起停用", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ObligationForm(forms.Form):
    """Where an organ departs from the default of its kind."""

    obliged = forms.TypedChoiceField(
        label="是否应当公开",
        choices=[("yes", "应当公开"), ("no", "不要求公开")],
        coerce=lambda word: word == "yes",
    )
    update_days = forms.IntegerField(
        label="更新周期（天）", required=False, min_value=1, max_value=LONGEST_PERIOD
    )
    reason = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明与默认不同的依据，例如：本机关没有此项职权（三定方案）。",
    )
