"""The parts of a .docx opened within bounds and written again, only those that are needed."""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree  # type: ignore[import-untyped]

from mingbai.refusal import Refusal
from mingbai.scanning.bounds import MEGABYTE, Bounds
from mingbai.scanning.package import Package, opened

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
LARGEST = 50 * MEGABYTE
MOST_XML = 24 * MEGABYTE
DEEPEST = 150
SAVE = "请用 Word 或 WPS 打开，另存为“Word 文档（.docx）”后再上传"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CARRIED = ("word/media/", "word/_rels/")
_NAMED = frozenset({"[Content_Types].xml", "_rels/.rels"})


def parts(data: bytes) -> dict[str, bytes]:
    """The needed parts by name. Raises ``Refusal``, in the officer's words, for any other file."""
    _check_kind(data)
    with opened(data, Bounds(unpacked=4 * LARGEST)) as package:
        if not package.has(DOCUMENT):
            raise Refusal("这个文件不是 Word 文档", remedy=SAVE)
        return {name: package.read(name) for name in package.names if _needed(name, package)}


def tree(content: bytes) -> etree._Element:
    """A part as a tree. Raises ``Refusal`` for declarations, too much text or too many levels."""
    if len(content) > MOST_XML:
        raise Refusal("文件里的文字多得异常", remedy="请分成几个文件，或者作为附件上传")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refusal("文件里的XML含有实体声明，不打开", article="标准 UPL-05", remedy=SAVE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("Word 文件的内容已损坏", remedy=SAVE) from error
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise Refusal("文件里的表格一层套一层，读不了", article="标准 UPL-05", remedy=SAVE)
    return root


def written(content: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as a package again."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    target.seek(0)
    return target


def _needed(name: str, package: Package) -> bool:
    wanted = {DOCUMENT, STYLES, NUMBERING, *NOTES, *_NAMED}
    return name in wanted or (name.startswith(_CARRIED) and package.has(name))


def _check_kind(data: bytes) -> None:
    if len(data) > LARGEST:
        raise Refusal(
            f"文件有{len(data) / MEGABYTE:.1f} MB，超过{LARGEST // MEGABYTE} MB",
            article="标准 UPL-05",
            remedy="请压缩图片后再上传",
        )
    if data.startswith(_OLD):
        if _ENCRYPTED in data[: 4 * MEGABYTE]:
            raise Refusal("文件设了密码，打不开", remedy="请去掉密码，另存一份后再上传")
        raise Refusal("这是旧版 Word（.doc）或 WPS 文件，不能取用", remedy=SAVE)
    if not data.startswith(b"PK\x03\x04"):
        raise Refusal("这个文件不是 Word 文档（.docx）", remedy=SAVE)
