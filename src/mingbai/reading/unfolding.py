"""Compressed streams of a PDF within a bound: a small file must not unfold to gigabytes (UPL-05).

The parser unfolds each stream whole; while it reads a file of ours, its decoders are these.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

from mingbai.reading.intake import HINT, MEGABYTE
from mingbai.refusal import Refusal

MOST = 64 * MEGABYTE  # all streams of one file, fonts and contents; pictures are not unfolded
MOST_CORRUPTED = MEGABYTE  # a broken stream is mended byte by byte, which is slow
MOST_LZW = MEGABYTE // 16  # unfolds to a thousand times as much, slowly

_left: ContextVar[int | None] = ContextVar("left", default=None)


@contextmanager
def bounded(most: int = MOST) -> Iterator[None]:
    """Within it all streams together may unfold to ``most`` bytes.  Raises Refusal beyond."""
    from pdfminer import pdftypes

    module = vars(pdftypes)
    if module["zlib"] is zlib:
        plain = module["lzwdecode"]
        decoders = SimpleNamespace(error=zlib.error, decompress=_decompress, decompressobj=_Mending)
        module.update(zlib=decoders, lzwdecode=lambda data: _lzw(plain, data))
    token = _left.set(most)
    try:
        yield
    finally:
        _left.reset(token)


def content_of(page: Any) -> int:
    """Bytes of drawing instructions of a page (a ``PDFPage``), unfolded."""
    from pdfminer.pdftypes import PDFStream, resolve1

    streams = (resolve1(content) for content in page.contents)
    return sum(len(stream.get_data()) for stream in streams if isinstance(stream, PDFStream))


def _take(count: int) -> None:
    left = _left.get()
    if left is not None:
        if count > left:
            raise Refusal("PDF 的压缩内容展开后过大，可能是压缩炸弹，不打开", remedy=HINT)
        _left.set(left - count)


def _decompress(data: bytes) -> bytes:
    """As ``zlib.decompress``; a stream cut off at its end gives what there is."""
    left = _left.get()
    if left is None:
        return zlib.decompress(data)
    out = zlib.decompressobj().decompress(data, left + 1)
    _take(len(out))
    return out


class _Mending:
    """As ``zlib.decompressobj`` for a broken stream."""

    def __init__(self) -> None:
        self._own = zlib.decompressobj()
        self._made = 0

    def decompress(self, data: bytes) -> bytes:
        """The next bytes.  Raises ``zlib.error`` where the mending would take too long."""
        out = self._own.decompress(data, MOST_CORRUPTED)
        self._made += len(out)
        if self._made > MOST_CORRUPTED:
            raise zlib.error("too long to mend")
        _take(len(out))
        return out


def _lzw(plain: Any, data: bytes) -> bytes:
    if _left.get() is not None and len(data) > MOST_LZW:
        raise Refusal("PDF 的压缩内容过大，读不了", remedy=HINT)
    out = bytes(plain(data))
    _take(len(out))
    return out
