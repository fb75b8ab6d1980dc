"""Places resolved: cells in running text, cells run together, findings of columns and clauses."""

from dataclasses import replace
from typing import Any

from mingbai.reading import textfile
from mingbai.reading.papers.marking import Block, mark

TEXT = """一、总体情况
2023年，全区共收到信息公开申请 12 件，均已
答复完毕。
一、本年新收政府信息公开申请数量12000012
"""


def held(raw: str, where: str) -> dict[str, Any]:
    return {"raw": raw, "where": where, "confidence": 1.0}


def report(cells: dict[str, Any], *places: str) -> dict[str, Any]:
    return {"cells": cells, "findings": [{"where": place} for place in places]}


RUN = {
    "t3.1/natural": held("12", "第4行第17字"),
    "t3.1/org_business": held("0", "第4行第17字起第2位"),
    "t3.1/org_research": held("0", "第4行第17字起第3位"),
}


def spans(block: Block) -> list[tuple[int, int, tuple[str, ...]]]:
    assert block.text is not None
    return [(span.start, span.end, span.cells) for span in block.text.spans]


def test_cells_run_together_are_marked_one_behind_the_other() -> None:
    marked = mark(textfile.source(TEXT), report(RUN), TEXT)
    assert marked.lost == ()
    assert spans(marked.blocks[3]) == [
        (16, 18, ("t3.1/natural",)),
        (18, 19, ("t3.1/org_business",)),
        (19, 20, ("t3.1/org_research",)),
    ]


def test_a_cell_whose_text_is_not_there_is_said_to_be_lost() -> None:
    wrong = RUN | {"t3.1/natural": held("13", "第4行第17字")}
    marked = mark(textfile.source(TEXT), report(wrong), TEXT)
    assert set(marked.lost) == set(RUN)


def test_without_the_whole_text_the_rows_are_rebuilt_from_the_pieces() -> None:
    """A PDF without table lines hands on pieces with lines and characters, and no more."""
    source = replace(textfile.source(TEXT), carrier="PDF（无表格线）", paragraphs=())
    marked = mark(source, report(RUN))
    texts = [block.text.text for block in marked.blocks if block.text is not None]
    assert texts == TEXT.rstrip("\n").split("\n")
    assert marked.lost == ()


def test_findings_stand_by_their_cell_their_column_or_their_clause() -> None:
    places = ("t3.1/natural", "t3/org_business", "t3", "申请12件,均已答复完毕", "第一部分监督保障")
    marked = mark(textfile.source(TEXT), report(RUN, *places), TEXT)
    assert [block.findings for block in marked.blocks] == [[], [3], [], [0, 1, 2]]
    assert marked.general == (4,)
