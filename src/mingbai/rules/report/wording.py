"""The text as such: sections, numbering, punctuation, heads, titles (RPT-1, RPT-2, TX-R2)."""

import re
from collections.abc import Iterator

from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report import prose
from mingbai.rules.report.citing import at_publication, finding
from mingbai.rules.report.numerals import chapter_number, chapter_word
from mingbai.rules.report.report import Report
from mingbai.rules.report.sections import NUMERALS, Section, sections

_CHAPTER = re.compile(r"(?<![第条款项、和至及])\(([一二三四五六七八九十]{1,3})\)")
_DOUBLED = re.compile(r"[。，、；：]{2,4}|[,;]{2,4}|[！]{2,4}")
_HEAD = re.compile(
    r"(?P<caption>第二十条第\([一二三四五六七八九十]{1,3}\)项)|(?P<cut>本年增/(?!减))"
)
_NARRATIVE = (1, 2, 5, 6)  # sections 三 and 四 are tables whose rows are numbered themselves
_WRITTEN = (1, 5, 6)  # sections of words; the others may be nothing but their table
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_ART_50_4 = ("考核", "社会评议", "责任追究")


def six_sections(report: Report) -> Iterator[Finding]:
    """RPT-1: six sections, in order, named as on the form, none empty."""
    if report.text is None:
        return
    found = sections(report.text)
    present = [section.number for section in found]
    missing = [number for number in range(1, 7) if number not in present]
    if missing:
        yield _absent(report, missing)
    if present != sorted(present):
        order = "、".join(NUMERALS[number - 1] for number in present)
        yield finding(
            "RPT-1", at_publication(report), f"各部分次序为{order}", expected="一至六", found=order
        )
    for section in found:
        yield from _named_and_filled(report, section)


def _empty(words: str) -> bool:
    return "[…" not in words and not _WORD.search(words)


def _absent(report: Report, missing: list[int]) -> Finding:
    names = [f"{NUMERALS[number - 1]}、{report.format.sections[number - 1]}" for number in missing]
    cut = prose.elided(report.text or "")
    return finding(
        "RPT-1",
        Severity.INFO if cut else at_publication(report),
        f"没有找到{'；'.join(names)}" + ("（原文有省略）" if cut else ""),
        where=names[0],
        expected="六个部分",
        found=f"缺{len(missing)}个部分",
    )


def _named_and_filled(report: Report, section: Section) -> Iterator[Finding]:
    name = report.format.sections[section.number - 1]
    place = f"{section.numeral}、{name}"
    if not section.text.startswith(name):
        printed = section.text[: len(name)]
        yield finding(
            "RPT-1",
            Severity.WARN if report.publishing else Severity.INFO,
            f"第{section.numeral}部分标题印作“{printed}…”，格式为“{name}”",
            where=place,
            expected=name,
            found=printed,
        )
    elif section.number in _WRITTEN and _empty(section.text[len(name) :]):
        yield finding(
            "RPT-1",
            at_publication(report),
            f"第{section.numeral}部分“{name}”没有内容",
            where=place,
            expected="有内容，没有的写“无”",
            found="空",
        )


def chapters_without_gaps(report: Report) -> Iterator[Finding]:
    """TX-R2: （一）（二）… inside a section run on without a gap or a repetition."""
    for section in sections(report.text) if report.text else ():
        if section.number not in _NARRATIVE:
            continue
        last, end = 0, 0
        for mark in _CHAPTER.finditer(section.text):
            number = chapter_number(mark[1])
            cut = "[…" in section.text[end : mark.start()]
            if number not in (1, last + 1) and not cut:
                yield _broken(report, section, last, number, section.text[mark.start() :][:20])
            last, end = number, mark.end()


def _broken(report: Report, section: Section, last: int, number: int, words: str) -> Finding:
    expected = f"（{chapter_word(last + 1)}）"
    found = f"（{chapter_word(number)}）"
    before = f"（{chapter_word(last)}）之后" if last else "开头"
    missing = "、".join(f"（{chapter_word(item)}）" for item in range(last + 1, number))
    reason = f"缺{missing}" if missing else "编号重复或倒序"
    return finding(
        "TX-R2",
        at_publication(report),
        f"第{section.numeral}部分{before}是{found}，{reason}",
        where=words,
        expected=expected,
        found=found,
    )


def punctuation_once(report: Report) -> Iterator[Finding]:
    """TX-R2: no doubled punctuation."""
    text = report.text or ""
    for mark in _DOUBLED.finditer(text):
        around = text[max(mark.start() - 10, 0) : mark.end() + 6].replace("\n", "")
        yield finding(
            "TX-R2",
            at_publication(report),
            f"标点重复：“{around.strip()}”",
            where=around.strip(),
            expected=mark[0][0],
            found=mark[0],
        )


def heads_are_whole(report: Report) -> Iterator[Finding]:
    """TX-R2: the heads 本年增/减 of table 2 (2019), one finding for each that lost its 减."""
    caption = "表二"
    flat = prose.flatten(report.text or "") if report.format.id == "2019" else ""
    for head in _HEAD.finditer(flat):
        if head["caption"]:
            caption = head[0].replace("(", "（").replace(")", "）")
            continue
        yield finding(
            "TX-R2",
            at_publication(report),
            f"{caption}的表头印作“本年增/”，缺“减”字",
            where=f"{caption}表头",
            expected="本年增/减",
            found="本年增/",
        )


def results_of_article_50(report: Report) -> Iterator[Finding]:
    """REG-50: a government's report tells 工作考核、社会评议、责任追究 results."""
    if report.text is None or not report.organ.endswith("人民政府"):
        return
    flat = prose.flatten(report.text)
    missing = [word for word in _ART_50_4 if word not in flat]
    if missing:
        cut = prose.elided(report.text)
        yield finding(
            "REG-50",
            Severity.INFO if cut else Severity.WARN,
            f"正文没有提到{'、'.join(missing)}的结果" + ("（正文有省略）" if cut else ""),
            where="第一部分监督保障",
            expected="、".join(_ART_50_4),
            found="缺" + "、".join(missing),
        )
