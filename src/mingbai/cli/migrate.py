"""``mingbai migrate``: bring the database, its triggers and its grants to the present state."""

import argparse

from mingbai.cli import platform


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Migrate and report in words."""
    platform.setup()
    platform.migrate()
    print("数据库已是最新。")
    return 0
