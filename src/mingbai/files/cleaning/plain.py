"""Text, tables as text, and OFD: only checked, the bytes stay as they came (UPL-02)."""

from mingbai.files.attachments import ofd as inspecting
from mingbai.files.attachments.kinds import RULE
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal

_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 26}


def text(data: bytes, told: Told) -> bytes:
    """A text in UTF-8, UTF-16 or GB 18030. Raises ``Refusal`` for anything else."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for codec in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            read = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not any(ord(char) in _CONTROL for char in set(read)):
            return data
    raise Refusal(
        "文件不是纯文本，或者文字编码认不出来",
        article=RULE,
        remedy="请用记事本打开，另存为UTF-8编码的文件后再上传",
    )


def ofd(data: bytes, told: Told) -> bytes:
    """An OFD as it came: its seal would not hold another one. Raises ``Refusal``."""
    return inspecting.inspected(data)[0]
