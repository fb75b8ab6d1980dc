"""主题分类 and 体裁: the lists of the national catalogue and of Art. 8, and how they are found."""

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.classification import (
    genre,
    genre_choices,
    genre_of,
    genres,
    theme,
    theme_choices,
    theme_named,
    theme_path,
    themes,
)

TITLES = [
    ("通知", "城阳区人民政府办公室关于做好春耕备耕工作的通知", "notice"),
    ("通知（试行）", "关于印发《某某办法（试行）》的通知（试行）", "notice"),
    ("两个括注", "关于开展检查的通告（第二批）（2026年）", "public_notice"),
    ("公告不是通告", "关于表彰先进的公告", "proclamation"),
    ("令", "山东省人民政府令", "order"),
    ("命令", "关于封山禁火的命令", "order"),
    ("复函", "关于同意设立某某园区的复函", "letter"),
    ("批复", "关于某某规划的批复", "reply"),
    ("会议纪要", "区政府常务会议纪要", "minutes"),
    ("政府工作报告", "2026年政府工作报告", "report"),
    ("决定", "关于废止部分规范性文件的决定", "decision"),
    ("实施意见", "关于加快发展的实施意见", "opinion"),
]


def test_the_national_catalogue_has_twenty_two_themes() -> None:
    national = themes(local=False)
    assert [each.id for each in national if not each.parent] == [f"{n:02d}" for n in range(1, 23)]
    assert len([each for each in national if each.parent]) == 121
    assert len({each.id for each in national}) == len(national)
    assert theme_path("02.01") == "综合政务 / 政务公开"


def test_every_second_level_stands_below_a_first() -> None:
    tops = {each.id for each in themes() if not each.parent}
    assert {each.parent for each in themes() if each.parent} <= tops


def test_a_county_has_its_own_organs_in_place_of_the_state_council() -> None:
    assert theme("01").name == "政府组织机构"
    assert theme_path("01.53") == "政府组织机构 / 政府工作部门"
    assert theme_path("01.03") == "国务院组织机构 / 国务院组成部门"


def test_ids_of_the_two_first_themes_mean_one_thing() -> None:
    national = {each.id: each.name for each in themes(local=False)}
    differ = {each.id for each in themes() if national.get(each.id, each.name) != each.name}
    assert differ == {"01"}


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("综合政务", "政务公开", "02.01"),
        ("综合政务", "没有的", "02"),
        ("财政、金融、审计", "", "04"),
        ("国务院组织机构", "国务院", "01.01"),
        ("政府组织机构", "政府办公室", "01.52"),
    ],
)
def test_themes_are_found_by_their_names(first: str, second: str, found: str) -> None:
    named = theme_named(first, second)
    assert named is not None
    assert named.id == found


def test_an_unknown_theme() -> None:
    assert theme_named("没有的") is None
    with pytest.raises(Refusal, match="没有编号"):
        theme("99")


def test_every_theme_can_be_chosen_once() -> None:
    chosen = [each for _, group in theme_choices() for each, _ in group]
    assert len(chosen) == len(set(chosen))
    with_second = {each.parent for each in themes()}
    assert set(chosen) == {each.id for each in themes() if each.id not in with_second}


def test_the_fifteen_genres_of_article_eight_and_others() -> None:
    words = "决议 决定 命令（令） 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要 其他"
    assert [each.name for each in genres()] == words.split()
    assert genre_choices()[7] == ("notice", "通知")
    assert genre("minutes").name == "纪要"
    with pytest.raises(Refusal, match="体裁"):
        genre("memo")


@pytest.mark.parametrize(
    ("title", "found"), [row[1:] for row in TITLES], ids=[r[0] for r in TITLES]
)
def test_the_genre_is_read_from_the_title(title: str, found: str) -> None:
    known = genre_of(title)
    assert known is not None
    assert known.id == found


@pytest.mark.parametrize("title", ["", "通知单", "某某办法", "（通知）", "（" * 100_000])
def test_a_title_without_a_genre(title: str) -> None:
    assert genre_of(title) is None
