"""``mingbai compare``: two reports side by side — text, cells, and what must carry over."""

import argparse
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from mingbai.reading.comparing import Change, Comparison, Relation, compare
from mingbai.reading.reader import Reading, read
from mingbai.reading.rewording import Kind, Passage
from mingbai.rules.findings import Number, Severity
from mingbai.rules.report.display import display

RELATIONS = {
    Relation.YEARS: "同一机关相邻两年",
    Relation.VERSIONS: "同一机关同一年度的两个版本",
    Relation.OTHER: "不同机关或者不相邻的年度，不核对年度衔接",
}
WORDS = {
    Kind.SAME: "相同",
    Kind.FIGURES: "只换数字",
    Kind.EDITED: "改写",
    Kind.ADDED: "新增",
    Kind.REMOVED: "删去",
}
LONGEST = 60  # characters of a passage shown, unless --full


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("first", metavar="报告甲", help="上一年度的报告，或者前一个版本")
    parser.add_argument("second", metavar="报告乙", help="本年度的报告，或者后一个版本")
    parser.add_argument("--full", action="store_true", help="文字不截短")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.epilog = "退出码：0 没有错误；1 年度衔接有错误；2 有一份没有读全。"
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; the exit code as the epilog says."""
    one, other = (read(Path(name), name=name) for name in (arguments.first, arguments.second))
    result = compare(one, other)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if arguments.json:
        print(json.dumps(as_json(result), ensure_ascii=False))
    else:
        print("\n".join(as_text(result, longest=None if arguments.full else LONGEST)))
    if not all(r.readable and r.complete for r in (one, other)):
        return 2
    return int(any(finding.severity is Severity.ERROR for finding in result.findings))


def as_json(result: Comparison) -> dict[str, object]:
    """One object: before, after, relation, text (shares, passages), cells, findings."""
    from mingbai.reading.shape import finding_as_json

    text = result.text
    return {
        "before": _whose(result.before),
        "after": _whose(result.after),
        "relation": str(result.relation),
        "text": {
            "repeated": round(text.repeated, 4),
            "repeated_but_figures": round(text.repeated_but_figures, 4),
            "edited": round(text.edited, 4),
            "passages": [
                {
                    "kind": str(passage.kind),
                    "moved": passage.moved,
                    "before": passage.before,
                    "after": passage.after,
                }
                for passage in text.passages
            ],
        },
        "cells": [
            {
                "cell": change.cell,
                "label": change.label,
                "before": _plain(change.before),
                "after": _plain(change.after),
                "difference": _plain(change.difference),
            }
            for change in result.cells
        ],
        "findings": [finding_as_json(finding) for finding in result.findings],
    }


def as_text(result: Comparison, *, longest: int | None = LONGEST) -> Iterator[str]:
    """The comparison as lines to read."""
    yield f"■ 前：{_named(result.before)}"
    yield f"■ 后：{_named(result.after)}"
    yield f"  关系：{RELATIONS[result.relation]}"
    for reading in (result.before, result.after):
        if not (reading.readable and reading.complete):
            why = reading.findings[0].message if reading.findings else "有格子没有读出"
            yield f"  注意：{reading.file} 没有读全：{why}"
    yield ""
    yield from _text_part(result, longest)
    yield ""
    yield from _cells_part(result)
    if result.relation is Relation.YEARS:
        yield ""
        yield from _chain_part(result)


def _text_part(result: Comparison, longest: int | None) -> Iterator[str]:
    text = result.text
    yield (
        f"文字：后一份的正文有{text.repeated:.0%}与前一份逐字相同，"
        f"连同只换数字的共{text.repeated_but_figures:.0%}；另有{text.edited:.0%}是改写"
    )
    for passage in text.passages:
        word = WORDS[passage.kind] + ("，移了位置" if passage.moved else "")
        yield f"  [{word}] {_shortened(_shown(passage), longest)}"


def _shown(passage: Passage) -> str:
    return passage.before if passage.kind is Kind.REMOVED else passage.after


def _shortened(text: str, longest: int | None) -> str:
    plain = "".join(c for c in text if c.isprintable())
    if longest is None or len(plain) <= longest:
        return plain
    return f"{plain[: longest - 1]}…（共{len(plain)}字）"


def _cells_part(result: Comparison) -> Iterator[str]:
    from mingbai.cli.sheet import grid

    both = [change for change in result.cells if change.difference is not None]
    changed = [change for change in both if change.difference]
    one_sided = len(result.cells) - len(both)
    yield f"表格：两份都有数的{len(both)}格，{len(changed)}格不同；只有一份有数的{one_sided}格"
    if changed:
        yield grid([["", "前", "后", "增减"], *(_row(change) for change in changed)])


def _row(change: Change) -> list[str]:
    before, after = (display(change.cell, value) for value in (change.before, change.after))
    difference = display(change.cell, change.difference)
    return [change.label, before, after, difference if "-" in difference else f"+{difference}"]


def _chain_part(result: Comparison) -> Iterator[str]:
    yield "年度衔接（上年结转、现行有效、增减幅度）"
    if not result.findings:
        yield "  没有发现问题。"
    for finding in result.findings:
        word = {"error": "错误", "warn": "警告", "info": "提示"}[finding.severity]
        yield f"[{word}] {finding.rule}  {finding.message}"
        if finding.hint:
            yield f"       → {finding.hint.rstrip('。')}。"


def _whose(reading: Reading) -> dict[str, object]:
    return {
        "file": reading.file,
        "readable": reading.readable,
        "complete": reading.complete,
        "format": reading.form.id if reading.form else None,
        "organ": reading.organ,
        "year": reading.year,
    }


def _named(reading: Reading) -> str:
    year = f"{reading.year}年度" if reading.year else "年度不明"
    return f"{reading.organ or '机关不明'} {year}（{reading.file}）"


def _plain(value: Number | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
