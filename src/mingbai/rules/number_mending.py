"""How a document number as found is mended, one named repair at a time (document_number.py)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from mingbai.rules.dated import law

# Escaped: the full-width forms of [ { < and the ornaments that look like 〔.
_OPEN = r"[\[\uff3b(（【〖「﹝\u2772{\uff5b<\uff1c〈《〔]"
_CLOSE = r"[\]\uff3d)）】〗」﹞\u2773}\uff5d>\uff1e〉》〕]"
_DIGIT_WORDS = "〇零○一二三四五六七八九十百千"
_NUMERAL = rf"[{_DIGIT_WORDS}]"
_LOOSE = rf"(?:[0-9OoIl]{{2,4}}|{_NUMERAL}{{2,4}})"
_ENDS = " \t。；;，,、.．:：“”\"'"
# The width is mended before brackets, so full-width signs that are no digits keep their shape.
_HALF = {0xFF10 + i: str(i) for i in range(10)} | {0xFF21 + i: chr(65 + i) for i in range(26)}
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


class Repair(StrEnum):
    """What was mended, in words for the officer."""

    INVISIBLE = "去掉看不见的字符"
    WIDTH = "全角数字改为半角"
    LABEL = "去掉栏目名"
    JOINT = "联合发文机关之间用顿号"
    SPACES = "去掉空格"
    ENDS = "去掉首尾的标点和括号"
    EMPTY_BRACKETS = "去掉空括号"
    BRACKETS = "年份改用六角括号〔〕"
    DIGITS = "汉字数字、形近字母改为阿拉伯数字"
    YEAR_FIRST = "年份移到机关代字之后"
    SHORT_YEAR = "两位年份补为四位"
    KIND_LAST = "令、公告移到“第”字之前"
    NO_ORDINAL = "去掉序号前的“第”字"
    ORDINAL = "补上序号前的“第”字"
    NUMBER_SIGN = "补上或者移正“号”字，去掉其后的“文”"
    RANGE = "首号与末号之间用“—”"
    ZEROS = "去掉序号前的零"
    GLUE = "去掉粘在前面的文字"
    STATE = "补全“中华人民共和国”"


@dataclass(frozen=True)
class Wording:
    """The words of ``data/document-number.toml``, ready to match."""

    basis: str
    years: tuple[int, int]
    serial_endings: tuple[str, ...]
    placeholders: tuple[str, ...]
    labels: re.Pattern[str]
    glued: re.Pattern[str]
    cut: re.Pattern[str]


@cache
def wording() -> Wording:
    """The words by which a number is judged, with their basis."""
    rows: dict[str, Any] = law("document-number")
    anywhere = "|".join(sorted(rows["glue"], key=len, reverse=True))
    heads = "|".join(rows["glue_heads"])
    return Wording(
        basis=rows["basis"],
        years=(rows["first_year"], rows["last_year"]),
        serial_endings=tuple(rows["serial_endings"]),
        placeholders=tuple(rows["placeholders"]),
        labels=re.compile(rf"\s*{_OPEN}?\s*(?:{'|'.join(rows['labels'])})\s*{_CLOSE}?\s*[:：]?"),
        glued=re.compile(rf"^(?:{heads})|{anywhere}|局(?=[{rows['codes_after_office']}])"),
        cut=re.compile("|".join(rows["cut_heads"])),
    )


def mend(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text as it should have been written, and the repairs made, in their order."""
    made: dict[Repair, None] = {}
    for repair, step in _STEPS:
        better = step(text)
        if better != text:
            made[repair] = None
            text = better
    return text, tuple(made)


def arabic(word: str) -> str:
    """二〇一九 → 2019, 七百一十一 → 711, 2O19 → 2019, 12 → 12."""
    if word.isascii():
        return word.translate(str.maketrans("OoIl", "0011"))
    values = [(0 if char in "〇零○" else _DIGIT_WORDS.index(char) - 2) for char in word]
    if not any(char in "十百千" for char in word):
        return "".join(map(str, values))
    total, digit = 0, 0
    for char, value in zip(word, values, strict=True):
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = value
    return str(total + digit)


