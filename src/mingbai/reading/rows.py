"""Rows found by their labels, with the columns their heads name, in any order and with any gaps."""

import re
from dataclasses import dataclass

from mingbai.reading import labels
from mingbai.reading.glyphs import squeezed
from mingbai.reading.lines import Line, Piece
from mingbai.reading.numerals import Kind, parse

T3_COLUMNS = (
    "natural",
    "org_business",
    "org_research",
    "org_public_good",
    "org_legal_service",
    "org_other",
    "total",
)
T4_COLUMNS = ("upheld", "corrected", "other", "pending", "total")
REMEDY_TITLE = re.compile("行政复议.{0,2}行政诉讼情况")
APPLICATIONS_TITLE = "收到和处理政府信息公开申请"
T4_BLOCKS = ("review", "suit_direct", "suit_after_review")


@dataclass(frozen=True)
class Head:
    """A column head with its extent in the grid, if the carrier has one."""

    column: str
    left: float | None
    right: float | None


@dataclass(frozen=True)
class Found:
    """A row of a table: its id, the columns its heads name (empty: no heads), and its values.

    ``column_ids`` of table 4 are whole cell ids.  ``fault`` is how far the label was misspelt.
    """

    table: str
    row: str
    column_ids: tuple[str, ...]
    heads: tuple[Head, ...]
    head_text: str
    values: tuple[Piece, ...]
    grid: bool
    fault: float


