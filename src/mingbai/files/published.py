"""A published report as an upload: which files are taken, before one is read (UPL-01, UPL-02)."""

from mingbai.files.uploads import RULE, Upload, check_name
from mingbai.refusal import Refusal

KINDS = frozenset({"html", "htm", "shtml", "xhtml", "mht", "mhtml", "docx", "pdf", "txt"})
ACCEPT = ",".join(f".{kind}" for kind in sorted(KINDS))
MEGABYTE = 1024 * 1024
CHANGE = "请换用公布页面的网页（.html）、Word（.docx）、PDF 或纯文本（.txt）"


def check(upload: Upload, *, most: int) -> None:
    """Raises ``Refusal`` for a file of another kind than its name says, empty or over ``most``.

    What is inside is the reader's to judge; it refuses pictures, old Word files and archives.
    """
    check_name(upload)
    kind = upload.extension
    if kind == "doc":
        raise Refusal(
            "不能读旧版 Word 文件（.doc）", remedy="请在 Word 或 WPS 里另存为 .docx 再上传"
        )
    if kind not in KINDS:
        wrong = f"扩展名“.{kind[:20]}”" if kind else "没有扩展名"
        raise Refusal(f"不能读这种文件：{wrong}", remedy=CHANGE)
    if upload.size == 0:
        raise Refusal("文件是空的", remedy="请核对选中的文件")
    if upload.size > most:
        raise Refusal(
            f"文件有{upload.size / MEGABYTE:.1f} MB，超过{most // MEGABYTE} MB",
            article=RULE,
            remedy="年度报告不会这么大，请去掉附带的图片，或者换用网页、纯文本",
        )
    head = upload.head(1024)
    is_package, is_pdf = head.startswith(b"PK\x03\x04"), b"%PDF-" in head
    if is_package != (kind == "docx") and not head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _mismatch(kind, "Word文档或压缩包" if is_package else "别的内容")
    if is_pdf != (kind == "pdf"):
        raise _mismatch(kind, "PDF" if is_pdf else "别的内容")


def _mismatch(kind: str, really: str) -> Refusal:
    return Refusal(f"文件名以“.{kind}”结尾，内容却是{really}", article=RULE, remedy=CHANGE)
