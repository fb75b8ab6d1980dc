"""``mingbai scan``: personal data and secrecy marks in files before they are published (PII-02)."""

import argparse
import json
import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from mingbai.scanning.scanner import Scan

KINDS = {
    "id_card": "身份证号码",
    "mobile": "手机号码",
    "landline": "固定电话",
    "bank_card": "银行卡号",
    "passport": "护照等证件号码",
    "address": "住址",
    "sensitive_list": "敏感人员名单",
    "minor": "未成年人信息",
    "secrecy_mark": "密级或内部标志",
    "hidden_data": "隐藏的数据",
    "gps": "拍摄地点",
}
SEVERITIES = {"critical": "必须处理", "warning": "需要核实", "info": "提示"}


SHOWN = 10  # of one kind; --json lists all
WHOLE = "整列"  # what a whole column says comes before its cells


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    words = "准备公开的文件：网页、文本、CSV、Word、Excel、演示文稿、PDF、照片、压缩包"
    parser.add_argument("files", nargs="+", metavar="文件", help=words)
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
    parser.epilog = "退出码：0 没有必须处理的；1 有必须处理的；2 读不了，或者没有读全。"
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Scan every file; one bad file never stops the others."""
    from mingbai.scanning.apart import scan_all

    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()  # noqa: TID251 (no Django here)
    code = 0
    for scan in scan_all(arguments.files, today=today):
        code = max(code, scan.exit_code)
        if not arguments.json:
            _print(render(scan))
            continue
        _print(json.dumps(scan.as_json(), ensure_ascii=False))
        if not scan.readable:
            print(f"{scan.file}：{scan.reason}", file=sys.stderr)
    return code


def render(scan: "Scan") -> str:
    """The findings of one file in lines: how grave, what, where, masked."""
    lines = [scan.file]
    if not scan.readable:
        lines.append(f"  没有读全：{scan.reason}")
    for severity, word in SEVERITIES.items():
        for kind, name in KINDS.items():
            found = [f for f in scan.findings if f.severity == severity and f.kind == kind]
            found.sort(key=lambda finding: not finding.masked.startswith(WHOLE))
            lines += [f"  [{word}] {name}  {f.where}  {f.masked}" for f in found[:SHOWN]]
            if len(found) > SHOWN:
                lines.append(f"  [{word}] {name}  共{len(found)}处，以上列出{SHOWN}处")
    if scan.readable and not scan.findings:
        lines.append("  没有发现个人信息或密级标志。")
    return "\n".join(lines)


def _print(text: str) -> None:
    """Write UTF-8 whatever the terminal's locale says."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
