"""What the platform's sub-commands share: configure Django only when one of them runs."""

import os
import sys

from mingbai.refusal import Refusal


def setup() -> None:
    """Configure Django. Raises ``Refusal`` where only the light package is installed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingbai.settings")
    try:
        import django
    except ModuleNotFoundError:
        raise Refusal(
            "这个命令属于平台部分，这里只装了法规与读表部分",
            remedy="请安装完整平台：pip install 'mingbai[server]'",
        ) from None
    django.setup()


def migrate() -> None:
    """Bring the database to the present state; safe to repeat."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    _tell_missing_keys()


def _tell_missing_keys() -> None:
    """Restored without its keys, the site goes on; whoever starts it is told (CRY-04)."""
    from mingbai.vault import checks

    for found in checks.keys_present(databases=["default"]):
        print(f"注意：{found.msg}。{found.hint}。", file=sys.stderr)
