"""An import of an existing site's pages: one batch, one manifest, one set of reviews."""

from django.db import models
from django.db.models import Q

from mingbai.accounts.models import Post
from mingbai.organs.models import Organ, Site
from mingbai.records.models.record import Record, Version
from mingbai.records.models.review import Conclusion


class Batch(models.Model):
    """One batch (迁移批次). ``manifest`` is the hash over all rows with their files' hashes.

    Scanned, reviewed and signed as one; a row that changes makes another manifest.
    """

    class Stage(models.TextChoices):
        """Where the batch stands."""

        READING = "reading", "读取中"
        REVIEW = "review", "审查中"
        RETURNED = "returned", "已退回"
        READY = "ready", "待公开"
        PUBLISHING = "publishing", "公开中"
        DONE = "done", "已完成"
        DROPPED = "dropped", "已作废"

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="batches")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=120)
    folder = models.CharField(max_length=300, blank=True)
    manifest = models.CharField(max_length=64, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.READING)
    total = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # 按下“公开”的人：定时任务接着公开时，仍是他的行为
    publisher = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name


class BatchRow(models.Model):
    """One row of the manifest: what it says, what became of it, in words."""

    class State(models.TextChoices):
        """What became of a row."""

        WAITING = "waiting", "待读取"
        READ = "read", "已读取"
        REFUSED = "refused", "不能导入"
        SAME = "same", "已有相同内容"
        STOPPED = "stopped", "因个人信息等停下"
        PUBLIC = "public", "已公开"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    message = models.CharField(max_length=500, blank=True)
    critical = models.PositiveIntegerField(default=0)
    record = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_row_once"),
        ]
        indexes = [models.Index(fields=["batch", "state", "number"], name="batch_row_by_state")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"


class BatchReview(models.Model):
    """One conclusion on a batch, bound to its manifest."""

    APPEND_ONLY = True

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="reviews")
    manifest = models.CharField(max_length=64)
    step = models.CharField(max_length=20)
    conclusion = models.CharField(max_length=10, choices=Conclusion.choices)
    basis = models.CharField(max_length=200)
    opinion = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    reviewer = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["batch", "pk"]

    def __str__(self) -> str:
        return f"{self.batch} {self.step} {self.conclusion}"


class LegacyAddress(models.Model):
    """An address of the old site that leads to a record for good (SIT-10)."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="legacy_addresses")
    path = models.CharField(max_length=300)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="legacy_addresses")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="legacy_address_once"),
            models.CheckConstraint(
                name="legacy_address_begins_with_a_slash", condition=Q(path__startswith="/")
            ),
        ]

    def __str__(self) -> str:
        return self.path
