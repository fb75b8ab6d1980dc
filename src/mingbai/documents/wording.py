"""The small language of texts: paragraphs with ``{{名称}}``, and nothing that could be executed.

A line is a paragraph.  ``# `` title, ``## `` heading, ``>> `` at the right, ``| a | b |`` a row of
a table (``|=`` its head, ``|+`` room to write), ``---`` a new page after the signature.  A line
that begins with ``{{如有：名称}}`` stands only where that fact is given.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingbai.documents.kinds import BY_NAME, SLOTS, Kind
from mingbai.documents.paper import Part, Row
from mingbai.refusal import Refusal

MAX_TEXT = 20_000  # characters of a text; facts may be longer
MAX_LINES = 300  # paragraphs of a fact; the lines of a longer one are joined, no word is lost
_BRACES = re.compile(r"\{\{(.*?)\}\}|\{\{|\}\}")
_SLOT = re.compile(r"\{\{\s*([^{}：:]+?)\s*\}\}")
_GIVEN = re.compile(r"\{\{\s*如有\s*[：:]\s*([^{}：:]+?)\s*\}\}")
# Control characters, those that turn the direction of writing, and what is no character at all.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\ufffe\uffff]"
    r"|[\ud800-\udfff\ufdd0-\ufdef]"
)
_MARKS = (("## ", "heading"), ("# ", "title"), (">> ", "right"))


@dataclass(frozen=True)
class Line:
    """A line of a text: its kind, its words or cells, and the facts it stands for."""

    number: int
    kind: str
    text: str = ""
    cells: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    head: bool = False
    tall: bool = False

    @property
    def slots(self) -> list[str]:
        """Codes of the slots it uses; names that do not exist are left out."""
        names = _SLOT.findall("|".join((self.text, *self.cells)))
        return [BY_NAME[name].code for name in names if name in BY_NAME]

    @property
    def block(self) -> str:
        """The code of the slot that is the whole paragraph; empty where there is none."""
        alone = _SLOT.fullmatch(self.text) if self.kind == "body" else None
        return self.slots[0] if alone and self.slots else ""


def clean(text: str) -> str:
    """Text of a stranger, line ends made one kind, without control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def table_fact(rows: Iterable[Sequence[object]]) -> str:
    """Rows of cells as a fact of shape ``table``; the first row is the head."""
    return "\n".join("\t".join(_flat(str(cell)) for cell in row) for row in rows)


def parse(text: str) -> list[Line]:
    """The lines of a text. Raises ``Refusal`` where it cannot be read."""
    if len(text) > MAX_TEXT:
        raise Refusal(f"文本超过{MAX_TEXT}字", remedy="请删减后再保存")
    lines = []
    for number, raw in enumerate(clean(text).split("\n"), 1):
        if shorn := raw.replace("\t", " ").lstrip(" 　").rstrip(" "):
            lines.append(_line(number, shorn))
    return lines


def check(text: str, kind: Kind) -> None:
    """Raises ``Refusal`` unless the text can be used for the kind, saying line and way out."""
    lines = parse(text)
    if not lines or lines[0].kind != "title" or lines[0].given:
        raise Refusal("文本没有标题", remedy="第一行请写作“# 标题”")
    for line in lines:
        _check_slots(line, kind)
    _check_complete(lines, kind)


def fill(text: str, facts: Mapping[str, str]) -> tuple[str, tuple[Part, ...], tuple[Part, ...]]:
    """Title, paragraphs, and what stands on pages after the signature.

    Facts are put in once and as they are: what looks like a slot in a fact stays text.
    """
    lines = [line for line in parse(text) if _stands(line, facts)]
    parts: list[Part] = []
    for line in lines[1:]:
        _append(parts, line, facts)
    kinds = [part.kind for part in parts]
    end = kinds.index("break") if "break" in kinds else len(parts)
    return _put(lines[0].text, facts), tuple(parts[:end]), tuple(parts[end + 1 :])


def _line(number: int, raw: str) -> Line:
    _check_braces(number, raw)
    given = []
    while found := _GIVEN.match(raw):
        name = found.group(1)
        if name not in BY_NAME:
            raise Refusal(f"第{number}行：没有“{name}”这一项", remedy="请从可填内容中选用")
        given.append(BY_NAME[name].code)
        raw = raw[found.end() :].strip(" 　")
    if _GIVEN.search(raw):
        raise Refusal(f"第{number}行：“如有”须写在一段的开头", remedy="请移到段首")
    if raw == "---":
        return Line(number, "break", given=tuple(given))
    if raw.startswith("|"):
        return _row(number, raw, tuple(given))
    for mark, kind in _MARKS:
        if raw.startswith(mark):
            return Line(number, kind, raw.removeprefix(mark).lstrip(" 　"), given=tuple(given))
    return Line(number, "body", raw.rstrip(" 　"), given=tuple(given))


