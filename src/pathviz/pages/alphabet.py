"""The order of words in Finnish and Swedish."""

from __future__ import annotations

from typing import Final

_LAST: Final = {"å": "{1", "ä": "{2", "ö": "{3"}
"""What sorts after every letter: `{` stands behind `z`."""


def sort_key(name: str) -> str:
    """The place of a word in the Finnish and Swedish alphabet, where å, ä and ö come last.

    >>> sorted(["Öljy", "Zoo", "Äly", "Apu"], key=sort_key)
    ['Apu', 'Zoo', 'Äly', 'Öljy']
    """
    return "".join(_LAST.get(char, char) for char in name.casefold())
