"""Texts as they may stand in HTML: what markupsafe's `escape` and `Markup` do, without their detours.

A page has a thousand texts, nearly all of them plain or escaped already. markupsafe asks of each
whether it has an HTML form of its own, twice, which takes several times as long as the escaping.
"""

from __future__ import annotations

from typing import Final

import markupsafe
from markupsafe import Markup

try:
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:  # a markupsafe without its compiled part
    from markupsafe._native import _escape_inner as _escape_text

escape_text: Final = _escape_text
"""Escapes what is known to be a plain text; gives a plain text too."""

marked: Final = str.__new__
"""`marked(Markup, text)` is what `Markup(text)` does with a plain text, once it has found that it is one."""


class Encoded(bytes):
    """HTML as it stands in a page's file: a drawing goes into two pages, and is encoded once."""

    def __html__(self) -> str:
        """The HTML, for a site's own templates."""
        return self.decode()


def escape(text: str) -> Markup:
    """A text escaped; what is marked as safe already stays as it is.

    >>> escape("<a> & b"), escape(Markup("<br>"))
    (Markup('&lt;a&gt; &amp; b'), Markup('<br>'))
    """
    if type(text) is Markup:
        return text
    return marked(Markup, escape_text(text) if type(text) is str else markupsafe.escape(text))


def escaped(value: object) -> str:
    """Any value as it may stand in HTML, not marked as such: for what is put out at once."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return escape_text(value)  # type: ignore[arg-type]
    if kind is int:
        return str(value)
    return markupsafe.escape(value)


def put(value: object) -> bytes:
    """Any value as it stands in a page's file."""
    return value if type(value) is Encoded else escaped(value).encode()


def joined(*texts: str) -> Markup:
    """Texts one after another, escaped; an addition of `Markup` comes to the same and takes several times as long.

    >>> joined("a & ", Markup("<b>"))
    Markup('a &amp; <b>')
    """
    return marked(Markup, "".join([text if type(text) is Markup else escaped(text) for text in texts]))
