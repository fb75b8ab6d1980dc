"""Forms of receiving, assigning, reviewing, serving and ending a case."""

from typing import Any

from django import forms

from mingbai.accounts.models import Post
from mingbai.applications.actions.ending import ENDS
from mingbai.applications.desk import queries
from mingbai.applications.desk.forms import MoveForm, words
from mingbai.applications.fields import DayField
from mingbai.applications.models import Delivery
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.service import Method

METHODS = (Method.DIRECT, Method.POST, Method.ELECTRONIC, Method.ENTRUSTED)


class PlainForm(MoveForm):
    """A move that asks for nothing but to be meant."""


class ConfirmForm(MoveForm):
    """How the receipt was confirmed with the applicant."""

    method = forms.CharField(
        label="确认方式",
        max_length=100,
        help_text="例如：电话（对方接听确认）、短信回复、当面。",
    )


class NoteForm(MoveForm):
    """What was tried to reach the applicant."""

    note = words("联系记录", rows=3, hint="什么时候、用什么方式、结果怎样。")


class ReturnForm(MoveForm):
    """Why it is no application."""

    reason = words("不作登记的原因", rows=3, hint="例如：属于投诉举报、业务咨询，已转何处办理。")


class AssignForm(MoveForm):
    """Who handles the case."""

    to: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        Post.objects.none(), label="承办人", empty_label="请选择"
    )

    def prepare(self) -> None:
        """The officers of the organ."""
        field: Any = self.fields["to"]
        field.queryset = queries.officers_of(self.case.organ, today=self.today)
        field.label_from_instance = lambda post: f"{post.user.name}（{post.get_role_display()}）"


class SplitForm(MoveForm):
    """The items of one letter."""

    items = words("各件的内容", rows=8, hint="一行一件，至少两件；第一件保留现在的编号。")

    def prepare(self) -> None:
        """What was asked, to be divided."""
        self.suggest("items", self.case.filing.description)

    def clean_items(self) -> list[str]:
        """One content a line."""
        return [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]


class LinkForm(MoveForm):
    """The earlier application for the same."""

    earlier = forms.TypedChoiceField(label="先前的申请", widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The applicant's other cases, the most alike first."""
        self.offer("earlier", _others(self))


def _others(form: MoveForm) -> list[tuple[Any, str]]:
    return [(each.application.pk, _alike(each)) for each in queries.alike(form.case)]


def _alike(found: queries.Alike) -> str:
    case = found.application
    return f"{case.number} {case.subject}（{_received(case)}，相近{found.percent}%）"


def _received(case: Any) -> str:
    return f"{chinese_date(case.received_on)}收到" if case.received_on else "待确认"


class ReviewForm(MoveForm):
    """A review that is passed."""

    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="审查所依据的条款。"
    )
    opinion = words("审查意见", rows=3, required=False)

    def prepare(self) -> None:
        """Both reviews rest on the same article."""
        self.suggest("basis", "《政府信息公开条例》第十七条")


class SendBackForm(MoveForm):
    """What is to be changed."""

    opinion = words("退回的意见", hint="写明哪里要改、为什么。")


class SignForm(MoveForm):
    """The signature."""

    opinion = words("签发意见", rows=2, required=False)


class RecallForm(MoveForm):
    """Why a signed paper is taken back."""

    reason = words("收回的原因", rows=3)


class ServeForm(MoveForm):
    """How the reply goes out, and the days that decide whether in time."""

    method = forms.ChoiceField(
        label="送达方式",
        widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in METHODS],
        help_text="不得用民营快递送达。",
    )
    posted_on = DayField(
        label="交邮日期",
        required=False,
        help_text="邮寄的填：交给中国邮政的日期，按它判断是否按期。",
    )
    tracking = forms.CharField(label="邮件号码", max_length=40, required=False)
    signed_on = DayField(
        label="签收日期",
        required=False,
        help_text="直接送达、委托送达的填：申请人在送达回证上签收的日期，按它判断是否按期。",
    )

    def prepare(self) -> None:
        """The way the applicant wished."""
        channel = self.case.filing.obtain_channel
        wished = {"post": Method.POST, "online": Method.ELECTRONIC, "email": Method.ELECTRONIC}
        self.suggest("method", wished.get(channel, Method.DIRECT).value)


class DeliveryForm(MoveForm):
    """The day the applicant signed for an item."""

    delivery_id = forms.TypedChoiceField(label="哪一次送达")
    signed_on = DayField(label="签收日期", help_text="申请人的救济期限从这一天起算。")

    def prepare(self) -> None:
        """What has been sent and not signed for."""
        rows = Delivery.objects.filter(
            paper__application=self.case, served_on=None, returned_on=None
        )
        pairs = [
            (each.pk, f"{each.paper.number or '文书'} {each.get_method_display()} {each.tracking}")
            for each in rows.select_related("paper")
        ]
        self.offer("delivery_id", pairs)


class ReturnedForm(DeliveryForm):
    """The day an item came back, and why."""

    signed_on = None  # type: ignore[assignment]  # declared by the parent, not asked here
    returned_on = DayField(label="退回日期")
    reason = words("退回原因", rows=2, hint="照录改退批条：查无此人、迁移新址不明、拒收等。")


class WithdrawForm(MoveForm):
    """The applicant's own words of withdrawal."""

    statement = words("撤回的表述", rows=3, hint="照录申请人书面表示的原话。")
    on = DayField(label="收到撤回的日期")

    def prepare(self) -> None:
        """Today, most often."""
        self.suggest("on", self.today)


class EndForm(MoveForm):
    """Why a case ends without a reply."""

    outcome = forms.ChoiceField(
        label="情形",
        widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in ENDS],
    )
    into = forms.TypedChoiceField(label="并入哪一件", required=False, empty_value=None)
    reason = words("原因", rows=3)

    def prepare(self) -> None:
        """The applicant's other cases in hand."""
        found = [each.application for each in queries.alike(self.case)]
        pairs = [
            (case.pk, f"{case.number} {case.subject}") for case in found if not case.concluded_on
        ]
        self.offer("into", [("", "不是合并办理"), *pairs])


class ReopenForm(MoveForm):
    """What orders the new handling, and within how many days."""

    ground = forms.ChoiceField(
        label="原因",
        widget=forms.RadioSelect,
        choices=[("review", "复议决定"), ("court", "法院裁判"), ("own", "本机关自行纠正")],
    )
    basis = forms.CharField(label="决定或者裁判文书", max_length=200, help_text="名称、文号。")
    ordered_on = DayField(label="收到之日", help_text="期限自次日起算。")
    workdays = forms.IntegerField(
        label="所定的工作日数", min_value=1, max_value=250, required=False,
        help_text="没有写明期限的不填，按二十个工作日。",
    )  # fmt: skip
