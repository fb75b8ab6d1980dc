"""What 政务公开科 fills in to change the tree."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mingbai.organs.actions import AMENDABLE
from mingbai.organs.models import Organ, Profile, Site


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AddForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new organ."""

    parent = forms.ModelChoiceField(Organ.objects.none(), label="上级机关", empty_label=None)

    class Meta:
        model = Organ
        fields = ["parent", "code", *AMENDABLE[:4], "active_from", "position", "ledger_from"]
        widgets = {"active_from": _day()}
        help_texts = {"code": "用于网址和命令，设立后不能改，如 mzj。"}

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = organs  # type: ignore[attr-defined]


class AmendForm(forms.ModelForm):  # type: ignore[type-arg]
    """Other facts of an organ, from a day on."""

    since = forms.DateField(
        label="自何日起", widget=_day(), help_text="名称有变时，此日以前仍用原名称。"
    )

    class Meta:
        model = Organ
        fields = list(AMENDABLE)


class MoveForm(forms.Form):
    """Another organ above."""

    under = forms.ModelChoiceField(Organ.objects.none(), label="新的上级机关", empty_label="请选择")

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["under"].queryset = organs  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """The organ that continues the duties, and the last day."""

    into = forms.ModelChoiceField(Organ.objects.none(), label="承继机关", empty_label="请选择")
    on = forms.DateField(label="撤并日期（最后一日）", widget=_day())
    understood = forms.BooleanField(label="我已看清以上后果，撤并后不能恢复")

    def __init__(self, *args: Any, organs: QuerySet[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].queryset = organs  # type: ignore[attr-defined]


OF_THE_SITE = ("online_receipt", "identity_mask")


class DescribeForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where an organ is found and before whom it is challenged (条例第十二条)."""

    online_receipt = forms.ChoiceField(
        label="网上申请的确认",
        required=False,
        help_text="写明在申请表上：系统当即确认，还是由工作人员逐件确认后才算收到（条例第三十一条）。",
    )

    identity_mask = forms.ChoiceField(
        label="身份证号的遮法",
        required=False,
        help_text="全站只用一种：换用另一种之前，先把已公开的遮盖件一并改过来，否则可以拼出号码。",
    )

    class Meta:
        model = Profile
        fields = [
            *("office", "address", "postcode", "hours", "phone", "fax", "email"),
            *("vertical", "justice_office", "upper_government", "higher_office"),
            *("competent_department", "basic_court", "intermediate_court", "review_link"),
        ]
        help_texts = {
            "office": "例如：某某局办公室（政务公开工作机构）。",
            "upper_government": "复议机关由此确定；留空的，用上级机关的。",
            "basic_court": "起诉的法院；留空的，用上级机关的。",
            "review_link": "电子送达的文书写明这个地址（《行政复议法》第二十二条）。",
        }

    def __init__(self, *args: Any, site: Site | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if site is None:
            for name in OF_THE_SITE:
                del self.fields[name]
            return
        for name in OF_THE_SITE:
            field: Any = self.fields[name]
            stored: Any = Site._meta.get_field(name)
            field.choices = stored.choices
            self.initial[name] = getattr(site, name)
