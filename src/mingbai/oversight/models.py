"""A published report as taken in, what was found in it, what people decided about that."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.organs.models import Organ
from mingbai.rules.findings import Severity


class Intake(models.Model):
    """One upload of files. ``refused`` holds [name, reason] of each file not taken."""

    APPEND_ONLY = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    identical = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.office_id} {self.at}"

    def get_absolute_url(self) -> str:
        """Its progress."""
        return reverse("oversight:intake", args=[self.pk])


class Paper(models.Model):
    """One report as somebody published it; without organ, year and version it is 未归户.

    ``reading`` is what ``oversight.kept`` makes of a reading, empty until the first one;
    ``waiting`` papers are to be read (again); ``engine`` is the version that read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="papers")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, related_name="papers")
    year = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveSmallIntegerField(null=True)
    current = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    waiting = models.BooleanField(default=True)
    reading = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    engine = models.CharField(max_length=20, blank=True)
    read_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-taken_at", "file_name", "id"]
        constraints = [
            models.CheckConstraint(
                name="paper_has_organ_year_and_version_together",
                condition=Q(organ=None, year=None, version=None, current=False)
                | Q(organ__isnull=False, year__isnull=False, version__isnull=False),
            ),
            models.UniqueConstraint(name="paper_version_once", fields=["organ", "year", "version"]),
            models.UniqueConstraint(
                name="paper_current_once", fields=["organ", "year"], condition=Q(current=True)
            ),
            models.UniqueConstraint(name="paper_taken_once", fields=["office", "sha256"]),
            models.CheckConstraint(
                name="paper_has_an_engine_exactly_when_it_was_read",
                condition=Q(read_at=None, engine="") | (Q(read_at__isnull=False) & ~Q(engine="")),
            ),
        ]
        indexes = [
            models.Index(name="paper_waiting", fields=["taken_at"], condition=Q(waiting=True))
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("oversight:paper", args=[self.pk])

    @property
    def seat(self) -> Organ:
        """The organ whose reach decides who sees it: its own, else the office that took it in."""
        return self.organ or self.office


class Issue(models.Model):
    """A finding of the current check of a paper; made anew at every check, so never referred to."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="issues")
    position = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    rule = models.CharField(max_length=20)
    severity = models.CharField(max_length=5, choices=[(s.value, s.value) for s in Severity])
    message = models.TextField()
    where = models.CharField(max_length=200, blank=True)
    expected = models.CharField(max_length=300, null=True)  # noqa: DJ001  none is not empty
    found = models.CharField(max_length=300, null=True)  # noqa: DJ001
    hint = models.TextField(blank=True)
    basis = models.TextField(blank=True)

    class Meta:
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(name="issue_position_once", fields=["paper", "position"])
        ]
        indexes = [models.Index(name="issue_of_rule", fields=["rule", "severity"])]

    def __str__(self) -> str:
        return f"{self.rule} {self.where}"


class Correction(models.Model):
    """What a person reads in a cell (money in yuan); the last row counts, null takes it back."""

    APPEND_ONLY = True

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="corrections")
    cell = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    reason = models.CharField("原因", max_length=200)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(name="correction_of_cell", fields=["paper", "cell"])]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.cell}={self.value}"


class Verdict(models.TextChoices):
    """What a person says of a finding."""

    CONFIRMED = "confirmed", "确认"
    DISMISSED = "dismissed", "不属实"
    WITHDRAWN = "withdrawn", "撤回判断"


class Judgement(models.Model):
    """A verdict on a finding, known by its fingerprint so that it survives a recheck."""

    APPEND_ONLY = True

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField("理由", max_length=200, blank=True)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="judgement_against_a_finding_has_its_reason",
                condition=Q(verdict="confirmed") | ~Q(reason=""),
            )
        ]
        indexes = [
            models.Index(name="judgement_of_finding", fields=["organ", "year", "fingerprint"])
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year} {self.verdict}"


class Round(models.Model):
    """整改: the findings confirmed when it was opened, on that paper, to be put right by a day.

    ``asked`` holds fingerprint, rule, severity, where and message of each.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="rounds")
    asked = models.JSONField()
    due_on = models.DateField("整改期限")
    opened_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    note = models.CharField("办结说明", max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="round_is_closed_by_somebody_at_some_time_with_a_note",
                condition=Q(closed_by=None, closed_at=None, note="")
                | (Q(closed_by__isnull=False, closed_at__isnull=False) & ~Q(note="")),
            ),
            models.UniqueConstraint(
                name="round_open_once", fields=["organ", "year"], condition=Q(closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year} {self.due_on}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("oversight:round", args=[self.pk])
