"""Sentences against tables: TX-R1 figures and growth rates, T4-R2 wording about remedies."""

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report import prose
from mingbai.rules.report.cells import Sum, label, result_cells, total_of
from mingbai.rules.report.citing import at_publication, finding
from mingbai.rules.report.claims import PUBLISHED, RECEIVED, Claim, claims
from mingbai.rules.report.formats import HANDLED_TOTAL, TOTAL
from mingbai.rules.report.report import APPLICATIONS, Report
from mingbai.rules.report.report import PUBLISHED as PUBLISHED_LAST_YEAR

_GROWTH = re.compile(
    r"[,、(]?(?:数量|总量)?(?:同比|比|较)(?:去年|上一?年度?|20\d\d年度?)?(?:同期)?,?"
    r"(?P<way>增长|增加|上升|提高|下降|减少|降低)(?:了|约)?(?P<rate>\d{1,6}(?:\.\d{1,3})?)%"
)
_FALLS = ("下降", "减少", "降低")
_ALL_DONE = re.compile(r"均已答复(?:完毕)?|均已办结|全部办结|全部答复|办结率(?:为|达到|达)?100%")


def figures_match_tables(report: Report) -> Iterator[Finding]:
    """TX-R1: a figure in a sentence equals the cells it speaks of; every mention is read."""
    for claim in _claims(report):
        if claim.cells:
            yield from _compare(report, claim, _sum_of(report, claim.cells))


def _claims(report: Report) -> tuple[Claim, ...]:
    if report.text is None:
        return ()
    return claims(report.text, year=report.year, organ=report.organ)


def _sum_of(report: Report, cells: tuple[str, ...]) -> Sum:
    """The cells' sum; a heading (三（三）) stands for the results under it."""
    expanded: list[str] = []
    for cell in cells:
        row, _, column = cell.partition("/")
        parts = [
            name for name in result_cells(report, column) if name.split("/")[0].startswith(row)
        ]
        expanded += parts if parts and row != HANDLED_TOTAL else [cell]
    return total_of(report, expanded)


def _compare(report: Report, claim: Claim, table: Sum) -> Iterator[Finding]:
    said, counted = claim.quote.value, table.value
    places = "＋".join(label(report, cell) for cell in claim.cells)
    if counted is None:
        severity, message = Severity.INFO, f"正文说{said}，{places}没有数字，无法核对"
    elif claim.part:
        exceeds = said > counted
        severity = Severity.WARN if exceeds else Severity.INFO
        relation = "却多于" if exceeds else "不核对；"
        message = f"正文的{said}只是一部分，{relation}{places}的{counted}"
    elif said == counted or (claim.quote.about and said < counted):
        return
    else:
        severity = Severity.ERROR
        message = f"正文说{said}{'余' if claim.quote.about else ''}，{places}为{counted}"
    if claim.part and claim.measure not in ("received", "handled", "remedy"):
        return
    yield finding(
        "TX-R1",
        severity,
        message,
        where=claim.quote.clause,
        expected=counted,
        found=said,
        hint=_hint(report, claim),
    )


def _hint(report: Report, claim: Claim) -> str:
    """A likely cause, such as 上年结转 counted in; empty for the rule's own hint."""
    if claim.part:
        return "正文宜写明这个数的范围（单位、渠道、时段）"
    if claim.measure not in ("received", "kind"):
        return ""
    column = claim.cells[0].split("/")[1]
    both = total_of(report, (f"t3.1/{column}", f"t3.2/{column}")).value
    own = report.number(claim.cells[0])
    if claim.quote.value == both and both != own:
        return "正文的数等于本年新收与上年结转之和；“收到”只计本年新收"
    return ""


