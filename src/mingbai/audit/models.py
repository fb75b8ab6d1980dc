"""The chain of an organ, its events, and the daily checkpoint that joins the chains."""

from django.db import models


class Chain(models.Model):
    """The head of one organ's chain; its row is the lock under which events are numbered."""

    code = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.code}#{self.length}"


class Event(models.Model):
    """One act. Ids, codes, dates and hashes only; no foreign key, so that nothing can cascade."""

    APPEND_ONLY = True

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=40)
    post = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="event_number_once_in_chain"),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="event_of_object"),
            models.Index(fields=["at"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.number} {self.verb}"


class Checkpoint(models.Model):
    """The heads of all chains on one day, chained to the day before."""

    APPEND_ONLY = True

    day = models.DateField(unique=True)
    made_at = models.DateTimeField()
    heads = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.hash[:12]}"
