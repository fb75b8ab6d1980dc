"""An uploaded file before anybody trusts it: its name, size and first bytes (UPL-01, UPL-02)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mingbai.refusal import Refusal

MAX_BYTES = 20 * 1024 * 1024
_CHUNK = 1024 * 1024
RULE = "上传文件的安全要求"
SAVE_AS = "请用Excel或WPS打开原文件，另存为“Excel工作簿（*.xlsx）”或CSV后再上传"


@dataclass(frozen=True)
class Upload:
    """A file as it came: ``size`` in bytes, ``content_type`` as declared (may be empty)."""

    name: str
    size: int
    file: IO[bytes]
    content_type: str = ""

    @property
    def extension(self) -> str:
        """The extension in lower case, without the dot."""
        return Path(self.name).suffix.lower().removeprefix(".")

    def head(self, length: int = 8192) -> bytes:
        """The first bytes; the file is rewound."""
        self.file.seek(0)
        start = self.file.read(length)
        self.file.seek(0)
        return start

    def sha256(self) -> str:
        """The hash of the whole file; the file is rewound."""
        self.file.seek(0)
        made = hashlib.sha256()
        while chunk := self.file.read(_CHUNK):
            made.update(chunk)
        self.file.seek(0)
        return made.hexdigest()


def check_size(upload: Upload) -> None:
    """Raises ``Refusal`` for a file that is empty or larger than ``MAX_BYTES``; reads nothing."""
    if upload.size > MAX_BYTES:
        raise Refusal(
            f"文件有{_megabytes(upload.size)}，超过{MAX_BYTES // 1024 // 1024} MB",
            article=RULE,
            remedy="台账按年分成几个文件，去掉图片和多余的工作表后再上传",
        )
    if upload.size == 0:
        raise Refusal("文件是空的", remedy="请核对选中的文件")


def check_name(upload: Upload) -> None:
    """Raises ``Refusal`` for a name that hides what it is: control or direction characters."""
    if any(
        ord(char) < 32 or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for char in upload.name
    ):
        raise Refusal(
            "文件名含有改变显示方向的字符或控制字符", article=RULE, remedy="请给文件改名后再上传"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
