"""REG-13…16, 20, 21, 23: what must be public, the grounds for what need not be, the channels."""

import re

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.publicity import (
    Heading,
    Level,
    Openness,
    check_openness,
    choices,
    ground,
    ground_choices,
    grounds,
    item,
    item_choices,
    items,
    listed,
    named,
)

PROACTIVE, ON_REQUEST, WITHHELD = Openness

REFUSED = [
    ("不予公开没有依据", WITHHELD, "", "", "须有法律依据"),
    ("依申请公开没有依据", ON_REQUEST, "", "", "须有法律依据"),
    ("国家秘密不能依申请公开", ON_REQUEST, "a14_secret", "机密五年", "不能作为依申请公开的依据"),
    ("不涉及公众利益不是不予公开的依据", WITHHELD, "a19_not_proactive", "", "不能作为不予公开"),
    ("禁止公开须写明哪部法律", WITHHELD, "a14_law", " ", "请写明禁止公开的法律、行政法规"),
    ("三安全一稳定须写明哪一种", WITHHELD, "a14_safety", "", "请写明可能危及的是哪一种"),
    ("工作秘密不是依据", WITHHELD, "work_secret", "", "没有“work_secret”"),
    ("主动公开不填依据", PROACTIVE, "a16_draft", "", "不填不公开的依据"),
]

ALLOWED = [
    ("主动公开", PROACTIVE, "", ""),
    ("国家秘密", WITHHELD, "a14_secret", "保密局定密，秘密级十年"),
    ("法律禁止公开", WITHHELD, "a14_law", "《统计法》第二十八条"),
    ("个人隐私", WITHHELD, "a15_privacy", ""),
    ("个人隐私，经第三方同意可依申请公开", ON_REQUEST, "a15_privacy", ""),
    ("过程稿", WITHHELD, "a16_draft", ""),
    ("不需要公众广泛知晓", ON_REQUEST, "a19_not_proactive", ""),
]


def test_article_twenty_has_fifteen_items() -> None:
    twenty = [each for each in items() if "第二十条" in each.basis]
    assert [each.id[:6] for each in twenty] == [f"a20_{n:02d}" for n in range(1, 16)]
    assert twenty[6].name == "财政预算、决算信息"
    assert twenty[14].basis == "《政府信息公开条例》第二十条第（十五）项"
    assert items() == tuple(twenty)


def test_article_twenty_one_adds_by_level() -> None:
    county = [each.short for each in items(Level.COUNTY) if each not in items()]
    township = [each.short for each in items(Level.TOWNSHIP) if each not in items()]
    assert county == [
        "市政建设",
        "公共服务",
        "公益事业",
        "土地征收",
        "房屋征收",
        "治安管理",
        "社会救助",
    ]
    words = (
        "农业农村政策 农田水利工程 承包经营权流转 宅基地审核 土地征收 房屋征收 筹资筹劳 社会救助"
    )
    assert township == words.split()


def test_an_item_is_found_by_its_id() -> None:
    assert item("a20_07_budget").short == "财政预决算"
    assert item_choices()[0] == ("a20_01_rules", "法规文件")
    with pytest.raises(Refusal, match="公开事项"):
        item("a20_99")


@pytest.mark.parametrize(
    ("openness", "ground_id", "reason", "told"),
    [r[1:] for r in REFUSED],
    ids=[r[0] for r in REFUSED],
)
def test_a_ground_must_carry_the_openness(
    openness: Openness, ground_id: str, reason: str, told: str
) -> None:
    with pytest.raises(Refusal, match=told):
        check_openness(openness, ground_id, reason)


@pytest.mark.parametrize(
    ("openness", "ground_id", "reason"), [r[1:] for r in ALLOWED], ids=[r[0] for r in ALLOWED]
)
def test_a_ground_that_carries_it_is_accepted(
    openness: Openness, ground_id: str, reason: str
) -> None:
    check_openness(openness, ground_id, reason)


def test_only_article_sixteen_is_discretionary() -> None:
    every = {each.id: each for openness in Openness for each in grounds(openness)}
    assert {key for key, each in every.items() if each.discretionary} == {
        key for key, each in every.items() if "第十六条" in each.basis
    }
    assert len([key for key in every if key.startswith("a16_")]) == 8
    assert grounds(PROACTIVE) == ()
    assert ground_choices(WITHHELD)[0] == (
        "a14_secret",
        "《政府信息公开条例》第十四条：依法确定为国家秘密",
    )


def test_every_row_names_its_article() -> None:
    bases = [each.basis for heading in Heading for each in listed(heading)]
    bases += [each.basis for level in Level for each in items(level)]
    bases += [ground(key).basis for openness in Openness for key, _ in ground_choices(openness)]
    assert [basis for basis in bases if not re.match(r"《.+》第.+条", basis)] == []


def test_channels_of_article_twenty_three() -> None:
    assert [name for _, name in choices(Heading.CHANNEL)][:7] == [
        "政府公报", "政府网站", "其他互联网政务媒体", "新闻发布会", "报刊", "广播", "电视",
    ]  # fmt: skip
    assert named(Heading.OPENNESS, "proactive").name == "主动公开"
    assert named(Heading.TERM, "twenty_days").basis == "《预算法》第十四条"
    with pytest.raises(Refusal, match="选项"):
        named(Heading.CHANNEL, "pigeon")
