"""``mingbai rescan``: all that is public looked through again by the rules of today (PII-09)."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from mingbai.cli import platform

if TYPE_CHECKING:
    from mingbai.records.rescanning import Seen
    from mingbai.rules.privacy.stitching import Stitched

CLEAN, FOUND = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--json", action="store_true", help="每件信息输出一行 JSON")
    parser.epilog = (
        "中断后再次运行，从中断处接着检查。退出码：0 没有必须处理的；1 有必须处理的，"
        "或者各处遮盖的号码可以拼合。"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look at every public record; tell what must be seen to, masked."""
    platform.setup()
    from django.utils import timezone

    from mingbai.records.rescanning import Rescan

    rescan = Rescan(timezone.localdate())
    seen = wrong = 0
    for each in rescan.records():
        seen += 1
        wrong += each.wrong
        if arguments.json:
            print(json.dumps(_as_json(each), ensure_ascii=False), flush=True)
        elif each.wrong:
            print(_words(each), flush=True)
    stitched = rescan.stitched()
    for row in stitched:
        print(_stitched_json(row) if arguments.json else _stitched_words(row))
    summary = f"检查了已公开的 {seen} 件：{wrong} 件须处理，{len(stitched)} 处遮盖的号码可以拼合。"
    print(summary, file=sys.stderr if arguments.json else sys.stdout)
    return FOUND if wrong or stitched else CLEAN


def _as_json(seen: "Seen") -> dict[str, object]:
    return {
        "record": str(seen.record),
        "index_no": seen.index_no,
        "organ": seen.organ,
        "title": seen.title,
        "critical": seen.critical,
        "allowed": seen.allowed,
        "findings": list(seen.findings),
    }


def _words(seen: "Seen") -> str:
    from mingbai.cli.scan import KINDS

    lines = [f"{seen.index_no or seen.record}  {seen.organ}  {seen.title}"]
    for found in seen.findings:
        if found["severity"] == "critical":
            lines.append(
                f"  [必须处理] {KINDS[found['kind']]}  {found['where']}  {found['masked']}"
            )
    return "\n".join(lines)


def _stitched_json(row: "Stitched") -> str:
    facts = {"name": row.name, "revealed": row.revealed, "places": list(row.places)}
    return json.dumps({"stitched": facts}, ensure_ascii=False)


def _stitched_words(row: "Stitched") -> str:
    who = f"“{row.name}”的号码" if row.name else "一个号码"
    sure = "" if row.agreeing else "（也可能是同名的人）"
    return f"[遮盖不一] {who}在下列各件中合起来露出{row.revealed}位{sure}：{'、'.join(row.places)}"
