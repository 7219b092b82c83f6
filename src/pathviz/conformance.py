"""How each municipality's version holds against the regional frame: the mirror for whoever is responsible for a region.

Pure. The versions of a path that layers were written against are given as kept `frames` (see
`frame_name`), so that what has changed since can be told without the history of the files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pathviz.localising import Change, Divergence, LocalPath, changes_between, merge, snapshot
from pathviz.model import Layer, Municipality, PathKey, ServicePath, Site

Frames = Mapping[str, Mapping[str, Any]]
"""Kept versions of regional paths by their names."""

_NOTE: Final = "pathviz: alueen polku sellaisena kuin kunnan versio sitä noudattaa. Älä muokkaa."


class Verdict(StrEnum):
    """Whether a local path stays within its frame; the words are `verdict.<verdict>` of the locale files."""

    AS_FRAME = "as_frame"
    WITHIN = "within"
    DEPARTS = "departs"


@dataclass(frozen=True)
class Conformance:
    """A municipality's version of a path, held against its frame.

    `version` is that of the regional path today; `changes` tell what has changed since the version
    that the layer names, None where the frame is newer but that version was not kept.
    """

    local: LocalPath
    municipality: Municipality
    verdict: Verdict
    version: dt.date | None
    is_older: bool
    changes: tuple[Change, ...] | None

    @property
    def layer(self) -> Layer:
        """The municipality's layer."""
        return self.local.layer

    @property
    def additions(self) -> tuple[Divergence, ...]:
        """What the municipality has added within the frame."""
        return tuple(each for each in self.local.divergences if not each.departs)

    @property
    def departures(self) -> tuple[Divergence, ...]:
        """Where it leaves the frame."""
        return tuple(each for each in self.local.divergences if each.departs)


def mirror(site: Site, frames: Frames) -> tuple[Conformance, ...]:
    """Every version of every path of a site without errors, in the order of regions and municipalities."""
    return tuple(held(site, layer, frames) for layer in site.layers)


def without_version(site: Site) -> Iterator[tuple[Municipality, ServicePath]]:
    """Each municipality with each path of its region of which it has no version: there the region's own holds."""
    own = {layer.key for layer in site.layers}
    for town in site.municipalities:
        for path in site.paths.values():
            if path.region == town.region and (*town.key, path.id) not in own:
                yield town, path


def held(site: Site, layer: Layer, frames: Frames) -> Conformance:
    """How the version of one layer holds against its frame. The site has its path and municipality."""
    local = merge(site.paths[layer.path_key], layer)
    municipality = next(each for each in site.municipalities if each.key == layer.town_key)
    verdict = Verdict.DEPARTS if local.departs else Verdict.WITHIN if local.divergences else Verdict.AS_FRAME
    version, frame = local.frame.description.version_day, layer.frame
    is_older = bool(version and frame and frame < version)
    changes: tuple[Change, ...] | None = ()
    if is_older and frame is not None:
        changes = _changes(frames.get(frame_name(local.frame.key, frame)), local.frame)
    return Conformance(local, municipality, verdict, version, is_older, changes)


def _changes(kept: Mapping[str, Any] | None, path: ServicePath) -> tuple[Change, ...] | None:
    if kept is None:
        return None
    try:
        return changes_between(kept, snapshot(path))
    except (LookupError, TypeError, AttributeError):
        return None  # somebody has edited it; it tells nothing any more


def frame_name(key: PathKey, version: dt.date) -> str:
    """The name under which a version of a path is kept.

    >>> frame_name(("keski-suomi", "kuty"), dt.date(2026, 11, 21))
    'keski-suomi/kuty@2026-11-21.json'
    """
    return f"{key[0]}/{key[1]}@{version.isoformat()}.json"


def frames_to_keep(site: Site, known: Frames) -> Iterator[tuple[str, dict[str, Any]]]:
    """The versions that layers name and the site has today, but nobody has kept yet; by their names."""
    names = set(known)
    for layer in site.layers:
        path = site.paths.get(layer.path_key)
        if path is None or layer.frame is None or path.description.version_day != layer.frame:
            continue
        name = frame_name(path.key, layer.frame)
        if name not in names:
            names.add(name)
            yield name, {"note": _NOTE, **snapshot(path)}
