"""A citizen reads the reply: hints on wording, never a stop."""

import pytest

from mingbai.rules.readable import readable

CLEAR = (
    "您好。您2026年3月2日申请公开正阳路改造工程的批复。"
    "我局查了档案室和公文系统，没有找到这份批复。\n"
    "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第三十六条第（四）项，"
    "我们告知您：该信息不存在。《条例》没有要求我局另行制作。文件可以下载PDF。"
)

HINTS = [
    ("双重否定", "我局不得不拒绝。", "不得不", "双重否定"),
    ("公文套语", "该文件业经批准。", "业经", "套语"),
    ("没有说明是哪一个部门", "请向有关部门了解。", "有关部门", "哪一个"),
    ("没有说明时间", "我局将尽快寄出。", "尽快", "什么时候"),
    ("简称没有说明", "根据《条例》第十四条。", "《条例》", "全称"),
    ("英文缩写没有说明", "请到OA系统查询。", "OA", "英文缩写"),
]


@pytest.mark.parametrize(
    ("text", "excerpt", "problem"), [r[1:] for r in HINTS], ids=[r[0] for r in HINTS]
)
def test_a_hint(text: str, excerpt: str, problem: str) -> None:
    (hint,) = readable(text)
    assert hint.excerpt == excerpt
    assert text[hint.start :].startswith(excerpt)
    assert problem in hint.problem
    assert hint.remedy


def test_clear_text_has_none() -> None:
    assert readable(CLEAR) == []


@pytest.mark.parametrize(("letters", "hints"), [(60, 0), (61, 1)])
def test_long_sentences(letters: int, hints: int) -> None:
    assert len(readable("甲" * letters + "。乙。")) == hints


def test_a_long_paragraph_of_short_sentences() -> None:
    (hint,) = readable("我局查了档案。" * 42)
    assert "252个字" in hint.problem


@pytest.mark.parametrize(
    "text",
    [
        "您问的是“请有关部门尽快答复”这句话。",
        "地理信息系统（GIS）的数据。",
        "见 https://OA.example.gov.cn/API/A1 一页。",
        "文号为A1-B2的合同。",
    ],
    ids=["引用申请人的话", "已经说明的缩写", "网址", "编号"],
)
def test_not_held_against_the_writer(text: str) -> None:
    assert readable(text) == []


def test_hints_stand_in_the_order_of_the_text() -> None:
    found = readable("我局将尽快寄出。请向有关部门了解。")
    assert [hint.excerpt for hint in found] == ["尽快", "有关部门"]
