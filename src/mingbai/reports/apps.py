"""Start-up of the reports app: the deployment's counting choices must be ones that exist."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from mingbai.refusal import Refusal


class ReportsConfig(AppConfig):
    """Registers the check of ``REPORT_SWITCHES``."""

    name = "mingbai.reports"

    def ready(self) -> None:
        """Register the system check."""
        register(switches_exist)


def switches_exist(**_: Any) -> list[CheckMessage]:
    """Every name and value of ``REPORT_SWITCHES`` is in ``rules/data/report-switches.toml``."""
    from mingbai.reports.ledgers import switches_in_force

    hint = "名称和可选值见 rules/data/report-switches.toml"
    try:
        switches_in_force()
    except Refusal as refusal:
        return [Error(str(refusal), hint=hint, id="reports.E001")]
    except TypeError:
        return [Error("MINGBAI_REPORT_SWITCHES 里有不存在的口径名称", hint=hint, id="reports.E001")]
    return []
