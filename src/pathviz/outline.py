"""The headings of a text: their levels on a page, and their anchors."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pathviz.model.frozen import entity
from pathviz.source import as_id

TOP_LEVEL: Final = 2
LOWEST_LEVEL: Final = 6


@entity(frozen=True)
class Heading:
    """A heading of a text: its anchor, its words and its level (2 to 6)."""

    id: str
    title: str
    level: int


class Outline:
    """Takes the headings of a text one by one; of `levels`, those written, the topmost becomes `TOP_LEVEL`."""

    def __init__(self, levels: Collection[int]) -> None:
        self.headings: list[Heading] = []
        self._shift = TOP_LEVEL - min(levels, default=1)
        self._before = TOP_LEVEL - 1
        self._taken: dict[str, int] = {}

    def add(self, level: int, title: str) -> Heading:
        """A heading of a written level: no level is skipped on the page, and each has an anchor of its own."""
        # A skipped level would leave a hole in the page's outline.
        self._before = min(level + self._shift, self._before + 1, LOWEST_LEVEL)
        base = as_id(title) or "otsikko"
        name, number = base, self._taken.get(base, 1)
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken[name], self._taken[base] = 1, number
        heading = Heading(name, title, self._before)
        self.headings.append(heading)
        return heading
