"""Dates as people type them: 2022-09-30, 2022/9/30, 2022.9.30, 20220930, 2022年9月30日."""

import re
from datetime import date

from mingbai.refusal import Refusal

FORMS = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})日?"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)
YEARS = range(1949, 2201)
EXAMPLES = "请写成 2022-09-30、2022/9/30 或者 2022年9月30日"


def parse_date(text: str) -> date:
    """The date in a text of one of the forms above; Refusal when there is none such."""
    found = next((hit for form in FORMS if (hit := form.fullmatch(text.strip()))), None)
    if found is None:
        raise Refusal(f"“{text}”不是日期", remedy=EXAMPLES)
    year, month, day = int(found[1]), int(found[3]), int(found[4])
    if year not in YEARS:
        raise Refusal(f"“{text}”的年份应在{YEARS[0]}至{YEARS[-1]}之间", remedy=EXAMPLES)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refusal(f"没有“{text}”这一天", remedy="请核对月份和日期") from error


def parse_span(text: str) -> tuple[date, date]:
    """First and last day of ``A..B`` (also ``A～B`` or ``A至B``); Refusal when it is not a span."""
    ends = re.split(r"\.\.|～|~|至", text.strip())
    if len(ends) != 2:
        raise Refusal(
            f"“{text}”不是起止日期", remedy="请写成 2022-10-10..2022-10-14，首尾两日都不计"
        )
    return parse_date(ends[0]), parse_date(ends[1])
