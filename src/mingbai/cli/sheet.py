"""A reading laid out for the terminal: three tables and the findings, aligned by column width."""

from collections.abc import Iterable, Sequence

from mingbai.reading.glyphs import columns
from mingbai.reading.outcome import State
from mingbai.reading.reader import Reading
from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report.display import display
from mingbai.rules.report.formats import Format

WORDS = {Severity.ERROR: "错误", Severity.WARN: "警告", Severity.INFO: "提示"}
COLOURS = {Severity.ERROR: "\033[31m", Severity.WARN: "\033[33m", Severity.INFO: "\033[36m"}
RESET, BOLD = "\033[0m", "\033[1m"
FORMS = {
    "2019": "2019年格式（国办公开办函〔2019〕60号）",
    "2021": "2021年格式（国办公开办函〔2021〕30号）",
}
NO_CELL, REFUSED = "—", "？"
ABSENT = "  （没有读到）"


def render(reading: Reading, *, colour: bool = False) -> str:
    """The whole sheet; colour only for a terminal."""
    parts = [_heading(reading, colour=colour)]
    if reading.form is not None:
        parts += [
            _second(reading, reading.form),
            _third(reading, reading.form),
            _fourth(reading, reading.form),
        ]
    parts.append(_findings(reading.findings, colour=colour))
    parts.append(_verdict(reading))
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(reading: Reading, *, colour: bool) -> str:
    title = f"■ {reading.file}"
    lines = [f"{BOLD}{title}{RESET}" if colour else title]
    facts = [
        ("机关", reading.organ),
        ("年度", str(reading.year) if reading.year else None),
        ("格式", FORMS[reading.form.id] if reading.form else None),
        ("公布", reading.published),
        ("载体", reading.carrier or None),
    ]
    lines += [f"  {name}：{value}" for name, value in facts if value]
    return "\n".join(lines)


def _second(reading: Reading, form: Format) -> str:
    title = "二、主动公开政府信息情况\n"
    if not any(cell_id.startswith("t2.") for cell_id in reading.cells):
        return title + ABSENT
    blocks = []
    for block in form.table2:
        rows = [[block.caption, *(column.label for column in block.columns)]]
        rows += [
            [row.label, *(_cell(reading, f"{row.id}/{column.id}") for column in block.columns)]
            for row in block.rows
        ]
        blocks.append(grid(rows))
    return title + "\n".join(blocks)


def _third(reading: Reading, form: Format) -> str:
    title = "三、收到和处理政府信息公开申请情况\n"
    if not any(cell_id.startswith("t3.") for cell_id in reading.cells):
        return title + ABSENT
    rows = [["", *(column.label for column in form.table3_columns)]]
    for row in form.table3_rows:
        label = "  " * row.depth + row.short
        cells = [
            _cell(reading, f"{row.id}/{column.id}") if row.leaf else ""
            for column in form.table3_columns
        ]
        rows.append([label, *cells])
    return title + grid(rows)


def _fourth(reading: Reading, form: Format) -> str:
    title = "四、政府信息公开行政复议、行政诉讼情况\n"
    if not any(cell_id.startswith(("review", "suit")) for cell_id in reading.cells):
        return title + ABSENT
    rows = [["", *(column.label for column in form.table4_columns)]]
    for block in form.table4_blocks:
        label = f"{block.parent}（{block.label}）" if block.parent else block.label
        cells = [_cell(reading, f"{block.id}/{column.id}") for column in form.table4_columns]
        rows.append([label, *cells])
    return title + grid(rows)


def _cell(reading: Reading, cell_id: str) -> str:
    cell = reading.cells.get(cell_id)
    if cell is None:
        return NO_CELL
    if cell.state is State.REFUSED:
        return REFUSED
    return display(cell_id, cell.value) if cell.state is State.NUMBER else cell.raw


def grid(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned columns: words to the left, figures to the right."""
    width = max(len(row) for row in rows)
    widths = [max(columns(row[i]) for row in rows if i < len(row)) for i in range(width)]
    lines = []
    for row in rows:
        cells = [_padded(text, widths[i], right=i > 0) for i, text in enumerate(row)]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return "\n".join(lines)


def _padded(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - columns(text))
    return blank + text if right else text + blank


def _findings(findings: Iterable[Finding], *, colour: bool) -> str:
    lines = []
    for finding in findings:
        word = WORDS[finding.severity]
        mark = f"{COLOURS[finding.severity]}{word}{RESET}" if colour else word
        lines.append(f"[{mark}] {finding.rule}  {finding.message}{_sides(finding)}")
        if finding.hint:
            lines.append(f"       → {finding.hint.rstrip('。')}。")
        if finding.basis:
            lines.append(f"       依据：{finding.basis}")
    return "核对结果\n" + "\n".join(lines) if lines else "核对结果\n  没有发现问题。"


def _sides(finding: Finding) -> str:
    """Both sides' numbers, unless the message already says them."""
    sides = [("应为", finding.expected), ("实为", finding.found)]
    shown = [
        f"{name}{_text(side)}"
        for name, side in sides
        if side is not None and _text(side) not in finding.message
    ]
    return f"（{'，'.join(shown)}）" if shown else ""


def _text(side: Number | str) -> str:
    return side if isinstance(side, str) else f"{side}"


def _verdict(reading: Reading) -> str:
    counts = {s: sum(1 for f in reading.findings if f.severity is s) for s in Severity}
    summary = "，".join(f"{WORDS[s]}{counts[s]}条" for s in WORDS)
    if not reading.readable:
        return f"结论：没有读成年度报告（{summary}）。"
    if not reading.complete:
        return f"结论：没有读全，标“{REFUSED}”“{NO_CELL}”的格子没有数字，不是0（{summary}）。"
    return f"结论：读全（{summary}）。"
