"""The filters of the log; they live in the address, so that a view can be sent to a colleague."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.desk.log.prose import verbs
from mingbai.organs.models import Organ


class FilterForm(forms.Form):
    """Organ, act, days."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(), to_field_name="code", label="机关", required=False, empty_label="全部"
    )
    verb = forms.ChoiceField(label="事项", required=False)
    since = forms.DateField(
        label="自", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="至", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        self.fields["verb"].choices = [("", "全部"), *verbs().items()]  # type: ignore[attr-defined]
