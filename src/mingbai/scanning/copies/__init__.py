"""Masked copies of files: written anew from what is shown, nothing hidden comes along (PII-08)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import PurePath

from mingbai.refusal import Refusal
from mingbai.rules.privacy import Policy
from mingbai.rules.privacy.masked import masked_text
from mingbai.scanning import opening
from mingbai.scanning.bounds import LARGEST, MEGABYTE, RULE, Bounds
from mingbai.scanning.copies.checking import check_gone
from mingbai.scanning.copies.strip import Copied, Job
from mingbai.scanning.package import opened

ARTICLE = "标准 PII-06、PII-08"
INSTEAD = "请在原来的软件里删去这些内容，另存为新文件，再重新上传检查"
CLOSED = {
    "pdf": ("PDF 里的字盖住了也还在", "请用生成它的 Word 或 Excel 文件做遮盖，再导出新的 PDF"),
    "picture": ("图片里的字不能自动遮盖", "请用图片软件涂掉后另存，不要只加图层"),
    "mail": ("网页归档和邮件不能自动遮盖", INSTEAD),
    "slides": ("演示文稿不能自动遮盖", INSTEAD),
    "zip": ("压缩包不能整包遮盖", "请解压后逐个遮盖"),
}


@dataclass(frozen=True)
class MaskedCopy:
    """The new file; ``counts``: what was masked or left out, in words, how often."""

    data: bytes
    name: str
    counts: dict[str, int]


def masked_copy(
    data: bytes, name: str, today: date, policy: Policy = Policy.LAST_FOUR
) -> MaskedCopy:
    """A copy of a text, CSV, web page, Word file or workbook with all values masked.

    Raises Refusal for other kinds, for files that cannot be read, and when after masking
    something critical is still found in the copy: it is read and searched again (PII-08).
    """
    bounds = Bounds()
    if len(data) > LARGEST:
        limit = LARGEST // MEGABYTE
        raise Refusal(f"文件超过{limit}MB的上限", article=RULE, remedy="请拆成较小的文件")
    opening.check_open(data)
    kind, extension = _kind(data, name, bounds)
    if kind in CLOSED:
        reason, remedy = CLOSED[kind]
        raise Refusal(reason, article=ARTICLE, remedy=remedy)
    write: Callable[[Job], Copied] = import_module(f"mingbai.scanning.copies.{kind}").write
    try:
        copied = write(Job(data, name, bounds, today, policy))
    except RecursionError as error:
        raise Refusal("文件的层次过深，不能遮盖", article=ARTICLE, remedy=INSTEAD) from error
    stem = masked_text(PurePath(name).stem, today, policy).text.replace("*", "某")
    shown = f"{stem}（遮盖后）{extension}"
    check_gone(copied, shown, today)
    counts = {words: count for words, count in copied.counts.items() if count}
    return MaskedCopy(copied.data, shown, counts)


def _kind(data: bytes, name: str, bounds: Bounds) -> tuple[str, str]:
    """The module that writes the copy, or a key of CLOSED; the extension of the copy."""
    kind = opening.kind_of(data, name)
    if kind == "archive":
        with opened(data, bounds) as package:
            if package.has("word/document.xml"):
                return "word", ".docx"
            if package.has("xl/workbook.xml"):
                return "book", ".xlsx"
            return ("slides" if package.has("ppt/presentation.xml") else "zip"), ""
    if kind == "markup":
        return "page", ".html"
    csv = name.lower().endswith(".csv")
    return ("table", ".csv") if kind == "plain" and csv else (kind, ".txt")
