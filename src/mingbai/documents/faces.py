"""Which fonts there are, and which characters they can print (DOC-02, TYP-03)."""

import struct
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from mingbai.refusal import Refusal

FALLBACK = "Noto Serif CJK SC"
# 字体的用处 → 字体名（公文字体的替代）、中文名
FACES = {
    "fang": ("FandolFang R", "仿宋"),
    "kai": ("FandolKai", "楷体"),
    "hei": ("FandolHei", "黑体"),
    "song": ("FandolSong", "宋体"),
    "title": ("FandolSong", "宋体"),
}
# Letters, digits and marks of these blocks need no look into the fonts.
_USUAL = "\n\t 　"


def fonts() -> typst.Fonts:
    """The installed fonts; read again only when the files of the folder change."""
    folder = Path(settings.FONTS)
    return _fonts(folder, _names(folder))


def chosen() -> dict[str, list[str]]:
    """The families for each use, the one that stands in last."""
    return {use: [family, FALLBACK] for use, (family, _) in FACES.items()}


def missing() -> list[str]:
    """Faces that are replaced. Raises ``Refusal`` where nothing is there to replace them."""
    families = set(fonts().families())
    absent = [f"{label}（{family}）" for family, label in FACES.values() if family not in families]
    absent = list(dict.fromkeys(absent))
    if FALLBACK not in families and absent:
        raise Refusal(
            f"没有可用的中文字体，缺少{'、'.join(absent)}和{FALLBACK}",
            remedy="请运行 make setup 取得字体，或把字体文件放入 MINGBAI_FONTS 指定的目录",
        )
    return absent


def printable(characters: Iterable[str]) -> frozenset[str]:
    """Those characters that at least one of the fonts can print."""
    folder = Path(settings.FONTS)
    starts, ends = _covered(folder, _names(folder))

    def there(character: str) -> bool:
        place = bisect_right(starts, ord(character)) - 1
        return character in _USUAL or (place >= 0 and ord(character) <= ends[place])

    return frozenset(filter(there, set(characters)))


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in folder.glob("*.[ot]t[fc]")))


@cache
def _fonts(folder: Path, names: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )


@cache
def _covered(folder: Path, names: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """First and last code points of the ranges that the fonts cover together."""
    spans: set[tuple[int, int]] = set()
    for name in names:
        spans |= set(_spans((folder / name).read_bytes()))
    starts: list[int] = []
    ends: list[int] = []
    for first, last in sorted(spans):
        if ends and first <= ends[-1] + 1:
            ends[-1] = max(ends[-1], last)
        else:
            starts.append(first)
            ends.append(last)
    return starts, ends


def _spans(data: bytes) -> Iterable[tuple[int, int]]:
    """The ranges of the character maps of a font file or collection (OpenType ``cmap``)."""
    offsets = [0]
    if data[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", data, 8)
        offsets = list(struct.unpack_from(f">{count}I", data, 12))
    for offset in offsets:
        (tables,) = struct.unpack_from(">H", data, offset + 4)
        for place in range(tables):
            entry = offset + 12 + 16 * place
            if data[entry : entry + 4] == b"cmap":
                yield from _cmap(data, struct.unpack_from(">I", data, entry + 8)[0])


def _cmap(data: bytes, start: int) -> Iterable[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, start + 2)
    for place in range(count):
        (offset,) = struct.unpack_from(">I", data, start + 4 + 8 * place + 4)
        table = start + offset
        (form,) = struct.unpack_from(">H", data, table)
        if form == 12:
            (groups,) = struct.unpack_from(">I", data, table + 12)
            for group in range(groups):
                yield struct.unpack_from(">II", data, table + 16 + 12 * group)
        elif form == 4:
            (double,) = struct.unpack_from(">H", data, table + 6)
            ends = struct.unpack_from(f">{double // 2}H", data, table + 14)
            firsts = struct.unpack_from(f">{double // 2}H", data, table + 16 + double)
            yield from ((a, b) for a, b in zip(firsts, ends, strict=True) if b != 0xFFFF)
