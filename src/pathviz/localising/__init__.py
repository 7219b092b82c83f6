"""A municipality's layer over a regional path: the local path, where each block comes from, and what differs.

Pure. After the national service register's base descriptions, what is inherited stays: laws, roles,
contacts and documents are a union, a `statutory` step is neither left out nor led or decided by
others, and the regional text stands above the local one. The order is region, municipality,
language: `outline` decides the course of the path from the default language, whose conditions it
compares, and `fill` puts the words of any language into it::

    plan = outline(frame, layer)
    finnish = fill(plan, frame, layer)
    swedish = fill(plan, localise_path(frame, sv), localise_layer(layer, sv))

`merge` does both for the default language. What cannot be merged is told by `plan.problems`; the
path is there all the same, without what was wrong.
"""

from pathviz.localising.comparing import Change, ChangeKind, changes_between, snapshot
from pathviz.localising.divergences import Divergence, DivergenceKind
from pathviz.localising.local import LocalPath, Origin, fill, merge
from pathviz.localising.ways import outline

__all__ = [
    "Change",
    "ChangeKind",
    "Divergence",
    "DivergenceKind",
    "LocalPath",
    "Origin",
    "changes_between",
    "fill",
    "merge",
    "outline",
    "snapshot",
]
