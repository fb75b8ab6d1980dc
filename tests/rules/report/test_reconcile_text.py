"""What the sentences say against the tables, and the text as such (TX-R1, TX-R2, T4-R2, RPT)."""

from typing import Any

import pytest

from mingbai.rules.findings import Finding, Severity
from mingbai.rules.report.reconcile import check
from tests.rules.report.samples import chengyang, counted, of_rule

E, W, INFO = Severity.ERROR, Severity.WARN, Severity.INFO
TEXT_RULES = ("TX-R1", "TX-R2", "T4-R2", "RPT-1", "RPT-2", "REG-50")

SOUND = """东湖区人民政府2024年政府信息公开工作年度报告
一、总体情况
（一）主动公开。全区按时公开各类文件。
（二）依申请公开。2024年全区共收到政府信息公开申请39件，涉及自然人32件、商业企业7件；办结申请38件，其中
予以公开23件，部分公开5件，不予公开2件，无法提供7件，其他处理1件。上年结转3件，4件结转下年度继续办理。
（三）监督保障。政府信息公开行政复议3件，其中结果维持2件，尚未审结1件；政府信息公开行政诉讼2件，其中
结果纠正1件。工作考核结果已通报，社会评议满意，没有发生责任追究。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
问题是解读偏少，将予改进。
六、其他需要报告的事项
无。
"""


def text_findings(text: str, **fields: Any) -> list[Finding]:
    """What the text rules say of a text beside the counted tables."""
    found = check(counted(text=text, **fields))
    return [item for item in found if item.rule in TEXT_RULES]


def test_a_text_that_agrees_with_its_tables_raises_nothing() -> None:
    assert [item.message for item in text_findings(SOUND, publishing=True)] == []


CONTRADICTIONS = [
    ("收到的件数", "申请39件", "申请40件", 39, 40),
    ("各类申请人", "自然人32件", "自然人31件", 32, 31),
    ("办结的件数", "办结申请38件", "办结申请37件", 38, 37),
    ("予以公开", "予以公开23件", "予以公开24件", 23, 24),
    ("不予公开各目之和", "不予公开2件", "不予公开3件", 2, 3),
    ("其他处理三行之和", "其他处理1件", "其他处理2件", 1, 2),
    ("上年结转", "上年结转3件", "上年结转2件", 3, 2),
    ("结转下年度", "4件结转下年度", "5件结转下年度", 4, 5),
    ("行政复议总数", "行政复议3件", "行政复议4件", 3, 4),
    ("行政诉讼两组之和", "行政诉讼2件", "行政诉讼3件", 2, 3),
    ("复议维持", "结果维持2件", "结果维持3件", 2, 3),
    ("诉讼纠正", "结果纠正1件", "结果纠正2件", 1, 2),
]


@pytest.mark.parametrize(
    ("right", "wrong", "table", "text"),
    [row[1:] for row in CONTRADICTIONS],
    ids=[row[0] for row in CONTRADICTIONS],
)
def test_figures_of_the_text_equal_the_tables(
    right: str, wrong: str, table: int, text: int
) -> None:
    assert right in SOUND
    hits = [item for item in text_findings(SOUND.replace(right, wrong)) if item.severity == E]
    assert [(item.rule, item.expected, item.found) for item in hits] == [("TX-R1", table, text)]


def test_received_with_carried_in_gets_a_hint() -> None:
    hits = [
        item for item in text_findings(SOUND.replace("申请39件", "申请42件")) if item.severity == E
    ]
    assert "上年结转之和" in hits[0].hint


def test_none_received_contradicts_a_table_with_applications() -> None:
    hits = of_rule(counted(text="2024年我区未收到政府信息公开申请。"), "TX-R1")
    assert [(item.expected, item.found, item.severity) for item in hits] == [(39, 0, E)]


def test_a_part_larger_than_the_whole_is_asked_about() -> None:
    text = "区政府办受理政府信息公开申请{}件。"
    few = of_rule(counted(text=text.format(17)), "TX-R1")
    many = of_rule(counted(text=text.format(50)), "TX-R1")
    assert [item.severity for item in few] == [INFO]
    assert [item.severity for item in many] == [W]


