"""Pictures, drawn anew: no place, no camera, no thumbnail, no bomb (UPL-03)."""

import io

from PIL import Image, ImageOps

from mingbai.files.attachments.kinds import RULE
from mingbai.refusal import Refusal

MAX_PIXELS = 40_000_000
_NOTE = "图片已重新生成，去掉了拍摄地点、设备等附带信息"
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def redrawn_jpeg(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The same picture as a new JPEG. Raises ``Refusal``."""
    image = _decoded(data, "JPEG")
    drawn = image if image.mode in ("RGB", "L") else image.convert("RGB")
    return _encoded(drawn, format="JPEG", quality=92), (_NOTE,)


def redrawn_png(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The same picture as a new PNG. Raises ``Refusal``."""
    image = _decoded(data, "PNG")
    if image.mode not in ("1", "L", "RGB", "RGBA"):
        clear = "transparency" in image.info or image.mode in ("LA", "PA")
        grey = image.mode.startswith("I") or image.mode == "F"
        image = image.convert("RGBA" if clear else "L" if grey else "RGB")
    return _encoded(image, format="PNG"), (_NOTE,)


def _decoded(data: bytes, form: str) -> Image.Image:
    """The picture, the right way up. Its size is looked at before a single pixel is decoded."""
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise _too_large(f"{width}×{height}像素")
            image.load()
            return ImageOps.exif_transpose(image)
    except _BOMB:
        raise _too_large("像素") from None
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, EOFError, MemoryError):
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
