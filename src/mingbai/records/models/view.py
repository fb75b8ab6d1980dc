"""A filter of the officers' list that a person keeps under a name."""

from django.db import models

from mingbai.accounts.models import User


class SavedView(models.Model):
    """The query of an address, without the page; of one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="record_views")
    name = models.CharField("名称", max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
