"""Forms of what is asked: of the applicant, of third parties, of other organs, of the head."""

from typing import Any
from uuid import UUID

from django import forms

from mingbai.applications.desk import queries
from mingbai.applications.desk.forms import MoveForm, words
from mingbai.applications.fields import DayField
from mingbai.applications.guards import pending_extension, untold
from mingbai.applications.models import Answer, Inquiry, InquiryKind
from mingbai.organs.models import Organ
from mingbai.rules import excessive, fees
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.reply import PeriodName, period, reply_rule

CAPACITIES = [
    ("legal", "法制机构"),
    ("lawyer", "法律顾问、律师"),
    ("unit", "涉及单位"),
    ("other", "其他"),
]


class AskCorrectionForm(MoveForm):
    """What is to be corrected, said once and whole."""

    points = words("需要补正的事项", hint="一行一项，一次说全；只能告知一次。")
    guidance = words(
        "怎样补正", rows=3, hint="告诉申请人可以怎样写，例如写明文号、时间、制作单位。"
    )
    workdays = forms.IntegerField(label="补正期限（工作日）", min_value=1, max_value=60)

    def prepare(self) -> None:
        """The default period."""
        self.suggest("workdays", period(PeriodName.CORRECTION, self.today).workdays)


class ReceivedForm(MoveForm):
    """What came from the applicant, and when."""

    text = words("收到的内容", hint="照录申请人的原话；材料作为附件留存。")
    on = DayField(label="收到日期")

    def prepare(self) -> None:
        """Today, most often."""
        self.suggest("on", self.today)


class ThirdPartyForm(MoveForm):
    """Whom to ask, and about what."""

    name = forms.CharField(
        label="第三方的姓名或者名称", max_length=100, help_text="加密存放，不进入统计和日志。"
    )
    info = words("涉及第三方的信息", hint="一行一项。信件里不写申请人的姓名。")
    reasons = words("为什么要征求意见", rows=3, required=False)


class AgencyForm(MoveForm):
    """Which organ, and whether it made the information together with us."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        to_field_name="code",
        label="本系统中的机关",
        required=False,
        empty_label="不在本系统中，填写名称",
    )
    name = forms.CharField(label="机关名称", max_length=100, required=False)
    question = words("征求意见的内容")
    co_maker = forms.BooleanField(
        label="是共同制作机关（十五个工作日不答复的，视为同意公开）", required=False
    )

    def prepare(self) -> None:
        """Every organ of today but our own."""
        field: Any = self.fields["organ"]
        field.queryset = Organ.objects.filter(active_to=None).exclude(pk=self.case.organ_id)

    def clean(self) -> dict[str, Any]:
        """One of the two names the organ."""
        data = super().clean() or self.cleaned_data
        if not data.get("organ") and not data.get("name"):
            self.add_error("name", "请选择机关，或者填写机关名称。")
        return data


class OpinionForm(MoveForm):
    """What came back on a consultation."""

    inquiry_id = forms.TypedChoiceField(label="哪一份征求意见", coerce=UUID)
    opinion = forms.ChoiceField(
        label="意见",
        widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in (Answer.CONSENT, Answer.PARTIAL)]
        + [(Answer.REFUSE.value, Answer.REFUSE.label)],
    )
    text = words("陈述的理由", rows=3, required=False, hint="不同意公开的必须写明理由。")
    on = DayField(label="收到意见的日期")
    delivered_on = DayField(
        label="对方收到征求意见书的日期", required=False, help_text="十五个工作日自收到之日起算。"
    )

    def prepare(self) -> None:
        """The consultations that are still open."""
        self.offer("inquiry_id", open_consultations(self))
        self.suggest("on", self.today)


class EndConsultationForm(MoveForm):
    """Which consultation has run out."""

    inquiry_id = forms.TypedChoiceField(label="哪一份征求意见", coerce=UUID)

    def prepare(self) -> None:
        """The consultations that are still open."""
        self.offer("inquiry_id", open_consultations(self))


def open_consultations(form: MoveForm) -> list[tuple[Any, str]]:
    """The unanswered consultations of a case as choices."""
    kinds = (InquiryKind.THIRD_PARTY, InquiryKind.AGENCY)
    return [
        (each.pk, _consultation(each))
        for each in form.case.inquiries.all()
        if each.kind in kinds and each.answered_on is None
    ]


def _consultation(inquiry: Inquiry) -> str:
    sent, until = chinese_date(inquiry.dispatched_on), chinese_date(inquiry.due_on)
    return f"{inquiry.get_kind_display()}：{inquiry.to_name}（{sent}发出，{until}届满）"


class TellForm(MoveForm):
    """Which third party is told, what is disclosed, and why."""

    inquiry_id = forms.TypedChoiceField(label="告知哪一第三方", coerce=UUID)
    info = words("决定公开的内容", hint="一行一项。告知书里不写申请人的姓名。")
    reasons = words("决定公开的理由", hint="为什么不公开可能对公共利益造成重大影响。")

    def prepare(self) -> None:
        """Those not yet told; the information that the first was asked about."""
        waiting = untold(self.case)
        self.offer("inquiry_id", [(each.pk, _to_tell(each)) for each in waiting])
        if waiting:
            self.suggest("info", waiting[0].question)


def _to_tell(inquiry: Inquiry) -> str:
    sent = chinese_date(inquiry.dispatched_on)
    return f"{inquiry.to_name}（{sent}征求意见，{inquiry.get_answer_display()}）"


class ReferForm(MoveForm):
    """Who determines, and what is in doubt."""

    to = forms.CharField(
        label="主管部门或者保密行政管理部门",
        max_length=100,
        help_text="提请的是能否公开；申请本身不移送。",
    )
    info = words("涉及的信息")
    doubts = words("不能确定的地方")
    own_view = words("本机关的意见", rows=3)


class DeterminationForm(MoveForm):
    """What was determined."""

    may_disclose = forms.TypedChoiceField(
        label="确定的结果",
        coerce=lambda value: value == "yes",
        choices=[("yes", "可以公开"), ("no", "不可以公开")],
        widget=forms.RadioSelect,
    )
    text = words("确定意见")
    on = DayField(label="收到日期")

    def prepare(self) -> None:
        """Today, most often."""
        self.suggest("on", self.today)


class AskReasonForm(MoveForm):
    """The evidence of numbers and frequency, and the period to explain."""

    findings = words("数量、频次的事实", rows=6, hint="按本机关的登记算出，请核对后再发。")
    workdays = forms.IntegerField(label="说明理由的期限（工作日）", min_value=1, max_value=60)

    def prepare(self) -> None:
        """The pattern of the same applicant's applications."""
        found = excessive.pattern(queries.filed_by_same(self.case), self.today)
        self.pattern = found
        self.suggest("findings", "\n".join(found.facts))
        self.suggest("workdays", period(PeriodName.CORRECTION, self.today).workdays)