def growth_rates(report: Report) -> Iterator[Finding]:
    """TX-R1: 比去年增长 x% recomputed from last year's figure; a warning where it is unknown."""
    for claim in _claims(report):
        growth = _GROWTH.match(claim.sentence, claim.end)
        if growth is None or claim.part or claim.measure not in ("received", PUBLISHED):
            continue
        rate = Decimal(growth["rate"]) * (-1 if growth["way"] in _FALLS else 1)
        yield from _rate(report, claim, rate, growth[0].lstrip(",、("))


def _rate(report: Report, claim: Claim, rate: Decimal, words: str) -> Iterator[Finding]:
    current, before = claim.quote.value, _last_year(report, claim)
    half = Decimal(1).scaleb(int(rate.as_tuple().exponent)) / 2
    what = "收到的申请" if claim.measure == "received" else "公开的信息"
    if before is None or before == 0:
        yield finding(
            "TX-R1",
            Severity.WARN,
            f"{what}{current}，“{words}”：没有上一年度的数字，无法核对",
            where=claim.quote.clause,
            found=f"{rate}%",
            hint=_implied(current, rate, half),
        )
        return
    exact = (Decimal(current) - Decimal(before)) * 100 / Decimal(before)
    if abs(exact - rate) > half:
        yield finding(
            "TX-R1",
            Severity.ERROR,
            f"{what}上一年度{before}、本年{current}，变动应为{exact:.2f}%，正文写“{words}”",
            where=claim.quote.clause,
            expected=f"{exact:.2f}%",
            found=f"{rate}%",
        )


def _last_year(report: Report, claim: Claim) -> Number | None:
    if claim.measure == PUBLISHED:
        return report.previous_figures.get(PUBLISHED_LAST_YEAR)
    known = report.previous_figures.get(APPLICATIONS)
    if known is None and report.previous is not None:
        known = report.previous.get(RECEIVED[0])
    return known


def _implied(current: Number, rate: Decimal, half: Decimal) -> str:
    """Which figures of last year would give the stated rate."""
    if rate - half <= -100:
        return ""
    low = Decimal(current) / (1 + (rate + half) / 100)
    high = Decimal(current) / (1 + (rate - half) / 100)
    first = int(low.to_integral_value(ROUND_CEILING))
    last = int(high.to_integral_value(ROUND_FLOOR))
    if first > last:
        return "没有整数的上年数能得出这个比例"
    shown = str(first) if first == last else f"{first}至{last}"
    return f"按此比例反推，上一年度应为{shown}；请与上一年度报告核对"


def all_answered(report: Report) -> Iterator[Finding]:
    """TX-R1: 均已答复完毕 against 结转下年度 and 其他处理."""
    flat = prose.flatten(report.text or "")
    for sentence in prose.sentences(flat):
        said = _ALL_DONE.search(sentence.text)
        if said is None or "申请" not in sentence.text[: said.start()]:
            continue
        open_cases = report.number(f"t3.4/{TOTAL}")
        other = _sum_of(report, (f"t3.3.6/{TOTAL}",)).value
        words = prose.around(sentence.text, said)
        if open_cases:
            yield finding(
                "TX-R1",
                at_publication(report),
                f"正文说“{said[0]}”，但结转下年度{open_cases}件",
                where=words,
                expected=0,
                found=open_cases,
            )
        elif open_cases == 0 and other and "答复" in said[0]:
            yield finding(
                "TX-R1",
                Severity.INFO,
                f"“{said[0]}”与结转下年度为0相符；其中{other}件是其他处理，未必作了答复",
                where=words,
                expected=0,
                found=other,
                hint="可写“均已办结”",
            )


def only_in_the_text(report: Report) -> Iterator[Finding]:
    """TX-R1: the number of published items stands in no table, so only the platform can show it."""
    for claim in _claims(report):
        if claim.measure == PUBLISHED and not claim.part:
            yield finding(
                "TX-R1",
                Severity.INFO,
                f"公开信息{claim.quote.value}条只见于正文，表格没有这个数，无法核对",
                where=claim.quote.clause,
                found=claim.quote.value,
                hint="由平台按栏目逐条统计，并保留清单",
            )
            return