class Finder:
    """Walks the lines once, keeping the head texts since the last row."""

    def __init__(self) -> None:
        self.rows: list[Found] = []
        self.strange: list[str] = []
        self._pending: list[Piece] = []
        self._t2: tuple[tuple[str, ...], str] = ((), "")
        self._t3: tuple[tuple[str, ...], tuple[Head, ...]] = ((), ())
        self._in_t3 = False
        self._upright: tuple[str, ...] = ()  # columns of a table four with a row for each block
        self._last = ""
        self._follows = False  # nothing but labels since the last row

    def take(self, line: Line) -> None:
        """One line; a line without values adds to the heads of what follows."""
        self._pending.extend(line.labels)
        if not line.values:
            return
        text = squeezed("".join(piece.text for piece in self._pending[-60:])[-4000:])
        found = self._remedies(line, text) or self._third(line, text) or self._second(line, text)
        self._follows = found is not None
        if found is None:
            self._stray(line)
            return
        self.rows.append(found)
        self._last = found.row
        self._pending = []

    def _stray(self, line: Line) -> None:
        """A row of no form: named if it stands inside a table, else it was prose."""
        blank = all(parse(value.text).kind is Kind.BLANK for value in line.values)
        if blank:
            return
        if line.grid and line.labels and self._last and not self._last.startswith("review"):
            self.strange.append(line.labels[-1].text.strip())
        if not line.grid:
            # Prose with figures ends a head; only its last words may belong to one.
            self._pending = []

    # -- table 4 ---------------------------------------------------------------------------------

    def _remedies(self, line: Line, text: str) -> Found | None:
        upright = self._one_block(line, text)
        if upright is not None:
            return upright
        if "结果" not in text and "审结" not in text:
            return None
        names = {**labels.table("blocks")["t4"], **labels.table("columns")["t4"]}
        ids = labels.mentions(text, names)
        starts = [i for i, name in enumerate(ids) if name == "review" and "upheld" in ids[i:]]
        ids = ids[starts[-1] :] if starts else []
        if ids.count("upheld") < 2 or not _fifteen(line):
            return self._headless_remedies(line, text)
        blocks = [name for name in ids if name in ("suit_direct", "suit_after_review")]
        if sorted(blocks) != ["suit_after_review", "suit_direct"]:
            blocks = ["suit_direct", "suit_after_review"]
        suits_first = "suit" in ids[: ids.index("upheld")] and "review" in ids[ids.index("suit") :]
        order = [*blocks, "review"] if suits_first else ["review", *blocks]
        columns = [name for name in ids if name in T4_COLUMNS]
        columns = columns[-15:]  # merged heads may be printed twice
        chunks = [tuple(columns[i : i + 5]) for i in range(0, len(columns), 5)]
        if len(chunks) != 3 or any(sorted(chunk) != sorted(T4_COLUMNS) for chunk in chunks):
            chunks = [T4_COLUMNS] * 3
        by_block = dict(zip(["review", *blocks], chunks, strict=True))
        cells = tuple(f"{block}/{column}" for block in order for column in by_block[block])
        self._in_t3 = False
        return Found("t4", "review", cells, (), text, line.values, line.grid, 0.0)

    def _headless_remedies(self, line: Line, text: str) -> Found | None:
        """Fifteen values under the section's title whose heads came apart: no heads are named."""
        if len(line.values) != 15 or not REMEDY_TITLE.search(text[-250:]):
            return None
        self._in_t3 = False
        return Found("t4", "review", (), (), "", line.values, line.grid, 0.0)

    def _one_block(self, line: Line, text: str) -> Found | None:
        """A row of a table four that prints one block a row, its five columns as heads."""
        names = labels.table("columns")["t4"]
        ids = tuple(labels.mentions(text, names)) if "结果维持" in text else self._upright
        if not line.grid or not line.labels or sorted(ids) != sorted(T4_COLUMNS):
            return None
        match = labels.row_of(line.labels[-1].text, labels.table("blocks")["t4"])
        if match is None or match.id == "suit" or len(line.values) < 5:
            return None
        self._upright = ids
        cells = tuple(f"{match.id}/{column}" for column in ids)
        return Found("t4", "review", cells, (), text, line.values, line.grid, match.fault)

    # -- table 3 ---------------------------------------------------------------------------------

    def _third(self, line: Line, text: str) -> Found | None:
        order, heads = self._third_heads(text)
        match = self._row(line, labels.table("rows")["t3"])
        if match is None or not self._allowed(match, line):
            return None
        if order:
            self._t3, self._in_t3 = (order, heads), True
        if not self._in_t3 and not (_seven(line) and (line.grid or APPLICATIONS_TITLE in text)):
            return None
        self._in_t3 = True
        order, heads = self._t3
        return Found("t3", match.id, order, heads, "", line.values, line.grid, match.fault)

    def _third_heads(self, text: str) -> tuple[tuple[str, ...], tuple[Head, ...]]:
        """The seven columns in printed order, the five kinds of organisations in their group."""
        if "自然人" not in text:
            return (), ()
        names = labels.table("columns")["t3"]
        ids = labels.mentions(text, names)
        starts = [i for i, name in enumerate(ids) if name == "natural"]
        if not starts:
            return (), ()
        before, ids = ids[: starts[-1]], ids[starts[-1] :]
        if before[-1:] == ["total"] and "total" not in ids:
            ids = ["total", *ids]  # a head that opens with 总计
        order = _third_order(ids)
        return (order, self._head_places(names)) if len(order) >= 2 else ((), ())

    def _head_places(self, names: dict[str, tuple[str, ...]]) -> tuple[Head, ...]:
        heads = []
        for piece in self._pending[-40:]:
            match = labels.row_of(piece.text, names) if piece.left is not None else None
            if match and match.id != "group" and len(squeezed(piece.text)) < 12:
                heads.append(Head(match.id, piece.left, piece.right))
        return tuple({head.column: head for head in heads}.values())

    def _allowed(self, match: labels.Match, line: Line) -> bool:
        """Short labels count only in their place: 其他 after 逾期…, 总计 after the results."""
        number = labels.ordinal_before(match.before)
        if match.id == "t3.3.6.3":
            return self._last.startswith("t3.3.6") or (self._in_t3 and number == "3")
        if match.id == "t3.3.7":
            return self._in_t3 and (number == "七" or self._last.startswith("t3.3."))
        if match.fault == 0 and match.id in ("t3.1", "t3.2") and _seven(line):
            return True  # a long label before seven values is no sentence
        return line.grid or self._tabular(match.before)

    def _tabular(self, before: str) -> bool:
        """Whether a row's label may stand behind this text: right behind a row, or behind heads."""
        return (self._follows and len(before) <= 40) or _is_tabular(before)

    # -- table 2 ---------------------------------------------------------------------------------

    def _second(self, line: Line, text: str) -> Found | None:
        match = self._row(line, labels.table("rows")["t2"])
        if match is None or not (line.grid or self._tabular(match.before)):
            return None
        order, head_text = self._second_heads(text)
        if order:
            self._t2 = (order, head_text)
        elif not self._last.startswith("t2.") or _block(self._last) != _block(match.id):
            if not self._last.startswith("t2.") and not line.grid:
                return None
            self._t2 = ((), "")
        self._in_t3 = False
        return Found(
            "t2", match.id, self._t2[0], (), self._t2[1], line.values, line.grid, match.fault
        )

    def _second_heads(self, text: str) -> tuple[tuple[str, ...], str]:
        plain = text[max(text.rfind("第二十条"), 0) :]
        ids = labels.mentions(plain, labels.table("columns")["t2"])
        if not ids:
            ids = self._misspelt_heads()
        return tuple(ids), plain

    def _misspelt_heads(self) -> list[str]:
        """Heads with a wrong letter, which only a grid shows as cells of their own."""
        names = labels.table("columns")["t2"]
        found = [labels.row_of(p.text, names) for p in self._pending[-12:] if p.left is not None]
        return [match.id for match in found if match is not None]

    def _row(self, line: Line, rows: dict[str, tuple[str, ...]]) -> labels.Match | None:
        """The row by its last label, by all labels of the line, or with the label cell above it."""
        if not line.labels:
            return None
        whole = "".join(piece.text for piece in line.labels)
        match = labels.row_of(line.labels[-1].text, rows) or labels.row_of(whole, rows)
        if match is None and line.grid and len(self._pending) > len(line.labels):
            above = self._pending[-len(line.labels) - 1].text
            match = labels.row_of(above + whole, rows)
        return match


