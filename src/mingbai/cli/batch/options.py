"""The options of ``mingbai check`` for many files and for papers made of the results."""

import argparse
import os
from pathlib import Path

SECONDS = 120.0


def add(parser: argparse.ArgumentParser) -> None:
    """Declare them."""
    option = parser.add_argument
    option("--brief", action="store_true", help="每个文件只印一行结论")
    option("--jobs", type=int, default=0, metavar="N", help="同时核对的进程数，默认为处理器核数")
    option("--timeout", type=float, default=SECONDS, metavar="秒", help="每个文件的时限，默认120")
    option("--resume", type=Path, metavar="文件", help="续跑记录：中断后用同一条命令接着核对")
    option("--xlsx", type=Path, metavar="文件", help="把全部问题和各格数据写成 Excel 台账")
    option("--annotate", type=Path, metavar="目录", help="每份报告另存一个标出数字和问题的网页")
    option("--notice", type=Path, metavar="目录", help="按机关写出问题反馈函（Word）")


def single(arguments: argparse.Namespace) -> bool:
    """Whether one file is to be read and printed, and no more: done without other processes."""
    extras = ("brief", "resume", "xlsx", "annotate", "notice")
    name = arguments.files[0]
    alone = len(arguments.files) == 1 and not any(getattr(arguments, extra) for extra in extras)
    return alone and (os.path.isfile(name) or not _a_pattern(name))


def _a_pattern(name: str) -> bool:
    return os.path.isdir(name) or any(mark in name for mark in "*?[")
