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


def lane_script(page: str, drawn: Diagrams) -> Artifact:
    """The file that hands the lanes and their heads over to `pathviz.lanes` (explorer.js); it stands beside its page.

    >>> lane_script("alue/polku/index.html", Diagrams("", "", lanes="<svg/>", lane_heads="<b/>")).content
    b'pathviz.lanes({"heads":"<b/>","svg":"<svg/>"})'
    """
    given = json.dumps({"heads": drawn.lane_heads, "svg": drawn.lanes}, ensure_ascii=False, separators=(",", ":"))
    content = f"pathviz.lanes({given})".encode()
    name = urls.hashed(_NAME, hashlib.sha256(content).hexdigest())
    return Artifact(posixpath.join(posixpath.dirname(page), name), content)
