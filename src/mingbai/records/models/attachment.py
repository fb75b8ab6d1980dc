"""A file that belongs to a record: kept by its hash, cleaned before it is kept."""

from django.db import models

from mingbai.accounts.models import Post
from mingbai.records.models.record import Record


class Attachment(models.Model):
    """A cleaned file brought to a record. Which of them a version publishes, its text says.

    ``strips`` tells what cleaning took away, ``findings`` what the privacy scan found (masked).
    """

    APPEND_ONLY = True

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    original_sha256 = models.CharField(max_length=64)
    strips = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["record", "pk"]

    def __str__(self) -> str:
        return self.name
