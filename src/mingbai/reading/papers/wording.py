"""The words all papers use for a report, a finding and its place; text of others made harmless."""

import re
from typing import Any

from mingbai.refusal import Refusal
from mingbai.rules.report import formats
from mingbai.rules.report.formats import Format

Json = dict[str, Any]
SEVERITIES = {"error": "错误", "warn": "警告", "info": "提示"}
VERDICTS = {0: "读全，没有错误", 1: "读全，有错误", 2: "没有读全"}
CLAUSE = 10  # characters; a longer place that is no cell is quoted from the text
# Control characters and those that turn the direction of writing: no paper may hold them.
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def clean(text: object) -> str:
    """Text of a stranger without control characters; None is empty."""
    return "" if text is None else CONTROL.sub("", str(text))


def form_of(report: Json) -> Format | None:
    """The form the report follows."""
    return formats.load(report["format"]) if report["format"] else None


def code_of(report: Json) -> int:
    """The exit code of ``mingbai check`` for this report alone."""
    if not (report["readable"] and report["complete"]):
        return 2
    return int(any(finding["severity"] == "error" for finding in report["findings"]))


def counts(report: Json) -> dict[str, int]:
    """Findings by severity."""
    found = [finding["severity"] for finding in report["findings"]]
    return {severity: found.count(severity) for severity in SEVERITIES}


def whose(report: Json) -> str:
    """机关 and 年度 as far as they are known."""
    year = f"{report['year']}年度" if report["year"] else "年度不明"
    return f"{clean(report['organ']) or '机关不明'}{year}"


def cell_words(form: Format | None, cell: str) -> str:
    """A cell in words, or its id where the form has no such cell."""
    if form is None or "/" not in cell:
        return cell
    row, _, column = cell.partition("/")
    try:
        return form.cell_label(cell)
    except Refusal:
        pass
    heads = {head.id: head.label for head in form.table3_columns}
    try:
        if row in ("t3", "t2", "t4"):
            return f"{heads.get(column, column)}栏"
        return f"{form.row_label(row)} · {heads.get(column, column)}"
    except Refusal:
        return cell


def place(report: Json, finding: Json) -> str:
    """Where a finding stands: the cell in words and its place in the file, or the clause."""
    where = clean(finding["where"])
    words = cell_words(form_of(report), where)
    tables = {"t2": "表二", "t3": "表三", "t4": "表四"}
    held = report["cells"].get(where)
    evidence = f"（{held['where']}）" if held and held["where"] else ""
    if words == where and len(where) >= CLAUSE:
        return f"“{where}”"
    return tables.get(where, words) + clean(evidence)


def side(value: object) -> str:
    """One side of a finding as text."""
    return clean(value)
