"""One cell: what a reader found in it, and how a ledger understands it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from mingbai.files.text import tidy, unescaped


@dataclass(frozen=True)
class Unreadable:
    """A cell without a usable value: what stands there, why it is no use and the way out."""

    shown: str
    reason: str


Cell = str | float | date | Unreadable | None

_DATE = re.compile(r"(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?(?:[ T]\d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
# Excel 日期序号：只认2000年至2099年，免得把别的数字当日期
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
EXAMPLE = "请写成2019-03-05或2019年3月5日的样子"


def shown(cell: Cell) -> str:
    """The cell as a person sees it."""
    if isinstance(cell, Unreadable):
        return cell.shown
    if isinstance(cell, date):
        return cell.isoformat()
    return as_text(cell)


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in the cell."""
    return cell is None or (isinstance(cell, str) and not tidy(cell))


def as_text(cell: Cell) -> str:
    """One tidy line. Raises ``ValueError`` with the reason for an unreadable cell."""
    if isinstance(cell, Unreadable):
        raise ValueError(cell.reason)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return tidy(unescaped(cell)) if cell else ""


def as_date(cell: Cell, *, date1904: bool = False) -> date | None:
    """The day, None for a blank. Raises ``ValueError`` in words for anything else."""
    if isinstance(cell, date):
        return cell
    text = as_text(cell)
    if not text:
        return None
    if found := _DATE.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(*(int(part) for part in found.groups()), text=text)
    if _SERIAL.fullmatch(text) and (day := serial(float(text), date1904=date1904)):
        return day
    if re.match(r"\d{1,2}[-/.年]\d", text):
        raise ValueError(f"“{text}”的年份不是四位，分不清年月日，{EXAMPLE}")
    if re.fullmatch(r"\d{4} ?[-/.年] ?\d{1,2} ?月?", text):
        raise ValueError(f"“{text}”没有写到日，{EXAMPLE}")
    raise ValueError(f"“{text}”不是日期，{EXAMPLE}")


def serial(number: float, *, date1904: bool = False) -> date | None:
    """The day of an Excel serial number, None outside this century."""
    days = number + 1462 if date1904 else number
    if not _FIRST_SERIAL <= days < _LAST_SERIAL:
        return None
    return (_EPOCH_1904 if date1904 else _EPOCH) + timedelta(days=int(number))


def _day(year: int, month: int, day: int, *, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text}”没有这一天，{EXAMPLE}") from None
