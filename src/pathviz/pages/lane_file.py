"""The drawing of the actors as a script of its own, which a page asks for when a reader first wants to see it.

A script, as a page that was opened from a folder on disk may load no other kind of file.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from typing import Final

from pathviz import urls
from pathviz.pages.spec import Artifact, Diagrams

_NAME: Final = "toimijat.js"


def lane_script(page: str, drawn: Diagrams, style: str) -> Artifact:
    r"""The file that hands the lanes and their heads over to `pathviz.lanes` (explorer.js); it stands beside its page.

    The drawing brings its style sheet along, whose address is `style`.

    >>> drawn = Diagrams("", "", lanes="<svg/>", lane_heads="<b/>")
    >>> lane_script("alue/polku/index.html", drawn, "static/lanes.css").content
    b'pathviz.lanes({"heads":"<b/>","svg":"<link rel=\\"stylesheet\\" href=\\"../../static/lanes.css\\"><svg/>"})'
    """
    look = f'<link rel="stylesheet" href="{urls.relative(page, style)}">'
    content = b'pathviz.lanes({"heads":%b,"svg":%b})' % (_string(drawn.lane_heads), _string(look + drawn.lanes))
    name = urls.hashed(_NAME, hashlib.sha256(content).hexdigest())
    return Artifact(posixpath.join(posixpath.dirname(page), name), content)


_ESCAPED: Final = bytes(range(32)) + b"\\"
"""What JSON escapes in a text, but for the quotation mark."""


def _string(text: str) -> bytes:
    r"""A text as JSON has it: a drawing is long and full of quotes, and hardly ever has anything else to escape.

    >>> print(_string('<g id="a"/>'), _string("\\"))
    b'"<g id=\\"a\\"/>"' b'"\\\\"'
    """
    raw = text.encode()
    if len(raw.translate(None, _ESCAPED)) != len(raw):
        return json.dumps(text, ensure_ascii=False).encode()
    return b'"%b"' % raw.replace(b'"', b'\\"')
