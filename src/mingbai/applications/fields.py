"""Form fields of the ledgers: dates as people type them, choices with a first empty word."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from mingbai.files.cells import as_date


class DayField(forms.DateField):
    """A day; takes what the import takes (2019-3-5, 2019年3月5日 …)."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """The day, None for a blank."""
        try:
            return as_date(value)
        except ValueError as error:
            raise forms.ValidationError(f"{error}。") from None


def choices(codes: Iterable[Any], first: str) -> list[tuple[str, str]]:
    """(code, label) of an enum of the rules, after an empty choice."""
    return [("", first), *((code.value, code.label) for code in codes)]


def name_missing(form: forms.BaseForm) -> None:
    """Let every needed field say what is missing by its own name."""
    for field in form.fields.values():
        verb = "选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "填写"
        field.error_messages["required"] = f"请{verb}{field.label}。"
