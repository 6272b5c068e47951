"""QR codes with addresses of pages, for print."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=1024)
def qr_code(address: str) -> SafeString:
    """An SVG of `address`, with attributes and a class but no style.

    Its quiet zone is four modules wide on each side, as ISO/IEC 18004 requires.
    """
    drawing = segno.make(address, error="m", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(drawing)  # noqa: S308 - drawn by the library, which writes no input
