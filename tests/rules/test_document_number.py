"""DOC-03: 文号 as the standard writes it, as people write it, and what cannot be one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingbai.refusal import Refusal
from mingbai.rules.document_number import (
    DocumentNumber,
    Form,
    Repaired,
    is_blank,
    parse,
    repaired,
)
from mingbai.rules.number_mending import Repair, arabic

AS_PRESCRIBED = [
    ("发文字号", "国发〔2019〕5号", DocumentNumber("国发", 2019, 5)),
    ("带“字”的代字", "国海管字〔2013〕12号", DocumentNumber("国海管字", 2013, 12)),
    ("令，不编年份", "国务院令第711号", DocumentNumber("国务院令", None, 711, Form.SERIAL)),
    ("令，编年份", "交通运输部令2018年第2号", DocumentNumber("交通运输部令", 2018, 2, Form.YEARLY)),
    ("公告", "财政部公告2015年第3号", DocumentNumber("财政部公告", 2015, 3, Form.YEARLY)),
    ("没有写文种", "环境保护部2017年第81号", DocumentNumber("环境保护部", 2017, 81, Form.YEARLY)),
    (
        "几个机关联合公告",
        "财政部、税务总局公告2020年第25号",
        DocumentNumber("财政部、税务总局公告", 2020, 25, Form.YEARLY),
    ),
    (
        "人大常委会公告，名称里有届次",
        "山东省第十三届人民代表大会常务委员会公告第123号",
        DocumentNumber("山东省第十三届人民代表大会常务委员会公告", None, 123, Form.SERIAL),
    ),
    ("一次印发几个号", "城政发〔2026〕1—3号", DocumentNumber("城政发", 2026, 1, last=3)),
]

AS_FOUND = [
    ("方括号", "国发[2019]5号", "国发〔2019〕5号", [Repair.BRACKETS]),
    ("全角方括号", "国发\uff3b2019\uff3d5号", "国发〔2019〕5号", [Repair.BRACKETS]),
    ("圆括号", "国发(2019)5号", "国发〔2019〕5号", [Repair.BRACKETS]),
    ("全角圆括号", "国发（2019）5号", "国发〔2019〕5号", [Repair.BRACKETS]),
    ("方头括号", "国发【2019】5号", "国发〔2019〕5号", [Repair.BRACKETS]),
    ("两边不一样", "国发(2019〕5号", "国发〔2019〕5号", [Repair.BRACKETS]),
    ("缺前一半", "国发2019〕5号", "国发〔2019〕5号", [Repair.BRACKETS]),
    ("括号里有“年”", "国发〔2019年〕5号", "国发〔2019〕5号", [Repair.BRACKETS]),
    ("全角数字", "国发〔２０１９〕５号", "国发〔2019〕5号", [Repair.WIDTH]),
    ("空格", "国发 〔 2019 〕 5 号", "国发〔2019〕5号", [Repair.SPACES]),
    ("全角空格", "国发　〔2019〕5号", "国发〔2019〕5号", [Repair.SPACES]),
    ("零宽字符", "\u200b国发〔2019〕5号\ufeff", "国发〔2019〕5号", [Repair.INVISIBLE]),
    ("栏目名", "发文字号：国发〔2019〕5号", "国发〔2019〕5号", [Repair.LABEL]),
    ("句末标点", "国发〔2019〕5号。", "国发〔2019〕5号", [Repair.ENDS]),
    ("整个在括号里", "（国发〔2019〕5号）", "国发〔2019〕5号", [Repair.ENDS]),
    ("多出空括号", "渝府发〔2000〕48号〔〕", "渝府发〔2000〕48号", [Repair.EMPTY_BRACKETS]),
    ("序号前有“第”", "国发〔2019〕第5号", "国发〔2019〕5号", [Repair.NO_ORDINAL]),
    ("“字第”", "国海管字第〔2013〕12号", "国海管字〔2013〕12号", [Repair.NO_ORDINAL]),
    ("编虚位", "沪府发〔1999〕043号", "沪府发〔1999〕43号", [Repair.ZEROS]),
    ("缺“号”", "晋政办发〔2012〕18", "晋政办发〔2012〕18号", [Repair.NUMBER_SIGN]),
    ("“号”在前", "晋政发〔2014〕号16", "晋政发〔2014〕16号", [Repair.NUMBER_SIGN]),
    ("号文", "国发〔2019〕5号文", "国发〔2019〕5号", [Repair.NUMBER_SIGN]),
    ("汉字年份", "国发〔二〇一九〕五号", "国发〔2019〕5号", [Repair.DIGITS]),
    ("汉字序号", "主席令第二十九号", "主席令第29号", [Repair.DIGITS]),
    ("字母O当作零", "国发〔2O19〕l0号", "国发〔2019〕10号", [Repair.DIGITS]),
    ("两位年份", "国发〔89〕12号", "国发〔1989〕12号", [Repair.SHORT_YEAR]),
    ("年份在前", "〔1995〕民字第12号", "民字〔1995〕12号", [Repair.YEAR_FIRST]),
    ("国务院第×号令", "国务院第711号令", "国务院令第711号", [Repair.KIND_LAST]),
    (
        "×年第×号公告",
        "国家税务总局2019年第5号公告",
        "国家税务总局公告2019年第5号",
        [Repair.KIND_LAST],
    ),
    ("令后缺“第”", "国务院令711号", "国务院令第711号", [Repair.ORDINAL]),
    ("令与“第”之间空格", "省政府令 第219号", "省政府令第219号", [Repair.SPACES]),
    ("公告号在括号里", "省人大常委会公告（第105号）", "省人大常委会公告第105号", [Repair.BRACKETS]),
    (
        "两个机关以空格隔开",
        "财政部 税务总局公告2020年第25号",
        "财政部、税务总局公告2020年第25号",
        [Repair.JOINT],
    ),
    ("一号至三号", "城政发〔2026〕1号至3号", "城政发〔2026〕1—3号", [Repair.RANGE]),
    ("粘着标题", "的通知沪府发〔2009〕26号", "沪府发〔2009〕26号", [Repair.GLUE]),
    ("粘着机关全称", "市财政局沪人〔1992〕54号", "沪人〔1992〕54号", [Repair.GLUE]),
    (
        "国名不全",
        "和国交通运输部令2018年第2号",
        "中华人民共和国交通运输部令2018年第2号",
        [Repair.STATE],
    ),
    (
        "几处同时有错",
        "文号： 国发（２０１９）第０5号文",
        "国发〔2019〕5号",
        [
            Repair.WIDTH,
            Repair.LABEL,
            Repair.SPACES,
            Repair.BRACKETS,
            Repair.NUMBER_SIGN,
            Repair.NO_ORDINAL,
            Repair.ZEROS,
        ],
    ),
]

NOT_NUMBERS = [
    ("空", "", "没有文号"),
    ("只有栏目名", "发文字号：", "没有文号"),
    ("没有机关代字", "〔2019〕5号", "没有写明是哪个机关"),
    ("只有文种", "公告2018年第14号", "没有写明是哪个机关"),
    ("只有序号", "第18号", "没有写明是哪个机关"),
    ("填了“其他”", "其他〔2022〕99号", "不是机关代字"),
    ("开头截断", "业和信息化部公告2015年第80号", "截断"),
    ("没有年份", "豫政第24号", "没有年份"),
    ("年份太早", "国发〔1919〕5号", "1949年至2099年"),
    ("年份太晚", "国发〔9019〕5号", "1949年至2099年"),
    ("零号", "国发〔2019〕0号", "序号应为1至"),
    ("序号太大", "国发〔2019〕1234567号", "序号应为1至"),
    ("序号更长", "国发〔2019〕1234567890号", "看不出"),
    ("末号不大于首号", "国发〔2019〕5—5号", "末号应大于首号"),
    ("两个文号", "国发〔2019〕5号、国办发〔2019〕6号", "不止一个文号"),
    ("后面还有字", "国发〔2019〕5号（已废止）", "后面还有别的文字"),
    ("统一登记号", "QDCR-2019-0010005", "统一登记号"),
    ("案号", "（2019）鲁02行终5号", "看不出"),
    ("没有数字", "国发〔年份〕号", "看不出"),
    ("标题", "关于印发某某办法的通知", "看不出"),
    ("代字有标点", "国，发〔2019〕5号", "看不出"),
    ("机关名称太长", "长" * 61 + "〔2019〕5号", "1至60个汉字"),
    ("整段正文", "国发〔2019〕5号" * 21, "最长200个字"),
]


@pytest.mark.parametrize(
    ("text", "number"), [row[1:] for row in AS_PRESCRIBED], ids=[row[0] for row in AS_PRESCRIBED]
)
def test_written_as_prescribed(text: str, number: DocumentNumber) -> None:
    assert parse(text) == number
    assert str(number) == text


@pytest.mark.parametrize(
    ("text", "canonical", "repairs"),
    [row[1:] for row in AS_FOUND],
    ids=[row[0] for row in AS_FOUND],
)
def test_every_repair_is_named(text: str, canonical: str, repairs: list[Repair]) -> None:
    assert repaired(text) == Repaired(parse(canonical), tuple(repairs))


@pytest.mark.parametrize(
    ("text", "canonical"), [row[1:3] for row in AS_FOUND], ids=[row[0] for row in AS_FOUND]
)
def test_a_form_is_told_how_to_write_it(text: str, canonical: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(text)
    assert refusal.value.remedy == f"请写作“{canonical}”"
    assert "第九条第（五）项" in refusal.value.article


def test_every_repair_has_a_row() -> None:
    assert {repair for row in AS_FOUND for repair in row[3]} == set(Repair)


@pytest.mark.parametrize(
    ("text", "told"), [row[1:] for row in NOT_NUMBERS], ids=[row[0] for row in NOT_NUMBERS]
)
def test_what_cannot_be_read_is_named(text: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        repaired(text)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "发文字号：", "文号:", "。"])
def test_a_blank_field(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["国发〔2019〕5号", "5", "号", " " * 201])
def test_a_field_that_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_sorted_by_agency_year_number() -> None:
    texts = ["国发〔2019〕10号", "国发〔2019〕9号", "国办发〔2020〕1号", "国发〔2018〕30号"]
    ordered = sorted((parse(text) for text in texts), key=lambda number: number.sort_key)
    assert [str(number) for number in ordered] == [
        "国办发〔2020〕1号",
        "国发〔2018〕30号",
        "国发〔2019〕9号",
        "国发〔2019〕10号",
    ]


@pytest.mark.parametrize(
    ("word", "digits"),
    [
        ("二〇一九", "2019"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("七百一十一", "711"),
        ("一百零五", "105"),
        ("一千零二", "1002"),
    ],
)
def test_chinese_numerals(word: str, digits: str) -> None:
    assert arabic(word) == digits


HOSTILE = [
    "〔",
    "(",
    "2019",
    "第",
    "的",
    "国发〔2019〕5号 ",
    " ",
    "\u200b",
    "共",
    "一",
    "部 部",
    "发文字号",
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("length", [200, 100_000])
def test_hostile_text_is_answered(piece: str, length: int) -> None:
    text = (piece * length)[:length]
    with pytest.raises(Refusal):
        repaired(text)


AGENCIES = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=60
)
FORMS = st.sampled_from(Form)


@given(AGENCIES, st.integers(1949, 2099), st.integers(1, 999_999), FORMS, st.integers(0, 99))
@example("华人民族", 1949, 1, Form.DISPATCH, 0)
@example("一二三四年", 2019, 5, Form.YEARLY, 0)
@example("字第甲", 2019, 10, Form.DISPATCH, 3)
def test_what_is_printed_is_read_back(
    agency: str, year: int, number: int, form: Form, more: int
) -> None:
    try:
        made = DocumentNumber(
            agency=agency + "令" * (form is Form.SERIAL),
            year=None if form is Form.SERIAL else year,
            number=number,
            form=form,
            last=number + more or None if more else None,
        )
    except Refusal:
        return
    assert parse(str(made)) == made


@given(
    st.text(
        st.sampled_from("国发政令公告〔〕[](（）第号年 0129二十的、—至文\u200b财部"), max_size=24
    )
)
def test_mending_what_was_mended_changes_nothing(text: str) -> None:
    try:
        number = repaired(text).number
    except Refusal:
        return
    assert repaired(str(number)) == Repaired(number, ())
