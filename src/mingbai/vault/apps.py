"""Makes the first key after the first migration, and registers the system checks."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VaultConfig(AppConfig):
    """Start-up of the vault."""

    name = "mingbai.vault"

    def ready(self) -> None:
        """Register the checks and the first key."""
        from mingbai.vault import checks

        checks.register_all()
        post_migrate.connect(_first_key, sender=self, dispatch_uid="vault.key")


def _first_key(using: str, **_: Any) -> None:
    """The start of an installation is a moment, like a command's."""
    from django.utils import timezone

    from mingbai.vault import first

    first.ensure(using, at=timezone.now())
