"""The pictures of a Word document, one by one; what is not taken is told with its place."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

import mammoth  # type: ignore[import-untyped]

from mingbai.refusal import Refusal

MOST = 30
LARGEST = 20 * 1024 * 1024
TOLD = 10
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}
_FOREIGN = "格式不能在网页上显示，请另存为 PNG 或 JPG 后插入"
_MISSING = re.compile(r'<img\b[^>]*?src="missing:(\d+)"')
_TAG = re.compile(r"<[^>]*>")
_BEFORE = 4000  # characters of markup in which the words before a picture are looked for
_WORDS = 12

# 保存一幅图，给出它在本件的地址；由调用者检查、重新编码，不能收的说明理由
Keep = Callable[[bytes, str], str]


@dataclass
class Images:
    """The pictures met so far; the same one is kept once."""

    keep: Keep | None
    kept: dict[str, str] = field(default_factory=dict)
    missing: dict[int, str] = field(default_factory=dict)
    count: int = 0

    def source(self, image: mammoth.documents.Image) -> dict[str, str]:
        """The attributes of one picture; one not taken gets what ``notes`` finds its place by."""
        self.count += 1
        try:
            return {"src": self._address(image)}
        except Refusal as refusal:
            self.missing[self.count] = str(refusal).rstrip("。")
            return {"src": f"missing:{self.count}"}

    def _address(self, image: mammoth.documents.Image) -> str:
        if self.keep is None:
            raise Refusal("这里不取用图片")
        try:
            with image.open() as stream:
                data = stream.read(LARGEST + 1)
        except (KeyError, OSError):
            raise Refusal("文件里没有这幅图") from None
        kind = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), "")
        if not kind:
            raise Refusal(_FOREIGN)
        if len(data) > LARGEST:
            raise Refusal(f"超过{LARGEST // 1024 // 1024} MB")
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.kept:
            if len(self.kept) >= MOST:
                raise Refusal(f"一次最多取用{MOST}幅，请另行插入")
            self.kept[digest] = self.keep(data, kind)
        return self.kept[digest]

    def notes(self, html: str) -> tuple[str, ...]:
        """What became of the pictures, in words; ``html`` is what was converted."""
        said = []
        if self.kept:
            said.append(f"取用图片{len(self.kept)}幅，请核对每幅的替代文字")
        if self.missing and self.keep is None:
            return (*said, f"图片{len(self.missing)}幅没有取用")
        places = {int(each[1]): _before(html, each.start()) for each in _MISSING.finditer(html)}
        for number, reason in list(self.missing.items())[:TOLD]:
            words = places.get(number, "")
            where = f"（在“{words}”之后）" if words else ""
            said.append(f"第{number}幅图片{where}没有取用：{reason}")
        if len(self.missing) > TOLD:
            said.append(f"另有{len(self.missing) - TOLD}幅图片没有取用")
        return tuple(said)


def _before(html: str, place: int) -> str:
    """The last words before a place."""
    text = unescape(_TAG.sub("", html[max(0, place - _BEFORE) : place]))
    return " ".join(text.rpartition(">")[2].split())[-_WORDS:]
