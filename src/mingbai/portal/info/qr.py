"""The address of a page as a QR code in SVG of our own: paper leads back to the page."""

from functools import lru_cache

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around it (ISO/IEC 18004)


@lru_cache(maxsize=512)
def svg(address: str) -> SafeString:
    """An SVG element with one path; it scales, needs no style and loads nothing."""
    code = qrcode.QRCode(border=QUIET, error_correction=ERROR_CORRECT_M)
    code.add_data(address)
    code.make(fit=True)
    matrix = code.get_matrix()
    size = len(matrix)
    path = "".join(_row(y, row) for y, row in enumerate(matrix))
    return format_html(
        '<svg class="qr-code" viewBox="0 0 {} {}" role="img" aria-label="本页网址的二维码">'
        '<path fill="#fff" d="M0 0h{}v{}h-{}z"/><path fill="#000" d="{}"/></svg>',
        size,
        size,
        size,
        size,
        size,
        path,
    )


def _row(y: int, row: list[bool]) -> str:
    """The dark runs of a row as rectangles."""
    found, start = [], None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            found.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            start = None
    return "".join(found)
