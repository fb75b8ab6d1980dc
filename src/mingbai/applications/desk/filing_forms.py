"""A new case that came by paper, letter, fax, e-mail, counter or by word of mouth (第二十九条)."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.applications import asked
from mingbai.applications.desk.forms import words
from mingbai.applications.fields import DayField, name_missing
from mingbai.applications.models import ObtainChannel, ObtainMethod
from mingbai.rules import receipt
from mingbai.rules.receipt import CHANNEL_LABELS, Channel
from mingbai.rules.report.outcomes import ApplicantKind

# 网上提交的由申请人自己填写；这里录入的是其余几种
CHANNELS = (
    Channel.FACE,
    Channel.ORAL,
    Channel.POST,
    Channel.LETTER,
    Channel.FAX,
    Channel.EMAIL,
)
IDENTITIES = [
    ("id_card", "居民身份证"),
    ("passport", "护照"),
    ("permit", "港澳台居民证件"),
    ("credit_code", "统一社会信用代码"),
    ("other", "其他证件"),
]
PERSON = (
    *("kind", "name", "identity_kind", "identity", "phone", "email", "address"),
    *("agent", "agent_identity", "agent_phone"),
)
REQUEST = (
    *("description", "document_number", "features"),
    *("obtain_method", "obtain_channel", "needs_help"),
)


def rule_of(channel: Channel, today: date) -> str:
    """From which day an application of this channel is received."""
    if receipt.needs_confirmation(channel, today):
        return "以双方确认之日为收到申请之日；到达不等于收到，确认之前不计算期限"
    if channel is Channel.POST:
        return "以签收之日为收到申请之日"
    return "以提交之日为收到申请之日"


class NewCaseForm(forms.Form):
    """The paper form as it came, with the day it arrived."""

    post = forms.ModelChoiceField(Post.objects.none(), label="受理机关", empty_label=None)
    channel = forms.ChoiceField(label="怎样来的", widget=forms.RadioSelect)
    arrived_on = DayField(label="到达日期", help_text="当面提交、签收、收到信件或者传真的日期。")
    confirmed = forms.BooleanField(
        label="今天已与申请人双方确认收到", required=False,
        help_text="只对平信、传真、电子邮件需要；还没有确认的不勾，登记为“待确认”，每日提醒。",
    )  # fmt: skip
    confirm_method = forms.CharField(label="确认方式", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="申请人类别",
        choices=[(each.value, each.label) for each in ApplicantKind],
    )
    name = forms.CharField(label="姓名或者名称", max_length=100)
    identity_kind = forms.ChoiceField(label="证件种类", choices=IDENTITIES)
    identity = forms.CharField(label="证件号码", max_length=60)
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", max_length=100, required=False)
    address = forms.CharField(label="通信地址", max_length=200, required=False)
    agent = forms.CharField(label="代理人姓名", max_length=100, required=False)
    agent_identity = forms.CharField(label="代理人证件号码", max_length=60, required=False)
    agent_phone = forms.CharField(label="代理人电话", max_length=40, required=False)
    description = words("所需信息的内容", rows=5, hint="照录申请人的原话；不问申请的用途。")
    document_number = forms.CharField(label="文号", max_length=100, required=False)
    features = words("便于查询的其他特征", rows=2, required=False)
    obtain_method = forms.ChoiceField(label="获取信息的方式", choices=ObtainMethod.choices)
    obtain_channel = forms.ChoiceField(label="获取信息的途径", choices=ObtainChannel.choices)
    needs_help = forms.BooleanField(label="申请人阅读、视听有困难，需要协助", required=False)

    def __init__(self, *args: Any, posts: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        field: Any = self.fields["post"]
        field.queryset = posts
        field.label_from_instance = lambda post: post.organ.name
        pairs = [
            (each.value, f"{CHANNEL_LABELS[each]}：{rule_of(each, today)}") for each in CHANNELS
        ]
        self.fields["channel"].choices = pairs  # type: ignore[attr-defined]
        self.initial.setdefault("arrived_on", today)
        self.initial.setdefault("obtain_channel", ObtainChannel.POST)
        name_missing(self)

    def clean(self) -> dict[str, Any]:
        """Hold the form against what an application must have (第二十九条第二款)."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("confirmed") and not data.get("confirm_method"):
            self.add_error("confirm_method", "请填写怎样与申请人确认的。")
        if self.errors:
            return data
        organ = data["post"].organ
        for problem in asked.problems(self.person(), self.request(), organ=organ, today=self.today):
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, str(problem.refusal))
        return data

    def person(self) -> asked.Person:
        """Who asks."""
        facts = {name: self.cleaned_data[name] for name in PERSON}
        return asked.Person(**facts | {"kind": ApplicantKind(facts["kind"])})

    def request(self) -> asked.Request:
        """What is asked."""
        facts = {name: self.cleaned_data[name] for name in REQUEST}
        method, channel = facts["obtain_method"], facts["obtain_channel"]
        chosen = {"obtain_method": ObtainMethod(method), "obtain_channel": ObtainChannel(channel)}
        return asked.Request(**facts | chosen)

    def arrived_at(self, now: datetime) -> datetime:
        """The time of arrival: now for today, else noon of the day."""
        day: date = self.cleaned_data["arrived_on"]
        if day == timezone.localdate(now):
            return now
        return timezone.make_aware(datetime.combine(day, time(12)))
