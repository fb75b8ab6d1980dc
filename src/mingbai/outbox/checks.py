"""System check: the ways out that the settings name exist and can send."""

from typing import Any

from django.conf import settings
from django.core import checks

from mingbai.outbox import providers


def register_all() -> None:
    """Register the check."""
    checks.register(ways_exist)


def ways_exist(**_: Any) -> list[checks.CheckMessage]:
    """One error for each channel with a name that leads nowhere."""
    found: list[checks.CheckMessage] = []
    for channel in settings.OUTBOX:
        try:
            able = [hasattr(provider, "send") for provider in providers.of(channel)]
        except (ImportError, TypeError) as error:
            reason = str(error)
        else:
            reason = "" if all(able) else "没有 send 方法"
        if reason:
            words = f"通知的发送通道（{channel}）不能用：{reason}"
            found.append(checks.Error(words, hint="请核对 MINGBAI_SMS", id="outbox.E001"))
    return found
