"""``mingbai demo``: build the demonstration district in an empty database."""

import argparse
import os

from mingbai.cli import platform


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build it, or refuse because the database already holds something."""
    os.environ["MINGBAI_DEMO"] = "1"
    platform.setup()
    platform.migrate()
    from django.utils import timezone

    from mingbai.demo import build

    built = build.build(now=timezone.now())
    counts = f"{built.organs} 个机关、{built.cases} 件申请、{built.remedies} 件复议诉讼"
    print(f"演示地区已装入：{counts}。")
    print("用 mingbai serve --demo 打开。")
    return 0
