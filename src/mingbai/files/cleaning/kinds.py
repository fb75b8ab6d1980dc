"""The kinds of file an officer may publish: name, type, first bytes, size (UPL-01, UPL-02)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mingbai.files.attachments.kinds import RULE
from mingbai.refusal import Refusal

_MB = 1024 * 1024
_VAGUE = frozenset({"", "application/octet-stream"})
_TEXT = frozenset({"csv", "txt"})


@dataclass(frozen=True)
class Kind:
    """``name`` is the extension, ``magic`` the first bytes at ``at``, ``most`` bytes of size."""

    name: str
    words: str
    magic: tuple[bytes, ...]
    at: int
    served: str
    types: frozenset[str]
    most: int


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "kinds.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _kind(row: dict[str, Any]) -> Kind:
    return Kind(
        name=row["name"],
        words=row["words"],
        magic=tuple(magic.encode("latin-1") for magic in row.get("magic", ())),
        at=row.get("at", 0),
        served=row["served"],
        types=frozenset(row["types"]) | {row["served"]},
        most=row["megabytes"] * _MB,
    )


STAFF: dict[str, Kind] = {row["name"]: _kind(row) for row in _table()["kind"]}
_EXTENSIONS = {name: name for name in STAFF} | {
    extension: row["name"] for row in _table()["kind"] for extension in row.get("extensions", ())
}


def named(extension: str) -> Kind:
    """The kind of an extension (lower case, no dot). Raises ``Refusal`` saying what to do."""
    if extension in _EXTENSIONS:
        return STAFF[_EXTENSIONS[extension]]
    if extension in _table()["refused"]:
        reason, remedy = _table()["refused"][extension]
        raise Refusal(reason, article=RULE, remedy=remedy)
    wrong = f"“.{extension[:20]}”文件" if extension else "没有扩展名的文件"
    raise Refusal(f"不收{wrong}", article=RULE, remedy=f"可以上传：{'、'.join(STAFF)}")


def check(kind: Kind, data: bytes, content_type: str) -> None:
    """Raises ``Refusal`` where size, declared type or first bytes do not fit the kind."""
    if not data:
        raise Refusal("文件是空的", remedy="请核对选中的文件")
    if len(data) > kind.most:
        raise Refusal(
            f"文件有{len(data) / _MB:.1f} MB，{kind.words}最大{kind.most // _MB} MB",
            article=RULE,
            remedy="请压缩图片或视频，或者分成几个文件",
        )
    declared = content_type.split(";")[0].strip().lower()
    if declared not in _VAGUE | kind.types:
        raise _mismatch(kind, f"浏览器却说它是“{declared[:60]}”")
    if kind.magic and not data[kind.at :].startswith(kind.magic):
        raise _mismatch(kind, f"内容却{_really(data)}")
    if kind.name in _TEXT and _really(data) != _UNKNOWN:
        raise _mismatch(kind, f"内容却{_really(data)}")


_UNKNOWN = "是别的东西"
# 开头的字节 → 这其实是什么（种类表里没有的）
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "旧版Office文档，或者设了密码的新版文档"),
    (b"{\\rtf", "RTF文档"),
    (b"Rar!", "RAR压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z压缩包"),
    (b"\x1f\x8b", "gzip压缩包"),
    (b"MZ", "可执行程序"),
    (b"\x7fELF", "可执行程序"),
    (b"II*\x00", "TIFF图片"),
    (b"MM\x00*", "TIFF图片"),
    (b"<svg", "SVG图片"),
    (b"<?xml", "XML或SVG文件"),
    (b"<html", "网页"),
    (b"<!doctype", "网页"),
    (b"<script", "网页"),
)
_SAYING = frozenset({"docx", "xlsx", "pptx", "ofd"})  # the magic of a zip says no more than “zip”


def _really(data: bytes) -> str:
    for kind in STAFF.values():
        if kind.magic and kind.name not in _SAYING and data[kind.at :].startswith(kind.magic):
            return f"是{kind.words}"
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, words in _OTHERS:
        if head.startswith(magic.lower()):
            return f"是{words}"
    return _UNKNOWN


def _mismatch(kind: Kind, but: str) -> Refusal:
    return Refusal(
        f"文件名以“.{kind.name}”结尾，{but}",
        article=RULE,
        remedy="请用原来的软件打开核对，另存一份后再上传",
    )
