"""What happened to the keys; the keys themselves are never in the database (CRY-03, CRY-04)."""

from django.db import models


class Key(models.Model):
    """One key by its name: when it came, and when it was taken out of use."""

    kid = models.CharField(max_length=20, primary_key=True)
    alg = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "kid"]

    def __str__(self) -> str:
        return f"{self.kid} {self.alg}"
