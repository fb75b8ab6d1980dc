"""``mingbai audit``: verify the log, and read it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mingbai.cli import platform
from mingbai.refusal import Refusal

if TYPE_CHECKING:
    from mingbai.desk.log.prose import Line

WHOLE, BROKEN = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two sub-commands."""
    commands = parser.add_subparsers(dest="act", required=True, metavar="动作", title="动作")
    verify = commands.add_parser(
        "verify", help="逐条核验审计日志", description="逐条核验审计日志。"
    )
    verify.add_argument(
        "--against",
        metavar="文件",
        nargs="+",
        type=Path,
        default=[],
        help="另处保存的检查点副本或其目录；只有它能证明日志没有被整体改写",
    )
    verify.set_defaults(run=run_verify)
    show = commands.add_parser("show", help="列出一个机关的审计日志", description="列出审计日志。")
    show.add_argument("--organ", metavar="代码", required=True, help="机关代码")
    show.add_argument("--last", metavar="N", type=int, default=50, help="最近几条（默认 50）")
    show.set_defaults(run=run_show)


def run_verify(arguments: argparse.Namespace) -> int:
    """Print each problem; 0 when the log is whole, 1 otherwise."""
    platform.setup()
    from mingbai.audit import copies, verify
    from mingbai.audit.models import Chain, Checkpoint, Event

    found = 0
    for problem in verify.problems(copies.read(arguments.against)):
        print(problem, flush=True)
        found += 1
    found += _tell_clocks()
    if found:
        print(f"审计日志有 {found} 处问题。", file=sys.stderr)
        return BROKEN
    counts = f"{Chain.objects.count()} 条链、{Event.objects.count()} 条记录"
    print(f"审计日志完整：{counts}、{Checkpoint.objects.count()} 个检查点。")
    return WHOLE


def _tell_clocks() -> int:
    """Publications whose two clocks differ (AUD-11)."""
    from mingbai.records.queries.clocks import deviations

    found = deviations()
    for each in found:
        print(each, flush=True)
    return len(found)


def run_show(arguments: argparse.Namespace) -> int:
    """Print the last events of one chain, oldest first."""
    platform.setup()
    from mingbai.audit.models import Chain
    from mingbai.audit.queries import events
    from mingbai.desk.log.prose import lines

    if not Chain.objects.filter(pk=arguments.organ).exists():
        raise Refusal(f"没有机关 {arguments.organ} 的审计日志", remedy="请核对机关代码")
    last = events([arguments.organ])[: max(arguments.last, 0)]
    for line in lines(sorted(last, key=lambda row: row.number), {}):
        print(_line(line))
    return WHOLE


def _line(line: "Line") -> str:
    from django.utils import timezone

    at = timezone.localtime(line.at).isoformat(sep=" ", timespec="seconds")
    data = " ".join(f"{key}={value}" for key, value in line.details)
    who = f"{line.who}（{line.post}）" if line.post else line.who
    return f"#{line.number} {at} {who} {line.what} {line.thing} {data}".rstrip()
