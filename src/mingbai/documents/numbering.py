"""Formats of numbers such as ``{代字}政公开〔{年}〕{序号}号``: read, checked, filled in."""

import re
import tomllib
from dataclasses import dataclass

from mingbai.documents.kinds import DATA
from mingbai.refusal import Refusal

LONGEST, MARK_LONGEST = 60, 20
_PLACE = re.compile(r"\{([^{}:：]+)(?:[:：](\d))?\}")
_WORDS = re.compile(r"[\w〔〕（）()\-—·]*")
# 登记编号要写进查询表单、邮件和网址，只用大写字母、数字和连字符
_ADDRESS = re.compile(r"[A-Z0-9-]*")


@dataclass(frozen=True)
class SeriesKind:
    """A series of numbers: its default format, which places it must and may hold.

    ``address``: the number is typed and stands in addresses, so only A–Z, 0–9 and hyphens.
    """

    code: str
    name: str
    pattern: str
    needs: tuple[str, ...]
    allows: tuple[str, ...]
    address: bool = False


def _read() -> dict[str, SeriesKind]:
    rows = tomllib.loads((DATA / "numbering.toml").read_text("utf-8"))
    return {
        code: SeriesKind(
            code=code,
            name=row["name"],
            pattern=row["pattern"],
            needs=tuple(row["needs"]),
            allows=tuple(row["allows"]),
            address=row.get("address", False),
        )
        for code, row in rows.items()
    }


SERIES: dict[str, SeriesKind] = _read()


def check(pattern: str, series: SeriesKind) -> None:
    """Raises ``Refusal`` unless numbers of the format are complete and never the same."""
    if len(pattern) > LONGEST:
        raise Refusal(f"{series.name}的格式超过{LONGEST}字", remedy="请缩短")
    for wrong in (_wrong_places(pattern, series), _wrong_words(pattern, series)):
        if wrong:
            raise Refusal(f"{series.name}的格式{wrong}", remedy=f"例如：{series.pattern}")


def _wrong_places(pattern: str, series: SeriesKind) -> str:
    """What is wrong with the places in braces."""
    found = [name for name, _ in _PLACE.findall(pattern)]
    allowed = "、".join(f"{{{place}}}" for place in series.allows)
    for name in found:
        if name not in series.allows:
            return f"没有“{{{name}}}”，可以用的有{allowed}"
    for name in series.needs:
        if found.count(name) != 1:
            return f"里“{{{name}}}”须恰好出现一次"
    return ""


def _wrong_words(pattern: str, series: SeriesKind) -> str:
    """What is wrong with the rest, so that two numbers never read the same."""
    rest = _PLACE.sub("", pattern)
    if "{" in rest or "}" in rest:
        return "中花括号不成对"
    if not (_ADDRESS if series.address else _WORDS).fullmatch(rest):
        return f"只能用{'大写字母、数字和连字符' if series.address else '文字、数字、连字符和括号'}"
    if re.search(r"[\d}]\{序号|\{序号[^}]*\}[\d{]|\d\{年|\{年\}[\d{]", pattern):
        return "里年份、序号与其他数字连在一起，请用“〔〕”“第”“-”等隔开"
    return ""


def check_mark(mark: str) -> None:
    """Raises ``Refusal`` for a 代字 that cannot stand in a number."""
    if len(mark) > MARK_LONGEST or not re.fullmatch(r"\w+", mark):
        raise Refusal(f"机关代字须为{MARK_LONGEST}字以内的文字", remedy="例如：明政")


def numbered(pattern: str, *, mark: str, code: str, year: int, number: int) -> str:
    """The number in words, such as ``明政公开〔2026〕12号`` or ``MZ-2026-00012``."""
    values = {"代字": mark, "机关代码": code.upper(), "年": str(year)}

    def place(found: re.Match[str]) -> str:
        name, width = found.groups()
        return str(number).zfill(int(width or 0)) if name == "序号" else values[name]

    return _PLACE.sub(place, pattern)
