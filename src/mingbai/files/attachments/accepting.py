"""Taking a file from an applicant: every check, in order of cost; refused in words (UPL-01…07)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mingbai.files.attachments import clamd, images, names, ofd, office, oldword, pdf, polyglots
from mingbai.files.attachments.kinds import APPLICANT, RULE, check_magic, check_type, named
from mingbai.files.uploads import Upload
from mingbai.refusal import Refusal

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 10
MAX_TOGETHER = 50 * 1024 * 1024
_MB = 1024 * 1024


@dataclass(frozen=True)
class Accepted:
    """A file that passed: ``data`` is what may be kept (pictures are drawn anew).

    ``name`` is for showing only, ``kind`` one of ``APPLICANT``, ``size`` the bytes of ``data``;
    ``notes`` say in words what was changed.
    """

    name: str
    kind: str
    size: int
    data: bytes = field(repr=False)
    notes: tuple[str, ...] = ()


# What is looked at inside: gives the bytes to keep, and what was changed.
_INSIDE: dict[str, Callable[[bytes], tuple[bytes, tuple[str, ...]]]] = {
    "pdf": pdf.inspected,
    "jpg": images.redrawn_jpeg,
    "png": images.redrawn_png,
    "ofd": ofd.inspected,
    "docx": office.inspected,
    "doc": oldword.inspected,
}


def accept(upload: Upload, *, allowed: frozenset[str] = APPLICANT) -> Accepted:
    """Check and clean one file; nothing is stored. Raises ``Refusal`` in the applicant's words."""
    name = names.tidy(upload.name)
    kind = named(names.extension(name), allowed)
    check_type(kind, upload.content_type)
    data = _read(upload)
    check_magic(kind, data)
    polyglots.check(kind.name, data)
    clamd.check(data)
    clean, notes = _INSIDE[kind.name](data)
    return Accepted(name, kind.name, len(clean), clean, notes)


def check_together(uploads: Sequence[Upload]) -> None:
    """Raises ``Refusal`` for more than ten files or 50 MB in one request; reads nothing."""
    if len(uploads) > MAX_FILES:
        raise Refusal(
            f"一次最多上传{MAX_FILES}个文件，现有{len(uploads)}个",
            article=RULE,
            remedy="请合并成一个PDF，或者只留必要的",
        )
    size = sum(upload.size for upload in uploads)
    if size > MAX_TOGETHER:
        raise Refusal(
            f"文件合计{_megabytes(size)}，超过{MAX_TOGETHER // _MB} MB",
            article=RULE,
            remedy="请把图片拍小一些，或者只留必要的",
        )


def _read(upload: Upload) -> bytes:
    """The whole file, however large it says it is. Raises ``Refusal`` for too large or empty."""
    upload.file.seek(0)
    data = b"" if upload.size > MAX_BYTES else upload.file.read(MAX_BYTES + 1)
    upload.file.seek(0)
    size = max(upload.size, len(data))
    if size > MAX_BYTES:
        raise Refusal(
            f"文件有{_megabytes(size)}，超过{MAX_BYTES // _MB} MB",
            article=RULE,
            remedy="请压缩图片、分成几个文件，或者只留必要的页",
        )
    if not data:
        raise Refusal("文件是空的", remedy="请核对选中的文件")
    return data


def _megabytes(size: int) -> str:
    return f"{size / _MB:.1f} MB"
