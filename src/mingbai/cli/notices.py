"""``mingbai notices``: the holiday notices of the calendar, and what a new one moves (CAL-3)."""

import argparse
import shutil
import sys
from pathlib import Path

from mingbai.cli import platform
from mingbai.refusal import Refusal

REFUSED = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="通知.toml", help="放假通知；不写文件名则只查看"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the notices, put them where the platform reads them, re-date the open cases."""
    platform.setup()
    from django.conf import settings
    from django.utils import timezone

    from mingbai.applications import actions, clock
    from mingbai.audit.actors import COMMAND

    try:
        for path in arguments.files:
            clock.calendar().with_notice(path.read_text("utf-8"))
        for path in arguments.files:
            Path(settings.NOTICES).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, Path(settings.NOTICES) / path.name)
    except (Refusal, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    redating = actions.redate(by=COMMAND, at=timezone.now())
    print(f"工作日历覆盖到{clock.calendar().last_day.year}年。")
    if redating is None:
        print("放假安排没有变化，在办案件的期限不变。")
        return 0
    _tell(redating.moved)
    return 0


def _tell(moved: list[list[str]]) -> None:
    from mingbai.applications.models import Application

    print(f"改定在办案件的答复期限 {len(moved)} 件。")
    numbers = {
        str(case.pk): f"{case.number}（{case.organ.short_name}）"
        for case in Application.objects.filter(pk__in=[row[0] for row in moved]).select_related(
            "organ"
        )
    }
    for key, was, now in moved:
        print(f"  {numbers[key]}：{was} → {now}")
