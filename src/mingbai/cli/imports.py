"""``mingbai import``: a ledger, all rows or none; or the pages of an existing site."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingbai.cli import import_records, platform
from mingbai.refusal import Refusal

if TYPE_CHECKING:
    from mingbai.applications.importing import ApplicationLedger
    from mingbai.files.ledger import Preview
    from mingbai.files.tables import Table
    from mingbai.remedies.importing import RemedyLedger

LEDGERS = ("applications", "remedies", "records")
EXAMPLES = """\
LEDGER：applications 为申请台账，remedies 为复议诉讼台账，records 为已有网站的信息。
台账有一行不对，就一行也不登记，退出码为 1；同一文件导入两次，台账不变。
网站信息逐行导入为一个批次，不对的行说明原因，其余照样导入；审查、签发之后才能公开。
示例：
  mingbai import applications --organ minzheng 2019年台账.xlsx --dry-run
  mingbai import remedies --organ minzheng 复议诉讼.csv
  mingbai import records --organ minzheng --by lisi 清单.xlsx --files 旧站文件/
  mingbai import records --organ minzheng --by lisi 一文件夹文稿/
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.epilog = EXAMPLES
    parser.add_argument("ledger", choices=LEDGERS, metavar="LEDGER", help="导入哪一本台账")
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="Excel（.xlsx）或 CSV 文件；网站信息也可以是文件夹、压缩包",
    )
    parser.add_argument("--organ", required=True, metavar="CODE", help="登记机关的代码")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不登记")
    parser.add_argument("--files", type=Path, metavar="DIR", help="清单所列文件的文件夹或压缩包")
    parser.add_argument("--by", metavar="USER", help="由谁导入网站信息（用户名）")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Preview, print every bad row, enter the rest only if there is none."""
    if arguments.ledger == "records":
        return import_records.run(arguments)
    platform.setup()
    from django.utils import timezone

    from mingbai.audit.actors import COMMAND
    from mingbai.files.flow import done_in_words
    from mingbai.organs.models import Organ

    organ = Organ.objects.filter(code=arguments.organ).first()
    if organ is None:
        raise Refusal(f"没有代码为“{arguments.organ}”的机关", remedy="请核对机关代码")
    ledger = _ledger(arguments.ledger)
    table, sha256 = _table(arguments.file, ledger)
    matching = ledger.layout.match(table.headers)
    if missing := ledger.layout.missing(matching):
        raise Refusal(
            f"没有认出必须有的列：{'、'.join(missing)}",
            remedy=f"表头是：{'、'.join(table.headers)}。请改列名，或在工作台导入时指定",
        )
    entries = ledger.layout.read(table, matching)
    found = ledger.preview(entries, organ=organ.code, today=timezone.localdate())
    _print(table, found)
    if found.bad:
        print("台账没有改动：有问题的行改正后再导入。")
        return 1
    if arguments.dry_run:
        print("只作核对，台账没有改动。")
        return 0
    done = ledger.enter_as(found, organ=organ, sha256=sha256, by=COMMAND, at=timezone.now())
    print(done_in_words(done.new, done.identical))
    return 0


def _ledger(name: str) -> "ApplicationLedger | RemedyLedger":
    from mingbai.applications.importing import ApplicationLedger
    from mingbai.remedies.importing import RemedyLedger

    return ApplicationLedger() if name == "applications" else RemedyLedger()


def _table(path: Path, ledger: "ApplicationLedger | RemedyLedger") -> "tuple[Table, str]":
    from mingbai.files.tables import read_table
    from mingbai.files.uploads import Upload

    if not path.is_file():
        raise Refusal(f"没有文件 {path}", remedy="请核对文件名")
    with path.open("rb") as file:
        upload = Upload(path.name, path.stat().st_size, file)
        table = read_table(upload, known=ledger.layout.keys)
        return table, upload.sha256()


def _print(table: "Table", found: "Preview") -> None:
    for note in table.notes:
        print(f"提示：{note}。")
    print(f"新的 {found.new} 行，已在台账且一致 {found.identical} 行，有问题 {found.bad_rows} 行。")
    for cell in found.bad:
        print(f"第{cell.row}行 {cell.column}“{cell.value}”：{cell.reason}")
