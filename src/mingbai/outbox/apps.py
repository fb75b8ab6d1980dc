"""Start-up of the outbox: the check of its providers."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Notices on their way."""

    name = "mingbai.outbox"

    def ready(self) -> None:
        """Register the system check."""
        from mingbai.outbox import checks

        checks.register_all()
