"""The order of words in Finnish and Swedish."""

from __future__ import annotations

from typing import Final

_LAST: Final = {"å": "z1", "ä": "z2", "ö": "z3"}


def sort_key(name: str) -> str:
    """The place of a word in the Finnish and Swedish alphabet, where å, ä and ö come last."""
    return "".join(_LAST.get(char, char) for char in name.casefold())
