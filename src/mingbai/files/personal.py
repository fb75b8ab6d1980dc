"""Numbers that name a person: they have no business in a ledger's free text."""

import re
from datetime import date

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(\d{17}[\dXx])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_number(text: str) -> str:
    """身份证号码 (GB 11643: a real birthday, the right check digit), 手机号码, or ''."""
    if any(_is_identity(match) for match in _IDENTITY.findall(text)):
        return "身份证号码"
    return "手机号码" if _MOBILE.search(text) else ""


def _is_identity(number: str) -> bool:
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()
