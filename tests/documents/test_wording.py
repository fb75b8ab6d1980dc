"""The language of texts: what it refuses, and that facts stay facts."""

import pytest

from mingbai.documents.kinds import KINDS, shipped
from mingbai.documents.wording import MAX_LINES, check, clean, fill, parse, table_fact
from mingbai.refusal import Refusal

REFUSE = KINDS["reply_refuse"]
TEXT = shipped("reply_refuse")

UNUSABLE = [
    ("空文本", "", "没有标题"),
    ("没有标题", TEXT.removeprefix("# "), "第一行请写作“# 标题”"),
    ("没有这一项", TEXT + "{{颜色}}", "没有“颜色”这一项"),
    ("别的文书才有的一项", TEXT + "{{查询码}}", "不予公开告知书没有“查询码”这一项"),
    ("花括号不成对", TEXT + "{{文号", "第11行的“{{”不成对"),
    ("多余的花括号", TEXT + "文号}}", "不成对"),
    ("像代码的写法", TEXT + "{{文号|safe}}", "没有“文号|safe”这一项"),
    ("像代码的语句", TEXT + "{{如果：文号}}", "不成对"),
    ("条件里没有这一项", TEXT + "{{如有：颜色}}甲", "没有“颜色”这一项"),
    ("条件写在段中", TEXT + "甲{{如有：文号}}乙", "须写在一段的开头"),
    ("不止一段的内容夹在字中", TEXT + "理由是{{理由}}。", "独占一段"),
    ("删去必须写明的内容", TEXT.replace("{{法律依据}}", "有关规定"), "{{法律依据}}"),
    ("删去救济途径", TEXT.replace("{{救济途径}}", ""), "“救济途径”不得删去"),
    ("救济途径附条件", TEXT.replace("{{救济途径}}", "{{如有：理由}}{{救济途径}}"), "不得附条件"),
    (
        "必须写明的内容附别的条件",
        TEXT.replace("{{理由}}", "{{如有：办理经过}}{{理由}}"),
        "{{理由}}",
    ),
    ("太长", TEXT + "长" * 20_001, "超过20000字"),
]


@pytest.mark.parametrize(
    ("text", "told"), [row[1:] for row in UNUSABLE], ids=[r[0] for r in UNUSABLE]
)
def test_a_text_that_cannot_be_used_is_refused_in_words(text: str, told: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check(text, REFUSE)
    assert told in str(refusal.value)


def test_the_shipped_text_and_a_changed_one_can_be_used() -> None:
    check(TEXT, REFUSE)
    check(TEXT.replace("特此", "") + "\r\n## 附言\r\n{{如有：办理经过}}另附办理经过。", REFUSE)


def test_facts_are_put_in_once_and_as_they_are() -> None:
    facts = {
        "register_no": "{{救济途径}}",
        "request": "{{机关名称}}\n# 标题\n| 格 |",
        "remedies": "R",
    }
    _, parts, _ = fill("# 题\n编号{{登记编号}}\n{{申请内容}}", facts)
    assert [(part.kind, part.text) for part in parts] == [
        ("body", "编号{{救济途径}}"),
        ("quote", "{{机关名称}}"),
        ("quote", "# 标题"),
        ("quote", "| 格 |"),
    ]


def test_a_fact_of_one_line_stays_on_one_line() -> None:
    title, parts, _ = fill("# {{申请人}}\n{{申请人}}好", {"applicant": "张\n三\t李"})
    assert (title, parts[0].text) == ("张 三 李", "张 三 李好")


def test_a_paragraph_without_its_fact_does_not_appear() -> None:
    text = "# 题\n{{如有：理由}}理由如下：\n{{理由}}\n经过：\n{{办理经过}}"
    text += "\n{{如有：理由}}{{如有：附件}}都有"
    _, parts, _ = fill(text, {"reasons": "一。\n\n二。"})
    assert [part.text for part in parts] == ["理由如下：", "一。", "二。", "经过："]


def test_a_list_of_one_has_no_number_and_of_two_has() -> None:
    assert [p.text for p in fill("# 题\n{{补正事项}}", {"points": "甲"})[1]] == ["甲"]
    assert [p.text for p in fill("# 题\n{{补正事项}}", {"points": "甲\n乙"})[1]] == ["1.甲", "2.乙"]


def test_rows_of_a_table_take_facts_as_cells() -> None:
    text = "# 题\n| 编号 | {{登记编号}} |\n|+ 意见 | {{承办意见}} |"
    _, (table,), _ = fill(text, {"register_no": "A|B", "handler_view": "同意\n甲"})
    assert [(row.cells, row.tall) for row in table.rows] == [
        (("编号", "A|B"), False),
        (("意见", "同意\n甲"), True),
    ]


def test_what_follows_the_break_stands_after_the_signature() -> None:
    _, parts, appendix = fill("# 题\n甲\n---\n# 回执\n>> 签名：　　", {})
    assert [part.text for part in parts] == ["甲"]
    assert [(p.kind, p.text) for p in appendix] == [("title", "回执"), ("right", "签名：　　")]


def test_control_characters_and_turned_writing_are_taken_out() -> None:
    assert clean("甲\x00乙\u202e丙\r\n丁\ud800戊\uffff𠮷😀") == "甲乙丙\n丁戊𠮷😀"


def test_cells_of_a_table_fact_cannot_make_cells() -> None:
    assert table_fact([("甲", "乙\t丙\n丁")]) == "甲\t乙 丙 丁"


def test_lines_are_counted_as_the_officer_sees_them() -> None:
    assert [line.number for line in parse("# 题\n\n\n甲")] == [1, 4]


def test_ten_thousand_lines_become_few_paragraphs_and_lose_no_word() -> None:
    parts = fill("# 题\n{{申请内容}}", {"request": "甲\n" * 10_000})[1]
    assert len(parts) == MAX_LINES
    assert sum(part.text.count("甲") for part in parts) == 10_000
