"""The application form: what Art. 29 asks and nothing else; purpose is no field."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.urls import reverse_lazy

from mingbai.applications import asked
from mingbai.applications.asked import Person, Request
from mingbai.applications.models import ObtainChannel, ObtainMethod
from mingbai.limits.guarded import Guarded
from mingbai.organs.models import Organ
from mingbai.portal.apply.uploads import FilesField
from mingbai.rules.report.outcomes import ApplicantKind

IDENTITIES = [
    ("id_card", "居民身份证"),
    ("credit_code", "统一社会信用代码"),
    ("passport", "护照"),
    ("hk_macao", "港澳居民来往内地通行证"),
    ("taiwan", "台湾居民来往大陆通行证"),
    ("residence", "外国人永久居留身份证"),
    ("other", "其他证件"),
]
SHAPES = {
    "id_card": (r"\d{17}[\dXx]|\d{15}", "居民身份证号码应为18位，前17位是数字"),
    "credit_code": (r"[0-9A-Za-z]{18}", "统一社会信用代码应为18位数字或字母"),
}
GUARDED_AGE = 14
# 边写边提示：只送这一栏，用 POST，所写的话不进网址和日志
SUGGESTING = {
    "hx-post": reverse_lazy("apply:suggest"),
    "hx-trigger": "input changed delay:800ms",
    "hx-target": "#found",
    "hx-params": "description,csrfmiddlewaretoken",
    "hx-sync": "this:replace",
}
AGAIN = "附件须重新选择：为保护您的信息，没有提交成功的文件不保存。"


def _kinds() -> list[tuple[str, str]]:
    """The six columns of the report, each with who belongs there."""
    return [
        (
            kind.value,
            kind.label if kind is ApplicantKind.NATURAL else f"{kind.label}：{kind.covers}",
        )
        for kind in ApplicantKind
    ]


def _text(label: str, most: int, hint: str = "", *, required: bool = False, **attrs: Any) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"max_length": f"{label}最多{most}个字，请缩短。"},
    )


class ApplyForm(Guarded, forms.Form):
    """The whole form in the order of the page; ``person`` and ``request`` after validation."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="申请人类别", choices=_kinds, widget=forms.RadioSelect, initial="natural"
    )
    name = _text("姓名或者名称", 100, required=True, autocomplete="name")
    identity_kind = forms.ChoiceField(label="证件种类", choices=IDENTITIES, initial="id_card")
    identity = _text("证件号码", 40, required=True, autocomplete="off", autocapitalize="characters")
    phone = _text("联系电话", 30, "打开答复时要核对后四位。", autocomplete="tel", inputmode="tel")
    email = forms.EmailField(
        label="电子邮箱",
        help_text="填了邮箱，办理的每一步发邮件告诉您。",
        required=False,
        max_length=120,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "这不是邮箱地址。请写成 name@example.cn 的样子。"},
    )
    address = _text("通信地址", 200, "选择邮寄的须填写。", autocomplete="street-address")
    agent = _text("代理人姓名", 100)
    agent_identity = _text("代理人证件号码", 40, autocomplete="off")
    agent_phone = _text("代理人电话", 30, inputmode="tel")
    description = forms.CharField(
        label="所需信息的名称或者内容",
        help_text="写得越具体，查得越快：什么事、哪个地方、哪一年、什么文件。一件申请写一件事。",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6} | SUGGESTING),
    )
    document_number = _text("文号", 100, "知道的话填上，例如 明政发〔2026〕1号。")
    features = forms.CharField(
        label="便于查找的其他特征",
        help_text="例如时间、地点、项目名称、经办单位。",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attached = FilesField()
    obtain_method = forms.ChoiceField(
        label="获取信息的方式",
        choices=ObtainMethod.choices,
        widget=forms.RadioSelect,
        initial=ObtainMethod.ELECTRONIC,
    )
    obtain_channel = forms.ChoiceField(
        label="获取信息的途径",
        choices=ObtainChannel.choices,
        widget=forms.RadioSelect,
        initial=ObtainChannel.ONLINE,
    )
    needs_help = forms.BooleanField(
        label="我阅读或者视听有困难，需要协助",
        help_text="行政机关应当提供必要的帮助（《政府信息公开条例》第四十三条）。",
        required=False,
    )
    consent = forms.BooleanField(
        label="我已阅读上面的告知，同意为办理本件申请处理我填写的信息，包括证件号码",
        error_messages={
            "required": "提交前请阅读个人信息处理告知并勾选同意（《个人信息保护法》第十七条、"
            "第二十九条）。不愿在网上填写的，可以当面或者邮寄申请。"
        },
    )

    def __init__(self, *args: Any, organ: Organ, today: date, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        self.organ, self.today = organ, today

    def clean(self) -> dict[str, Any]:
        """What the article asks, in its words; the shape of numbers; who needs a guardian."""
        super().clean()
        for problem in asked.problems(
            self.person, self.request, organ=self.organ, today=self.today
        ):
            place = problem.field if problem.field in self.fields else None
            if place:
                self.errors.pop(place, None)
            self.add_error(place, f"{problem.refusal}")
        self._check_identity()
        self._check_phones()
        return self.cleaned_data

    @property
    def person(self) -> Person:
        """Who asks, as far as it was typed."""
        facts = self._typed(
            ("name", "identity", "identity_kind", "phone", "email", "address"),
            ("agent", "agent_identity", "agent_phone"),
        )
        kind = self.cleaned_data.get("kind") or ApplicantKind.NATURAL
        return Person(kind=ApplicantKind(kind), **facts)

    @property
    def request(self) -> Request:
        """What is asked, as far as it was typed."""
        facts = self._typed(("description", "document_number", "features"))
        method = self.cleaned_data.get("obtain_method") or ObtainMethod.ELECTRONIC
        channel = self.cleaned_data.get("obtain_channel") or ObtainChannel.ONLINE
        return Request(
            obtain_method=ObtainMethod(method),
            obtain_channel=ObtainChannel(channel),
            needs_help=bool(self.cleaned_data.get("needs_help")),
            **facts,
        )

    def _typed(self, *names: Iterable[str]) -> dict[str, str]:
        """What was typed; where the field has an error of its own, the words themselves."""
        given = (name for group in names for name in group)
        return {
            name: str(self.cleaned_data.get(name) or self.data.get(self.add_prefix(name)) or "")
            for name in given
        }

    def _check_identity(self) -> None:
        number = self.person.identity.strip()
        shape, words = SHAPES.get(self.person.identity_kind, ("", ""))
        if number and shape and not re.fullmatch(shape, number):
            self.add_error("identity", f"{words}，现有{len(number)}位。请核对，或者改选证件种类。")
        elif self.person.identity_kind == "id_card" and self._young(number):
            self.add_error(
                "agent",
                "申请人未满十四周岁，须由父母或者其他监护人作为代理人提出"
                "（《个人信息保护法》第三十一条）。请填写代理人。",
            )

    def _young(self, number: str) -> bool:
        """Whether the number is of a child, and nobody acts for him."""
        if len(number) != 18 or self.person.agent.strip():
            return False
        try:
            born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        except ValueError:
            return False
        birthday = (self.today.month, self.today.day) >= (born.month, born.day)
        return self.today.year - born.year - (not birthday) < GUARDED_AGE

    def _check_phones(self) -> None:
        for name in ("phone", "agent_phone"):
            number = self.person.phone if name == "phone" else self.person.agent_phone
            if number.strip() and not re.fullmatch(r"[+\d][\d\s()（）转*#-]{6,29}", number.strip()):
                self.add_error(
                    name, "这不像电话号码。请只填数字，固定电话写区号，例如 0532-12345678。"
                )
