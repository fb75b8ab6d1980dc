"""Both check digits of the 统一社会信用代码 (SIT-06)."""

import pytest

from mingbai.rules.credit_code import check_character, organ_check_character, problem

REAL = ["1137078555222300XQ", "11341702486344515H", "11441700007280420Y"]
WRONG = {
    "少一位": ("1137078555222300X", "应为18位"),
    "小写": ("1137078555222300xq", "应为18位"),
    "用了字母I": ("I137078555222300XQ", "应为18位"),
    "全角数字": ("１137078555222300XQ", "应为18位"),
    "末位错": ("1137078555222300X0", "末位校验码不符"),
    "机构代码校验位错": ("11341702486344510H", "第17位校验码不符"),
    "行政区划相邻两位互换": ("11347102486344515H", "末位校验码不符"),
    "空": ("", "应为18位"),
}


@pytest.mark.parametrize("code", REAL)
def test_codes_of_real_organs_hold(code: str) -> None:
    assert problem(code) == ""
    assert check_character(code[:17]) == code[17]
    assert organ_check_character(code[8:16]) == code[16]


def test_a_real_nine_character_organ_code_holds() -> None:
    assert organ_check_character("00001434") == "9"


@pytest.mark.parametrize(("code", "told"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told(code: str, told: str) -> None:
    assert told in problem(code)


@pytest.mark.parametrize("code", REAL)
def test_every_single_wrong_digit_is_found(code: str) -> None:
    unseen = [
        (place, other)
        for place in range(18)
        for other in "0123456789"
        if other != code[place] and not problem(code[:place] + other + code[place + 1 :])
    ]
    assert unseen == []
