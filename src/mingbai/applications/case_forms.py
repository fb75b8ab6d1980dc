"""What the forms of both ledgers of cases share: filters, facts held against rules, removal."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from mingbai.applications.facts import Problem
from mingbai.applications.fields import name_missing
from mingbai.organs.models import Organ


def organ_field(
    label: str, first: str, *, required: bool = True
) -> "forms.ModelChoiceField[Organ]":
    """An organ by its code; the form sets which ones there are."""
    return forms.ModelChoiceField(
        Organ.objects.none(),
        to_field_name="code",
        label=label,
        required=required,
        empty_label=first,
    )


class CaseFilterForm(forms.Form):
    """The filters live in the address, so that a view can be sent to a colleague."""

    chosen: ClassVar[Callable[..., Any]]
    organ = organ_field("机关", "全部", required=False)

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]

    def filters(self) -> Any:
        """What was chosen; a filter that is not understood does not narrow."""
        self.is_valid()
        data = dict(self.cleaned_data)
        organ = data.pop("organ", None)
        return type(self).chosen(organ=organ.code if organ else "", **data)


class CaseFactsForm(forms.Form):
    """The facts of one case; what cannot be is said at its field, with the article."""

    labels: ClassVar[Mapping[str, str]]
    made: ClassVar[Callable[..., Any]]
    problems: ClassVar[Callable[..., Sequence[Problem]]]

    def __init__(self, *args: Any, today: date, organ: Organ | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.own = today, organ
        name_missing(self)

    def clean(self) -> dict[str, Any]:
        """Hold the facts against the rules once every field could be read."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        organ, form = data.get("organ") or self.own, type(self)
        if not self.errors and organ is not None:
            facts = form.made(**{name: data[name] for name in form.labels})
            for problem in form.problems(facts, organ=organ, today=self.today):
                self.add_error(problem.field, str(problem.refusal))
        return data


class OrganChosen(forms.Form):
    """A new case; the organ is asked for where there is a choice."""

    field_order = ["organ"]

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organ"]
        field.queryset = organs
        if len(organs) == 1:
            field.empty_label = None
        name_missing(self)


def seen_field() -> forms.CharField:
    """The fingerprint of the facts the officer saw, so that nobody's change is lost."""
    return forms.CharField(widget=forms.HiddenInput, required=False)


def reason_field(hint: str) -> forms.CharField:
    """Why a case does not belong in the ledger."""
    return forms.CharField(
        label="删除原因",
        max_length=300,
        error_messages={"required": "请写明删除原因。"},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=hint,
    )
