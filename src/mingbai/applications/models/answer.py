"""The answer: drafts, the reviews bound to one draft, the papers that went out, their delivery."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from mingbai.accounts.models import Post
from mingbai.applications.models.ledger import Application
from mingbai.vault.fields import EncryptedText


class Reply(models.Model):
    """One version of a draft; ``content`` is what ``rules.defence.Draft`` is made from.

    Append-only: a change is a new version, and a review belongs to exactly one of them.
    """

    APPEND_ONLY = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="replies")
    number = models.PositiveIntegerField("稿次")
    outcome = models.CharField("办理结果", max_length=40)
    content = models.JSONField("内容")
    sha256 = models.CharField(max_length=64)
    author = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="reply_number_once"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}稿"


class Step(models.TextChoices):
    """The reviews of a draft, in order."""

    LEGAL = "legal", "法制审核"
    SECRECY = "secrecy", "保密审查"
    SIGNATURE = "signature", "签发"


class ReplyReview(models.Model):
    """One review of one version (条例第十七条): conclusion, basis, opinion, by whom."""

    APPEND_ONLY = True

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=10, choices=Step.choices)
    passed = models.BooleanField("通过")
    opinion = models.CharField("意见", max_length=500, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="reply_step_passed_once",
                fields=["reply", "step"],
                condition=Q(passed=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}{'通过' if self.passed else '退回'}"


class Paper(models.Model):
    """A document of the case as it went out: its number, its words, their hash.

    ``content`` is the JSON of ``documents.paper.plain``; its hash stays when the retention of
    personal data has emptied it.  A recalled paper keeps its number and is voided.
    """

    WRITE_ONCE = ["kind", "number", "sha256"]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers")
    reply = models.ForeignKey(Reply, null=True, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField("文书种类", max_length=40)
    number = models.CharField("文号", max_length=80, blank=True)
    content = EncryptedText(
        verbose_name="文书内容",
        purpose="文书存档，载有受送达人的姓名",
        basis="《政府信息公开条例》第四十五条",
        retention="办结后五年，此后以归档的案卷为准",
    )
    sha256 = models.CharField(max_length=64)
    on = models.DateField("日期")
    by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.number or self.kind


class Delivery(models.Model):
    """How a paper reached its addressee, and the days that decide whether in time (235号)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="deliveries")
    method = models.CharField(
        "送达方式",
        max_length=12,
        choices=[
            ("direct", "直接送达"),
            ("entrusted", "委托其他行政机关代为送达"),
            ("post", "邮寄送达（中国邮政）"),
            ("electronic", "电子送达"),
        ],
    )
    tracking = models.CharField("邮件号码", max_length=40, blank=True)
    posted_on = models.DateField("交邮日期", null=True)
    signed_on = models.DateField("签收日期", null=True)
    sent_at = models.DateTimeField("发送成功时间", null=True)
    served_on = models.DateField("送达日期", null=True)
    in_time = models.BooleanField("在期限内", null=True)
    returned_on = models.DateField("退回日期", null=True)
    return_reason = models.CharField("退回原因", max_length=300, blank=True)
    first_opened_at = models.DateTimeField("申请人首次查收", null=True)
    by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.served_on or ''}"

    @property
    def waits(self) -> bool:
        """Whether it was neither signed for nor returned yet."""
        return self.served_on is None and self.returned_on is None


class Rating(models.Model):
    """The applicant's rating of the handling, once a case."""

    application = models.OneToOneField(
        Application, primary_key=True, on_delete=models.PROTECT, related_name="rating"
    )
    stars = models.PositiveSmallIntegerField("评分")
    text = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rating_from_one_to_five", condition=Q(stars__gte=1, stars__lte=5)
            )
        ]

    def __str__(self) -> str:
        return f"{self.stars}分"
