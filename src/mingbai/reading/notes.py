"""What the reader itself has to say: cut off, refused, blank, mixed, assumed; never silently."""

from collections.abc import Iterator, Sequence

from mingbai.reading.forms import OTHER_ROWS, SINGLE_OTHER, Form
from mingbai.reading.identity import Identity
from mingbai.reading.outcome import State, Tables
from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.formats import Format

TABLE_NAMES = {
    "t2": "表二（主动公开政府信息情况）",
    "t3": "表三（收到和处理政府信息公开申请情况）",
    "t4": "表四（政府信息公开行政复议、行政诉讼情况）",
}
FORM_NAMES = {"2019": "2019年格式（60号）", "2021": "2021年格式（30号）"}
OPEN_SOURCE = "请对照原件；如果原件完整，请换用公布页面的网页、Word 或 PDF 再核对"


def absent_tables(tables: Tables, form: Format) -> tuple[str, ...]:
    """The tables that were not found at all, or broke off before their last row."""
    gone = [
        name for name in ("t2", "t3") if not any(r.startswith(f"{name}.") for r in tables.rows_seen)
    ]
    if "t3" not in gone and not {"t3.3.7", "t3.4"} & tables.rows_seen:
        gone.append("t3")
    if "t4" not in tables.rows_seen:
        gone.append("t4")
    if not _reaches_end(tables, form) and "t2" not in gone and {"t3", "t4"} <= set(gone):
        gone.append("t2")
    return tuple(sorted(gone))


def _reaches_end(tables: Tables, form: Format) -> bool:
    return form.table2[-1].rows[-1].id in tables.rows_seen


def missing_rows(tables: Tables, form: Format) -> tuple[str, ...]:
    """Rows of the form that the report does not print, in tables that were found."""
    gone = absent_tables(tables, form)
    wanted = [row.id for block in form.table2 for row in block.rows if "t2" not in gone]
    if "t3" not in gone:
        wanted += [row.id for row in form.numeric_rows]
    return tuple(row for row in wanted if row not in tables.rows_seen)


def all_blank(tables: Tables) -> bool:
    """Whether the form was found and no cell of it is filled in."""
    return bool(tables.cells) and all(cell.state is State.BLANK for cell in tables.cells.values())


def findings(
    tables: Tables, form: Format, kind: Form, identity: Identity, limits: Sequence[str]
) -> list[Finding]:
    """The reader's own findings, those that stop the reading first."""
    return [
        *_limits(limits),
        *_cut(tables, form),
        *_refused(tables, form),
        *_rows(tables, form),
        *_mixture(tables, kind),
        *_assumed(tables, form),
        *_identity(identity),
    ]


def _limits(limits: Sequence[str]) -> Iterator[Finding]:
    for limit in limits:
        yield Finding("READ-LIMIT", Severity.ERROR, limit, hint=OPEN_SOURCE)


def _cut(tables: Tables, form: Format) -> Iterator[Finding]:
    for name in absent_tables(tables, form):
        started = any(row.startswith(name) for row in tables.rows_seen)
        what = "只读到开头，后面中断" if started else "没有读到，可能缺失、中断或者是图片"
        yield Finding(
            "READ-CUT",
            Severity.ERROR,
            f"{TABLE_NAMES[name]}{what}；未读到的一律不当作0",
            name,
            hint=OPEN_SOURCE,
        )
    if all_blank(tables):
        yield Finding(
            "READ-BLANK",
            Severity.ERROR,
            "表格各格都空着，是没有填写的空白表",
            "",
            hint="请填写数字后再核对；没有发生的填0",
        )


def _refused(tables: Tables, form: Format) -> Iterator[Finding]:
    """One finding a row: which cells were refused, with what is printed."""
    rows: dict[str, list[str]] = {}
    for cell_id, cell in tables.cells.items():
        if cell.state is State.REFUSED:
            rows.setdefault(cell_id.split("/")[0], []).append(cell_id)
    for row, cell_ids in rows.items():
        cell = tables.cells[cell_ids[0]]
        names = "、".join(_column_name(form, cell_id) for cell_id in cell_ids)
        if any(char.isdigit() for char in cell.raw):
            message = f"{_row_name(form, row)}印作“{cell.raw[:60]}”，{_undecided(row, names)}"
        else:
            message = f"{_row_name(form, row)}的{names}印作“{cell.raw[:60]}”，不是数字"
        yield Finding(
            "READ-RUN",
            Severity.ERROR,
            f"{message}（{cell.where}）",
            cell_ids[0],
            found=cell.raw[:60],
            hint=OPEN_SOURCE,
        )


def _undecided(row: str, names: str) -> str:
    """Why a run was not cut: table two has no sums, or the sums leave more than one reading."""
    if row.startswith("t2."):
        return f"各格连写，分不出{names}各是多少；表二没有合计可以推断，不猜"
    return f"各格连写，分不出{names}各是多少；合计定不出唯一的读法，不猜"


