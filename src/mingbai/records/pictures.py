"""Pictures in bodies (正文图片): files of the record that a text shows, bound by their hashes."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from PIL import Image

from mingbai.files import store
from mingbai.prose import pictures
from mingbai.records import intake
from mingbai.records.content import PICTURE, Document, FileRef, document
from mingbai.records.models import Attachment, Record
from mingbai.refusal import Refusal

LARGEST = 20 * 1024 * 1024
LARGEST_SHOWN = 10 * 1024 * 1024
MOST = 200
KINDS = frozenset(pictures.KINDS)
ARTICLE = "上传文件的安全要求"


def take(
    data: bytes, name: str, today: date, *, use_cleaned: bool = False, knowing: bool = False
) -> intake.Taken:
    """A picture as it may be shown: looked through, drawn anew, without what the camera wrote.

    Raises ``Refusal`` for another kind of file, a broken or an oversized one; ``intake.Stopped``
    as for any file.
    """
    kind = PurePosixPath(name).suffix.lower().removeprefix(".").replace("jpeg", "jpg")
    if kind not in KINDS:
        raise Refusal(
            "正文里的图片只收 PNG、JPG、GIF、WebP",
            article=ARTICLE,
            remedy="请另存为 PNG 或 JPG 后再上传",
        )
    _check_size(len(data), LARGEST)
    taken = intake.take(data, name, today, use_cleaned=use_cleaned, knowing=knowing)
    _check_size(len(taken.data), LARGEST_SHOWN)
    return taken


def check_room(record: Record) -> None:
    """Raises ``Refusal`` where the record has as many pictures as one may have."""
    if record.attachments.filter(kind__in=KINDS).count() >= MOST:
        raise Refusal(f"一件信息最多{MOST}幅图片", remedy="请把图片较多的部分作为附件上传")


def settled(record: Record, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as it is fixed: its files are its attachments and exactly the pictures shown.

    What was uploaded and is not shown does not become public.
    """
    paper = document(content)
    wanted = pictures.named(paper.body)
    if not wanted and not paper.pictures:
        return dict(content)
    own: dict[tuple[str, str], Attachment] = {}
    for each in record.attachments.order_by("pk") if wanted else ():
        own.setdefault((each.sha256, each.kind), each)
    shown = tuple(_ref(own[key]) for key in wanted if key in own)
    return replace(paper, files=(*paper.attached, *shown)).as_content()


def foreign(paper: Document, own: set[tuple[str, str]]) -> list[str]:
    """Names of the pictures that the body shows and that are not among ``own`` (hash, kind)."""
    return [
        f"正文图片{sha[:8]}" for sha, kind in pictures.named(paper.body) if (sha, kind) not in own
    ]


def sizes(paper: Document) -> dict[str, tuple[int, int]]:
    """Width and height of each picture, by its address in the body."""
    return {each.placed_at: (each.width, each.height) for each in paper.pictures}


def _ref(kept: Attachment) -> FileRef:
    with Image.open(io.BytesIO(store.get(kept.sha256))) as image:
        width, height = image.size
    return FileRef(kept.name, kept.sha256, kept.kind, kept.size, PICTURE, width, height)


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise Refusal(
            f"图片有{size / 1024 / 1024:.1f} MB，超过{most // 1024 // 1024} MB",
            article=ARTICLE,
            remedy="请缩小后再上传；要给公众原图的，作为附件上传",
        )
