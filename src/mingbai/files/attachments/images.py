"""Pictures, drawn anew: no place, no camera, no thumbnail, no bomb (UPL-03)."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PIL import Image, ImageOps

from mingbai.files.attachments import apart
from mingbai.files.attachments.kinds import RULE
from mingbai.refusal import Refusal

MAX_PIXELS = 40_000_000
_NOTE = "图片已重新生成，去掉了拍摄地点、设备等附带信息"
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Drawn:
    """A new picture, or why there is none and what to do."""

    data: bytes = field(default=b"", repr=False)
    reason: str = ""
    remedy: str = ""


def redrawn_jpeg(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The same picture as a new JPEG. Raises ``Refusal``."""
    _check_size(data, "JPEG")
    return _redrawn(data, jpeg)


def redrawn_png(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The same picture as a new PNG. Raises ``Refusal``."""
    _check_size(data, "PNG")
    return _redrawn(data, png)


def jpeg(data: bytes) -> Drawn:
    """Draw a JPEG anew; runs in the process apart, because a picture may be slow to decode."""
    try:
        image = _decoded(data, "JPEG")
        drawn = image if image.mode in ("RGB", "L") else image.convert("RGB")
        return Drawn(_encoded(drawn, format="JPEG", quality=92))
    except Refusal as found:
        return Drawn(reason=found.reason, remedy=found.remedy)


def png(data: bytes) -> Drawn:
    """Draw a PNG anew; runs in the process apart."""
    try:
        image = _decoded(data, "PNG")
        if image.mode not in ("1", "L", "RGB", "RGBA"):
            clear = "transparency" in image.info or image.mode in ("LA", "PA")
            grey = image.mode.startswith("I") or image.mode == "F"
            image = image.convert("RGBA" if clear else "L" if grey else "RGB")
        return Drawn(_encoded(image, format="PNG"))
    except Refusal as found:
        return Drawn(reason=found.reason, remedy=found.remedy)


def _redrawn(data: bytes, draw: Callable[[bytes], Drawn]) -> tuple[bytes, tuple[str, ...]]:
    made = apart.call(draw, data, failing="图片太复杂，没能打开")
    if made.reason:
        raise Refusal(made.reason, article=RULE, remedy=made.remedy)
    return made.data, (_NOTE,)


def _check_size(data: bytes, form: str) -> None:
    """Only the head of the picture is read; not a single pixel is decoded."""
    with _opened(data, form) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            raise _too_large(f"{width}×{height}像素")


def _decoded(data: bytes, form: str) -> Image.Image:
    """The picture, the right way up."""
    with _opened(data, form) as image:
        image.load()
        return ImageOps.exif_transpose(image)


@contextmanager
def _opened(data: bytes, form: str) -> Iterator[Image.Image]:
    """What the library says of a bad picture, in words."""
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as image:
            yield image
    except _BOMB:
        raise _too_large("像素") from None
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, EOFError):
        raise Refusal("图片已损坏，打不开", remedy="请重新拍照或截图后再上传") from None


def _encoded(image: Image.Image, **options: object) -> bytes:
    image.info = {}  # what came with the picture: EXIF, XMP, comments, colour profile
    made = io.BytesIO()
    image.save(made, **options)  # type: ignore[arg-type]
    return made.getvalue()


def _too_large(what: str) -> Refusal:
    return Refusal(
        f"图片太大：{what}，超过{MAX_PIXELS // 10_000}万像素",
        article=RULE,
        remedy="请把图片缩小，或者用手机的普通模式重拍",
    )
