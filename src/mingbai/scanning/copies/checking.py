"""The copy looked at again (PII-08): nothing critical, no masked value in any byte."""

from collections.abc import Iterator
from datetime import date

from mingbai.refusal import Refusal
from mingbai.rules.privacy import Severity
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.copies.strip import Copied
from mingbai.scanning.package import opened
from mingbai.scanning.scanner import scan_bytes

SHORTEST = 7  # shorter values prove nothing when found among other digits
WORDS = {
    "id_card": "证件号码",
    "mobile": "手机号码",
    "landline": "住宅电话",
    "bank_card": "银行卡号",
    "passport": "证件号码",
    "address": "住址",
    "minor": "未成年人名单",
    "secrecy_mark": "密级或内部标志",
}
REMEDY = "请在原文件中处理后重新上传；名单和密级标志不能靠遮盖解决"


def check_gone(copied: Copied, name: str, today: date) -> None:
    """Raises Refusal when the copy still holds something critical or any masked value."""
    scan = scan_bytes(copied.data, name=name, today=today)
    left = {f.kind for f in scan.findings if f.severity is Severity.CRITICAL}
    if left or not scan.readable:
        words = "、".join(sorted({WORDS.get(kind, "隐藏的数据") for kind in left}))
        raise Refusal(
            f"遮盖以后仍有{words or '读不了的内容'}，没有生成遮盖件",
            article="标准 PII-06、PII-08",
            remedy=REMEDY,
        )
    secrets = [value for value in copied.hidden if len(value) >= SHORTEST]
    if any(_holds(content, secret) for content in _contents(copied.data) for secret in secrets):
        raise Refusal(
            "遮盖以后，文件的其他部分仍存有被遮盖的号码，没有生成遮盖件",
            article="标准 PII-08",
            remedy=REMEDY,
        )


def _contents(data: bytes) -> Iterator[bytes]:
    """The file and, unpacked, its parts."""
    yield data
    if data.startswith(b"PK"):
        with opened(data, Bounds()) as package:
            for part in package.names:
                yield package.read(part)
                yield part.encode()


def _holds(content: bytes, secret: str) -> bool:
    return any(secret.encode(code) in content for code in ("utf-8", "utf-16-le", "utf-16-be"))
