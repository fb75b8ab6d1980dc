"""Installs the append-only triggers after every migration: a table remade on SQLite loses them."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    """Start-up of the audit app."""

    name = "mingbai.audit"

    def ready(self) -> None:
        """Register the system checks and the trigger installation."""
        from mingbai.audit import checks, triggers

        checks.register_all()
        pre_migrate.connect(
            triggers.before_migrate, sender=self, dispatch_uid="audit.triggers.before"
        )
        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="audit.triggers")
