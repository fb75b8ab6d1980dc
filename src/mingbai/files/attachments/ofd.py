"""OFD documents (GB/T 33190): pages, pictures, fonts and seals; no other file inside (UPL-05)."""

from pathlib import PurePosixPath

from mingbai.files.attachments import packages

# 版式文档里应有的部件；电子发票把原始数据存成 xml 附件。
_PICTURES = {"jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "jb2", "jbig2", "gbig2"}
_PARTS = _PICTURES | {
    "xml",
    "ttf",
    "otf",
    "ttc",
    "cff",
    "esl",
    "dat",
    "asn1",
    "cer",
    "sig",
}


def inspected(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document as it came. Raises ``Refusal`` saying what in it is not taken."""
    with packages.opened(data) as package:
        names = package.namelist()
        if "OFD.xml" not in names:
            raise packages.refusal("这不是OFD文件")
        if packages.tree(package, "OFD.xml").tag.rpartition("}")[2] != "OFD":
            raise packages.refusal("这不是OFD文件")
        for name in names:
            end = PurePosixPath(name).suffix.lower().removeprefix(".")
            if not name.endswith("/") and end not in _PARTS:
                raise packages.refusal(f"OFD里夹着别的文件（.{end or '无扩展名'}）")
    return data, ()
