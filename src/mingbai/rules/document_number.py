"""文号（发文字号）: parsed, mended with every repair named, printed in one way (DOC-03).

公文处理工作条例第九条第（五）项 and GB/T 9704—2012 7.2.5: 机关代字, year in six-sided brackets, the
number without 第 and without leading zeros.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from mingbai.refusal import Refusal
from mingbai.rules.number_mending import Repair, mend, wording

MAX_LENGTH = 200
MAX_AGENCY = 60
MAX_NUMBER = 999_999

_HAN = r"[\u3400-\u9fff〇、]"
_SERIAL_NUMBER = r"(?P<number>[0-9]{1,9})(?:—(?P<last>[0-9]{1,9}))?号"


class Form(StrEnum):
    """The three ways in which organs number what they issue."""

    DISPATCH = "dispatch"
    YEARLY = "yearly"
    SERIAL = "serial"


_SHAPES = (
    (Form.DISPATCH, re.compile(rf"(?P<agency>{_HAN}*)〔(?P<year>[0-9]{{4}})〕{_SERIAL_NUMBER}")),
    (Form.YEARLY, re.compile(rf"(?P<agency>{_HAN}*)(?P<year>[0-9]{{4}})年第{_SERIAL_NUMBER}")),
    (Form.SERIAL, re.compile(rf"(?P<agency>{_HAN}*)第{_SERIAL_NUMBER}")),
)


@dataclass(frozen=True)
class DocumentNumber:
    """国发〔2019〕5号 (DISPATCH), 财政部公告2015年第3号 (YEARLY), 国务院令第711号 (SERIAL).

    ``agency`` holds the 机关代字, or the organ with 令 or 公告; ``year`` is None for SERIAL alone;
    ``last`` ends a range (1—3号).  Raises Refusal when such a number cannot be.
    """

    agency: str
    year: int | None
    number: int
    form: Form = Form.DISPATCH
    last: int | None = None

    def __post_init__(self) -> None:
        _check_agency(self.agency, self.form)
        _check_year(self.year, self.form)
        if not 1 <= self.number <= MAX_NUMBER:
            raise _refusal(f"文号的序号应为1至{MAX_NUMBER}")
        if self.last is not None and not self.number < self.last <= MAX_NUMBER:
            raise _refusal("文号的末号应大于首号")

    def __str__(self) -> str:
        number = f"{self.number}—{self.last}" if self.last else str(self.number)
        if self.form is Form.DISPATCH:
            return f"{self.agency}〔{self.year}〕{number}号"
        return f"{self.agency}{f'{self.year}年' if self.year else ''}第{number}号"

    @property
    def sort_key(self) -> tuple[str, int, int, int]:
        """By agency, year, number; numbers without a year before those with one."""
        return (self.agency, self.year or 0, self.number, self.last or self.number)


@dataclass(frozen=True)
class Repaired:
    """The number, and what was mended to read it; no repairs when it was written rightly."""

    number: DocumentNumber
    repairs: tuple[Repair, ...]


def is_blank(text: str) -> bool:
    """Whether nothing is written, or only the name of the field (发文字号：)."""
    return len(text) <= MAX_LENGTH and not mend(text)[0]


def parse(text: str) -> DocumentNumber:
    """The number of a text written exactly as the standard says.

    Raises Refusal that says what is wrong and how it is written; ``repaired`` reads it anyway.
    """
    found = repaired(text)
    if found.repairs:
        raise _refusal(
            f"文号写法不规范：{'；'.join(found.repairs)}", remedy=f"请写作“{found.number}”"
        )
    return found.number


def repaired(text: str) -> Repaired:
    """The number of a text as found on pages and in tables, with every repair named.

    Raises Refusal when there is no number, or it cannot be known without the original.
    """
    if len(text) > MAX_LENGTH:
        raise _refusal(f"文号最长{MAX_LENGTH}个字", remedy="请只填文号，不要填正文")
    mended, repairs = mend(text)
    if not mended:
        raise _refusal("没有文号", remedy="没有编文号的，请留空")
    for form, shape in _SHAPES:
        if match := shape.fullmatch(mended):
            part = match.groupdict()
            year, last = part.get("year"), part["last"]
            number = DocumentNumber(
                agency=part["agency"],
                year=int(year) if year else None,
                number=int(part["number"]),
                form=form,
                last=int(last) if last else None,
            )
            return Repaired(number, repairs)
    raise _refusal(_misshapen(text, mended))


def _check_agency(agency: str, form: Form) -> None:
    words = wording()
    if not agency or agency in words.serial_endings:
        raise _refusal("文号没有写明是哪个机关", remedy="请对照原文补上机关代字或者机关名称")
    if agency in words.placeholders:
        raise _refusal("机关代字处填的不是机关代字", remedy="没有编文号的，请留空")
    if words.cut.match(agency):
        raise _refusal("机关名称的开头被截断了", remedy="请对照原文补全机关名称")
    if words.glued.search(agency) or "号" in agency or agency[-1] == "第":
        raise _refusal("机关代字里夹着别的文字", remedy="请只写机关代字")
    if not re.fullmatch(rf"{_HAN}{{1,{MAX_AGENCY}}}", agency) or "、" in (agency[0], agency[-1]):
        raise _refusal(f"机关代字应为1至{MAX_AGENCY}个汉字")
    if form is Form.SERIAL and not agency.endswith(words.serial_endings):
        raise _refusal("文号没有年份，也不是令或者公告", remedy="请对照原文补上年份")


def _check_year(year: int | None, form: Form) -> None:
    first, last = wording().years
    if (year is None) != (form is Form.SERIAL):
        raise _refusal("令和公告以外的文号应有年份")
    if year is not None and not first <= year <= last:
        raise _refusal(f"文号的年份应在{first}年至{last}年之间")


def _misshapen(found: str, text: str) -> str:
    if re.search(r"[A-Z]{2}-[0-9]{4}-[0-9]{7}", found):
        return "这是规范性文件统一登记号，不是文号"
    if text.count("〔") > 1 or text.count("号") > 1:
        return "一栏里不止一个文号"
    if re.search(r"号.", text):
        return "文号后面还有别的文字"
    return "看不出机关代字、年份和序号"


def _refusal(reason: str, remedy: str = "") -> Refusal:
    remedy = remedy or "请按“机关代字〔年份〕序号号”填写，例如“城政发〔2026〕5号”"
    return Refusal(reason, article=wording().basis, remedy=remedy)
