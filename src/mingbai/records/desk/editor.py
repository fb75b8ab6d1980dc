"""The form field of a body: a rich text editor over a plain textarea, cleaned when it is read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mingbai.prose.cleaning import clean
from mingbai.prose.notes import numbered
from mingbai.refusal import Refusal


class BodyWidget(forms.Textarea):
    """A textarea that a module of our own turns into an editor; without scripts it stays one.

    The page puts ``form.media`` into its head: styles, and one script of type module, which no
    content policy has to allow.
    """

    template_name = "records/widgets/body.html"

    class Media:
        css = {"all": ["ui/prose.css", "records/editor.css"]}
        js = [forms.Script("records/editor.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 24, "data-body": "", "spellcheck": "false"} | (attrs or {}))

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser could not show its bubble at a hidden textarea."""
        return False


class BodyField(forms.CharField):
    """Clean HTML of a body."""

    widget = BodyWidget

    def __init__(self, *, label: str = "正文", **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)

    def to_python(self, value: Any) -> str:
        """The body in normal form, its footnotes in order.

        Raises ``ValidationError`` in the words of the refusal.
        """
        try:
            return numbered(clean(str(super().to_python(value) or "")))
        except Refusal as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the body itself differs, not only how it was written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
