"""The questions of a review as fields: of one text, or of a whole batch (预先审查的四问)."""

from django import forms

from mingbai.records.kinds import Step


def fields(step: Step, *, required: bool) -> dict[str, forms.Field]:
    """One field for each question, by its name in the form; a choice where the answers are set."""
    made: dict[str, forms.Field] = {}
    for key, label in step.questions.items():
        if words := list(step.choices.get(key, {}).values()):
            made[f"answer_{key}"] = forms.ChoiceField(
                label=label,
                required=required,
                choices=[(each, each) for each in words],
                widget=forms.RadioSelect,
            )
        else:
            made[f"answer_{key}"] = forms.CharField(label=label, max_length=300, required=required)
    return made
