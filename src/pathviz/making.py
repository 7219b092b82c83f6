"""The middle stages: lay out → render. A good site becomes the bytes of its files, in memory.

Each page is a pure function of a frozen context, so pages are made in parallel; the diagrams of the
pages that a process makes together go through Graphviz together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pathviz import pages, prose, svg, svg_lanes
from pathviz.frames import roots
from pathviz.i18n import load_strings
from pathviz.layout import PathGraph, layout_flow, layout_lanes, layout_rail
from pathviz.messages import Messages
from pathviz.model import Site
from pathviz.parallel import chunks, spread
from pathviz.resources import own_templates, template_folders
from pathviz.shape import Key, explained, load_meanings
from pathviz.urls import format_anchor

FEW: Final = 60
"""Fewer paths than this are made in one go."""

CHUNK: Final = 20
"""Paths whose pages a process makes at a time: enough for Graphviz to take together, few enough that none waits long
for the last ones."""


def make(sites: Mapping[str, Site], folder: Path, *, jobs: int = 1) -> dict[str, bytes]:
    """All files of the published site by their addresses, in the order of the addresses.

    `sites` are without errors, by language, the default one first; `folder` is the site's folder.

    Raises:
        LayoutError: a diagram could not be placed.
        jinja2.TemplateError: one of the site's own templates is wrong.
        OSError: a static file or attachment could not be read.
    """
    _RENDERERS.clear()  # a preview's templates may have changed since it last made the site
    folders = template_folders(folder)
    context = _context(sites, folders)
    files: dict[str, bytes] = dict(context.assets.files)
    files |= pages.attachments(next(iter(sites.values())), roots(folder))
    parts = _parts(pages.plan(sites))
    if jobs > 1 and len(parts) > 1:
        _renderer(tuple(folders)).compile()
    for artifact in spread(_make_part, (context, folders), parts, jobs=jobs):
        files[artifact.path] = artifact.content
    return dict(sorted(files.items()))


def _parts(specs: Sequence[pages.PageSpec]) -> list[Sequence[pages.PageSpec]]:
    """Pages as they are made together, what takes longest first, so that all processes end at about one time.

    A language's lists of steps share most of what they are made of, and are left to one process.
    """
    paths = [spec for spec in specs if spec.kind == "path"]
    if len(paths) < FEW:
        return [specs]
    lists: defaultdict[str, list[pages.PageSpec]] = defaultdict(list)
    others = []
    for spec in specs:
        if spec.kind in pages.STEP_LISTS:
            lists[spec.lang].append(spec)
        elif spec.kind != "path":
            others.append([spec])
    return [*lists.values(), *chunks(paths, CHUNK), *others]


def _context(sites: Mapping[str, Site], folders: list[Path]) -> pages.Context:
    default = next(iter(sites.values()))
    accent = default.info.theme.accent if default.info.theme else ""
    return pages.Context(
        sites=sites,
        indexes={lang: pages.index_site(site) for lang, site in sites.items()},
        strings={lang: load_strings(folders, lang) for lang in sites},
        assets=pages.static_assets(folders, default.regions.values(), accent),
        prose=prose.read,
        faults={lang: _faults(lang) for lang in sites},
        format=_format(),
    )


def _faults(lang: str) -> list[pages.Fault]:
    """Every fault code as the site's page explains it."""
    messages = Messages(own_templates() / "locales", lang)
    return [
        pages.Fault(one.code, one.message, one.mend, one.severity, one.title, one.why, one.example)
        for one in map(messages.explain, messages.codes)
    ]


def _format() -> list[pages.FormatPart]:
    """Every kind of file and its parts as the site's page explains them."""
    return [
        pages.FormatPart(
            id=format_anchor(part.table),
            title=part.title,
            about=part.about,
            keys=tuple(map(_format_key, part.keys)),
            place=part.place,
            example=part.example,
            is_text=part.is_text,
            also=format_anchor(part.also) if part.also else "",
        )
        for part in explained(load_meanings(own_templates() / "locales"))
    ]


def _format_key(key: Key) -> pages.FormatKey:
    part = format_anchor(key.part) if key.part else ""
    return pages.FormatKey(key.key, key.meaning, key.kind, key.required, key.longest, key.example, part)


def _make_part(shared: tuple[pages.Context, list[Path]], specs: Sequence[pages.PageSpec]) -> list[pages.Artifact]:
    context, folders = shared
    renderer = _renderer(tuple(folders))
    drawn = replace(context, diagrams=_diagrams(context, [spec for spec in specs if spec.kind == "path"]))
    return [renderer.render(spec, drawn) for spec in specs]


# Compiling the templates takes longer than many pages do; a process does it once.
_RENDERERS: dict[object, pages.Renderer] = {}


def _renderer(folders: tuple[Path, ...]) -> pages.Renderer:
    """This process's renderer."""
    found = _RENDERERS.get(folders)
    if found is None:
        found = _RENDERERS[folders] = pages.Renderer(folders)
    return found


def _diagrams(context: pages.Context, specs: Sequence[pages.PageSpec]) -> dict[tuple[str, str, str], pages.Diagrams]:
    """The drawings of some paths, placed by Graphviz together."""
    graphs = [_graph(spec, context) for spec in specs]
    drawings = {}
    for spec, graph, flow in zip(specs, graphs, layout_flow(graphs), strict=True):
        words = pages.diagram_words(context.strings[spec.lang])
        rail = layout_rail(graph)
        region, path = spec.key
        site = context.sites[spec.lang]
        lanes = layout_lanes(pages.lane_graph(graph, site.paths[region, path], site, context.strings[spec.lang]))
        drawings[region, path, spec.lang] = pages.Diagrams(
            svg.draw_flow(flow, words),
            svg.draw_rail(rail, words),
            (flow.width, flow.height),
            (rail.width, rail.height),
            svg_lanes.draw_lanes(lanes, words),
            svg_lanes.draw_lane_heads(lanes),
            (lanes.width, lanes.height),
        )
    return drawings


def _graph(spec: pages.PageSpec, context: pages.Context) -> PathGraph:
    site = context.sites[spec.lang]
    region, path = spec.key
    return pages.path_graph(site.paths[region, path], site, context.indexes[spec.lang], context.strings[spec.lang])
