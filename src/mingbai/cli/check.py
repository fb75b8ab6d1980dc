"""``mingbai check``: read published annual reports, print tables and findings (条例 Art. 50)."""

import argparse
import json
import os
import sys
from pathlib import Path

from mingbai.cli.batch import options


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    words = "年度报告（网页、Word、PDF、文本），或者放着年度报告的文件夹"
    parser.add_argument("files", nargs="+", metavar="文件", help=words)
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
    options.add(parser)
    parser.epilog = "退出码：0 没有错误；1 有错误；2 不是年度报告，或者没有读全。"
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every file; one bad file never stops the others."""
    if options.single(arguments):
        return _one(arguments.files[0], as_json=arguments.json)
    from mingbai.cli.batch import running

    return running.run(arguments, _print)


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
