"""A report's source as one HTML file: every cell read is marked, every finding stands beside it.

The source's own markup never reaches the page: only its text does, escaped.  No script, nothing
loaded from anywhere (the policy in the head forbids both).
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path

from mingbai.reading import intake
from mingbai.reading.lines import Source
from mingbai.reading.papers import printed, wording
from mingbai.reading.papers.marking import Block, Marked, Span, TableCell, TextRow, mark
from mingbai.reading.papers.wording import Json
from mingbai.refusal import Refusal
from mingbai.rules.report.display import display

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LEGEND = (
    ("read", "读出，把握大"),
    ("weak", "读出，须对照"),
    ("blank", "空白、横线或“无”"),
    ("refused", "没有读出，不猜"),
)
ALL_BUT_SURE = 0.95  # below it the reader asks for a look at the original


def file_name(report: Json) -> str:
    """The name of a report's marked copy: its own name, and a digest of its whole path."""
    stem = "".join(
        c for c in Path(report["file"]).stem if c.isprintable() and c not in '<>:"/\\|?*'
    )
    return f"{stem[:60] or '年报'}-标注-{sha256(report['file'].encode()).hexdigest()[:8]}.html"


def annotate(path: Path, report: Json) -> str:
    """The marked copy of a report file.  A file that cannot be opened gets its findings alone."""
    try:
        data = path.read_bytes() if path.is_file() else b""
        source = intake.from_bytes(data)
    except (Refusal, OSError, ValueError):
        return page(report, Marked((), (), tuple(range(len(report["findings"])))))
    return page(report, mark(source, report, _text_of(source, data)))


def _text_of(source: Source, data: bytes) -> str | None:
    """The whole text of a plain text file; other carriers have no such."""
    return intake.decode(data) if source.carrier.startswith("文本") else None


def page(report: Json, marked: Marked) -> str:
    """The whole HTML file."""
    title = f"{wording.whose(report)}政府信息公开工作年度报告（核对标注）"
    return document(title, "\n".join(_body(report, marked)))


def document(title: str, body: str) -> str:
    """An HTML file that needs nothing else; ``body`` is markup of ours, ``title`` is text."""
    style = files("mingbai.reading.papers").joinpath("annotated.css").read_text("utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header><h1>{_text(title)}</h1></header>\n<main>\n{body}\n</main>\n"
        "<footer><p>由程序根据原文生成，只标出读到的数字和核对结果，不改动原文；"
        "以原件为准。</p></footer>\n</body>\n</html>\n"
    )


def _body(report: Json, marked: Marked) -> Iterator[str]:
    yield _summary(report)
    if marked.general:
        yield "<section class='general'><h2>涉及全文的问题</h2>"
        yield from (_finding(report, index) for index in marked.general)
        yield "</section>"
    form = wording.form_of(report)
    if form is not None:
        lost = frozenset(marked.lost)
        yield "<h2>读出的三张表</h2>"
        yield "<p>点数字看它在原文中的位置；“？”没有读出，“—”没有这一格，都不是0。</p>"
        yield printed.tables(form, lambda cell: _in_form(report, cell, lost))
    yield "<h2>原文与标注</h2>"
    if not marked.blocks:
        yield "<p>原文打不开，没有可以标注的内容。</p>"
    for group in _beside(marked.blocks):
        notes = "".join(_finding(report, index) for index in group[0].findings)
        text = "".join(_block(report, block) for block in group)
        row, aside = ("row", f"<aside>{notes}</aside>") if notes else ("row whole", "")
        yield f"<div class='{row}'><div class='source'>{text}</div>{aside}</div>"
    if marked.lost:
        yield "<h2>没能在原文中标出位置的格</h2><ul>"
        for cell in marked.lost:
            words = f"{wording.cell_words(form, cell)}：{_value_words(report, cell)}"
            yield f"<li>{_text(words)}（{_text(report['cells'][cell]['where'])}）</li>"
        yield "</ul>"


