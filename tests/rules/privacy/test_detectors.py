"""What is personal data or a mark of secrecy, and what only looks like it (PII-01 to PII-05)."""

import sys
from datetime import date
from types import FrameType

import pytest

from mingbai.rules.privacy import Finding, Kind, Passage, Severity, detect
from mingbai.rules.privacy.identity import check_digit, is_valid
from mingbai.rules.privacy.redacting import redacted
from tests.scanning.planted import hostile

TODAY = date(2026, 11, 23)
BODY = "37021419900307123"
NUMBER = BODY + check_digit(BODY)
CHILD = "37021420200307123" + check_digit("37021420200307123")
OLD = BODY[:6] + BODY[8:]
CARD = "6222020200001234567"


def found(text: str) -> list[Finding]:
    return detect(Passage("", text), today=TODAY)


def kinds(text: str) -> list[str]:
    return [finding.kind.value for finding in found(text)]


def luhn(body: str) -> str:
    total = sum(sum(divmod(2 * int(d), 10)) for d in body[::-2]) + sum(map(int, body[-2::-2]))
    return body + str(-total % 10)


def test_the_check_digit_is_that_of_the_standard() -> None:
    """The example that GB 11643 gives."""
    assert check_digit("11010519491231002") == "X"


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        (NUMBER, True),
        (BODY + ("0" if NUMBER[-1] != "0" else "1"), False),
        ("652492709210264830", False),
        ("99" + NUMBER[2:], False),
        ("11010520261231002" + check_digit("11010520261231002"), False),
        ("11010519900230002" + check_digit("11010519900230002"), False),
    ],
    ids=[
        "有效",
        "校验码不符",
        "日期不存在，不出错",
        "没有这个省",
        "出生日在今天以后",
        "二月三十日",
    ],
)
def test_an_id_number_has_a_province_a_day_and_a_check_digit(digits: str, valid: bool) -> None:
    assert is_valid(digits, TODAY) is valid


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"张某{NUMBER}号", Kind.ID_CARD),
        (f"证件号码{OLD}", Kind.ID_CARD),
        (f"{NUMBER[0]}.{NUMBER[1:15]}E+17", Kind.ID_CARD),
        (f"{NUMBER[:6]}********{NUMBER[-4:]}", Kind.ID_CARD),
        ("手机：138 0013 8000", Kind.MOBILE),
        ("+8613800138000", Kind.MOBILE),
        ("电话：0532-87866000", Kind.LANDLINE),
        (f"卡号：{luhn(CARD[:-1])}", Kind.BANK_CARD),
        ("持护照E12345678入境", Kind.PASSPORT),
        ("港澳居民来往内地通行证：H12345678", Kind.PASSPORT),
        ("家住文化街12号3号楼2单元501室", Kind.ADDRESS),
        ("低保对象名单\n\n序号\t姓名\t类别\n1\t张小明\t低保\n2\t李大伟\t低保", Kind.SENSITIVE_LIST),
        ("明阳小学一年级学生名单：\n张小明、李大伟、王芳芳", Kind.MINOR),
        ("机密★10年", Kind.SECRECY_MARK),
        ("密级：秘密", Kind.SECRECY_MARK),
        ("关于某事的请示\n内部资料  注意保存\n正文", Kind.SECRECY_MARK),
        ("【工作秘密】", Kind.SECRECY_MARK),
        ("公开属性：不公开", Kind.SECRECY_MARK),
    ],
)
def test_it_is_found_and_shown_masked_only(text: str, kind: Kind) -> None:
    findings = found(text)
    assert kind in {finding.kind for finding in findings}
    shown = " ".join(finding.masked for finding in findings)
    for secret in (
        NUMBER,
        NUMBER[:6],
        OLD,
        "13800138000",
        "87866000",
        CARD[:8],
        "12345678",
        "张小明",
    ):
        assert secret not in shown


@pytest.mark.parametrize(
    "text",
    [
        "国务院令第711号、明政发〔2019〕12号",
        "统一社会信用代码：913702145678901234",
        "项目编号：370214202001011234",
        "鲁公网安备 37021402000123号",
        "公示期2019010120190107",
        "拨打12345、12333或者4006012345",
        "支出13800138000.00元，收入15900000000元",
        "139\t1234\t5678\t2020\t2021",
        "ISBN 978-7-100-12345-6",
        "索引号：1137021400512345678-1/2020-00012",
        "sha256 18382887470d43bab03f99b1d59c66ef",
        "涉及国家秘密、商业秘密和个人隐私的，不公开为例外。",
        "这是企业战后腾飞的秘密武器",
        "低保、特困人员应保尽保，小学、幼儿园学位增加3万个。",
        "改造老旧小区1064户，城中村860户",
        "护照办理须知共12345678人次",
        "",
    ],
)
def test_it_only_looks_like_it(text: str) -> None:
    assert found(text) == []


def test_who_is_younger_than_fourteen_is_a_minor() -> None:
    assert kinds(f"学生{CHILD}") == ["id_card", "minor"]
    assert kinds(f"学生{NUMBER}") == ["id_card"]


def test_a_column_is_flagged_by_its_heading_or_by_a_third_of_its_cells() -> None:
    """PII-04, with the number of rows."""
    rows = "\n".join(f"{i}\t37021419900307{i:04}\t无" for i in range(1, 9))
    headed = found(f"序号\t身份证号\t备注\n{rows}")
    assert ("整列疑为证件号码，共8行", Severity.CRITICAL) in [
        (f.masked, f.severity) for f in headed
    ]
    numbers = "\n".join(f"{i}\t13{i}12345678" for i in range(3, 10))
    assert "整列疑为电话号码，共7行" in [f.masked for f in found(numbers)]
    assert found("序号\t身份证号\n1\t\n2\t1234") == []


def test_the_telephone_of_an_office_is_to_be_looked_at_and_any_other_stops() -> None:
    assert [f.severity for f in found("联系人：王科长 13800138000")] == [Severity.WARNING]
    assert [f.severity for f in found("申请人 13800138000")] == [Severity.CRITICAL]
    assert [f.severity for f in found("电话：0532-87866000")] == [Severity.INFO]


def test_the_line_of_a_hit_is_counted_in_the_source() -> None:
    text = f"一\n二\u200b\u200b\u200b\n三：{NUMBER[:6]}\u200b{NUMBER[6:]}\n"
    assert [finding.where for finding in found(text)] == ["第3行"]


def test_masks_of_one_number_do_not_add_up() -> None:
    """PII-07: the union of all its masked forms shows no more than six characters."""
    half = f"{NUMBER[:6]}********{NUMBER[-4:]}"
    masks = [found(text)[0].masked for text in (NUMBER, f"证号 {NUMBER[:6]} {NUMBER[6:]}", half)]
    assert {mask.lstrip("*") for mask in masks} == {NUMBER[-4:]}
    assert redacted(f"名单{NUMBER}", TODAY) == "名单" + "*" * 14 + NUMBER[-4:]


@pytest.mark.parametrize("unit", hostile.UNITS)
def test_a_hostile_text_takes_steps_by_its_length(unit: str) -> None:
    """WEB-11: four times the text, no more than about four times the calls; time is in bench."""
    short, long = (_calls(hostile.text(unit, length)) for length in (2_000, 8_000))
    assert long <= 5 * short + 500


def _calls(text: str) -> int:
    """How many functions are called, those of the interpreter included."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    found(text)  # patterns are compiled once
    sys.setprofile(count)
    try:
        found(text)
    finally:
        sys.setprofile(None)
    return calls
