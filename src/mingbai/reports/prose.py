"""The prose of a report: which parts an organ writes, and how they are cut into paragraphs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mingbai.rules.report.formats import Format

INTRODUCTION = "introduction"
NUMBERS = ("一", "二", "三", "四", "五", "六")
TABLES = {1: "t2", 2: "t3", 3: "t4"}  # 二、三、四 are tables
TABLE_STANDS_HERE = "（见表）"  # the text rules look for content under every head
_HEADING = re.compile(r"（[一二三四五六七八九十]+）[^。；]{1,40}")


@dataclass(frozen=True)
class Part:
    """A part that is written: its key in the prose, its heading, what belongs there."""

    key: str
    label: str
    hint: str


PARTS = (
    Part(
        INTRODUCTION,
        "引言",
        "依据、组成部分、统计期限、报告的下载地址和联系方式。",
    ),
    Part(
        "overview",
        "一、总体情况",
        "主动公开、依申请公开、政府信息管理、平台建设、监督保障；小标题写“（一）……”，独占一行。",
    ),
    Part("problems", "五、存在的主要问题及改进情况", "存在的主要问题，上年问题的改进情况。"),
    Part("other", "六、其他需要报告的事项", "收取信息处理费的情况在此报告；没有的写明没有。"),
)
OF_SECTION = {0: "overview", 4: "problems", 5: "other"}


def paragraphs(text: str) -> list[dict[str, str]]:
    """Non-empty lines as paragraphs; ``heading`` is a sub-heading （一）… on a line of its own."""
    lines = [line.strip(" \t\r　") for line in text.split("\n")]
    return [
        {"kind": "heading" if _HEADING.fullmatch(line) else "text", "text": line}
        for line in lines
        if line
    ]


def whole_text(fmt: Format, title: str, written: Mapping[str, str]) -> str:
    """The report as running text with its section heads, as the text rules read it."""
    lines = [title, *_lines(written.get(INTRODUCTION, ""))]
    for index, name in enumerate(fmt.sections):
        lines.append(f"{NUMBERS[index]}、{name}")
        lines += [TABLE_STANDS_HERE] if index in TABLES else []
        lines += _lines(written.get(OF_SECTION.get(index, ""), ""))
    return "\n".join(lines)


def _lines(text: str) -> list[str]:
    return [paragraph["text"] for paragraph in paragraphs(text)]
