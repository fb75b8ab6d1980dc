"""Figures in sentences are bound to their clause, over every mention, with their scope (TX-R1)."""

import time

import pytest

from mingbai.rules.report import prose
from mingbai.rules.report.addends import listings
from mingbai.rules.report.claims import claims

ORGAN = "东湖区人民政府"


def figures(text: str, organ: str = ORGAN) -> list[tuple[str, int, bool]]:
    """(cells or measure, figure, part) of every claim."""
    return [
        (" ".join(claim.cells) or claim.measure, int(claim.quote.value), claim.part)
        for claim in claims(text, year=2024, organ=organ)
    ]


RECEIVED = [
    ("千位逗号", "全区共收到政府信息公开申请3,119件。", 3119),
    ("全角逗号与数字", "全区共收到政府信息公开申请３，１１９件。", 3119),
    ("千位空格", "全区共收到政府信息公开申请 3 119 件。", 3119),
    ("数字跨行", "全市共受理政府信息\n公开申请 31\n19 件", 3119),
    ("夹有页码", "全区收到政府信息\n  -1-  \n公开申请5件。", 5),
    ("数在申请之前", "2024年，我区收到12件政府信息公开申请。", 12),
    ("共计", "全区接收通过邮寄、网络提交的各类政府信息公开申请共计81件。", 81),
    ("逗号后共计", "全区收到政府信息公开申请，共计81件。", 81),
    ("量词为宗", "我街道新收政府信息公开申请31宗", 31),
    ("汉字数", "全年收到依申请公开三百五十一件。", 351),
    ("依申请公开件", "全年共受理依申请公开5件。", 5),
    ("全年各月", "2024年1月份至12月份，全区共收到信息公开申请269件", 269),
    ("未收到", "2024年我局未收到政府信息公开申请。", 0),
]


@pytest.mark.parametrize(
    ("text", "number"), [row[1:] for row in RECEIVED], ids=[row[0] for row in RECEIVED]
)
def test_applications_received(text: str, number: int) -> None:
    assert figures(text) == [("t3.1/total", number, False)]


NOT_RECEIVED = [
    ("行政复议申请", "全区收到行政复议申请4件，政府信息公开工作有序。"),
    ("许可申请", "全区受理行政许可申请168518件，结果全部公开。"),
    ("登记申请", "收到企业登记申请300件。"),
    ("数在别的分句", "全区依法办理政府信息公开申请；组织培训3场，受训200人次，答问46件。"),
    ("提案", "办理建议提案253件，均已公开。"),
    ("没有量词", "政府信息公开申请流程共5步。"),
]


@pytest.mark.parametrize("text", [row[1] for row in NOT_RECEIVED], ids=[r[0] for r in NOT_RECEIVED])
def test_a_number_of_an_unrelated_clause_is_left_alone(text: str) -> None:
    assert figures(text) == []


PARTS = [
    ("一个办公室", "2024年，区政府办代表区政府受理政府信息公开申请17件。", True),
    ("本机关", "本机关收到政府信息公开申请17件。", True),
    ("全区", "全区各级行政机关收到政府信息公开申请17件。", False),
    ("一种渠道", "通过网络收到政府信息公开申请17件。", True),
    ("其中", "其中收到自然人的政府信息公开申请17件。", True),
    ("上半年", "上半年收到政府信息公开申请17件。", True),
    ("几个月", "1月至6月收到政府信息公开申请17件。", True),
    ("上年的数", "2023年，全区收到政府信息公开申请17件。", True),
]


@pytest.mark.parametrize(
    ("text", "part"), [row[1:] for row in PARTS], ids=[row[0] for row in PARTS]
)
def test_scope_of_a_figure(text: str, part: bool) -> None:
    assert figures(text)[0] == ("t3.1/total", 17, part)


def test_an_office_reporting_for_itself_speaks_of_its_whole_report() -> None:
    text = "本机关收到政府信息公开申请17件。"
    assert figures(text, organ="东湖区财政局") == [("t3.1/total", 17, False)]


def test_every_mention_and_every_kind_in_a_sentence() -> None:
    text = (
        "全市共受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件"
        "顺延到下年度答复）。全年收到申请3118件，公开有序，涉及自然人3001件、商业企业53件。"
    )
    assert figures(text) == [
        ("t3.1/total", 3119, False),
        ("t3.3.7/total", 3050, False),
        ("t3.2/total", 34, False),
        ("t3.4/total", 103, False),
        ("t3.1/total", 3118, False),
        ("t3.1/natural", 3001, False),
        ("t3.1/org_business", 53, False),
    ]


def test_results_and_remedies_are_bound_to_their_own_clause() -> None:
    text = (
        "办结依申请公开81件，其中：予以公开及部分公开42件，占51.85%；不予公开5件；其他处理2件。"
        "政府信息公开行政复议351件，其中结果维持72件，尚未审结37件；政府信息公开行政诉讼46件，"
        "其中结果纠正5件，复议后起诉结果维持3件。"
    )
    both = "suit_direct/{0} suit_after_review/{0}"
    assert figures(text) == [
        ("t3.3.7/total", 81, False),
        ("t3.3.1/total t3.3.2/total", 42, False),
        ("t3.3.3/total", 5, False),
        ("t3.3.6/total", 2, False),
        ("review/total", 351, False),
        ("review/upheld", 72, False),
        ("review/pending", 37, False),
        (both.format("total"), 46, False),
        (both.format("corrected"), 5, False),
        ("suit_after_review/upheld", 3, False),
    ]


LISTS = [
    (
        "其中统领全句",
        "办理提案253件，其中省级1件；市级人大建议19件，提案15件；区级建议74件，提案144件",
        [(253, 253)],
    ),
    ("括号里的各项", "公布信息2599条，（其中机构职能类25条，其他856条）还有7条", [(2599, 881)]),
    (
        "各项之后另起一事",
        "办结81件，其中公开42件，不公开39件；因政府信息公开引起复议2件",
        [(81, 81)],
    ),
    ("两个其中", "复议9件，其中维持7件，纠正2件；诉讼4件，其中维持3件，纠正1件", [(9, 9), (4, 4)]),
    ("各项带括注", "公开50条，其中公告40条（新增3条），动态10条（新增2条）", [(50, 50)]),
    ("以等结尾的不加", "公开107条，其中减税22条，预决算7条等", []),
    ("只有一项的不加", "收到31宗，其中4宗已撤销", []),
    ("约数不加", "收到意见420余条，其中采纳100余条，解释300条", []),
    ("量词不同的不加", "办理253件，其中提案1份，建议2份", []),
]


@pytest.mark.parametrize(
    ("text", "sides"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS]
)
def test_lists_that_can_be_added_up(text: str, sides: list[tuple[int, int]]) -> None:
    flat = prose.flatten(text)
    assert [(item.whole, item.sum) for item in listings(flat)] == sides


@pytest.mark.parametrize(
    ("words", "value"),
    [("十", 10), ("二十一", 21), ("两百零三", 203), ("三千一百一十九", 3119), ("〇", 0)],
)
def test_chinese_numerals(words: str, value: int) -> None:
    assert prose.number(words) == value


@pytest.mark.parametrize(
    "unit", ["收到政府信息公开申请", "其中1件,", "（一）", "2024年政府", "未发生 "]
)
def test_reading_time_grows_with_the_text_only(unit: str) -> None:
    """A hostile page of the same words costs seconds at most, not hours."""
    started = time.perf_counter()
    claims(unit * 20_000, year=2024, organ=ORGAN)
    assert time.perf_counter() - started < 10