def _beside(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks with what follows them up to the next with findings, so that no gap opens."""
    groups: list[list[Block]] = []
    for block in blocks:
        if block.findings or not groups:
            groups.append([block])
        else:
            groups[-1].append(block)
    return groups


def _summary(report: Json) -> str:
    found = wording.counts(report)
    number = "，".join(f"{word}{found[s]}条" for s, word in wording.SEVERITIES.items())
    verdict = wording.VERDICTS[wording.code_of(report)] if report["readable"] else "读不了"
    facts = {
        "文件": report["file"],
        "机关": report["organ"] or "没有读到",
        "年度": report["year"] or "没有读到",
        "公布": report["published"] or "没有读到",
        "载体": report["carrier"] or "",
        "结论": f"{verdict}（{number}）",
    }
    rows = "".join(f"<dt>{name}</dt><dd>{_text(value)}</dd>" for name, value in facts.items())
    legend = "".join(
        f"<span><mark class='{kind}'>269</mark> {words}</span>" for kind, words in LEGEND
    )
    return f"<dl>{rows}</dl><p class='legend'>{legend}</p>"


def _block(report: Json, block: Block) -> str:
    if block.text is not None:
        return f"<p>{_row(report, block.text)}</p>"
    rows = "".join(
        f"<tr>{''.join(_cell(report, cell) for cell in row)}</tr>" for row in block.table
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _row(report: Json, row: TextRow) -> str:
    parts, at = [], 0
    for span in row.spans:
        parts.append(_text(row.text[at : span.start]))
        parts.append(_mark(report, row.text, span))
        at = span.end
    return "".join(parts) + _text(row.text[at:])


def _mark(report: Json, text: str, span: Span) -> str:
    shown = _text(text[span.start : span.end]) or "□"
    attributes = _attributes(report, span.cells)
    return f"{_others(span.cells)}<mark {attributes}>{shown}</mark>{_links(report, span.cells)}"


def _cell(report: Json, cell: TableCell) -> str:
    width = f" colspan='{min(cell.width, 60)}'" if cell.width > 1 else ""
    text = "<br>".join(_text(line) for line in cell.text.split("\n"))
    if not cell.cells:
        return f"<th{width}>{text}</th>"
    attributes = _attributes(report, cell.cells)
    links = _links(report, cell.cells)
    return f"<td{width} {attributes}>{_others(cell.cells)}{text}{links}</td>"


def _others(cells: Sequence[str]) -> str:
    """Anchors of the other cells shown by the same mark; the first one's is the mark's own."""
    return "".join(f"<span id='{_anchor(cell)}'></span>" for cell in cells[1:])


def _in_form(report: Json, cell: str, lost: frozenset[str]) -> str:
    """A cell of the form: its value, leading to where it was read."""
    held = report["cells"].get(cell)
    if held is None:
        return "<td>—</td>"
    value = _value(report, cell)
    kind = _kind(report, cell) + (" hit" if _numbers(report, cell) else "")
    shown = _text(display(cell, value) if value is not None else held["raw"]) or "□"
    if kind.startswith("refused"):  # the run it stands in is not this cell's figure
        shown = "？"
    if cell not in lost:
        shown = f"<a href='#{_anchor(cell)}'>{shown}</a>"
    return f"<td class='{kind}'>{shown}{_links(report, (cell,))}</td>"


def _attributes(report: Json, cells: Sequence[str]) -> str:
    """How the cells were read (a class), what they are (a title), and the first one's anchor."""
    form = wording.form_of(report)
    words = "；".join(
        f"{wording.cell_words(form, cell)}：{_value_words(report, cell)}" for cell in cells
    )
    hit = " hit" if any(_numbers(report, cell) for cell in cells) else ""
    kind = _kind(report, cells[0]) + hit
    return f"class='{kind}' id='{_anchor(cells[0])}' title=\"{_text(words)}\""


def _kind(report: Json, cell: str) -> str:
    held = report["cells"][cell]
    if _value(report, cell) is None:
        return "refused" if held["confidence"] == 0 else "blank"
    return "read" if held["confidence"] >= ALL_BUT_SURE else "weak"


def _value_words(report: Json, cell: str) -> str:
    value, held = _value(report, cell), report["cells"][cell]
    if value is None:
        return "没有读出" if held["confidence"] == 0 else f"没有数字（印作“{held['raw']}”）"
    return f"{display(cell, value)}（把握{held['confidence']:.0%}）"


def _value(report: Json, cell: str) -> int | None:
    row, _, column = cell.partition("/")
    table = cell[:2] if cell.startswith(("t2.", "t3.")) else "t4"
    value: int | None = report["tables"].get(table, {}).get(row, {}).get(column)
    return value


def _numbers(report: Json, cell: str) -> list[int]:
    """The findings about this very cell, counted from 1."""
    return [n for n, finding in enumerate(report["findings"], 1) if finding["where"] == cell]


def _links(report: Json, cells: Sequence[str]) -> str:
    numbers = [number for cell in cells for number in _numbers(report, cell)]
    links = "".join(f"<a href='#f{number}'>〔{number}〕</a>" for number in numbers)
    return f"<sup>{links}</sup>" if links else ""


def _finding(report: Json, index: int) -> str:
    finding = report["findings"][index]
    word = wording.SEVERITIES[finding["severity"]]
    sides = [("应为", finding["expected"]), ("实为", finding["found"])]
    both = "，".join(f"{name}{_text(side)}" for name, side in sides if side is not None)
    lines = [
        f"<p><b>〔{index + 1}〕{word} {_text(finding['rule'])}</b>{_text(finding['message'])}</p>"
    ]
    lines += [f"<p class='more'>{both}</p>"] if both else []
    for name, text in (("办法", finding["hint"]), ("依据", finding["basis"])):
        lines += [f"<p class='more'>{name}：{_text(text)}</p>"] if text else []
    if finding["where"] in report["cells"]:
        lines.append(f"<p class='more'><a href='#{_anchor(finding['where'])}'>所在的格</a></p>")
    return f"<div class='finding {finding['severity']}' id='f{index + 1}'>{''.join(lines)}</div>"


def _anchor(cell: str) -> str:
    return "c-" + "".join(c if c.isalnum() else "-" for c in cell)


def _text(text: object) -> str:
    return escape(wording.clean(text), quote=True)
