"""Which numbers name a person, and which only look alike."""

import pytest

from mingbai.files.personal import personal_number

CASES = {
    "身份证号码": ("11010519491231002X要求公开低保名单", "身份证号码"),
    "末位小写": ("申请人11010519491231002x", "身份证号码"),
    "校验位不对的十八位编号": ("项目编号110105194912310021", ""),
    "出生日期不存在": ("编号110105194913310028", ""),
    "统一社会信用代码": ("91370200MA3C4WXY7P的处罚决定", ""),
    "手机号码": ("联系13800138000", "手机号码"),
    "十二位编号里的十一位": ("合同138001380001号", ""),
    "普通内容": ("2018年城乡低保资金发放总额及户数", ""),
}


@pytest.mark.parametrize(("text", "found"), CASES.values(), ids=CASES)
def test_personal_numbers(text: str, found: str) -> None:
    assert personal_number(text) == found
