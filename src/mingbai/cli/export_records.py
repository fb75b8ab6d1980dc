"""``mingbai export``: every record with its versions, reviews and files into a folder."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mingbai.cli import platform

if TYPE_CHECKING:
    from mingbai.organs.models import Organ

LIST = "政府信息.csv"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("folder", metavar="文件夹", type=Path, help="导出到这里，没有的即建立")
    parser.add_argument("--organ", metavar="机关代码", help="只导出这一机关的")
    parser.epilog = (
        "每个机关一个文件夹：目录一份（CSV），每件信息一个压缩包，内有各稿、审查、公开、撤下、"
        "关系的记载，附件和 SHA256SUMS。再次运行即重新导出全部。"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write all; say how much. 2 for an organ that has nothing."""
    platform.setup()
    from mingbai.organs.models import Organ

    organs = Organ.objects.filter(records__isnull=False).distinct().order_by("path")
    if arguments.organ:
        organs = organs.filter(code=arguments.organ)
        if not organs:
            print(f"代码为“{arguments.organ}”的机关没有信息。", file=sys.stderr)
            return 2
    for organ in organs:
        print(f"{organ.name}：{_organ(organ, arguments.folder / organ.code)} 件", flush=True)
    return 0


def _organ(organ: "Organ", folder: Path) -> int:
    """Every record of the organ and their list; an event tells that they were taken out."""
    from django.utils import timezone

    from mingbai.audit.actors import COMMAND
    from mingbai.files import export
    from mingbai.records import actions, packing
    from mingbai.records.models import Record
    from mingbai.records.queries import exporting

    folder.mkdir(parents=True, exist_ok=True)
    records = Record.objects.filter(organ=organ)
    found = records.select_related("organ", "column", "officer__user").order_by("pk")
    count = 0
    for record in found.iterator(chunk_size=200):
        count += 1
        with _whole(folder / packing.name(record)) as out:
            packing.write(record, out)
    with _whole(folder / LIST) as out:
        for line in export.csv_lines(exporting.HEADS, exporting.rows(records)):
            out.write(line.encode())
    actions.took_out_all(organ, count=count, by=COMMAND, at=timezone.now())
    return count


@contextmanager
def _whole(file: Path) -> Iterator[IO[bytes]]:
    """The file appears under its name when it is whole, and not before."""
    unfinished = file.with_name(f".{file.name}.part")
    with unfinished.open("wb") as out:
        yield out
    unfinished.replace(file)
