"""Remedy: one reconsideration or one lawsuit in which the organ is 被申请人 or 被告."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.applications.models import Application, Source
from mingbai.organs.models import Organ
from mingbai.rules.report.remedies import RemedyKind, RemedyResult


class Remedy(models.Model):
    """One case before a review body or a court; an appeal does not make a second one (LIT-6)."""

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
        ]
        indexes = [
            models.Index(
                fields=["organ", "accepted_year", "concluded_year"], name="remedy_counting"
            ),
            models.Index(fields=["-accepted_on", "case_no"], name="remedy_listing"),
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
