"""django-allauth's hooks: no self-registration; accounts are made by the organ's administrator."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Officers' accounts only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers himself (SEC-08)."""
        return False

    def get_user_search_fields(self) -> list[str]:
        """Fields allauth may search a user by."""
        return ["username"]

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """The administrator chooses the user name; nothing is derived."""
