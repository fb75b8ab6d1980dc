"""Two tables of counters. Keys are keyed hashes: an address is personal data and is not kept."""

from django.db import models


class Bucket(models.Model):
    """The bound of one caller: the microsecond at which it will have been refilled."""

    key = models.CharField(max_length=64, primary_key=True)
    full_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]


class Tries(models.Model):
    """Wrong codes of late for one number: the microseconds of each, oldest first."""

    key = models.CharField(max_length=64, primary_key=True)
    moments = models.JSONField(default=list)
    last_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