def test_a_figure_without_its_cell_is_not_compared() -> None:
    hits = of_rule(counted({"t3.1/total": None}, text="全区收到政府信息公开申请39件。"), "TX-R1")
    assert [(item.severity, "无法核对" in item.message) for item in hits] == [(INFO, True)]


GROWTH = [
    ("去年206件，增长30.6%相符", "增长30.6%", {"applications": 206}, None),
    ("去年200件，应为34.50%", "增长30.6%", {"applications": 200}, (E, "34.50%")),
    ("没有去年的数，只能提醒", "增长30.6%", {}, (W, None)),
    ("下降按负数算", "下降3.9%", {"applications": 280}, None),
    ("方向相反", "增长3.9%", {"applications": 280}, (E, "-3.93%")),
]


@pytest.mark.parametrize(
    ("words", "previous", "outcome"), [row[1:] for row in GROWTH], ids=[row[0] for row in GROWTH]
)
def test_growth_rate_of_applications(
    words: str, previous: dict[str, int], outcome: tuple[Severity, str | None] | None
) -> None:
    text = f"全区共收到信息公开申请269件，比去年{words}。"
    hits = [
        item
        for item in of_rule(chengyang(text=text, previous_figures=previous), "TX-R1")
        if "%" in str(item.found)
    ]
    assert [(item.severity, item.expected) for item in hits] == ([outcome] if outcome else [])


def test_an_unknown_growth_rate_is_computed_backwards() -> None:
    text = "全区共发布政府信息18739条，比去年增长15.3%。"
    hits = [item for item in of_rule(chengyang(text=text), "TX-R1") if item.severity == W]
    assert "16246至16259" in hits[0].hint


def test_last_years_table_gives_the_growth_rate() -> None:
    text = "全区共收到信息公开申请269件，比去年增长30.6%。"
    report = chengyang(text=text, previous={"t3.1/total": 206})
    assert of_rule(report, "TX-R1") == []


PROPOSALS = (
    "全年共办理建议提案253件，其中承办省级提案1件；办理市级人大建议19件，市级政协提案15件；"
    "办理区级人大建议74件，区级政协提案{}件，均已公开。"
)
SUMS = [
    ("1＋19＋15＋74＋144＝253", PROPOSALS.format(144), None),
    ("多一件", PROPOSALS.format(145), (253, 254)),
    ("少一件", PROPOSALS.format(143), (253, 252)),
    ("以其他收尾却差66", "公布信息100条，其中文件20条，其他信息14条。", (100, 34)),
    ("其中可以只列一部分", "公布信息100条，其中文件20条，预算14条。", None),
]


@pytest.mark.parametrize(("text", "sides"), [row[1:] for row in SUMS], ids=[r[0] for r in SUMS])
def test_parts_in_the_prose_add_up(text: str, sides: tuple[int, int] | None) -> None:
    hits = [item for item in of_rule(chengyang(text=text), "TX-R1") if item.severity == W]
    assert [(item.expected, item.found) for item in hits] == ([sides] if sides else [])


REMEDY_WORDS = [
    (
        "尚有未审结，不能说没有败诉",
        {},
        "未发生行政复议纠错或行政诉讼败诉的案件。",
        [("T4-R2", W, 0, 4)],
    ),
    (
        "表里有纠正，不能说没有",
        {"review/corrected": 1, "review/upheld": 2},
        "未发生行政复议纠错或行政诉讼败诉的案件。",
        [("TX-R1", E, 1, 0), ("T4-R2", W, 0, 4)],
    ),
    ("没有复议、诉讼", {}, "未发生政府信息公开行政复议。", [("TX-R1", E, 4, 0)]),
    ("均已结案而有未审结", {}, "行政诉讼案件4件，均已结案。", [("T4-R2", W, 0, 4)]),
    (
        "有纠正应写明",
        {"review/corrected": 1, "review/upheld": 2},
        "工作平稳。",
        [("T4-R2", W, 1, "未提到")],
    ),
]


@pytest.mark.parametrize(
    ("cells", "text", "outcome"),
    [row[1:] for row in REMEDY_WORDS],
    ids=[row[0] for row in REMEDY_WORDS],
)
def test_words_about_remedies(
    cells: dict[str, int], text: str, outcome: list[tuple[str, Severity, Any, Any]]
) -> None:
    found = check(chengyang(cells, text=text))
    hits = [item for item in found if item.rule in ("TX-R1", "T4-R2")]
    got = {(item.rule, item.severity, item.expected, item.found) for item in hits}
    assert got == set(outcome)


