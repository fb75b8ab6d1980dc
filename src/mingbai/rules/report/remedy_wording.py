"""T4-R2: what the text says about reconsiderations and suits against table 4."""

import re
from collections.abc import Iterator

from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report import prose
from mingbai.rules.report.cells import total_of
from mingbai.rules.report.citing import finding
from mingbai.rules.report.report import Report

BLOCKS = ("review", "suit_direct", "suit_after_review")
_NONE = r"(?:未发生|没有发生|未出现|未产生|没有|无(?=因|被|政府信息|行政复议|行政诉讼|依申请))"
_NO_LOSS = re.compile(
    rf"{_NONE}(?P<words>[^,。;]{{0,40}}?(?:纠错|败诉|纠正|被撤销)[^,。;]{{0,20}})"
)
_NO_CASES = re.compile(rf"{_NONE}(?P<words>[^,。;]{{0,30}}?行政(?:复议|诉讼)[^,。;]{{0,20}})")
_LOSS = re.compile(
    r"纠错|败诉|依法纠正|被纠正|结果纠正(?:的)?(?:案件)?\d|纠正\d|被撤销|确认违法|责令(?:重新|限期)|纠正率"
)
_ALL_CLOSED = re.compile(r"均已(?:结案|审结)|全部(?:结案|审结)")


def no_loss_while_pending(report: Report) -> Iterator[Finding]:
    """T4-R2: 未发生…纠错、败诉 is true for decided cases only; contradicted by 结果纠正."""
    if report.text is None:
        return
    corrected = total_of(report, [f"{block}/corrected" for block in BLOCKS]).value
    pending = total_of(report, [f"{block}/pending" for block in BLOCKS]).value
    for sentence in prose.sentences(prose.flatten(report.text)):
        said = _NO_LOSS.search(sentence.text)
        if said is None or "行政" not in sentence.text:
            continue
        if corrected:
            yield finding(
                "TX-R1",
                Severity.ERROR,
                f"正文说“{said[0]}”，表四结果纠正{corrected}件",
                where=said[0],
                expected=corrected,
                found=0,
            )
        if pending:
            yield finding(
                "T4-R2",
                Severity.WARN,
                f"正文说“{said[0]}”，表四尚未审结{_by_block(report)}，该说法只对已审结的案件成立",
                where=said[0],
                expected=0,
                found=pending,
            )


def _by_block(report: Report) -> str:
    review = report.number("review/pending") or 0
    suits = total_of(report, [f"{block}/pending" for block in BLOCKS[1:]]).value or 0
    return f"行政复议{review}件、行政诉讼{suits}件"


def no_cases_at_all(report: Report) -> Iterator[Finding]:
    """TX-R1: 未发生行政复议、行政诉讼 against the totals of table 4."""
    for sentence in prose.sentences(prose.flatten(report.text or "")):
        said = _NO_CASES.search(sentence.text)
        if said is None or _LOSS.search(said[0]):
            continue
        blocks = (BLOCKS[:1] if "复议" in said[0] else ()) + (
            BLOCKS[1:] if "诉讼" in said[0] else ()
        )
        cases = total_of(report, [f"{block}/total" for block in blocks]).value
        if cases:
            yield finding(
                "TX-R1",
                Severity.ERROR,
                f"正文说“{said[0]}”，表四相应总计为{cases}件",
                where=said[0],
                expected=cases,
                found=0,
            )


def corrections_are_mentioned(report: Report) -> Iterator[Finding]:
    """T4-R2: a report with 结果纠正 says so in its text."""
    corrected = total_of(report, [f"{block}/corrected" for block in BLOCKS]).value
    if not corrected or report.text is None:
        return
    if _LOSS.search(prose.flatten(report.text)):
        return
    cut = prose.elided(report.text)
    yield finding(
        "T4-R2",
        Severity.INFO if cut else Severity.WARN,
        f"表四结果纠正{corrected}件，正文没有提到" + ("（正文有省略，未必）" if cut else ""),
        where="第一、第五部分",
        expected=corrected,
        found="未提到",
    )


def closed_while_pending(report: Report) -> Iterator[Finding]:
    """T4-R2: 均已结案 while cases are 尚未审结."""
    pending = total_of(report, [f"{block}/pending" for block in BLOCKS]).value
    for sentence in prose.sentences(prose.flatten(report.text or "")):
        said = _ALL_CLOSED.search(sentence.text)
        if said and pending and re.search(r"行政(?:复议|诉讼)", sentence.text[: said.start()]):
            yield finding(
                "T4-R2",
                Severity.WARN,
                f"正文说“{said[0]}”，表四尚未审结{_by_block(report)}",
                where=prose.around(sentence.text, said),
                expected=0,
                found=pending,
            )
