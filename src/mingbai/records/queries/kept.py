"""The filters a person has kept."""

from mingbai.accounts.models import User
from mingbai.records.models import SavedView


def views_of(user: User) -> list[SavedView]:
    """The person's own, by name."""
    return list(SavedView.objects.filter(user=user))