def _rows(tables: Tables, form: Format) -> Iterator[Finding]:
    basis = form.document_number
    for row in missing_rows(tables, form):
        yield Finding(
            "READ-ROW",
            Severity.ERROR,
            f"没有“{_row_name(form, row)}”这一行",
            row,
            hint="请核对报告是否漏印；没有发生的也应填0",
            basis=basis,
        )
    for cell_id in (*form.cell_ids("t2"), *form.cell_ids("t3")):
        row = cell_id.split("/")[0]
        if row in tables.rows_seen and cell_id not in tables.cells:
            yield Finding(
                "READ-COL",
                Severity.ERROR,
                f"没有“{form.cell_label(cell_id)}”这一格",
                cell_id,
                hint="请核对报告是否漏印一栏",
                basis=basis,
            )
    for label in tables.strange[:10]:
        yield Finding(
            "READ-EXTRA",
            Severity.INFO,
            f"格式之外的一行“{label[:40]}”没有计入",
            "",
            hint="如果这是格式中某一行的另一种写法，请对照原件",
            basis=basis,
        )
    for row in tables.repeated:
        yield Finding(
            "READ-TWICE",
            Severity.ERROR,
            f"“{_row_name(form, row)}”出现两次而数字不同",
            row,
            hint="请核对文件里是否有两份报告",
        )


def _mixture(tables: Tables, kind: Form) -> Iterator[Finding]:
    seen = tables.rows_seen
    if kind.id == "2021" and SINGLE_OTHER in seen and not seen & OTHER_ROWS:
        yield Finding(
            "READ-MIX",
            Severity.WARN,
            "“（六）其他处理”只有一行，2021年格式应分三行",
            SINGLE_OTHER,
            hint="按一行读取，不拆分",
            basis="国办公开办函〔2021〕30号",
        )
    elif kind.foreign and kind.id:
        other = FORM_NAMES["2021" if kind.id == "2019" else "2019"]
        parts = "、".join(kind.foreign)
        yield Finding(
            "READ-MIX",
            Severity.WARN,
            f"两种格式混用：总体是{FORM_NAMES[kind.id]}，但有{other}的行或栏（{parts}）",
            hint="请按报告年度改用统一的格式",
        )


def _unit(cell_id: str) -> str:
    return "单位认不出，按万元读" if cell_id.endswith("/amount_wan") else "没有单位，按元读"


def _assumed(tables: Tables, form: Format) -> Iterator[Finding]:
    for cell_id in tables.assumed:
        cell = tables.cells[cell_id]
        yield Finding(
            "READ-UNIT",
            Severity.WARN,
            f"{form.cell_label(cell_id)}印作“{cell.raw}”，{_unit(cell_id)}",
            cell_id,
            found=cell.raw,
            hint="请写明元或者万元",
        )
    for name in tables.missing_heads:
        yield Finding(
            "READ-HEAD",
            Severity.WARN,
            f"{TABLE_NAMES[name]}没有读到表头，按格式的栏目次序读",
            name,
            hint="请对照原件",
        )
    marks = [c for c, cell in tables.cells.items() if cell.state in (State.DASH, State.NONE)]
    if marks:
        raw = "、".join(sorted({tables.cells[c].raw for c in marks}))
        yield Finding(
            "READ-MARK",
            Severity.WARN,
            f"{len(marks)}格以“{raw}”代替数字，没有当作0写入",
            marks[0],
            found=raw,
            hint="没有发生的应填0",
        )


def _identity(identity: Identity) -> Iterator[Finding]:
    if identity.year and identity.period_year and identity.year != identity.period_year:
        yield Finding(
            "READ-YEAR",
            Severity.WARN,
            f"标题写{identity.year}年，统计期限写{identity.period_year}年",
            "",
            identity.year,
            identity.period_year,
            hint="请核对报告年度",
        )
    if identity.year is None:
        yield Finding("READ-YEAR", Severity.WARN, "没有读到报告年度", hint="请在标题中写明年度")
    if identity.organ is None:
        yield Finding(
            "READ-ORGAN", Severity.WARN, "没有读到编制报告的机关", hint="请在标题中写明机关"
        )


def _row_name(form: Format, row: str) -> str:
    if row in ("review", "suit_direct", "suit_after_review"):
        return next(block.label for block in form.table4_blocks if block.id == row)
    known = {r.id for block in form.table2 for r in block.rows} | {r.id for r in form.table3_rows}
    return form.row_label(row) if row in known else row


def _column_name(form: Format, cell_id: str) -> str:
    known = {*form.cell_ids("t2"), *form.cell_ids("t3"), *form.cell_ids("t4")}
    return form.column(cell_id).label if cell_id in known else cell_id.split("/")[1]