def _replacing(pattern: str, by: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(by, text)


def _without_label(text: str) -> str:
    match = wording().labels.match(text)
    return text[match.end() :] if match else text


def _without_ends(text: str) -> str:
    text = text.strip(_ENDS)
    inside = re.fullmatch(r"[(（《](.*[^)）》])[)）》]", text)
    return inside[1] if inside and not re.search(r"[(（《)）》]", inside[1]) else text


def _digits(text: str) -> str:
    """Only where a number stands: the year in brackets or before 年第, and the serial number."""
    loose = rf"[0-9OoIl]+|{_NUMERAL}+"
    text = re.sub(rf"〔({loose})〕", lambda m: f"〔{arabic(m[1])}〕", text)
    text = re.sub(rf"({_NUMERAL}{{4}})(?=年第)", lambda m: arabic(m[1]), text)
    return re.sub(rf"(?<=[第〕])({loose})(?=号)", lambda m: arabic(m[1]), text)


def _four_digit_year(text: str) -> str:
    """〔95〕 is 1995 and 〔05〕 is 2005: the People's Republic numbers from 1949."""
    first = wording().years[0] % 100
    return re.sub(
        r"〔([0-9]{2})〕", lambda m: f"〔{19 if int(m[1]) >= first else 20}{m[1]}〕", text
    )


def _kind_before_number(text: str) -> str:
    kinds = "|".join(wording().serial_endings)
    return re.sub(rf"^([^0-9]+)((?:[0-9]{{4}}年)?第[0-9]+号)({kinds})$", r"\1\3\2", text)


def _with_ordinal(text: str) -> str:
    kinds = "|".join(wording().serial_endings)
    return re.sub(rf"([0-9]年|{kinds})(?=[0-9]+(?:—[0-9]+)?号$)", r"\1第", text)


def _unglued(text: str) -> str:
    """What follows the last word that no 机关代字 holds; the number itself is left alone."""
    match = re.match(r"([^0-9〔]*)[0-9〔]", text)
    ends = [found.end() for found in wording().glued.finditer(match[1])] if match else []
    return text[ends[-1] :] if ends else text


_ORGAN_END = "部局委会署行院办府厅"
_STEPS: tuple[tuple[Repair, Callable[[str], str]], ...] = (
    (Repair.INVISIBLE, lambda text: _INVISIBLE.sub("", text)),
    (Repair.WIDTH, lambda text: text.translate(_HALF)),
    (Repair.LABEL, _without_label),
    (
        Repair.JOINT,
        # Orders only: a 机关代字 with spaces in it (豫政办 函告〔…) is one organ's.
        _replacing(
            rf"(?<=[{_ORGAN_END}])\s+(?!第|令|公告|通告)(?=[\u4e00-\u9fff]{{2}}[^〔\[（(]*$)", "、"
        ),
    ),
    (Repair.SPACES, _replacing(r"\s+", "")),
    (Repair.ENDS, _without_ends),
    (Repair.EMPTY_BRACKETS, _replacing(rf"{_OPEN}{_CLOSE}", "")),
    (Repair.BRACKETS, _replacing(rf"{_OPEN}?({_LOOSE})年?{_CLOSE}", r"〔\1〕")),
    (Repair.BRACKETS, _replacing(rf"{_OPEN}(第[0-9]+号){_CLOSE}$", r"\1")),
    (Repair.DIGITS, _digits),
    (
        Repair.YEAR_FIRST,
        _replacing(r"^〔([0-9]{2,4})〕([^0-9〔〕]+?)第?([0-9]+号?)", r"\2〔\1〕\3"),
    ),
    (Repair.SHORT_YEAR, _four_digit_year),
    (Repair.NUMBER_SIGN, _replacing(r"号?(?:文件|文)$", "号")),
    (Repair.NUMBER_SIGN, _replacing(r"(?<=〕)号([0-9]+)$", r"\1号")),
    (Repair.NUMBER_SIGN, _replacing(r"(?<=[0-9])$", "号")),
    (Repair.KIND_LAST, _kind_before_number),
    (Repair.NO_ORDINAL, _replacing(r"第(?=〔)|(?<=〕)第", "")),
    (Repair.RANGE, _replacing(r"(?<=[0-9])号?[-－–~～至到](?=[0-9]+号$)", "—")),
    (Repair.ORDINAL, _with_ordinal),
    (Repair.ZEROS, _replacing(r"(?<=[〕第—])0+(?=[0-9])", "")),
    (Repair.GLUE, _unglued),
    (Repair.STATE, _replacing(r"^(?:(?:(?:华?人)?民)?共)?和国", "中华人民共和国")),
)