def _row(number: int, raw: str, given: tuple[str, ...]) -> Line:
    head, tall = raw.startswith("|="), raw.startswith("|+")
    inner = raw[2:] if head or tall else raw[1:]
    cells = tuple(cell.strip(" ") for cell in inner.removesuffix("|").split("|"))
    return Line(number, "table", cells=cells, given=given, head=head, tall=tall)


def _check_braces(number: int, raw: str) -> None:
    for found in _BRACES.finditer(raw):
        whole = found.group()
        if not (_SLOT.fullmatch(whole) or _GIVEN.fullmatch(whole)):
            raise Refusal(
                f"第{number}行的“{whole[:20]}”不成对", remedy="可填内容写作“{{名称}}”，一对不缺"
            )


def _check_slots(line: Line, kind: Kind) -> None:
    allowed = {slot.name: slot for slot in kind.slots}
    names = _SLOT.findall("|".join((line.text, *line.cells)))
    names += [SLOTS[code].name for code in line.given]
    for name in names:
        if name not in allowed:
            raise Refusal(
                f"第{line.number}行：{kind.name}没有“{name}”这一项",
                remedy=f"可以用的有：{'、'.join(allowed)}",
            )
    for code in line.slots:
        slot = SLOTS[code]
        alone = line.block or (line.kind == "table" and slot.shape != "table")
        if slot.shape != "line" and not alone:
            raise Refusal(
                f"第{line.number}行：“{slot.name}”可能不止一段", remedy="请让它独占一段，前后不写字"
            )


def _check_complete(lines: Sequence[Line], kind: Kind) -> None:
    """Every required slot stands in a line that no other fact can take away."""
    sure = {code for line in lines for code in line.slots if set(line.given) <= {code}}
    missing = [code for code in kind.in_text if code not in sure]
    if "remedies" in missing:
        raise Refusal(
            f"{kind.name}的“救济途径”不得删去，也不得附条件",
            article="《行政复议法》第二十三条第二款",
            remedy="请另起一段写上“{{救济途径}}”",
        )
    if missing:
        names = "、".join(SLOTS[code].written for code in missing)
        raise Refusal(f"{kind.name}必须写明的内容缺少{names}", remedy="请把缺少的内容写回文本")


def _stands(line: Line, facts: Mapping[str, str]) -> bool:
    """Whether the line appears: its conditions hold, and not all its facts are empty."""
    if not all(facts.get(code) for code in line.given):
        return False
    return not line.slots or any(facts.get(code) for code in line.slots)


def _append(parts: list[Part], line: Line, facts: Mapping[str, str]) -> None:
    if line.kind == "table":
        cells = tuple(_put(cell, facts, flat=False) for cell in line.cells)
        above = parts.pop().rows if parts and parts[-1].kind == "table" else ()
        parts.append(Part("table", rows=(*above, Row(cells, line.head, line.tall))))
    elif line.block:
        parts.extend(_block(line.block, facts[line.block]))
    else:
        parts.append(Part(line.kind, _put(line.text, facts)))


def _block(code: str, fact: str) -> list[Part]:
    shape = SLOTS[code].shape
    items = [item.strip(" 　") for item in fact.split("\n") if item.strip(" 　\t")]
    if shape == "table":
        rows = [tuple(item.split("\t")) for item in fact.split("\n") if item.strip()]
        made = tuple(Row(row, head=place == 0) for place, row in enumerate(rows))
        return [Part("table", rows=made)]
    if len(items) > MAX_LINES:
        items = [*items[: MAX_LINES - 1], "　".join(items[MAX_LINES - 1 :])]
    if shape == "list" and len(items) > 1:
        return [Part("list", _listed(place, item)) for place, item in enumerate(items, 1)]
    kind = {"quote": "quote", "list": "list"}.get(shape, "body")
    return [Part(kind, item.replace("\t", " ")) for item in items]


def _listed(place: int, item: str) -> str:
    """An item with its number, kept apart from a figure it begins with (1. 2025年度…)."""
    return f"{place}. {item}" if item[:1].isdigit() else f"{place}.{item}"


def _put(text: str, facts: Mapping[str, str], *, flat: bool = True) -> str:
    def fact(found: re.Match[str]) -> str:
        value = facts.get(BY_NAME[found.group(1)].code, "")
        return _flat(value) if flat else value

    return _SLOT.sub(fact, text)


def _flat(text: str) -> str:
    return " ".join(text.split())
