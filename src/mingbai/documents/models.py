"""Template, Numbering, Series: what an organ sets for its papers, and how far its numbers run."""

from django.db import models

from mingbai.accounts.models import Post
from mingbai.documents.kinds import KINDS
from mingbai.documents.numbering import SERIES
from mingbai.organs.models import Organ


class Template(models.Model):
    """A version of an organ's text for a kind of paper; the newest holds.

    An empty text goes back to what stands above: the superior organ's, at last the shipped one.
    """

    APPEND_ONLY = True

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="paper_templates")
    kind = models.CharField("文书", max_length=40)
    text = models.TextField("文本", blank=True)
    since = models.DateTimeField("自")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["organ", "kind", "pk"]
        indexes = [models.Index(fields=["organ", "kind"], name="template_of_organ")]

    def __str__(self) -> str:
        return f"{self.organ} {KINDS[self.kind].name}"


class Numbering(models.Model):
    """How an organ writes the numbers of a series; an empty field keeps what stands above."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="numberings")
    series = models.CharField("编号", max_length=20)
    pattern = models.CharField("格式", max_length=60, blank=True)
    mark = models.CharField("机关代字", max_length=20, blank=True)

    class Meta:
        ordering = ["organ", "series"]
        constraints = [
            models.UniqueConstraint(name="one_format_for_a_series", fields=["organ", "series"]),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {SERIES[self.series].name}"


class Series(models.Model):
    """The last number given in an organ's series in a year."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="number_series")
    name = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["organ", "name", "year"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(name="one_series_a_year", fields=["organ", "name", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.name} {self.year}: {self.last}"
