"""The table of sub-commands, with Chinese help."""

import argparse
from importlib import import_module

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("mingbai.cli.check", "核对已公布的政府信息公开工作年度报告"),
    "due": ("mingbai.cli.due", "计算政府信息公开申请的答复期限，并逐日说明"),
}


def build_parser() -> argparse.ArgumentParser:
    """The parser; the module of a sub-command adds its own options with ``configure``."""
    parser = argparse.ArgumentParser(prog="mingbai", description="明白：政务公开平台的命令行")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    for name, (module, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        import_module(module).configure(command)
    return parser
