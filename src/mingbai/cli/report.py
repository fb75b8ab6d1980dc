"""``mingbai report``: one organ's annual report of one year as a file (条例第四十九、五十条)."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingbai.cli import platform
from mingbai.refusal import Refusal

if TYPE_CHECKING:
    from mingbai.organs.models import Organ

FORMATS = ("html", "pdf", "xlsx", "json", "csv")
EXAMPLES = """\
示例：
  mingbai report --organ mingyang --year 2019 --format pdf -o 年报.pdf
  mingbai report --organ mingyang --year 2019 --own --format csv -o -
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.epilog = EXAMPLES
    add = parser.add_argument
    add("--organ", required=True, metavar="代码", help="机关代码")
    add("--year", required=True, type=int, metavar="年度", help="报告年度，如 2019")
    add("--own", action="store_true", help="只计本机关；不写则含下级单位")
    add("--draft", action="store_true", help="按台账现在的数字，不用已公开的那一稿")
    add("--format", choices=FORMATS, default="pdf", help="格式，不写则为 pdf")
    add("-o", "--output", required=True, metavar="文件", help="写入的文件；- 为标准输出")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the published report, or a marked draft where none is public. Raises Refusal."""
    platform.setup()
    content = _content(arguments)
    _write(arguments.output, _rendered(content, arguments.format))
    if content.get("draft_note"):
        print(content["draft_note"], file=sys.stderr)
    return 0


def _content(arguments: argparse.Namespace) -> dict[str, Any]:
    from mingbai.reports import queries

    organ = _organ(arguments.organ)
    scope = "own" if arguments.own else "subtree"
    version = None if arguments.draft else queries.public_version(organ.code, arguments.year)
    if version is not None:
        content: dict[str, Any] = version.content()
        if content["scope"] == scope or not queries.has_children(organ):
            return content
    return _draft(organ, arguments.year, subtree=not arguments.own)


def _draft(organ: "Organ", year: int, *, subtree: bool) -> dict[str, Any]:
    from django.utils import timezone

    from mingbai.reports import content, figures
    from mingbai.reports.downloads import marks

    made = figures.figures(organ, year, subtree=subtree)
    return content.compose(made, dated=timezone.localdate()) | {"draft_note": marks.DRAFT}


def _organ(code: str) -> "Organ":
    from mingbai.organs.models import Organ

    organ = Organ.objects.filter(code=code).first()
    if organ is None:
        raise Refusal(f"没有代码为“{code}”的机关", remedy="机关代码见工作台“机构”")
    return organ


def _rendered(content: dict[str, Any], form: str) -> bytes:
    if form == "html":
        from mingbai.portal import reports

        return reports.as_html(content).encode("utf-8")
    from mingbai.reports import downloads

    return downloads.render(content, form)


def _write(target: str, body: bytes) -> None:
    if target == "-":
        sys.stdout.buffer.write(body)
        return
    try:
        Path(target).write_bytes(body)
    except OSError as error:
        raise Refusal(f"不能写入“{target}”：{error.strerror}", remedy="请换一个位置") from None
