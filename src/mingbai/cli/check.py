"""``mingbai check``: read published annual reports, print tables and findings (条例 Art. 50)."""

import argparse
import json
import os
import sys
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("files", nargs="+", metavar="文件", help="年度报告：网页、Word、PDF、文本")
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
    parser.epilog = "退出码：0 没有错误；1 有错误；2 不是年度报告，或者没有读全。"
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every file in turn; one bad file never stops the others."""
    code = 0
    for name in arguments.files:
        code = max(code, _one(name, as_json=arguments.json))
    return code


def _one(name: str, *, as_json: bool) -> int:
    from mingbai.cli.sheet import render
    from mingbai.reading.reader import read
    from mingbai.reading.shape import as_json as shape

    reading = read(Path(name), name=name)
    if as_json:
        _print(json.dumps(shape(reading), ensure_ascii=False))
    else:
        _print(render(reading, colour=_in_colour()))
    return reading.exit_code


def _in_colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _print(text: str) -> None:
    """Write UTF-8 whatever the terminal's locale says; a character must not stop the run."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
