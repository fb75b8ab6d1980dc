"""What screens show of a recipient and of a reason."""

import pytest

from mingbai.outbox.masks import masked, reason


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("13812345678", "138****5678"),
        ("zhao@example.org", "z***@example.org"),
        ("0511-8888123", "*******8123"),
        ("", "无"),
    ],
)
def test_recipients(to: str, shown: str) -> None:
    assert masked(to) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("smtp-550", "邮件服务器不收这个收件人（550）"),
        ("TimeoutError", "服务器没有应答（TimeoutError）"),
        ("unknown-number", "通道没有接收（unknown-number）"),
        ("", ""),
    ],
)
def test_reasons(code: str, shown: str) -> None:
    assert reason(code) == shown
