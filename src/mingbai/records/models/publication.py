"""That a version became public, and that it ceased to be."""

from django.db import models
from django.db.models import F, Q

from mingbai.accounts.models import Post
from mingbai.records.models.record import Record, Version


class Publication(models.Model):
    """That a version became public, by whom and when; the first one dates the record for ever.

    ``database_at`` is the database's own time beside it: the two differ by seconds, or the clock
    of a machine was wrong or moved (AUD-11).
    """

    APPEND_ONLY = True

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="publication")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    database_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["at"], name="publication_by_time")]

    def __str__(self) -> str:
        return f"{self.version} {self.at:%Y-%m-%d %H:%M}"


class Withdrawal(models.Model):
    """That a record leaves the public: one asks with a typed reason, another confirms (SEC-12).

    What cannot wait (a leak) takes effect when it is asked and is confirmed afterwards.  ``note``
    is what the public reads at the record's address.  At the end of a publicity period nobody asks
    and nobody confirms: the reviewed text itself said until when it would be public.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="withdrawals")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=20)
    note = models.CharField("公开说明", max_length=300)
    opinion = models.TextField("内部说明", blank=True)
    asked_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)

    class Meta:
        ordering = ["record", "pk"]
        constraints = [
            models.CheckConstraint(
                name="withdrawal_decided_by_someone_at_a_time",
                condition=Q(decided_by=None, decided_at=None, refused=False)
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                | Q(asked_by=None, decided_by=None, refused=False),
            ),
            models.CheckConstraint(
                name="withdrawal_asked_by_someone_or_the_period_over",
                condition=Q(asked_by__isnull=False)
                | Q(reason="expired", effective_at__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawal_by_two_people",
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
            ),
            models.UniqueConstraint(
                name="withdrawal_one_undecided",
                fields=["record"],
                condition=Q(decided_at=None, effective_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.reason}"
