"""What 人员管理 fills in."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.accounts.models import User
from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PostForm(forms.Form):
    """A post: where, as what, from when."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label="请选择")
    role = forms.ChoiceField(label="岗位", choices=[("", "请选择"), *Role.choices])
    since = forms.DateField(label="自", widget=_day())

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        """The role itself, not its code."""
        return Role(self.cleaned_data["role"])


class AppointForm(PostForm):
    """A further post, with its end where that is known."""

    until = forms.DateField(label="至", required=False, widget=_day())


class AddForm(PostForm):
    """A new officer with the first post."""

    field_order = ["name", "username", "organ", "role", "since"]
    name = forms.CharField(label="姓名", max_length=40)
    username = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$",
        label="用户名",
        help_text="登录用，三至四十位字母、数字、点或短横；不要用身份证号、手机号。",
        error_messages={"invalid": "用户名只用字母、数字、点和短横，三至四十位。"},
    )

    def clean_username(self) -> str:
        """Free, and not a number that says who the person is."""
        username = str(self.cleaned_data["username"])
        if sum(c.isdigit() for c in username) >= 11:
            raise forms.ValidationError("用户名里不要有身份证号或手机号。")
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("已有同名账号，请换一个用户名。")
        return username


class EndForm(forms.Form):
    """The last day of a post."""

    until = forms.DateField(label="最后一日", widget=_day())
