"""A way out that does not exist is told at start-up, not at the first notice."""

from typing import Any

import pytest

from mingbai.outbox.checks import ways_exist


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("mingbai.outbox.providers.Nothing", "不能用"),
        ("Nowhere", "不能用"),
        ("builtins.dict", "没有 send 方法"),
        ("mingbai.outbox.providers.Nowhere", ""),
        ("mingbai.outbox.providers.ToFile", ""),
    ],
)
def test_each_name(settings: Any, name: str, told: str) -> None:
    settings.OUTBOX = {"email": [], "sms": [name]}
    assert [told in str(error.msg) for error in ways_exist()] == [True] * bool(told)
