"""Word documents (docx): no macro, no embedded object, nothing fetched from elsewhere (UPL-05)."""

import re
import zipfile

from mingbai.files.attachments import packages
from mingbai.files.attachments.fields import check as check_fields

# 部件名的片段 → 为何不收
_FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("vbaproject", "文档里有宏"),
    ("vbadata", "文档里有宏"),
    ("/embeddings/", "文档里嵌入了别的文件"),
    ("/activex/", "文档里有控件"),
    ("/afchunk", "文档里夹着别的文件"),
)
_LINKED = "文档引用了外面的文件或网址（模板、图片或对象）"
_HARMLESS = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)


def inspected(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document as it came. Raises ``Refusal`` saying what in it is not taken."""
    with packages.opened(data) as package:
        names = package.namelist()
        if "word/document.xml" not in names or "[Content_Types].xml" not in names:
            raise packages.refusal("这不是Word文档")
        for name in names:
            _check_name(name)
        _check_types(package)
        for name in names:
            if name.lower().endswith(".rels"):
                _check_links(package, name)
            elif name.lower().endswith(".xml"):
                check_fields(_codes(package, name))
    return data, ()


def _check_name(name: str) -> None:
    for part, words in _FORBIDDEN:
        if part in f"/{name.lower()}":
            raise packages.refusal(words)


def _check_types(package: zipfile.ZipFile) -> None:
    """A macro can hide under any name; its content type cannot."""
    for item in packages.tree(package, "[Content_Types].xml"):
        kind = item.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise packages.refusal("文档里有宏")
        part = (item.get("PartName") or f".{item.get('Extension', '')}").lower()
        if kind.endswith("xml") and not part.endswith(packages.XML):
            raise packages.refusal("文档里的部件名不合规范")
        if "oleobject" in kind or "activex" in kind:
            raise packages.refusal("文档里嵌入了别的文件")


def _check_links(package: zipfile.ZipFile, name: str) -> None:
    """A plain hyperlink waits for a click; everything else outside is fetched by itself."""
    for link in packages.tree(package, name):
        kind = link.get("Type", "").rpartition("/")[2].lower()
        if kind in ("oleobject", "package", "afchunk", "vbaproject", "control"):
            raise packages.refusal("文档里嵌入了别的文件")
        if link.get("TargetMode", "").lower() != "external":
            continue
        if kind != "hyperlink" or not _HARMLESS.match(link.get("Target", "").strip()):
            raise packages.refusal(_LINKED)


def _codes(package: zipfile.ZipFile, name: str) -> str:
    """All field codes of a part; Word may cut one into many runs."""
    codes: list[str] = []
    for element in packages.tree(package, name).iter():
        local = element.tag.rpartition("}")[2]
        if local in ("instrText", "delInstrText"):
            codes.append(element.text or "")
        elif local == "fldChar":
            codes.append("\n" if _attribute(element.items(), "fldCharType") == "begin" else "")
        elif local == "fldSimple":
            codes.append(f"\n{_attribute(element.items(), 'instr')}\n")
    return "".join(codes)


def _attribute(items: object, name: str) -> str:
    pairs: list[tuple[str, str]] = list(items)  # type: ignore[call-overload]
    return next((value for key, value in pairs if key.rpartition("}")[2] == name), "")
