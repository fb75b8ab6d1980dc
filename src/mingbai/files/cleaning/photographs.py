"""Pictures published by themselves: decoded, drawn anew, nothing attached (UPL-03)."""

import io
from collections.abc import Callable

from PIL import Image, ImageOps, ImageSequence

from mingbai.files.attachments import images
from mingbai.files.attachments.kinds import RULE
from mingbai.files.cleaning import bare
from mingbai.files.cleaning.told import Told
from mingbai.refusal import Refusal

_REMEDY = "请用看图软件打开，另存一份后再上传"
_ORIENTATION = 0x0112
_MOST_FRAMES = 1000


def jpg(data: bytes, told: Told) -> bytes:
    """A JPEG drawn anew, once: one that was drawn here comes back as it is. Raises ``Refusal``."""
    plain = _bare(bare.jpeg, data, told)
    _check(data, "JPEG")
    return data if plain == data and _is_ours(data) else _drawn(images.jpeg(data))


def png(data: bytes, told: Told) -> bytes:
    """A PNG drawn anew. Raises ``Refusal``."""
    _bare(bare.png, data, told)
    _check(data, "PNG")
    return _drawn(images.png(data))


def gif(data: bytes, told: Told) -> bytes:
    """A GIF whose frames were all decoded, block by block without remarks. Raises ``Refusal``."""
    _check(data, "GIF")
    return _bare(bare.gif, data, told)


def webp(data: bytes, told: Told) -> bytes:
    """A WebP whose frames were all decoded, without metadata; turned upright where it lay."""
    turned = _check(data, "WEBP")
    plain = _bare(bare.webp, data, told)
    if not turned:
        return plain
    with Image.open(io.BytesIO(data), formats=["WEBP"]) as image:
        upright = ImageOps.exif_transpose(image)
    upright.info = {}
    made = io.BytesIO()
    upright.save(made, "WEBP", quality=92)
    return bare.webp(made.getvalue())


def _bare(strip: Callable[[bytes], bytes], data: bytes, told: Told) -> bytes:
    try:
        plain = strip(data)
    except (ValueError, IndexError):
        raise _broken() from None
    told.add("photo", int(plain != data))
    return plain


def _check(data: bytes, form: str) -> bool:
    """Decode every frame within bounds; whether the picture lies on its side."""
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as image:
            _check_size(image.size, 1)
            turned = image.getexif().get(_ORIENTATION, 1) != 1
            for count, frame in enumerate(ImageSequence.Iterator(image), start=1):
                _check_size(frame.size, count)
                frame.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, EOFError):
        raise _broken() from None
    return bool(turned)


def _check_size(size: tuple[int, int], frames: int) -> None:
    if size[0] * size[1] > images.MAX_PIXELS or frames > _MOST_FRAMES:
        raise _too_large()


def _is_ours(data: bytes) -> bool:
    """Whether everything before the pixels is what our own drawing writes for this size."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        mode, size = image.mode, image.size
    if mode not in ("RGB", "L"):
        return False
    model = io.BytesIO()
    Image.new(mode, size).save(model, format="JPEG", quality=92)
    head = model.getvalue().partition(b"\xff\xda")[0]
    return data.startswith(head + b"\xff\xda")


def _drawn(made: images.Drawn) -> bytes:
    if made.reason:
        raise Refusal(made.reason, article=RULE, remedy=made.remedy)
    return made.data


def _too_large() -> Refusal:
    return Refusal(
        f"图片太大，超过{images.MAX_PIXELS // 10_000}万像素，或者帧数太多",
        article=RULE,
        remedy="请把图片缩小后再上传",
    )


def _broken() -> Refusal:
    return Refusal("图片已损坏，打不开", remedy=_REMEDY)
