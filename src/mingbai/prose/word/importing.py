"""A Word document as a clean body, with suggestions for its metadata and what to look at."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import mammoth  # type: ignore[import-untyped]

from mingbai.prose import addresses, cleaning
from mingbai.prose.word import guessing, package
from mingbai.prose.word.preparing import STYLE_MAP, every_look, prepared
from mingbai.refusal import Refusal

MOST_PICTURES = 200
LARGEST_PICTURE = 20 * 1024 * 1024
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}

# 保存一幅图，给出它在本站的地址；由调用者检查、重新编码
Keep = Callable[[bytes, str], str]


@dataclass(frozen=True)
class Imported:
    """A body: ``html`` is clean; ``title``, ``number`` and ``dated`` are guesses, empty or None.

    ``notes`` say in words what was left out or should be looked at; ``pictures`` are the
    addresses that ``keep`` gave, in the order of the text.
    """

    html: str
    title: str = ""
    number: str = ""
    dated: date | None = None
    notes: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


def imported(
    data: bytes, *, keep: Keep | None = None, pictures: re.Pattern[str] = addresses.OWN_PICTURES
) -> Imported:
    """The body of a .docx. ``keep(data, kind)`` stores a picture (png, jpg, gif) and gives its
    address, which must match ``pictures``; without it pictures are left out.

    Raises ``Refusal`` for any other kind of file, a broken or an oversized one.
    """
    ready = prepared(data)
    images = _Pictures(keep)
    converted = _converted(ready.parts, images)
    html = cleaning.clean(converted, pictures=pictures)
    looks = tuple(every_look(ready.looks))
    empty = () if html else ("原文里没有能取用的文字",)
    return Imported(
        html,
        guessing.title(looks),
        guessing.number(looks),
        guessing.dated(looks),
        (*ready.stripped.notes(), *images.notes(), *empty),
        tuple(images.kept.values()),
    )


def _converted(parts: dict[str, bytes], images: "_Pictures") -> str:
    try:
        result = mammoth.convert_to_html(
            package.written(parts),
            style_map=STYLE_MAP,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(images.source),
        )
    except Refusal:
        raise
    except Exception as error:  # whatever a malformed file makes a reader stumble over
        raise Refusal("Word 文件的内容读不了", remedy=package.SAVE) from error
    return str(result.value)


@dataclass
class _Pictures:
    """The pictures met so far; the same one is kept once."""

    keep: Keep | None
    kept: dict[str, str] = field(default_factory=dict)
    foreign: int = 0
    unkept: int = 0

    def source(self, image: mammoth.documents.Image) -> dict[str, str]:
        """The attributes of one picture."""
        with image.open() as stream:
            data = stream.read(LARGEST_PICTURE + 1)
        kind = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), "")
        if not kind or len(data) > LARGEST_PICTURE:
            self.foreign += 1
            return {"src": ""}
        if self.keep is None:
            self.unkept += 1
            return {"src": ""}
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.kept:
            if len(self.kept) >= MOST_PICTURES:
                raise Refusal(
                    f"文件里的图片超过{MOST_PICTURES}幅", remedy="请把图片较多的部分作为附件上传"
                )
            self.kept[digest] = self.keep(data, kind)
        return {"src": self.kept[digest]}

    def notes(self) -> tuple[str, ...]:
        """What became of the pictures, in words."""
        said = []
        if self.kept:
            said.append(f"取用图片{len(self.kept)}幅，请给每幅写上替代文字")
        if self.unkept:
            said.append(f"图片{self.unkept}幅没有取用")
        if self.foreign:
            said.append(
                f"图片{self.foreign}幅的格式不能在网页上显示，没有取用，请另存为 PNG 或 JPG 后插入"
            )
        return tuple(said)
