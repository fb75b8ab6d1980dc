"""A file's name: shown to people, never used on disk (UPL-02, UPL-08)."""

import re
import unicodedata

from mingbai.files.attachments.kinds import RULE
from mingbai.refusal import Refusal

LONGEST = 60  # characters, extension included; a public folder takes 200 bytes
# What turns the direction of writing or cannot be seen (U+202E makes “fdp.exe” of “exe.pdf”).
_HIDING = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]"
)
_UNWANTED = re.compile(r'[<>:"|?*]')


def extension(name: str) -> str:
    """In lower case, without the dot; "" where there is none."""
    _, dot, last = name.rpartition(".")
    return last.lower() if dot else ""


def tidy(name: str) -> str:
    """The name as it may be shown: no folders, NFC, at most ``LONGEST`` characters.

    Raises ``Refusal`` for a name with characters that hide what it is.
    """
    if _HIDING.search(name):
        raise Refusal(
            "文件名含有看不见的字符，或者改变显示方向的字符",
            article=RULE,
            remedy="请给文件改名后再上传",
        )
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = " ".join(_UNWANTED.sub("_", last).split()).strip(". ")
    stem, dot, end = plain.rpartition(".")
    if not dot:
        return plain[:LONGEST]
    end = end[:10]
    return f"{stem[: LONGEST - len(end) - 1].rstrip()}.{end}"
