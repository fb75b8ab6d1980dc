"""RPT-2: the statutory title, on the page, on the download and on the picture version."""

import re
from collections.abc import Iterator

from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.citing import at_publication, finding
from mingbai.rules.report.report import Report

_GAP = "[ 　]{0,3}"
_TITLE = re.compile(
    rf"(?P<organ>[\u4e00-\u9fffA-Za-z\d]{{0,30}}){_GAP}(?P<year>20\d\d){_GAP}年(?P<extra>度?){_GAP}"
    r"(?P<name>政府信息公开[\u4e00-\u9fff]{0,8}?报告)"
)
STATUTORY = "政府信息公开工作年度报告"


def statutory_title(report: Report) -> Iterator[Finding]:
    """Each wrong form of the title once: 年度 missing, 度 added, the organ's name shortened."""
    wanted = report.format.title_for(report.organ, report.year)
    if report.publishing and report.title is not None and report.title != wanted:
        yield _wrong(report, f"标题为“{report.title}”，应为“{wanted}”", report.title, wanted)
    mentions = list(_mentions(report))
    for name in dict.fromkeys(mark["name"] for mark in mentions):
        if name != STATUTORY:
            count = sum(mark["name"] == name for mark in mentions)
            reason = "缺“年度”" if name == STATUTORY.replace("年度", "") else "名称不符"
            yield _wrong(report, f"标题{count}处写作“{name}”，{reason}", name, STATUTORY)
    doubled = [mark for mark in mentions if mark["extra"]]
    if doubled:
        yield finding(
            "RPT-2",
            Severity.WARN if report.publishing else Severity.INFO,
            f"标题{len(doubled)}处写作“{report.year}年度”，格式为“{report.year}年{STATUTORY}”",
            where=doubled[0][0],
            expected=wanted,
            found=doubled[0][0],
        )
    for organ in dict.fromkeys(mark["organ"] for mark in mentions):
        if organ and organ != report.organ and report.organ.endswith(organ):
            yield _wrong(
                report,
                f"同一报告用了两个机关名称：“{organ}”与“{report.organ}”",
                organ,
                report.organ,
            )


def _wrong(report: Report, message: str, found: str, expected: str) -> Finding:
    return finding(
        "RPT-2", at_publication(report), message, where=found, expected=expected, found=found
    )


def _mentions(report: Report) -> Iterator[re.Match[str]]:
    for line in [report.title or "", *(report.text or "").splitlines()]:
        for mark in _TITLE.finditer(line):
            if mark["year"] == str(report.year):
                yield mark
