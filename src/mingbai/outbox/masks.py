"""What screens show of a message: the recipient masked, the reason in words (PIP-04)."""

from mingbai.rules.privacy import masking

_REASONS = {
    "crashed": "发送多次中断",
    "ConnectionRefusedError": "连不上服务器",
    "SMTPAuthenticationError": "邮件服务器不接受账号或者口令",
    "SMTPServerDisconnected": "邮件服务器断开了连接",
    "TimeoutError": "服务器没有应答",
    "gaierror": "找不到服务器",
}


def masked(to: str) -> str:
    """``138****1234``, ``z***@example.org``; 无 for nobody."""
    return masking.contact(to) or "无"


def reason(code: str) -> str:
    """Why a message did not go out; a provider's own code stands after what it means."""
    if code.startswith("smtp-"):
        return f"邮件服务器不收这个收件人（{code.removeprefix('smtp-')}）"
    return f"{_REASONS.get(code, '通道没有接收')}（{code}）" if code else ""
