"""A review to be demanded beyond those of the kinds."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.organs.models import Organ
from mingbai.records import kinds


class StepForm(forms.Form):
    """Of whom, of which texts, which review."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(), label="机关", empty_label=None, help_text="所属机关的信息同样要经过。"
    )
    kind = forms.ChoiceField(label="信息种类", required=False)
    step = forms.ChoiceField(label="增加的环节")

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        named: dict[str, Any] = dict(self.fields)
        named["organ"].queryset = organs
        documents = [(each.id, each.label) for each in kinds.kinds()]
        named["kind"].choices = [("", "各种信息"), *documents]
        named["step"].choices = [(key, row["label"]) for key, row in kinds.data("steps").items()]

    def clean(self) -> dict[str, Any]:
        """A review that the kind has already adds nothing."""
        facts: dict[str, Any] = super().clean() or {}
        kind, step = facts.get("kind"), facts.get("step")
        chosen = [kinds.kind(kind)] if kind else kinds.kinds()
        if step and all(step in {each.id for each in one.steps} for one in chosen):
            words = "这种信息" if kind else "各种信息"
            raise forms.ValidationError(f"{words}本来就要经过“{kinds.step(step).label}”，不必增加")
        return facts
