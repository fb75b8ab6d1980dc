"""A weak password is refused in words the officer understands, never in English."""

import pytest
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError

from mingbai.accounts.models import User

WEAK = {
    "八位": ("Qt7-8bai", "密码只有8个字符，至少要10个"),
    "人人都用": ("1234567890", "太常见"),
    "与用户名相近": ("wangxiaoming1", "与您的用户名或者姓名太像"),
}


@pytest.mark.parametrize(("password", "words"), WEAK.values(), ids=WEAK)
def test_a_weak_password_is_refused_in_plain_words(password: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, User(username="wangxiaoming"))
    told = "".join(refused.value.messages)
    assert words in told
    assert not any(character.isascii() and character.isalpha() for character in told)


def test_a_good_password_passes() -> None:
    validate_password("Qingtian-7788-bai", User(username="wangxiaoming"))


def test_the_rules_are_told_before() -> None:
    assert "至少10个字符。" in password_validators_help_texts()
