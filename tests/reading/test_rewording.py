"""Text compared sentence by sentence, and near-duplicates found over many reports."""

import random

import pytest

from mingbai.reading.passages import sentences
from mingbai.reading.rewording import Kind, reword
from mingbai.reading.similarity import Document, shared_passages, similar

LAST_YEAR = """一、总体情况
2022年，明阳区民政局认真贯彻落实条例，扎实推进政府信息公开工作。
全年主动公开政府信息269条，比上年增长15.3%。
健全政府信息管理制度，定期清理文件。
加强门户网站建设，优化栏目设置。
五、存在的主要问题及改进情况
解读材料的形式还不够多，下一步将多用图表和问答。
"""
THIS_YEAR = """一、总体情况
2023年，明阳区民政局认真贯彻落实条例，扎实推进政府信息公开工作。
加强门户网站建设，优化栏目设置。
全年主动公开政府信息3,119条，比上年增长80.2%。
健全政府信息管理各项制度，每季度定期清理文件。
开设“企业开办”专题，公布办事清单。
"""


def test_what_became_of_each_sentence() -> None:
    result = reword(sentences(LAST_YEAR), sentences(THIS_YEAR))
    by_start = {p.after[:4] or p.before[:4]: (p.kind, p.moved) for p in result.passages}
    assert by_start["2023"] == (Kind.FIGURES, False)
    assert by_start["加强门户"] == (Kind.SAME, True)
    assert by_start["健全政府"] == (Kind.EDITED, False)
    assert by_start["开设“企"] == (Kind.ADDED, False)
    assert by_start["解读材料"] == (Kind.REMOVED, False)
    assert 0 < result.repeated < result.repeated_but_figures < 1


def test_the_same_text_is_repeated_whole() -> None:
    result = reword(sentences(LAST_YEAR), sentences(LAST_YEAR))
    assert (result.repeated, result.edited) == (1.0, 0.0)
    assert {passage.kind for passage in result.passages} == {Kind.SAME}


def test_an_empty_text_repeats_nothing() -> None:
    assert reword(sentences(LAST_YEAR), ()).repeated == 0.0
    assert {p.kind for p in reword((), sentences(LAST_YEAR)).passages} == {Kind.ADDED}


@pytest.mark.parametrize(
    "line",
    [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "信息内容 本年制发件数，本年处理决定数量，第二十条第（五）项",
        "发布时间：2024-03-08 15:34",
        "（五）政府信息公开监督保障情况。",
        "六、其他需要报告的事项",
        "2024",
    ],
)
def test_tables_headings_and_furniture_are_no_prose(line: str) -> None:
    assert sentences(line) == ()


def document(key: str, *parts: str) -> Document:
    return Document(key, sentences("\n".join(parts)))


def invented(seed: int, count: int) -> list[str]:
    """Sentences of random characters: nothing in common but by copying."""
    rng = random.Random(seed)  # noqa: S311
    han = [chr(code) for code in range(0x4E00, 0x5200)]
    return ["".join(rng.choices(han, k=30)) + "，" + "".join(rng.choices(han, k=12)) + "。"
            for _ in range(count)]  # fmt: skip


def test_a_copy_with_other_figures_is_found_and_named() -> None:
    own = invented(1, 20)
    copy = [text.replace("。", "2023年。") for text in own[:14]]
    last = [text.replace("。", "2022年。") for text in own]
    documents = [
        document("甲", *last),
        *(document(f"别{n}", *invented(n + 10, 20)) for n in range(20)),
        document("乙", *copy, *invented(2, 6)),
    ]
    [pair] = similar(documents, least=0.4)
    assert (pair.one, pair.other) == ("甲", "乙")
    assert 0.6 < pair.share < 0.8
    [shared] = shared_passages(documents[0], documents[-1])
    assert shared == "".join(copy)


def test_wholly_the_same_texts_are_paired_with_the_first() -> None:
    text = invented(3, 5)
    pairs = similar([document(key, *text) for key in "甲乙丙丁"], least=0.5)
    assert [(pair.one, pair.other, pair.share) for pair in pairs] == [
        ("甲", "乙", 1.0),
        ("甲", "丙", 1.0),
        ("甲", "丁", 1.0),
    ]


def test_the_result_does_not_depend_on_chance() -> None:
    documents = [document(str(n), *invented(n % 7, 6), *invented(n, 5)) for n in range(40)]
    assert similar(documents, least=0.3) == similar(documents, least=0.3)
    assert similar(documents, least=0.3)
