"""What is asked while a case is open, and of whom: each inquiry has a letter, a term, an answer."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from mingbai.accounts.models import Post
from mingbai.applications.models.ledger import Application
from mingbai.applications.stages import Move
from mingbai.organs.models import Organ
from mingbai.vault.fields import EncryptedText


class InquiryKind(models.TextChoices):
    """Of whom something is asked, and why."""

    CORRECTION = "correction", "补正"
    REASON = "reason", "说明理由"
    PAYMENT = "payment", "缴费"
    THIRD_PARTY = "third_party", "征求第三方意见"
    AGENCY = "agency", "征求其他机关意见"
    REFERRAL = "referral", "提请确定"


class Answer(models.TextChoices):
    """What came of it; silence is neither consent nor refusal, but a co-maker's is consent."""

    DONE = "done", "已提交"
    CONSENT = "consent", "同意公开"
    PARTIAL = "partial", "部分同意"
    REFUSE = "refuse", "不同意公开"
    SILENT = "silent", "逾期未答复"
    UNREASONABLE = "unreasonable", "理由不合理"
    ENDED = "ended", "案件已办结，不再等候"


class Inquiry(models.Model):
    """One question with its term. ``due_on`` is the last day to answer; dates are Shanghai's.

    ``told_on``: when a third party was told that it will be disclosed all the same (第三十二条).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="inquiries")
    kind = models.CharField("种类", max_length=12, choices=InquiryKind.choices)
    question = models.TextField("询问的内容")
    to_organ = models.ForeignKey(Organ, null=True, on_delete=models.PROTECT, related_name="+")
    to_name = EncryptedText(
        verbose_name="询问的对象",
        blank=True,
        purpose="书面征求第三方意见",
        basis="《政府信息公开条例》第三十二条",
        retention="办结后五年",
    )
    co_maker = models.BooleanField("共同制作机关", default=False)
    dispatched_on = models.DateField("发出日期")
    delivered_on = models.DateField("对方收到日期", null=True)
    due_on = models.DateField("最迟答复日期")
    answered_on = models.DateField("收到答复日期", null=True)
    answer = models.CharField("答复", max_length=12, choices=Answer.choices, blank=True)
    answer_text = models.TextField("答复的内容", blank=True)
    amount = models.PositiveIntegerField("金额（元）", null=True)
    delayed_to = models.DateField("延迟答复至", null=True)
    late = models.BooleanField("逾期发出", default=False)
    told_on = models.DateField("告知公开决定日期", null=True)

    class Meta:
        ordering = ["dispatched_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="inquiry_answer_exactly_when_answered",
                condition=Q(answered_on=None, answer="")
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="inquiry_answered_after_dispatch",
                condition=Q(answered_on=None) | Q(answered_on__gte=F("dispatched_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.dispatched_on}"


class Extension(models.Model):
    """A proposed extension and what the head of the office decided (第三十三条第二款)."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="extensions"
    )
    workdays = models.PositiveSmallIntegerField("延长工作日数")
    reason = models.CharField("理由", max_length=300)
    proposed_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField("同意", null=True)
    opinion = models.CharField("意见", max_length=300, blank=True)

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="extension_decided_by_somebody_at_a_time",
                condition=Q(approved=None, decided_by=None, decided_at=None)
                | Q(approved__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="extension_one_waits_at_a_time",
                fields=["application"],
                condition=Q(approved=None),
            ),
        ]

    def __str__(self) -> str:
        return f"延长{self.workdays}个工作日"


class Reopening(models.Model):
    """Why a concluded case is handled anew, and within how many working days."""

    APPEND_ONLY = True

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reopenings"
    )
    ground = models.CharField(
        "原因",
        max_length=12,
        choices=[("review", "复议决定"), ("court", "法院裁判"), ("own", "本机关自行纠正")],
    )
    ordered_on = models.DateField("收到决定或者裁判之日")
    workdays = models.PositiveSmallIntegerField("所定工作日数", null=True)
    basis = models.CharField("文书", max_length=200)
    by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"重新办理 {self.ordered_on}"


class Opinion(models.Model):
    """An opinion of the collective consultation (集体会商): who said what, on which day."""

    APPEND_ONLY = True

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="opinions")
    unit = models.CharField("单位", max_length=100)
    person = models.CharField("人员", max_length=60)
    capacity = models.CharField(
        "身份",
        max_length=12,
        choices=[
            ("legal", "法制机构"),
            ("lawyer", "法律顾问、律师"),
            ("unit", "涉及单位"),
            ("other", "其他"),
        ],
    )
    text = models.TextField("意见")
    on = models.DateField("日期")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.unit}{self.person}"


class Note(models.Model):
    """What an officer wrote down with a move, in his words; its event holds only the hash."""

    APPEND_ONLY = True

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="notes")
    move = models.CharField(max_length=24)
    text = models.CharField("说明", max_length=300)
    by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.move_label}：{self.text}"

    @property
    def move_label(self) -> str:
        """The move in Chinese."""
        return Move(self.move).label


class Redating(models.Model):
    """A change of the working-day calendar and the open cases whose day to reply it moved (CAL-3).

    ``moved`` holds [case, was, now] in ISO form; the first row is the calendar the work began with.
    """

    APPEND_ONLY = True

    fingerprint = models.CharField(max_length=64)
    moved = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} 变动{len(self.moved)}件"
