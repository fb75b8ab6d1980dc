"""Footnotes stand in the order of the text, whatever order they were put in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.prose.cleaning import clean
from mingbai.prose.notes import numbered


def mark(number: int, label: int | None = None) -> str:
    return f'<a href="#fn-{number}"><sup>[{number if label is None else label}]</sup></a>'


def note(number: int, text: str) -> str:
    return f'<li>{text} <a href="#fnref-{number}">↑</a></li>'


ORDERED = clean(f"<p>甲{mark(1)}乙{mark(2)}</p><ol>{note(1, '甲注')}{note(2, '乙注')}</ol>")
BODIES = {
    "已经有序": (ORDERED, ORDERED),
    "后插的在前": (
        f"<p>甲{mark(2)}乙{mark(1)}</p><ol>{note(1, '乙注')}{note(2, '甲注')}</ol>",
        ORDERED,
    ),
    "Word的编号从2起": (
        f"<p>甲{mark(2, 1)}乙{mark(3, 2)}</p><ol>{note(2, '甲注')}{note(3, '乙注')}</ol>",
        ORDERED,
    ),
    "中间的注号删去了": (
        f"<p>甲{mark(3)}</p><ol>{note(2, '丙')}{note(3, '甲')}</ol>",
        f"<p>甲{mark(1)}</p><ol>{note(1, '甲')}{note(2, '丙')}</ol>",
    ),
    "注号在表格和引文里": (
        f"<table><tr><td>甲{mark(2)}</td></tr></table><blockquote><p>{mark(1)}</p></blockquote>",
        f"<table><tr><td>甲{mark(1)}</td></tr></table><blockquote><p>{mark(2)}</p></blockquote>",
    ),
    "同一个注引两次": (
        f"<p>甲{mark(5)}乙{mark(5)}</p><ol>{note(5, '注')}</ol>",
        f"<p>甲{mark(1)}乙{mark(1)}</p><ol>{note(1, '注')}</ol>",
    ),
    "自己写的注号不改": (
        '<p>甲<a href="#fn-4">注甲</a></p><p><a href="#fnref-4">注甲</a>　内容</p>',
        '<p>甲<a href="#fn-1">注甲</a></p><p><a href="#fnref-1">注甲</a>　内容</p>',
    ),
    "不是注释的列表不动": (
        f"<p>甲{mark(3)}</p><ol><li>乙</li><li>丙{mark(3)}</li></ol>",
        f"<p>甲{mark(1)}</p><ol><li>乙</li><li>丙{mark(1)}</li></ol>",
    ),
    "有尾注的不动": (
        '<p>甲<a href="#fn-9">[9]</a><a href="#en-2">[2]</a></p>',
        '<p>甲<a href="#fn-9">[9]</a><a href="#en-2">[2]</a></p>',
    ),
}


@pytest.mark.parametrize(("source", "expected"), BODIES.values(), ids=BODIES)
def test_notes_are_numbered_in_the_order_of_the_text(source: str, expected: str) -> None:
    done = numbered(clean(source))
    assert done == clean(expected)
    assert clean(done) == done


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(1, 6)), st.permutations(range(1, 6)))
def test_whatever_the_order_each_mark_keeps_its_note(marks: list[int], notes: list[int]) -> None:
    text = "".join(f"{number}号{mark(number)}" for number in marks)
    listed = "".join(note(number, f"{number}号") for number in notes)
    done = numbered(clean(f"<p>{text}</p><ol>{listed}</ol>"))
    assert numbered(done) == done
    wanted = "".join(f"{name}号{mark(place)}" for place, name in enumerate(marks, 1))
    notes_wanted = "".join(note(place, f"{name}号") for place, name in enumerate(marks, 1))
    assert done == clean(f"<p>{wanted}</p><ol>{notes_wanted}</ol>")