class DelayForm(MoveForm):
    """Until when the reply is delayed."""

    until = DayField(label="延迟答复至")
    reasons = words("告诉申请人的理由", rows=3)


class ChargeForm(MoveForm):
    """The tariff and what is counted; the sum is calculated."""

    tariff = forms.ChoiceField(
        label="计收方式",
        widget=forms.RadioSelect,
        choices=[("items", "按件计收"), ("pages", "按量（页）计收")],
        help_text="一件申请只能选一种。",
    )
    before = forms.IntegerField(
        label="本件之前，同一申请人当月已申请的件数",
        min_value=0,
        max_value=100_000,
        required=False,
        help_text="按证件号码的盲索引数出，请核对；按页计收的不填。",
    )
    count = forms.IntegerField(label="本件的件数或者页数", min_value=1, max_value=1_000_000)
    findings = words("为什么收费", rows=3)
    payment = words("怎样缴纳", rows=3, hint="收款单位、账号或者网上缴款的地址。")

    def prepare(self) -> None:
        """The month's count of the same applicant."""
        before = queries.items_before(self.case)
        self.suggest("tariff", "items")
        self.suggest("before", before)
        self.suggest("count", 1)
        self.suggest("findings", f"同一申请人当月在本件之前已提出申请{before}件。")

    def clean(self) -> dict[str, Any]:
        """Pages are not cumulated, so nothing counts before."""
        data = super().clean() or self.cleaned_data
        data["before"] = 0 if data.get("tariff") == "pages" else data.get("before") or 0
        return data

    def preview(self) -> tuple[fees.Line, ...]:
        """The calculation of what is typed. Raises ``Refusal``."""
        data = self.cleaned_data
        kind = fees.Tariff(data["tariff"])
        return fees.lines(kind, data["count"], on=self.today, before=data["before"])


class DayForm(MoveForm):
    """The day of a payment."""

    on = DayField(label="缴费完成的日期")

    def prepare(self) -> None:
        """Today, most often."""
        self.suggest("on", self.today)


class NoteOpinionForm(MoveForm):
    """One opinion of the collective consultation."""

    unit = forms.CharField(label="单位", max_length=100)
    person = forms.CharField(label="人员", max_length=60)
    capacity = forms.ChoiceField(label="身份", choices=CAPACITIES)
    text = words("意见")
    on = DayField(label="日期")

    def prepare(self) -> None:
        """Today, most often."""
        self.suggest("on", self.today)


class ProposeExtensionForm(MoveForm):
    """How long, and why."""

    workdays = forms.IntegerField(label="延长的工作日数", min_value=1)
    reason = words("延期的理由", rows=3, hint="写进告知申请人的延期告知书。")

    def prepare(self) -> None:
        """Not longer than the law allows."""
        most = reply_rule(self.case.received_on or self.today).max_extension
        self.suggest("workdays", most)
        self.fields["workdays"].help_text = f"至多{most}个工作日，只能延一次。"


class ExtendForm(ProposeExtensionForm):
    """The head agrees to what was proposed, or decides himself."""

    opinion = words("负责人意见", rows=2, required=False)

    def prepare(self) -> None:
        """What was proposed."""
        if pending := pending_extension(self.case):
            self.suggest("workdays", pending.workdays)
            self.suggest("reason", pending.reason)
        super().prepare()


class DeclineForm(MoveForm):
    """Why the period stays."""

    opinion = words("不同意的意见", rows=3)
