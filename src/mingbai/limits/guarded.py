"""A public form that tells a person from a program without a puzzle (ABU-01, WCAG 3.3.8)."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing

TRAP = "homepage"
_SALT = "mingbai.limits.guarded"


class Guarded(forms.Form):
    """Mixin: a sealed time of opening, and a field that only a program fills in.

    ``at`` is the present, given by the view.  Show both with ``limits/guard.html``; the form's
    other fields keep what was typed when the guard refuses.
    """

    seal = forms.CharField(required=False, widget=forms.HiddenInput)
    homepage = forms.CharField(
        required=False,
        label="此栏请留空",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at

    @property
    def next_seal(self) -> str:
        """The seal to show: the one that came back while it holds, so nobody waits twice."""
        age = self._age()
        if age is not None and age <= settings.FORM_SECONDS[1]:
            return str(self.data[self.add_prefix("seal")])
        return signing.dumps(int(self.at.timestamp()), salt=_SALT)

    def visible_fields(self) -> list[forms.BoundField]:
        """Without the trap, which the template shows where nobody sees it."""
        return [field for field in super().visible_fields() if field.name != TRAP]

    def hidden_fields(self) -> list[forms.BoundField]:
        """Without the seal, which is new on every showing."""
        return [field for field in super().hidden_fields() if field.name != "seal"]

    def clean(self) -> dict[str, Any] | None:
        """Raises ``ValidationError`` in words, whatever the other fields hold."""
        cleaned = super().clean()
        self.cleaned_data.pop("seal", "")
        if self.cleaned_data.pop(TRAP, ""):
            raise forms.ValidationError(
                "表单里看不见、不必填写的一栏有了内容，可能是浏览器自动填的。"
                "其余内容还在，请再提交一次。",
                code="trap",
            )
        least, most = settings.FORM_SECONDS
        age = self._age()
        if age is None:
            raise forms.ValidationError(
                "没有收到本页的校验信息。已填的内容还在，请再提交一次。", code="seal"
            )
        if age < least:
            raise forms.ValidationError(
                "提交得太快。已填的内容还在，请核对一遍，过几秒再提交。", code="fast"
            )
        if age > most:
            raise forms.ValidationError(
                "本页打开已超过一天。已填的内容还在，请核对后再提交一次。", code="old"
            )
        return cleaned

    def _age(self) -> float | None:
        """Seconds since the form was opened; None without a seal of ours."""
        try:
            opened = signing.loads(self.data.get(self.add_prefix("seal"), ""), salt=_SALT)
            return self.at.timestamp() - int(opened)
        except (signing.BadSignature, TypeError, ValueError):
            return None
