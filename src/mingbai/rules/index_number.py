"""索引号 of a record: made once from the organ's credit code, never changed (SIT-06; REG-12)."""

import re
from dataclasses import dataclass

from mingbai.refusal import Refusal
from mingbai.rules import credit_code

ARTICLE = "《政府信息公开条例》第十二条"
FIRST_YEAR, LAST_YEAR = 1949, 2099
MAX_SERIAL = 99_999_999
MAX_LENGTH = 36
WRONG_ORGAN_CODE = "组织机构代码的校验码不符（GB 11714），请逐位核对；各地自编的代码可以照录。"
# MD-1: the shapes met on government sites; the old organ code has 9 characters, with or without -.
_SHAPE = re.compile(
    r"(?P<code>[0-9A-Z]{7,18}(?:-[0-9A-Z])?)/(?P<year>[0-9]{4})(?P<month>[0-9]{2})?-(?P<serial>[0-9]{3,8})"
)
_ORGAN_CODE = re.compile(r"([0-9A-Z]{8})-?([0-9X])")


@dataclass(frozen=True)
class IndexNumber:
    """The parts of an index number; ``serial`` as printed, with its leading zeros."""

    code: str
    year: int
    month: int | None
    serial: str

    def __str__(self) -> str:
        month = f"{self.month:02d}" if self.month else ""
        return f"{self.code}/{self.year}{month}-{self.serial}"


def make(code: str, year: int, serial: int) -> str:
    """``{credit_code}/{YYYY}-{serial}``, five digits, more only when the year needs them.

    Raises Refusal for a code whose check digits do not hold, and for a year or serial out of range.
    """
    if problem := credit_code.problem(code):
        raise Refusal(problem, article=ARTICLE, remedy="请政务公开科在“机构”中更正")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(f"索引号的年份应在{FIRST_YEAR}年至{LAST_YEAR}年之间", article=ARTICLE)
    if not 1 <= serial <= MAX_SERIAL:
        raise Refusal(f"索引号的流水号应为1至{MAX_SERIAL}", article=ARTICLE)
    return f"{code}/{year}-{serial:05d}"


def parse(text: str) -> IndexNumber:
    """The parts of a number of any shape met on government sites (MD-1).

    Raises Refusal when it has none of these shapes; whether the code holds is ``check``'s affair.
    """
    match = _SHAPE.fullmatch(text) if len(text) <= MAX_LENGTH else None
    month = int(match["month"]) if match and match["month"] else None
    if match is None or month == 0 or (month or 0) > 12:
        raise Refusal(
            "索引号应为“代码/年份-流水号”",
            article=ARTICLE,
            remedy="例如“11370322004222241N/2026-00001”；原有的索引号请照原样抄录",
        )
    return IndexNumber(match["code"], int(match["year"]), month, match["serial"])


def check(text: str) -> str:
    """What is wrong with a number, in the user's words; empty when it holds.

    An 18-character code is checked by both check digits (GB 32100, and GB 11714 within it), a
    9-character organ code by GB 11714; other codes have no check digit.
    """
    try:
        number = parse(text)
    except Refusal as refusal:
        return str(refusal)
    if len(number.code) == 18 and "-" not in number.code:
        return credit_code.problem(number.code)
    if match := _ORGAN_CODE.fullmatch(number.code):
        expected = credit_code.organ_check_character(match[1])
        return "" if expected == match[2] else WRONG_ORGAN_CODE
    return ""
