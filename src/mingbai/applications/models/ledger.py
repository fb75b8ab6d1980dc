"""Application: one case (件), where it stands and the facts the annual report counts (CNT-1…10)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.applications.stages import UNRECEIVED, Stage
from mingbai.organs.models import Organ
from mingbai.rules.report.outcomes import ApplicantKind, Outcome


class Source(models.TextChoices):
    """How a row came into the ledger."""

    FORM = "form", "逐件登记"
    IMPORT = "import", "台账导入"
    CASE = "case", "按程序办理"


class Application(models.Model):
    """One case. Counting needs no applicant's name or contact: these stand in ``Applicant``.

    A case handled here has a stage of the lifecycle, and no day of receipt before it is received
    (第三十一条); a row of the ledger was entered after the fact and has the stage ``LEDGER``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The listing index begins with the organ; one of its own would only mislead the planner.
    organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="applications", db_index=False
    )
    number = models.CharField("登记编号", max_length=60)
    subject = models.CharField("申请内容摘要", max_length=300)
    applicant_kind = models.CharField("申请人类别", max_length=20)
    received_on = models.DateField("收到申请日期", null=True)
    outcome = models.CharField("办理结果", max_length=40, blank=True)
    concluded_on = models.DateField("办结日期", null=True, blank=True)
    # 统计用：与上面两个日期一同写入，供覆盖索引分组
    received_year = models.PositiveSmallIntegerField(null=True, editable=False)
    concluded_year = models.PositiveSmallIntegerField(null=True, editable=False)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.FORM)
    batch = models.ForeignKey("Import", null=True, editable=False, on_delete=models.PROTECT)
    stage = models.CharField("环节", max_length=24, default=Stage.LEDGER)
    # 由 clock 从办理中的事实算出；期限停止计算时为空。是否逾期不存，按日期查
    due_on = models.DateField("最迟答复日期", null=True, editable=False)
    handler = models.ForeignKey(
        Post, verbose_name="承办人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-received_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="application_number_once"),
            models.CheckConstraint(
                name="application_has_outcome_exactly_when_concluded",
                condition=Q(concluded_on=None, concluded_year=None, outcome="")
                | (Q(concluded_on__isnull=False, concluded_year__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="application_concluded_after_received",
                condition=Q(concluded_on=None) | Q(concluded_on__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="application_received_unless_waiting_or_lapsed",
                condition=Q(received_on__isnull=False, received_year__isnull=False)
                | Q(
                    received_on=None,
                    received_year=None,
                    concluded_on=None,
                    stage__in=[*UNRECEIVED, Stage.LAPSED],
                ),
            ),
        ]
        indexes = [
            models.Index(
                name="application_in_hand",
                fields=["organ", "due_on", "stage"],
                condition=~Q(stage__in=[Stage.LEDGER, Stage.CLOSED, Stage.ARCHIVED, Stage.LAPSED]),
            ),
            models.Index(
                fields=["organ", "concluded_year", "received_year", "applicant_kind", "outcome"],
                name="application_counting",
            ),
            # Both end with what makes the order total, so that no page of a list is sorted.
            models.Index(
                fields=["organ", "-received_on", "number", "id"], name="application_listing"
            ),
            models.Index(
                fields=["-received_on", "number", "id", "organ"], name="application_listing_all"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Its page on the desk: of the procedure, or of the ledger for what was entered after."""
        page = "detail" if self.stage == Stage.LEDGER else "case"
        return reverse(f"applications:{page}", args=[self.pk])

    @property
    def stage_label(self) -> str:
        """The stage in Chinese."""
        return Stage(self.stage).label

    @property
    def kind_label(self) -> str:
        """The applicant's kind in Chinese."""
        return ApplicantKind(self.applicant_kind).label

    @property
    def outcome_label(self) -> str:
        """The outcome in Chinese, empty while open."""
        return Outcome(self.outcome).label if self.outcome else ""


class Import(models.Model):
    """One import that brought new cases: the file's hash and how many rows were new."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["organ", "sha256"], name="application_file")]

    def __str__(self) -> str:
        return f"{self.organ} {self.at:%Y-%m-%d}"


class Removal(models.Model):
    """A case taken out of the ledger because it was wrongly registered: what it said, and why."""

    APPEND_ONLY = True

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    number = models.CharField("登记编号", max_length=60)
    application_id = models.UUIDField()
    facts = models.JSONField()
    reason = models.CharField("删除原因", max_length=300)
    by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.number}（已删除）"


class YearCount(models.Model):
    """The rollup: how many cases an organ has of one kind, years and outcome (whole trees in time).

    Kept by ``actions`` in the transaction of the case; ``tally.recount`` proves or rebuilds it.
    ``concluded_year`` is 0 for an open case.
    """

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="+")
    received_year = models.PositiveSmallIntegerField()
    concluded_year = models.PositiveSmallIntegerField()
    applicant_kind = models.CharField(max_length=20)
    outcome = models.CharField(max_length=40, blank=True)
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "received_year", "concluded_year", "applicant_kind", "outcome"],
                name="application_year_count_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    *("organ", "concluded_year", "received_year"),
                    *("applicant_kind", "outcome", "count"),
                ],
                name="application_tree_counting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.received_year} {self.count}"
