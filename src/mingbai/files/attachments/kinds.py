"""The kinds of file an applicant may hand in, by name, type and first bytes (UPL-01, UPL-02)."""

from dataclasses import dataclass

from mingbai.refusal import Refusal

RULE = "上传文件的安全要求"
CONVERT = "请另存为PDF，或者拍照、截图成JPG后再上传"
_OOXML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIPPED = frozenset({"application/zip", "application/x-zip-compressed"})
_VAGUE = frozenset({"", "application/octet-stream"})  # what a browser says when it does not know


@dataclass(frozen=True)
class Kind:
    """``name`` is the extension we give; ``served`` the type we send; ``types`` what we take."""

    name: str
    words: str
    magic: bytes
    served: str
    types: frozenset[str]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "PDF", b"%PDF-", "application/pdf", frozenset({"application/x-pdf"})),
        Kind(
            "jpg", "JPG图片", b"\xff\xd8\xff", "image/jpeg", frozenset({"image/jpg", "image/pjpeg"})
        ),
        Kind("png", "PNG图片", b"\x89PNG\r\n\x1a\n", "image/png", frozenset({"image/x-png"})),
        Kind("ofd", "OFD", b"PK\x03\x04", "application/ofd", _ZIPPED | {"application/x-ofd"}),
        Kind("docx", "Word文档（docx）", b"PK\x03\x04", _OOXML, _ZIPPED),
        Kind(
            "doc",
            "Word文档（doc）",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "application/msword",
            frozenset({"application/vnd.ms-word", "application/x-msword"}),
        ),
    )
}
_EXTENSIONS = {name: name for name in KINDS} | {"jpeg": "jpg"}
APPLICANT = frozenset(KINDS)

# 扩展名 → 为何不收
_REASONS = {
    "svg": "SVG图片里可以藏程序",
    "docm": "带宏的文档可以藏程序",
    "html": "网页里可以藏程序",
    "htm": "网页里可以藏程序",
    "exe": "不收程序",
}
# 开头的字节 → 这其实是什么
_REALLY: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "GIF图片"),
    (b"BM", "BMP图片"),
    (b"RIFF", "WebP图片或音视频"),
    (b"II*\x00", "TIFF图片"),
    (b"MM\x00*", "TIFF图片"),
    (b"{\\rtf", "RTF文档"),
    (b"Rar!", "RAR压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z压缩包"),
    (b"\x1f\x8b", "gzip压缩包"),
    (b"MZ", "可执行程序"),
    (b"\x7fELF", "可执行程序"),
    (b"<svg", "SVG图片"),
    (b"<?xml", "XML或SVG文件"),
    (b"<html", "网页"),
    (b"<!doctype", "网页"),
    (b"<script", "网页"),
)


def named(extension: str, allowed: frozenset[str]) -> Kind:
    """The kind of an extension (lower case, no dot). Raises ``Refusal`` for one not allowed."""
    found = _EXTENSIONS.get(extension, "")
    if found in allowed:
        return KINDS[found]
    wrong = f"“.{extension}”文件" if extension else "没有扩展名的文件"
    why = f"：{_REASONS[extension]}" if extension in _REASONS else ""
    choices = "、".join(name for name in KINDS if name in allowed)
    raise Refusal(f"不收{wrong}{why}", article=RULE, remedy=f"可以上传：{choices}。{CONVERT}")


def check_type(kind: Kind, declared: str) -> None:
    """Raises ``Refusal`` where the browser says the file is something else."""
    given = declared.split(";")[0].strip().lower()
    if given not in _VAGUE | kind.types | {kind.served}:
        raise Refusal(
            f"文件名以“.{kind.name}”结尾，浏览器却说它是“{given[:60]}”",
            article=RULE,
            remedy=CONVERT,
        )


def check_magic(kind: Kind, data: bytes) -> None:
    """Raises ``Refusal`` saying what the first bytes are, where they are not of this kind."""
    if data.startswith(kind.magic):
        return
    really = next((k.words for k in KINDS.values() if data.startswith(k.magic)), "") or next(
        (
            words
            for magic, words in _REALLY
            if data[:512].lstrip().lower().startswith(magic.lower())
        ),
        "别的东西",
    )
    raise Refusal(f"文件名以“.{kind.name}”结尾，内容却是{really}", article=RULE, remedy=CONVERT)
