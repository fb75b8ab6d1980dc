"""Field codes of Word that run programs or fetch files: DDE and its kin (UPL-05)."""

import re

from mingbai.files.attachments.packages import refusal

_FETCHING = re.compile(
    r"(?:^|[\n\x13])\s*(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.I
)
# A field within a field may build the word; the word itself must not occur at all.
_ANYWHERE = re.compile(r"\bDDE(?:AUTO)?\b", re.I)


def check(codes: str) -> None:
    """``codes``: the field codes, one field a line. Raises ``Refusal``."""
    if _ANYWHERE.search(codes):
        raise refusal("文档里有会启动程序的域（DDE）")
    if _FETCHING.search(codes):
        raise refusal("文档里有引用外部文件的域")
