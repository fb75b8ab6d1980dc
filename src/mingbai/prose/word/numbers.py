"""What Word numbers by itself: written out as text, since 第一条 and （一） are part of the law.

Only plain lists (1. 2. 3. in one piece, bullets) stay lists.
"""

import re
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from mingbai.prose.word.markup import child, every, number, value

_PLACE = re.compile(r"%([1-9])")
_HAN = "零一二三四五六七八九"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_CLOSED = tuple("、．。）)\uff3d】：")
_HAN_FORMATS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"}
)


@dataclass(frozen=True)
class Level:
    """One level of a numbering."""

    form: str
    text: str
    start: int

    @property
    def bullet(self) -> bool:
        """A mark, no number."""
        return self.form == "bullet"


class Numbering:
    """The numberings of a document and how far each has come."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def level(self, key: str, depth: int) -> Level | None:
        """The level of a numbering, None where the document does not define it."""
        return self._levels.get(self._abstract.get(key, ""), {}).get(depth)

    def label(self, key: str, depth: int) -> str:
        """Count one paragraph on; its label, such as 第三条 or （二）."""
        level = self.level(key, depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract[key], {})
        if (start := self._restarts.pop((key, depth), None)) is not None:
            counts[depth] = start
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for below in [inner for inner in counts if inner > depth]:
            del counts[below]
        if level.bullet or level.form == "none":
            return level.text if level.form == "none" else ""
        return _PLACE.sub(lambda place: self._counted(key, int(place[1]) - 1), level.text)

    def is_plain(self, key: str, depth: int) -> bool:
        """Bullets, or numbers such as ``1.`` that a list of HTML shows in the same way."""
        level = self.level(key, depth)
        if level is None:
            return False
        plain = level.form == "decimal" and level.text == f"%{depth + 1}." and level.start == 1
        return level.bullet or plain

    def _counted(self, key: str, depth: int) -> str:
        level = self.level(key, depth)
        count = self._counts[self._abstract[key]].get(depth, level.start if level else 1)
        return formatted(count, level.form if level else "decimal")

    def _read(self, root: etree._Element) -> None:
        for abstract in every(root, "abstractNum"):
            levels = {
                number(value(one, "ilvl")) or 0: _level(one) for one in every(abstract, "lvl")
            }
            self._levels[value(abstract, "abstractNumId") or ""] = levels
        for one in every(root, "num"):
            key = value(one, "numId") or ""
            self._abstract[key] = value(child(one, "abstractNumId")) or ""
            for override in every(one, "lvlOverride"):
                start = number(value(child(override, "startOverride")))
                if start is not None:
                    self._restarts[key, number(value(override, "ilvl")) or 0] = start


def _level(element: etree._Element) -> Level:
    start = number(value(child(element, "start")))
    return Level(
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")) or "",
        1 if start is None else start,
    )


def closed(label: str) -> str:
    """The label as it stands before its text: a space after what does not close by itself."""
    label = label.rstrip()
    if not label or label.endswith(_CLOSED):
        return label
    return label + ("　" if ord(label[-1]) > 0x2E80 else " ")


def formatted(count: int, form: str) -> str:
    """A number in one of Word's formats; an unknown one in digits."""
    if form in _HAN_FORMATS:
        return han(count)
    if form == "chineseLegalSimplified":
        return han(count, _CAPITAL, "拾佰仟")
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 20 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman.lower() if form == "lowerRoman" else roman
    return _special(count, form)


def _special(count: int, form: str) -> str:
    if form == "ideographTraditional" and 0 < count <= 10:
        return _STEMS[count - 1]
    if form == "ideographZodiac" and 0 < count <= 12:
        return _BRANCHES[count - 1]
    if form.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    if form == "ideographDigital":
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(abs(count)))
    if form == "decimalFullWidth":
        return str(count).translate(_FULL)
    return f"{count:02d}" if form == "decimalZero" else str(count)


def han(count: int, digits: str = _HAN, units: str = "十百千") -> str:
    """一, 十二, 一百零三 … up to 9999."""
    if not 0 < count < 10_000:
        return str(count)
    done, text = "", str(count)
    for place, digit in enumerate(map(int, text)):
        power = len(text) - place - 1
        if digit:
            done += digits[digit] + (units[power - 1] if power else "")
        elif not done.endswith(digits[0]):
            done += digits[0]
    done = done.rstrip(digits[0])
    return done.removeprefix(digits[1]) if 10 <= count < 20 and digits == _HAN else done


def _roman(count: int) -> str:
    done = ""
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        done += sign * (count // size)
        count %= size
    return done
