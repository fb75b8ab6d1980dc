"""Tables in normal form: head and body, spans that end inside, widths as shares of a row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from lxml import etree  # type: ignore[import-untyped]

from mingbai.prose import styles
from mingbai.prose.flow import Flow, Look, inherited
from mingbai.prose.model import NONE, VALIGNS, WIDTHS, Blocks, Cell, Cells, Inlines, Table
from mingbai.prose.parsing import attributes_of, name, whole

MOST_COLUMNS = 200
MOST_ROWS = 5000
_SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})


class Walk(Protocol):
    """What the walk through the whole body does for its tables."""

    def element(self, element: etree._Element, look: Look, flow: Flow) -> None: ...

    def apart(self, element: etree._Element, look: Look, flow: Flow) -> Blocks: ...

    def caption(self, element: etree._Element, look: Look) -> Inlines: ...


Width = tuple[float, str] | None


@dataclass(frozen=True)
class _Raw:
    """A cell with its width as said and whether its borders were switched off."""

    cell: Cell
    width: Width
    borders: bool | None


_Row = list[_Raw]


def build(walk: Walk, element: etree._Element, look: Look, flow: Flow) -> None:
    """Add the table to ``flow``; text that stands between cells comes before it."""
    # the look of what surrounds a table is not that of its cells
    reading = _Reading(walk, replace(look, align=""), flow)
    reading.part(element, head=False)
    head, body = _headed(reading.head, reading.body)
    if not any(row for row in (*head, *body)):
        flow.close()
        return
    widths = _widths([*head, *body], reading.columns)
    table = Table(
        _section(head, widths, head=True),
        _section(body, widths, head=False),
        reading.caption,
        _classes(element, [*head, *body]),
    )
    flow.block(table)


class _Reading:
    """The rows of one table as they are read."""

    def __init__(self, walk: Walk, look: Look, flow: Flow) -> None:
        self._walk, self._look, self._flow = walk, look, flow
        self.head: list[_Row] = []
        self.body: list[_Row] = []
        self.columns: list[Width] = []
        self.caption: Inlines = ()
        self._loose: list[_Raw] | None = None

    def part(self, element: etree._Element, *, head: bool) -> None:
        """A table or a section of it."""
        self._flow.text(element.text or "", self._look)
        for child in element:
            self._child(child, head=head)
            self._flow.text(child.tail or "", self._look)
        self._loose = None

    def _child(self, child: etree._Element, *, head: bool) -> None:
        tag = name(child)
        rows = self.head if head else self.body
        if tag not in ("td", "th"):
            self._loose = None
        if tag in ("thead", "tbody", "tfoot") and len(rows) < MOST_ROWS:
            self.part(child, head=tag == "thead" and not self.body)
        elif tag == "tr":
            self._row(child, rows)
        elif tag in ("td", "th"):
            if self._loose is None:
                self._loose = []
                rows.append(self._loose)
            self._loose.append(self._cell(child, self._look))
        elif tag in ("col", "colgroup"):
            self._column(child)
        elif tag == "caption":
            self.caption = self.caption or self._walk.caption(child, self._look)
        else:
            self._walk.element(child, self._look, self._flow)

    def _row(self, element: etree._Element, rows: list[_Row]) -> None:
        attributes = attributes_of(element)
        style = styles.parsed(attributes.get("style"))
        if styles.hidden(style):
            return
        row: _Row = []
        rows.append(row)
        look = inherited(self._look, attributes, {})
        self._flow.text(element.text or "", self._look)
        for child in element:
            if name(child) in ("td", "th"):
                row.append(self._cell(child, look))
            else:
                self._walk.element(child, self._look, self._flow)
            self._flow.text(child.tail or "", self._look)

    def _cell(self, element: etree._Element, look: Look) -> _Raw:
        attributes = attributes_of(element)
        style = styles.parsed(attributes.get("style"))
        is_head = name(element) == "th"
        inner = replace(inherited(look, attributes, style), indent=NONE)
        if is_head and inner.align == "align-center":
            inner = replace(inner, align="")  # that is how a head looks anyway
        flow = Flow(bare=True, cell=True)
        blocks = () if styles.hidden(style) else self._walk.apart(element, inner, flow)
        cell = Cell(
            is_head,
            blocks,
            whole(attributes.get("colspan"), MOST_COLUMNS),
            whole(attributes.get("rowspan"), MOST_ROWS),
            scope if (scope := attributes.get("scope", "").lower()) in _SCOPES else "",
            _valign(attributes, style),
        )
        return _Raw(cell, _width(attributes, style), _borders(style))

    def _column(self, element: etree._Element) -> None:
        if name(element) == "colgroup" and len(element):
            for child in element:
                self._column(child)
            return
        attributes = attributes_of(element)
        width = _width(attributes, styles.parsed(attributes.get("style")))
        room = MOST_COLUMNS - len(self.columns)
        self.columns += [width] * min(whole(attributes.get("span"), MOST_COLUMNS), room)


def _headed(head: list[_Row], body: list[_Row]) -> tuple[list[_Row], list[_Row]]:
    """Rows of heads at the top are the head, wherever they were written."""
    if head:
        return head, body
    count = 0
    for row in body:
        if not row or not all(raw.cell.head for raw in row):
            break
        count += 1
    closed = all(
        number + raw.cell.rowspan <= count for number, row in enumerate(body[:count]) for raw in row
    )
    return (body[:count], body[count:]) if closed else ([], body)


def _section(rows: list[_Row], widths: dict[int, list[str]], *, head: bool) -> tuple[Cells, ...]:
    """Rows of a section: spans clamped to it, empty rows only where a span reaches."""
    done: list[Cells] = []
    reach = 0
    for number, row in enumerate(rows):
        if not row and number >= reach:
            continue
        reach = max([reach, *(number + raw.cell.rowspan for raw in row)])
        shares = widths.get(id(row), [""] * len(row))
        left = len(rows) - number
        done.append(
            tuple(_set(raw, share, left, head) for raw, share in zip(row, shares, strict=True))
        )
    return _clamped(done)


def _set(raw: _Raw, share: str, left: int, head: bool) -> Cell:
    cell = raw.cell
    scope = cell.scope if cell.head else ""
    if cell.head and not scope:
        scope = "col" if head else "row"
    classes = cell.classes | ({share} if share else set())
    return replace(cell, rowspan=min(cell.rowspan, left), scope=scope, classes=classes)


def _clamped(rows: list[Cells]) -> tuple[Cells, ...]:
    """After empty rows went, no span may reach below the last row."""
    count = len(rows)
    return tuple(
        tuple(replace(cell, rowspan=min(cell.rowspan, count - number)) for cell in row)
        for number, row in enumerate(rows)
    )


def _widths(rows: Sequence[_Row], columns: list[Width]) -> dict[int, list[str]]:
    """The classes of widths of the first row that says them for single columns."""
    for row in rows:
        if not row or any(raw.cell.colspan > 1 for raw in row):
            continue
        said = [raw.width for raw in row]
        if not any(said) and len(columns) == len(row):
            said = columns
        if shares := _shares(said):
            return {id(row): shares}
    return {}


def _shares(said: list[Width]) -> list[str]:
    if len(said) < 2:
        return []
    if all(width and width[1] == "pt" for width in said):
        together = sum(width[0] for width in said if width)
        return [_step(width[0] / together * 100) if width else "" for width in said]
    shares = [_step(width[0]) if width and width[1] == "%" else "" for width in said]
    return shares if any(shares) else []


def _step(percent: float) -> str:
    return f"w-{max(5, min(100, 5 * round(percent / 5)))}"


def _width(attributes: dict[str, str], style: styles.Style) -> Width:
    for word in attributes.get("class", "").split():
        if word in WIDTHS:
            return float(word.removeprefix("w-")), "%"
    return styles.share(style.get("width") or attributes.get("width", ""))


def _valign(attributes: dict[str, str], style: styles.Style) -> frozenset[str]:
    said = style.get("vertical-align") or attributes.get("valign", "").strip().lower()
    for word in VALIGNS:
        if word in attributes.get("class", "").split() or f"valign-{said}" == word:
            return frozenset({word})
    return NONE


def _borders(style: styles.Style) -> bool | None:
    """Whether a cell's style draws borders; None where it says nothing."""
    said = [value for key, value in style.items() if key.startswith("border")]
    if not said:
        return None
    return any("solid" in value or "double" in value or "windowtext" in value for value in said)


def _classes(element: etree._Element, rows: list[_Row]) -> frozenset[str]:
    attributes = attributes_of(element)
    if "borderless" in attributes.get("class", "").split():
        return frozenset({"borderless"})
    off = attributes.get("border", "").strip() == "0"
    drawn = any(raw.borders for row in rows for raw in row)
    switched = [raw.borders for row in rows for raw in row]
    if not drawn and (off or (switched and all(said is False for said in switched))):
        return frozenset({"borderless"})
    return NONE
