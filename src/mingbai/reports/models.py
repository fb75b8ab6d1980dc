"""What the report cannot count: typed values with who and when, the prose, the series, the seal."""

import uuid

from django.db import models

from mingbai.accounts.models import Post
from mingbai.organs.models import Organ
from mingbai.records.models import Version


class TypedValue(models.Model):
    """One typed cell of table two of one organ; the latest row is in force, the rest is history.

    Money is in yuan.  A null value withdraws what was typed before.
    """

    APPEND_ONLY = True

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    source = models.CharField("数据来源", max_length=200, blank=True)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organ", "year", "cell"], name="typed_value_of_cell")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year} {self.cell}={self.value}"


class SeriesValue(models.Model):
    """A figure of a year that no ledger here knows, with its source; the latest row is in force.

    ``series`` is an id of ``reports.series`` or a cell of that year's form (``t3.4/total``).
    """

    APPEND_ONLY = True

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    source = models.CharField("数据来源", max_length=200)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organ", "series", "year"], name="series_value_of_year")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.series} {self.year}={self.value}"


class Narrative(models.Model):
    """One edition of the prose of an organ's report; the highest edition is in force."""

    APPEND_ONLY = True

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField()
    sections = models.JSONField(default=dict)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["organ", "year", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year", "edition"], name="narrative_edition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year} #{self.edition}"


class Seal(models.Model):
    """A report fixed as a version: its cells, and the cases behind every cell with their hash."""

    APPEND_ONLY = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="seal")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    subtree = models.BooleanField()
    cells = models.JSONField()
    cases = models.BinaryField()
    cases_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["year", "organ", "at"], name="seal_of_year")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year}"
