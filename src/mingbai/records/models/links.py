"""Typed relations between records, and the dated changes of a document's validity."""

from django.db import models
from django.db.models import F, Q

from mingbai.accounts.models import Post
from mingbai.records.models.record import Record
from mingbai.rules.validity import Change


class Relation(models.Model):
    """One relation, shown on both ends: ``source`` interprets, amends, repeals … ``target``.

    One row serves both pages, so that a link can never be one-sided (SIT-08).
    """

    kind = models.CharField("关系", max_length=20)
    source = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="relations_out")
    target = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="relations_in")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="relation_between_two_records", condition=~Q(source=F("target"))
            ),
            models.CheckConstraint(
                name="relation_ended_by_someone_at_a_time",
                condition=Q(ended_by=None, ended_at=None)
                | Q(ended_by__isnull=False, ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="relation_once",
                fields=["kind", "source", "target"],
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class ValidityChange(models.Model):
    """修改、废止、失效 on a day, by a document here or by the words of one that is not."""

    APPEND_ONLY = True

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="validity_changes")
    change = models.CharField("变动", max_length=12)
    on = models.DateField("自")
    basis_record = models.ForeignKey(
        Record, null=True, on_delete=models.PROTECT, related_name="changes_made"
    )
    basis = models.CharField("依据", max_length=200)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["record", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.record} {self.change} {self.on}"

    @property
    def label(self) -> str:
        """The change in Chinese."""
        return Change(self.change).label


class AskedChange(models.Model):
    """A change of validity in own words, or by what is not public: asked by one, for another.

    The public reads nothing of it; what was confirmed is a ``ValidityChange``.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="asked_changes")
    change = models.CharField("变动", max_length=12)
    on = models.DateField("自")
    basis_record = models.ForeignKey(
        Record, null=True, on_delete=models.PROTECT, related_name="changes_asked"
    )
    basis = models.CharField("依据", max_length=200)
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)

    class Meta:
        ordering = ["record", "pk"]
        constraints = [
            models.CheckConstraint(
                name="change_decided_by_someone_at_a_time",
                condition=Q(decided_by=None, decided_at=None, refused=False)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="change_by_two_people",
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
            ),
            models.UniqueConstraint(
                name="change_one_undecided", fields=["record"], condition=Q(decided_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.change} {self.on}"

    @property
    def label(self) -> str:
        """The change in Chinese."""
        return Change(self.change).label
