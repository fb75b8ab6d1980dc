"""Remedy: one reconsideration or one lawsuit in which the organ is 被申请人 or 被告."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from mingbai.applications.models import Application, Source
from mingbai.organs.models import Organ


class Remedy(models.Model):
    """One case before a review body or a court; an appeal does not make a second one (LIT-6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField("种类", max_length=10)
    after_review = models.BooleanField("经复议后起诉", default=False)
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
        ]
        indexes = [
            models.Index(
                fields=["organ", "accepted_year", "concluded_year"], name="remedy_counting"
            )
        ]

    def __str__(self) -> str:
        return self.case_no


class Import(models.Model):
    """One imported file: the same bytes are never imported twice for an organ."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "sha256"], name="remedy_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.at:%Y-%m-%d}"
