"""Remedy: one reconsideration or one lawsuit in which the organ is 被申请人 or 被告."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.applications.models import Application, Source
from mingbai.organs.models import Organ
from mingbai.remedies.causes import cause_label
from mingbai.remedies.stages import ENDED, UNDECIDED, Stage
from mingbai.rules.report.remedies import RemedyKind, RemedyResult
from mingbai.vault.fields import EncryptedText

_WHY = {
    "purpose": "应诉答辩、送达和查对案件",
    "basis": "《行政复议法》（2023年修订）第四十八条；《行政诉讼法》第六十七条",
    "retention": "了结后五年（MINGBAI_RETENTION_YEARS）",
}


class Procedure(models.TextChoices):
    """普通程序 or 简易程序 (行政复议法第五十三条, 行政诉讼法第八十二条)."""

    ORDINARY = "ordinary", "普通程序"
    SIMPLIFIED = "simplified", "简易程序"


class Remedy(models.Model):
    """One case before a review body or a court; an appeal does not make a second one (LIT-6).

    ``concluded_on`` and ``result`` are those that table four counts: of a review the decision, of
    a suit the last judgment that took effect.  Each court's own judgment is an ``Instance``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField("种类", max_length=10)
    after_review = models.BooleanField("经复议后起诉", default=False)
    joint_respondent = models.BooleanField("仅因维持而作共同被告", default=False)
    case_no = models.CharField("案号", max_length=80)
    authority = models.CharField("受理机关", max_length=100)
    subject = models.CharField("被诉行为", max_length=300)
    application = models.ForeignKey(
        Application,
        verbose_name="所涉申请",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="remedies",
    )
    accepted_on = models.DateField("受理日期")
    concluded_on = models.DateField("审结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=40, blank=True)
    stage = models.CharField(
        "所处环节",
        max_length=10,
        choices=[(stage.value, stage.value) for stage in Stage],
        default=Stage.ACCEPTED,
        editable=False,
    )
    # 中止前所处的环节，恢复时回到那里。
    suspended_from = models.CharField(max_length=10, blank=True, editable=False)
    procedure = models.CharField(
        "审理程序", max_length=10, choices=Procedure.choices, default=Procedure.ORDINARY
    )
    filed_on = models.DateField("提起日期", null=True, blank=True)
    received_on = models.DateField("收到副本日期", null=True, blank=True)
    answered_on = models.DateField("书面答复日期", null=True, blank=True)
    hearing_on = models.DateField("听证或开庭日期", null=True, blank=True)
    served_on = models.DateField("裁判送达日期", null=True, blank=True)
    effective_on = models.DateField("裁判生效日期", null=True, blank=True)
    redo_ordered_on = models.DateField("责令重新答复日期", null=True, blank=True)
    # 决定书限定的工作日数；没有限定的为空，按条例的答复期限。
    redo_workdays = models.PositiveSmallIntegerField(null=True, blank=True)
    redo_done_on = models.DateField("重新答复日期", null=True, blank=True)
    cause = models.CharField("被纠正原因", max_length=20, blank=True)
    lesson = models.CharField("改进措施", max_length=500, blank=True)
    # 当事人是个人信息：加密存放，不进台账的表格、导出和统计。
    applicant = EncryptedText("申请人或者原告", blank=True, **_WHY)
    third_party = EncryptedText("第三人", blank=True, **_WHY)
    accepted_year = models.PositiveSmallIntegerField(editable=False)
    concluded_year = models.PositiveSmallIntegerField(null=True, editable=False)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.FORM)
    batch = models.ForeignKey("Import", null=True, editable=False, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-accepted_on", "case_no"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "case_no"], name="remedy_case_number_once"),
            models.CheckConstraint(
                name="remedy_has_result_exactly_when_concluded",
                condition=Q(concluded_on=None, concluded_year=None, result="")
                | (Q(concluded_on__isnull=False, concluded_year__isnull=False) & ~Q(result="")),
            ),
            models.CheckConstraint(
                name="remedy_concluded_after_accepted",
                condition=Q(concluded_on=None) | Q(concluded_on__gte=F("accepted_on")),
            ),
            models.CheckConstraint(
                name="remedy_only_a_suit_follows_a_review",
                condition=Q(kind="suit") | Q(after_review=False, joint_respondent=False),
            ),
            models.CheckConstraint(
                name="remedy_ended_exactly_when_concluded",
                condition=Q(stage__in=sorted(UNDECIDED), concluded_on=None)
                | Q(stage__in=sorted(ENDED), concluded_on__isnull=False)
                | Q(stage=Stage.DECIDED, kind="review", concluded_on__isnull=False)
                | Q(stage=Stage.DECIDED, kind="suit", concluded_on=None),
            ),
            models.CheckConstraint(
                name="remedy_suspended_from_a_stage",
                condition=Q(stage=Stage.SUSPENDED) ^ Q(suspended_from=""),
            ),
            models.CheckConstraint(
                name="remedy_redoing_until_done",
                condition=~Q(stage=Stage.REDOING)
                | Q(redo_ordered_on__isnull=False, redo_done_on=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organ", "accepted_year", "concluded_year"], name="remedy_counting"
            ),
            models.Index(fields=["-accepted_on", "case_no"], name="remedy_listing"),
            models.Index(fields=["organ", "stage"], name="remedy_waiting"),
        ]

    def __str__(self) -> str:
        return self.case_no

    def get_absolute_url(self) -> str:
        """Its page on the desk."""
        return reverse("remedies:detail", args=[self.pk])

    @property
    def kind_label(self) -> str:
        """行政复议, 未经复议直接起诉 or 复议后起诉, as table four has them."""
        kind = RemedyKind(self.kind)
        if kind is RemedyKind.REVIEW:
            return kind.label
        return f"{kind.label}（{'复议后起诉' if self.after_review else '未经复议直接起诉'}）"

    @property
    def result_label(self) -> str:
        """The result in Chinese, empty while pending."""
        return RemedyResult(self.result).label if self.result else ""

    @property
    def stands(self) -> Stage:
        """The stage as the lifecycle knows it."""
        return Stage(self.stage)

    @property
    def has_parties(self) -> bool:
        """Whether a name is registered; opens no envelope."""
        return any(self.__dict__.get(name) for name in ("applicant", "third_party"))

    @property
    def cause_label(self) -> str:
        """The cause in Chinese, empty for none."""
        return cause_label(self.cause)


class Level(models.TextChoices):
    """Who decided: the review body, or a court of which instance (审级)."""

    REVIEW = "review", "行政复议"
    FIRST = "first", "一审"
    SECOND = "second", "二审"
    RETRIAL = "retrial", "再审"


class Instance(models.Model):
    """One decision of the case: the review's, or a court's of one instance (LIT-6, LIT-7)."""

    remedy = models.ForeignKey(Remedy, on_delete=models.CASCADE, related_name="instances")
    number = models.PositiveSmallIntegerField()
    level = models.CharField("审级", max_length=10, choices=Level.choices)
    case_no = models.CharField("案号", max_length=80)
    authority = models.CharField("审理机关", max_length=100)
    opened_on = models.DateField("受理日期")
    decided_on = models.DateField("裁判日期", null=True, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    result = models.CharField("结果", max_length=40, blank=True)
    remanded = models.BooleanField("发回重审", default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["remedy", "number"], name="instance_numbered_once"),
            models.CheckConstraint(
                name="instance_decided_with_a_result_or_sent_back",
                condition=Q(decided_on=None, served_on=None, result="", remanded=False)
                | (Q(decided_on__isnull=False, remanded=False) & ~Q(result=""))
                | Q(decided_on__isnull=False, remanded=True, result=""),
            ),
            models.CheckConstraint(
                name="instance_decided_after_opened",
                condition=Q(decided_on=None) | Q(decided_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="instance_served_after_decided",
                condition=Q(served_on=None) | Q(served_on__gte=F("decided_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{Level(self.level).label} {self.case_no}"

    @property
    def outcome(self) -> str:
        """What became of it, in Chinese."""
        if self.remanded:
            return "发回重审"
        return RemedyResult(self.result).label if self.result else "尚未裁判"


class Removal(models.Model):
    """A case taken out of the ledger because it was wrongly registered: what it said, and why."""

    APPEND_ONLY = True

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    case_no = models.CharField("案号", max_length=80)
    remedy_id = models.UUIDField()
    facts = models.JSONField()
    reason = models.CharField("删除原因", max_length=300)
    by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.case_no}（已删除）"


class Import(models.Model):
    """One import that brought new cases: the file's hash and how many rows were new."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["organ", "sha256"], name="remedy_file")]

    def __str__(self) -> str:
        return f"{self.organ} {self.at:%Y-%m-%d}"
