"""Is the file what its name says? Extension, declared type and first bytes must agree (UPL-02)."""

import zipfile
from typing import Literal

from mingbai.files.uploads import RULE, SAVE_AS, Upload, check_name, check_size
from mingbai.refusal import Refusal

Kind = Literal["xlsx", "csv"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# 开头的字节 → 这其实是什么
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG图片"),
    (b"\xff\xd8\xff", "JPEG图片"),
    (b"GIF8", "GIF图片"),
    (b"BM", "BMP图片"),
    (b"RIFF", "WebP图片或音视频"),
    (b"II*\x00", "TIFF图片"),
    (b"MM\x00*", "TIFF图片"),
    (b"%PDF", "PDF文件"),
    (b"{\\rtf", "RTF文档"),
    (b"Rar!", "RAR压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z压缩包"),
    (b"\x1f\x8b", "gzip压缩包"),
    (b"MZ", "可执行程序"),
    (b"\x7fELF", "可执行程序"),
)
# 压缩包里的部件 → 这其实是什么
_PACKAGES: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "Word文档"),
    ("ppt/presentation.xml", "PowerPoint演示文稿"),
    ("OFD.xml", "OFD文件"),
    ("xl/workbook.bin", "二进制Excel工作簿（.xlsb）"),
)
_TYPES: dict[str, frozenset[str]] = {
    "xlsx": frozenset(
        {
            "",
            "application/octet-stream",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/x-zip-compressed",
            "application/zip",
        }
    ),
    "csv": frozenset(
        {
            "",
            "application/csv",
            "application/octet-stream",
            "application/vnd.ms-excel",
            "text/comma-separated-values",
            "text/csv",
            "text/plain",
            "text/tab-separated-values",
        }
    ),
}
_EXTENSIONS: dict[str, Kind] = {"xlsx": "xlsx", "csv": "csv", "txt": "csv", "tsv": "csv"}


def kind_of(upload: Upload) -> Kind:
    """The kind of table file; raises ``Refusal`` saying what the file really is."""
    check_size(upload)
    check_name(upload)
    head, extension = upload.head(), upload.extension
    if extension == "xlsm":
        raise Refusal("这是带宏的工作簿（.xlsm）", article=RULE, remedy=SAVE_AS)
    really = _real_kind(upload, head)
    named = _EXTENSIONS.get(extension)
    if named is None:
        wrong = f"扩展名“.{extension}”" if extension else "没有扩展名"
        raise Refusal(f"不能读这种文件：{wrong}", article=RULE, remedy=SAVE_AS)
    if really != named:
        words = {"xlsx": "Excel工作簿", "csv": "文本"}
        raise Refusal(
            f"文件名以“.{extension}”结尾，内容却是{words.get(really, really)}",
            article=RULE,
            remedy=f"请把扩展名改为.{really}后再上传" if really in words else SAVE_AS,
        )
    declared = upload.content_type.split(";")[0].strip().lower()
    if declared not in _TYPES[named]:
        raise Refusal(f"浏览器说这个文件是“{declared}”，与扩展名不符", article=RULE, remedy=SAVE_AS)
    return named


def _real_kind(upload: Upload, head: bytes) -> str:
    if head.startswith(_OLE):
        raise _ole(upload)
    if head.startswith(_ZIP):
        return _package(upload)
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return words
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "网页（HTML）"
    if start.startswith(b"<?xml"):
        return "XML文件"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "无法识别的二进制数据"
    return "csv"


def _package(upload: Upload) -> str:
    try:
        with zipfile.ZipFile(upload.file) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refusal(
            "文件已损坏，打不开", remedy="请在Excel中打开原文件，确认无误后重新保存、上传"
        ) from None
    finally:
        upload.file.seek(0)
    for part, words in _PACKAGES:
        if part in names:
            return words
    workbook = {"[Content_Types].xml", "xl/workbook.xml"} <= names
    return "xlsx" if workbook else "ZIP压缩包"


def _ole(upload: Upload) -> Refusal:
    """Old Office files and encrypted new ones share one container."""
    upload.file.seek(0)
    content = upload.file.read()
    upload.file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Refusal(
            "工作簿设了打开密码，读不了",
            article=RULE,
            remedy="请在Excel中取消密码（文件→信息→保护工作簿）后再上传",
        )
    if "WordDocument".encode("utf-16-le") in content:
        return Refusal("这是旧版Word文档", article=RULE, remedy=SAVE_AS)
    return Refusal("这是旧版Excel工作簿（.xls）", article=RULE, remedy=SAVE_AS)
