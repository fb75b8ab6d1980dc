"""The sentences of a report's prose, without its tables and headings, made alike for comparing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.reading.glyphs import squeezed

HEADINGS = re.compile(
    r"(?=[一二三四五六]、\s*(?:总体情况|主动公开政府|收到和处理|政府信息公开行政|存在的?主?要?问题|其他需要))"
)
ENDS = re.compile(r"(?<=[。！？；])|\n")
MARKS = re.compile(r"[，。；：、！？,;:!?]")
STOPS = re.compile(r"[，。；！？,;!?]")  # a line with a colon alone is page furniture
SECTION = re.compile(
    r"^[一二三四五六]、\s*(?:总体情况|主动公开政府信息情况|收到和处理政府信息公开申请情况|"
    r"(?:因?政府信息公开)?(?:申请)?(?:被申请)?(?:提起)?行政复议、(?:提起)?行政诉讼情况|"
    r"存在的?(?:主要)?问题(?:及|和)改进(?:情况|措施)|其他需要报告的?事项)[。:：]?\s*"
)
HEADING = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*[^，；：,;:]{2,20}[。]?$")
FIGURES = re.compile(r"[0-9〇]+(?:[.,:]\d+)*%?|[一二三四五六七八九十百千万亿零两]{2,}")
# Words of the printed tables: one of the first, or three of the second, and it is no prose.
OF_A_TABLE = ("勾稽关系", "只计这一情形", "不再处理其政府信息公开申请", "(单位:万元)", "(单位万元)")
OF_TABLES = (
    "信息内容", "第二十条第", "科研机构", "社会公益组织", "法律服务机构", "结果维持",
    "结果纠正", "尚未审结", "属于国家秘密", "本年处理决定数量", "重复申请",
)  # fmt: skip
SHORTEST = 8  # characters; shorter pieces are formulas everybody uses
MOST = 2_000  # sentences; a report has about two hundred


@dataclass(frozen=True)
class Sentence:
    """``exact`` without blanks and marks, ``masked`` also without figures and the organ's name."""

    text: str
    exact: str
    masked: str


def sentences(text: str, organ: str | None = None) -> tuple[Sentence, ...]:
    """The prose of a report in order; blanks, quotes and width of characters do not count."""
    found = []
    for piece in _pieces(text):
        exact = MARKS.sub("", squeezed(piece))
        if len(exact) < SHORTEST or _is_tabular(exact):
            continue
        found.append(Sentence(" ".join(piece.split()), exact, masked(exact, organ)))
        if len(found) == MOST:
            break
    return tuple(found)


def masked(exact: str, organ: str | None) -> str:
    """With every figure as # and the organ as ○, so that last year's text is known again."""
    name = squeezed(organ or "")
    return FIGURES.sub("#", exact.replace(name, "○") if name else exact)


def _pieces(text: str) -> Iterator[str]:
    for section in HEADINGS.split(text):
        for piece in ENDS.split(section):
            words = SECTION.sub("", (piece or "").strip())
            # Without a stop it is a heading or a table cell.
            if STOPS.search(words) and not HEADING.match(words):
                yield words


def _is_tabular(exact: str) -> bool:
    return (
        any(word in exact for word in OF_A_TABLE) or sum(word in exact for word in OF_TABLES) >= 3
    )
