"""Formats of numbers such as ``{代字}政公开〔{年}〕第{序号}号``: read, checked, filled in."""

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
    rest = _PLACE.sub("", pattern)
    found = [name for name, _ in _PLACE.findall(pattern)]
    if len(pattern) > LONGEST:
        raise Refusal(f"{series.name}的格式超过{LONGEST}字", remedy="请缩短")
    if "{" in rest or "}" in rest:
        raise Refusal(f"{series.name}的格式中花括号不成对", remedy=f"例如：{series.pattern}")
    for name in found:
        if name not in series.allows:
            allowed = "、".join(f"{{{place}}}" for place in series.allows)
            raise Refusal(f"{series.name}的格式没有“{{{name}}}”", remedy=f"可以用：{allowed}")
    for name in series.needs:
        if found.count(name) != 1:
            raise Refusal(
                f"{series.name}的格式里“{{{name}}}”须恰好出现一次", remedy=f"例如：{series.pattern}"
            )
    allowed_rest = _ADDRESS if series.address else _WORDS
    if not allowed_rest.fullmatch(rest):
        only = "大写字母、数字和连字符" if series.address else "文字、数字、连字符和括号"
        raise Refusal(f"{series.name}的格式只能用{only}", remedy=f"例如：{series.pattern}")
    if re.search(r"\d\{序号|\{序号[^}]*\}[\d{]|\{年\}[\d{]", pattern):
        raise Refusal(
            f"{series.name}的格式里年份、序号与其他数字连在一起", remedy="请用“〔〕”“第”“-”等隔开"
        )


def check_mark(mark: str) -> None:
    """Raises ``Refusal`` for a 代字 that cannot stand in a number."""
    if len(mark) > MARK_LONGEST or not re.fullmatch(r"\w+", mark):
        raise Refusal(f"机关代字须为{MARK_LONGEST}字以内的文字", remedy="例如：明政")


def numbered(pattern: str, *, mark: str, code: str, year: int, number: int) -> str:
    """The number in words, such as ``明政公开〔2026〕第12号`` or ``MZ-2026-00012``."""
    values = {"代字": mark, "机关代码": code.upper(), "年": str(year)}

    def place(found: re.Match[str]) -> str:
        name, width = found.groups()
        return str(number).zfill(int(width or 0)) if name == "序号" else values[name]

    return _PLACE.sub(place, pattern)
