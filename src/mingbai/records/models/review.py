"""Reviews bound to a version, the privacy scan of a version, and its override by two people."""

from django.db import models
from django.db.models import Q

from mingbai.accounts.models import Post
from mingbai.organs.models import Organ
from mingbai.records.models.record import Version


class Conclusion(models.TextChoices):
    """What a reviewer may conclude."""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回"
    REFERRED = "referred", "报请确定"


# 年报、迁移批次只有这两种结论
DECIDING = [(each.value, each.label) for each in (Conclusion.PASSED, Conclusion.RETURNED)]


class Review(models.Model):
    """One conclusion on one version. A later one of the same step replaces it in force.

    报请确定: the reviewer cannot tell and asks the body that decides (第十七条); until the same
    step concludes again the text goes no further.
    """

    APPEND_ONLY = True

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=20)
    conclusion = models.CharField(max_length=10, choices=Conclusion.choices)
    basis = models.CharField(max_length=200)
    opinion = models.TextField(blank=True)
    # 预先审查的四问：能否公开、怎样公开、在什么范围公开、公开时限
    answers = models.JSONField(default=dict)
    reviewer = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.step} {self.conclusion}"


class ExtraStep(models.Model):
    """A review that an organ demands beyond those of kinds.toml; it holds for its subtree.

    ``kind`` empty: of every kind.  Nothing that kinds.toml demands can be taken away.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="extra_steps")
    kind = models.CharField("种类", max_length=30, blank=True)
    step = models.CharField("环节", max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "step"], name="extra_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.kind} {self.step}"


class Scan(models.Model):
    """What the privacy gate found in a version, by one edition of its rules; values masked."""

    APPEND_ONLY = True

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="scans")
    edition = models.CharField(max_length=16)
    findings = models.JSONField()
    critical = models.PositiveIntegerField()
    # 关键发现的散列：放行只对这些发现有效
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "edition"], name="scan_once_per_edition"),
        ]
        indexes = [models.Index(fields=["edition", "critical"], name="scan_by_findings")]

    def __str__(self) -> str:
        return f"{self.version} {self.edition} {self.critical}"


class Override(models.Model):
    """That what a scan found may stay: one asks with reason and basis, another allows (PII-06)."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="overrides")
    findings = models.CharField(max_length=64)
    reason = models.TextField("理由")
    basis = models.CharField("法律依据", max_length=200)
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    allowed_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    allowed_at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.CheckConstraint(
                name="override_decided_by_someone_at_a_time",
                condition=Q(allowed_by=None, allowed_at=None)
                | Q(allowed_by__isnull=False, allowed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="override_by_two_people",
                condition=Q(allowed_by=None) | ~Q(allowed_by=models.F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.reason[:20]}"
