"""A reading for a page: its verdict in a sentence, tables as printed, where each cell stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mingbai.reading.outcome import DECIDED, PLAIN, SURE, Cell, State
from mingbai.reading.reader import Reading
from mingbai.refusal import Refusal
from mingbai.reports import grid
from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.display import display
from mingbai.rules.report.formats import Format, Table

TABLES: tuple[Table, ...] = ("t2", "t3", "t4")
FORMS = {
    "2019": "2019年格式（国办公开办函〔2019〕60号）",
    "2021": "2021年格式（国办公开办函〔2021〕30号）",
}
BALANCE = ("t3.1", "t3.2", "t3.3.7", "t3.4")  # the cells of T3-R1 in a column
WEIGHTS = ((Severity.ERROR, "错误"), (Severity.WARN, "警告"), (Severity.INFO, "提示"))


@dataclass(frozen=True)
class Verdict:
    """读全, 没有读全 or 读不了, with the tone of its pill and a sentence."""

    word: str
    tone: str
    sentence: str


@dataclass(frozen=True)
class Shown:
    """One printed cell; ``marks`` are words: 有问题, 存疑, 更正, 未读出."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    scope: str = ""
    cell_id: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Cells under one heading, for the linear view of a phone: (column, cell)."""

    title: str
    pairs: tuple[tuple[str, Shown], ...]


@dataclass(frozen=True)
class Evidence:
    """Where a cell was read."""

    cell_id: str
    label: str
    text: str
    raw: str
    where: str
    certainty: str


@dataclass(frozen=True)
class Sheet:
    """A statutory table for a template."""

    id: str
    caption: str
    head: list[list[Shown]]
    body: list[list[Shown]]
    linear: list[Group]
    evidence: list[Evidence]


@dataclass(frozen=True)
class Page:
    """Everything a page shows of a reading."""

    reading: Reading
    verdict: Verdict
    form: str
    carrier: str
    counts: list[tuple[str, int]]
    sheets: list[Sheet] = field(default_factory=list)


def page(reading: Reading, *, corrected: Collection[str] = ()) -> Page:
    """What to show; ``corrected`` are the cells that a person changed."""
    sheets = list(_sheets(reading, corrected)) if reading.form else []
    return Page(
        reading,
        verdict(reading),
        FORMS.get(reading.form.id, "") if reading.form else "",
        reading.carrier,
        counts(reading.findings),
        sheets,
    )


def counts(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    """How many findings of each weight, in words."""
    return [(word, sum(1 for f in findings if f.severity is w)) for w, word in WEIGHTS]


def verdict(reading: Reading) -> Verdict:
    """The one sentence that comes first."""
    if not reading.readable:
        return _unreadable(reading)
    if not reading.complete:
        gaps = [f.message for f in reading.findings if f.rule.startswith("READ-")]
        why = gaps[0] if gaps else "有的格没有读到"
        return Verdict("没有读全", "amber", f"{why}。没读到的不当作0，下面的核对只供参考。")
    numbers = "、".join(f"{word}{n}处" for word, n in counts(reading.findings) if n)
    found = f"发现{numbers}" if numbers else "没有发现问题"
    return Verdict("读全", "green", f"三张表{len(reading.cells)}格都读到了，{found}。")


def label(form: Format, cell_id: str) -> str:
    """A cell in words, also one that the report prints beyond the form."""
    try:
        return form.cell_label(cell_id)
    except Refusal:
        return cell_id


def certainty(cell: Cell) -> str:
    """How sure the reading of a cell is, in words."""
    if cell.state is State.REFUSED:
        return "分不出，没有读"
    if cell.confidence >= SURE:
        return "确定"
    if cell.confidence >= PLAIN:
        return "读得清楚，但勾稽不平"
    return "由勾稽关系推定" if cell.confidence >= DECIDED else "按推定的单位或次序读，请核对"


def failing(findings: Sequence[Finding], form: Format) -> frozenset[str]:
    """The cells that findings name, a column for T3-R1 as the cells of its identity."""
    found: set[str] = set()
    for finding in findings:
        if finding.severity is Severity.INFO:
            continue
        table, _, column = finding.where.partition("/")
        if table == "t3" and column in {c.id for c in form.table3_columns}:
            found |= {f"{row}/{column}" for row in BALANCE}
        found.add(finding.where)
    return frozenset(found)


def _unreadable(reading: Reading) -> Verdict:
    first = reading.findings[0] if reading.findings else None
    why = first.message.rstrip("。") if first else "没有读到内容"
    hint = f"{first.hint.rstrip('。')}。" if first and first.hint else ""
    if first and first.rule == "READ-NONE" and why.startswith("不是"):
        return Verdict("不是年度报告", "danger", f"{why}。{hint}")
    return Verdict("读不了", "danger", f"{why}。{hint}")


def _sheets(reading: Reading, corrected: Collection[str]) -> Iterator[Sheet]:
    form = reading.form
    if form is None:
        return
    bad = failing(reading.findings, form)
    values = {cell_id: cell.value for cell_id, cell in reading.cells.items()}
    for name, table in grid.tables(form, values).items():
        rows = [[_shown(cell, reading.cells, bad, corrected) for cell in row] for row in table.rows]
        flat = {cell.cell_id: cell for row in rows for cell in row if cell.cell_id}
        yield Sheet(
            name,
            table.caption,
            rows[: table.head_rows],
            rows[table.head_rows :],
            list(_linear(form, flat)),
            list(_evidence(form, flat, reading.cells)),
        )


def _shown(
    cell: grid.Cell, cells: Mapping[str, Cell], bad: Collection[str], corrected: Collection[str]
) -> Shown:
    spans = {"rowspan": cell.rowspan, "colspan": cell.colspan, "scope": cell.scope}
    if not cell.cell_id:
        return Shown(cell.text, **spans)  # type: ignore[arg-type]
    read = cells.get(cell.cell_id)
    marks = []
    if cell.cell_id in bad:
        marks.append("有问题")
    if cell.cell_id in corrected:
        marks.append("更正")
    elif read and read.state is State.NUMBER and read.confidence < PLAIN:
        marks.append("存疑")
    text = _text(cell.cell_id, read)
    return Shown(text, cell_id=cell.cell_id, marks=tuple(marks), **spans)  # type: ignore[arg-type]


def _text(cell_id: str, cell: Cell | None) -> str:
    if cell is None:
        return "未读到"
    if cell.state is State.REFUSED:
        return "未读出"
    return (
        display(cell_id, cell.value) if cell.state is State.NUMBER else cell.raw.strip() or "空白"
    )


def _linear(form: Format, cells: Mapping[str, Shown]) -> Iterator[Group]:
    """Zeros without a mark are said once for each row."""
    groups: dict[str, list[tuple[str, Shown]]] = {}
    for cell_id, cell in cells.items():
        head, _, column = label(form, cell_id).partition(" · ")
        groups.setdefault(head, []).append((column, cell))
    for head, pairs in groups.items():
        told = [pair for pair in pairs if pair[1].text != "0" or pair[1].marks]
        if len(told) < len(pairs):
            told.append(("其余各项" if told else "各项", Shown("0")))
        yield Group(head, tuple(told))


def _evidence(
    form: Format, shown: Mapping[str, Shown], cells: Mapping[str, Cell]
) -> Iterator[Evidence]:
    for cell_id, cell in shown.items():
        read = cells.get(cell_id)
        if read is not None:
            yield Evidence(
                cell_id,
                label(form, cell_id),
                cell.text,
                read.raw,
                read.where,
                certainty(read),
            )
