"""Rules of how publishers look: can their colours be seen, are their logos pictures?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pathviz import contrast
from pathviz.checks.references import logo_references
from pathviz.model import Entity, Site, themes
from pathviz.problems import Problem

_GROUNDS: Final = {"accent": contrast.LIGHT_GROUND, "accent_dark": contrast.DARK_GROUND}
"""What each colour has to be seen on: the ground of the light theme, and of the dark one."""


def colour_too_faint(site: Site) -> Iterator[Problem]:
    """A publisher's or region's colour cannot be read on the ground of the pages."""
    for region in site.regions.values():
        yield from _faint(region, "accent", region.accent)
    for _, theme in themes(site.info, site.municipalities):
        yield from _faint(theme, "accent", theme.accent)
        yield from _faint(theme, "accent_dark", theme.accent_dark)


def _faint(entity: Entity, key: str, written: str) -> Iterator[Problem]:
    colour, ground = contrast.parse(written), contrast.known(_GROUNDS[key])
    if colour is None:
        return
    found = contrast.contrast(colour, ground)
    if found < contrast.TEXT:
        values = {
            "colour": written,
            "ground": _GROUNDS[key],
            # Cut off, not rounded: 4.49 is not yet 4.5.
            "ratio": f"{int(found * 100) / 100:.2f}",
            "least": str(contrast.TEXT),
            "nearest": contrast.written(contrast.nearest_seen(colour, ground)),
        }
        yield Problem("colour-too-faint", entity.place(key), values)


def logo_without_size(site: Site) -> Iterator[Problem]:
    """A logo is there, but is no picture that a page can show."""
    known = set(site.files)
    for folder, logo in logo_references(site):
        name = f"{folder}/{logo.id}"
        if name in known and name not in site.logos:
            yield Problem("logo-without-size", logo.at, {"file": logo.id})


def dark_alone(site: Site) -> Iterator[Problem]:
    """A theme has a logo or colour for the dark theme alone."""
    for _, theme in themes(site.info, site.municipalities):
        for key in ("accent", "logo"):
            if getattr(theme, f"{key}_dark") and not getattr(theme, key):
                yield Problem("missing-key", theme.at, {"key": key})
