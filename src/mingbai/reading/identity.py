"""Whose report of which year: title, organ, statistics period, publication date (RPT-2, RPT-3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingbai.reading.glyphs import halfwidth
from mingbai.reading.numerals import han_number
from mingbai.rules.report.report import Level

YEAR = r"(?P<year>20\d\d|[二两][〇○零0][一二三四五六七八九〇○零十]{2})"
NAME = (
    r"(?:本级)?政府信息公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?报告(?:\(\d{4}年?度?\))?"
)
ORGAN = r"(?P<organ>(?:(?!20\d\d年)[一-龥A-Za-z\d()·、]){0,40}?)"
TITLES = (
    re.compile(rf"(?:标题:)?{ORGAN}(?:关于)?{YEAR}年?度?{NAME}"),
    re.compile(rf"(?:标题:)?{ORGAN}政府信息公开(?:工作)?年度报告\(?{YEAR}年?度?\)?"),
)
PERIOD = re.compile(r"(20\d\d)年1月1日(?:起)?[至到\-—~～](?:20\d\d年)?12月31日")
PUBLISHED = re.compile(
    r"(?:发布日期|发布时间|发布于|信息提供日期|生成日期|公开日期|时间|日期)[:\s]{0,3}"
    r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})"
)
PUBLISHER = re.compile(r"(?:发布机构|发文机关|信息来源|来源)[:]\s*([一-龥]{3,30})")
SIGNED = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
ORGAN_ENDS = (
    "政府",
    "局",
    "委",
    "委员会",
    "办公室",
    "办事处",
    "街道",
    "中心",
    "管委会",
    "厅",
    "部",
    "院",
    "镇",
    "乡",
    "区",
    "县",
    "市",
    "署",
    "站",
    "队",
    "社",
)
MOST_LINES = 200  # a title stands near the top; hostile files do not get every line tried


@dataclass(frozen=True)
class Identity:
    """What the report says of itself; ``start`` is the paragraph its title stands in."""

    organ: str | None
    year: int | None
    title: str | None
    published: str | None
    period_year: int | None
    start: int


def identify(paragraphs: Sequence[str], title_hint: str = "") -> Identity:
    """Organ and year from the title, else from the lines around it and the signature."""
    organ, year, title, start = _title(paragraphs)
    hint = _match(_compact(title_hint)[:120]) if title_hint else None
    if title is None and hint:
        organ, year, title = hint["organ"] or None, _year(hint["year"]), hint[0]
    head = "\n".join(halfwidth(line[:300]) for line in paragraphs[:MOST_LINES])
    whole = "".join(_compact(line) for line in paragraphs[:2000])[:300_000]
    period = PERIOD.search(whole)
    period_year = int(period[1]) if period else None
    published = PUBLISHED.search(head)
    date = f"{published[1]}-{int(published[2]):02}-{int(published[3]):02}" if published else None
    if organ is None:
        organ = (hint["organ"] or None) if hint else None
        organ = organ or _publisher(head) or _signature(paragraphs)
    return Identity(organ, year or period_year, title, date, period_year, start)


def level_of(organ: str | None) -> Level | None:
    """The level an organ's name shows; None when it does not show one."""
    if not organ:
        return None
    for ends, level in LEVELS:
        if organ.endswith(ends):
            return level
    return None


LEVELS: tuple[tuple[tuple[str, ...], Level], ...] = (
    (("省人民政府", "自治区人民政府"), "province"),
    (("区人民政府", "县人民政府", "旗人民政府", "实验区"), "district"),
    (("市人民政府",), "city"),
    (("局", "委员会", "办公室", "办事处", "街道", "中心", "厅", "院"), "department"),
)


def _title(paragraphs: Sequence[str]) -> tuple[str | None, int | None, str | None, int]:
    """(organ, year, title, index of its paragraph); the organ may stand on the line before."""
    for index, line in enumerate(paragraphs[:MOST_LINES]):
        match = _match(_compact(line)[:120])
        if match is None:
            continue
        organ = match["organ"] or _line_before(paragraphs, index)
        title = match[0].removeprefix("标题:")
        start = index - 1 if not match["organ"] and organ else index
        return organ or None, _year(match["year"]), title, start
    return None, None, None, 0


def _match(plain: str) -> re.Match[str] | None:
    for pattern in TITLES:
        match = pattern.match(plain)
        if match:
            return match
    return None


def _line_before(paragraphs: Sequence[str], index: int) -> str:
    """The organ printed on a line of its own above 20XX年政府信息公开工作年度报告."""
    if index == 0:
        return ""
    line = _compact(paragraphs[index - 1])
    return line if 3 <= len(line) <= 30 and line.endswith(ORGAN_ENDS) else ""


def _publisher(head: str) -> str | None:
    match = PUBLISHER.search(head)
    return match[1] if match else None


def _signature(paragraphs: Sequence[str]) -> str | None:
    """The organ above the date at the end of the report."""
    tail = [_compact(line) for line in paragraphs[-12:]]
    for index in range(len(tail) - 1, 0, -1):
        above = tail[index - 1]
        if SIGNED.fullmatch(tail[index]) and above.endswith(ORGAN_ENDS) and len(above) <= 30:
            return above
    return None


def _year(text: str) -> int | None:
    return int(text) if text.isdigit() else han_number(text.replace("0", "〇"))


def _compact(line: str) -> str:
    return re.sub(r"[\s\u200b\ufeff#*]+", "", halfwidth(line[:20_000]))