def _third_order(ids: list[str]) -> tuple[str, ...]:
    """Columns from head names row by row: the five kinds of organisations stand in their group."""
    if "group" not in ids:
        return tuple(dict.fromkeys(ids))
    organisations = [name for name in ids if name.startswith("org_")][:5]
    order: list[str] = []
    for name in ids:
        if name == "group":
            order.extend(organisations)
        elif name in ("natural", "total"):
            order.append(name)
    return tuple(dict.fromkeys(order))


def _seven(line: Line) -> bool:
    return len(line.values) >= len(T3_COLUMNS)


def _fifteen(line: Line) -> bool:
    """Whether a line can be the row of table four: no label of its own, or fifteen figures."""
    if line.grid or not line.labels:
        return len(line.values) >= 15 or (line.grid and not line.labels and len(line.values) >= 5)
    digits = sum(char.isdigit() for value in line.values for char in value.text)
    return max(len(line.values), digits) >= 15 and _is_tabular(squeezed(line.labels[-1].text))


def _block(row: str) -> str:
    """The item of Article 20 a row of table 2 belongs to."""
    pairs = {"t2.normdocs": "t2.rules", "t2.service": "t2.permit", "t2.coercion": "t2.penalty"}
    return pairs.get(row, row)


def _is_tabular(before: str) -> bool:
    """Whether the text before a label consists of heads and labels, not of sentences."""
    tail = before[-60:]
    left = labels.without(tail, labels.vocabulary())
    left = "".join(c for c in left if c not in "一二三四五六七八九十、.()第条项0123456789|:,;")
    return len(left) <= 0.25 * len(tail) + 1
