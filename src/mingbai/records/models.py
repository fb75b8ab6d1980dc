"""Record, its immutable versions, the reviews bound to a version, and its publications."""

import hashlib
import json
import uuid
from typing import Any

from django.db import models

from mingbai.accounts.models import Post
from mingbai.audit.canonical import canonical
from mingbai.organs.models import Organ


class Record(models.Model):
    """One piece of 政府信息 of an organ. ``key`` tells records of a kind apart (a report's year).

    ``title`` is that of the public version, before there is one that of the last draft.
    """

    WRITE_ONCE = ["first_public_at"]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    public_version = models.ForeignKey(
        "Version", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    first_public_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["organ__path", "kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "key"], name="record_once_per_key"),
            models.CheckConstraint(
                name="record_public_exactly_when_dated",
                condition=models.Q(public_version=None, first_public_at=None)
                | models.Q(first_public_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """The exact text: title, canonical bytes, and the SHA-256 of both. Never changed."""

    APPEND_ONLY = True

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    author = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["record", "number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record} v{self.number}"

    def computed_sha256(self) -> str:
        """The hash of title and bytes as they are now."""
        return hashlib.sha256(canonical(self.title) + b"\n" + bytes(self.body)).hexdigest()

    def content(self) -> Any:
        """The text as it was drafted."""
        return json.loads(bytes(self.body))


class Conclusion(models.TextChoices):
    """What a reviewer may conclude."""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回"


class Review(models.Model):
    """One conclusion on one version. A later one of the same step replaces it in force."""

    APPEND_ONLY = True

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=20)
    conclusion = models.CharField(max_length=10, choices=Conclusion.choices)
    basis = models.CharField(max_length=200)
    opinion = models.TextField(blank=True)
    reviewer = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.step} {self.conclusion}"


class Publication(models.Model):
    """That a version became public, by whom and when; the first one dates the record for ever."""

    APPEND_ONLY = True

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="publication")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.version} {self.at:%Y-%m-%d %H:%M}"
