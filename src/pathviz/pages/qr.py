"""The QR code of a page's public address, for paper; the one place where segno is used."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

_MASK: Final = 3
"""Any mask is valid. To try all eight for the one that scans best would take six times as long, and paper is kind."""


def qr_code(address: str) -> Markup:
    """An SVG of the address, a unit a module and without the quiet zone; nothing for no address.

    Error level M, so that a sheet that has been folded still opens the page. An address of more bytes
    than a QR code holds at that level (2,331) gives nothing.

    >>> print(qr_code("https://polut.example/")[:94])
    <svg viewBox="0 0 25 25" shape-rendering="crispEdges"><path stroke="#000" d="M0 .5h7m1 0h1m1 0
    """
    if not address:
        return Markup()
    import segno  # noqa: PLC0415 (what it imports takes as long as some pages do, and few builds know their address)

    try:
        code = segno.make_qr(address, error="m", mask=_MASK, boost_error=False)
    except segno.DataOverflowError:
        return Markup()
    size = len(code.matrix)
    return Markup(  # noqa: S704 (numbers alone)
        f'<svg viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path stroke="#000" d="{_strokes(code.matrix)}"/></svg>'
    )


def _strokes(matrix: tuple[bytearray, ...]) -> str:
    """The dark modules row by row, those side by side as one stroke; the first of a symbol is always dark."""
    parts = ["M0 .5"]
    x = y = 0
    for row, modules in enumerate(matrix):
        start = modules.find(1)
        while start >= 0:
            if start != x or row != y:
                parts.append(f"m{start - x} {row - y}")
            end = modules.find(0, start)
            x, y = end if end >= 0 else len(modules), row
            parts.append(f"h{x - start}")
            start = modules.find(1, x)
    return "".join(parts)
