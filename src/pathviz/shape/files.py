"""The kinds of files of the format, each with the function that reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pathviz import schema
from pathviz.model import Markdown
from pathviz.problems import Location
from pathviz.records import Record
from pathviz.shape.asked import Shape, shape_of

_BODY: Final = Markdown(Location(""))


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its name, where it stands, and what reads it.

    `is_text` for a Markdown file, whose front matter this is. Where `either` names keys, one of them is needed.
    """

    name: str
    place: str
    read: Callable[[Record], object]
    is_text: bool = False
    has_layer: bool = True
    either: tuple[str, ...] = ()

    @cached_property
    def shape(self) -> Shape:
        """The shape of the file in the default language."""
        return shape_of(self.name, self.read)

    @cached_property
    def layer(self) -> Shape:
        """The shape of the file's language layer."""
        return shape_of(self.name, self.read, sparse=True)


def _catalogue(read: Callable[[str, Record], object]) -> Callable[[Record], object]:
    return lambda record: [read(key, entry) for key, entry in record.entries()]


FILES: Final = (
    FileKind("site", "content/site.yaml", schema.site_info),
    FileKind(
        "description", "content/<alue>/<polku>/index.md", lambda r: schema.service_description(r, _BODY), is_text=True
    ),
    FileKind(
        "path", "content/<alue>/<polku>/path.yaml", lambda r: schema.path_parts(r, {}), either=("phases", "steps")
    ),
    FileKind("actors", "content/actors.yaml", _catalogue(schema.actor)),
    FileKind("laws", "content/laws.yaml", _catalogue(schema.law)),
    FileKind("services", "content/services.yaml", _catalogue(schema.service)),
    FileKind("glossary", "content/glossary.yaml", _catalogue(schema.term)),
    FileKind("comparison", "content/comparisons/<vertailu>.yaml", lambda r: schema.comparison("x", r)),
    FileKind("track", "content/onboarding/<perehtymispolku>.yaml", lambda r: schema.track("x", r)),
    FileKind("page", "content/pages/<sivu>.md", lambda r: schema.free_page("x", r, _BODY), is_text=True),
    FileKind("region", "regions/<alue>/region.yaml", lambda r: schema.region("x", r)),
    FileKind(
        "municipality",
        "regions/<alue>/<kunta>/municipality.yaml",
        lambda r: schema.municipality("x", "x", r),
        has_layer=False,
    ),
    FileKind("layer", "regions/<alue>/<kunta>/<polku>.yaml", lambda r: schema.layer("x", "x", "x", r), has_layer=False),
)
"""All kinds of files, in the order in which a reader meets them."""