def test_all_answered_while_cases_are_carried_over() -> None:
    text = "全区共收到政府信息公开申请39件，均已答复完毕。"
    hits = of_rule(counted(text=text), "TX-R1")
    assert [(item.severity, item.expected, item.found) for item in hits] == [(W, 0, 4)]


def test_all_answered_is_looser_than_other_handling() -> None:
    text = "全区共收到政府信息公开申请269件，均已答复完毕。"
    hits = of_rule(chengyang(text=text), "TX-R1")
    assert [(item.severity, item.found) for item in hits] == [(INFO, 4)]


FORM = [
    ("章节缺号", "（二）依申请", "（三）依申请", "TX-R2", "缺（二）"),
    ("章节重号", "（三）监督", "（二）监督", "TX-R2", "重复"),
    ("句号重复", "问题是", "。。问题是", "TX-R2", "标点重复"),
    ("顿号后句号", "问题是", "、。问题是", "TX-R2", "标点重复"),
    ("缺一部分", "六、其他需要报告的事项\n无。", "", "RPT-1", "没有找到六、"),
    ("部分没有内容", "无。", "", "RPT-1", "没有内容"),
    ("标题不合格式", "存在的主要问题及改进", "存在问题和改进", "RPT-1", "标题印作"),
    ("题目缺年度", "工作年度报告", "工作报告", "RPT-2", "缺“年度”"),
    ("题目重年度", "2024年政府", "2024年度政府", "RPT-2", "2024年度"),
    ("未写责任追究", "没有发生责任追究", "一切正常", "REG-50", "责任追究"),
]


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "words"), [row[1:] for row in FORM], ids=[row[0] for row in FORM]
)
def test_the_text_as_such(right: str, wrong: str, rule: str, words: str) -> None:
    assert right in SOUND
    broken = SOUND.replace(right, wrong)
    hits = [item for item in text_findings(broken) if item.severity != E]
    assert {item.rule for item in hits} == {rule}
    assert words in hits[0].message


def test_faults_of_form_block_publication_only_here() -> None:
    broken = SOUND.replace("（三）监督", "（四）监督")
    assert [item.severity for item in text_findings(broken)] == [W]
    assert [item.severity for item in text_findings(broken, publishing=True)] == [E]


def test_left_out_passages_are_not_held_against_the_numbering() -> None:
    cut = SOUND.replace("（二）依申请公开。", "[……]（三）")
    assert not [
        item for item in text_findings(cut) if item.rule == "TX-R2" and "缺" in item.message
    ]


@pytest.mark.parametrize("organ", ["c局", "某县B区管委会", "第99局", "某市110指挥中心"])
def test_a_name_with_letters_or_digits_is_one_name(organ: str) -> None:
    text = f"{organ}2024年政府信息公开工作年度报告"
    assert of_rule(counted(text=text, organ=organ), "RPT-2") == []


def test_a_shortened_name_of_the_organ_is_a_second_name() -> None:
    text = "图文解读:《城阳区人民政府2019年政府信息公开工作年度报告》"
    hits = of_rule(chengyang(text=text), "RPT-2")
    assert [(item.expected, item.found) for item in hits] == [
        ("青岛市城阳区人民政府", "城阳区人民政府")
    ]


def test_each_head_that_lost_a_sign_is_named() -> None:
    text = "第二十条第(五)项\n本年增/\n第二十条第（六）项本年增/减\n第二十条第(八)项\n本年增/\n行政"
    hits = of_rule(chengyang(text=text), "TX-R2")
    assert [item.where for item in hits] == ["第二十条第（五）项表头", "第二十条第（八）项表头"]


@pytest.mark.parametrize(
    ("title", "rules"),
    [("东湖区人民政府2024年政府信息公开工作年度报告", []), ("东湖区2024年年报", ["RPT-2"])],
)
def test_a_report_published_here_bears_the_statutory_title(title: str, rules: list[str]) -> None:
    found = text_findings(SOUND, title=title, publishing=True)
    assert [item.rule for item in found] == rules
