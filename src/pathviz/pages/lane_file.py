"""The drawing of the actors as a script of its own, which a page asks for when a reader first wants to see it.

A script, as a page that was opened from a folder on disk may load no other kind of file.
"""

from __future__ import annotations

import posixpath
import zlib
from typing import Final

from pathviz import urls
from pathviz.pages.spec import Artifact

_NAME: Final = "toimijat.js"

_ESCAPED: Final = ((b"\\", rb"\\"), (b"'", rb"\'"), (b"\n", rb"\n"), (b"\r", rb"\r"))
"""What a string of JavaScript between single quotes may not hold as it is; drawings hardly ever have any of it."""


def lane_script(page: str, heads: bytes, lanes: bytes, style: str) -> Artifact:
    r"""The file that hands the lanes and their heads over to `pathviz.lanes` (explorer.js); it stands beside its page.

    The drawing brings its style sheet along, whose address is `style`.

    >>> lane_script("alue/polku/index.html", b"<b/>", b'<svg id="a"/>', "static/lanes.css").content
    b'pathviz.lanes({heads:\'<b/>\',svg:\'<link rel="stylesheet" href="../../static/lanes.css"><svg id="a"/>\'})'
    """
    look = f'<link rel="stylesheet" href="{urls.relative(page, style)}">'.encode()
    content = b"pathviz.lanes({heads:'%b',svg:'%b%b'})" % (_quoted(heads), _quoted(look), _quoted(lanes))
    # The name needs but to change with the content, and as many digits of a slower sum would tell no more.
    name = urls.hashed(_NAME, f"{zlib.crc32(content):08x}")
    return Artifact(posixpath.join(posixpath.dirname(page), name), content)


def _quoted(text: bytes) -> bytes:
    r"""A text as it stands between single quotes in a script; its many double quotes may stay as they are.

    >>> print(_quoted(b'<g id="a"/>'), _quoted(b"\\'"))
    b'<g id="a"/>' b"\\\\\\'"
    """
    for plain, written in _ESCAPED:
        text = text.replace(plain, written)
    return text
