"""Start-up of the accounts app: the check that duties lie apart."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Officers, posts and rights."""

    name = "mingbai.accounts"

    def ready(self) -> None:
        """Register the system check."""
        from mingbai.accounts import checks

        checks.register_all()
