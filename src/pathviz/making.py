"""The middle stages: lay out → render. A good site becomes the bytes of its files, in memory or where they are written.

Each page is a pure function of a frozen context, so pages are made in parallel; the diagrams of the
pages that a process makes together go through Graphviz together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from pathviz import pages, prose, svg, svg_lanes
from pathviz.conformance import Frames, held
from pathviz.frames import roots
from pathviz.i18n import DEFAULT, load_strings
from pathviz.layout import FlowLayout, PathGraph, layout_flow, layout_lanes, layout_rail, pieces
from pathviz.localising import LocalPath, fill, outline
from pathviz.messages import Messages
from pathviz.model import LayerStatus, ServicePath, Site
from pathviz.parallel import chunks, spread
from pathviz.resources import own_templates, template_folders
from pathviz.shape import Key, explained, load_meanings
from pathviz.urls import WORKER, format_anchor

FEW: Final = 60
"""Fewer paths than this are made in one go."""

CHUNK: Final = 20
"""Pages with diagrams that a process makes at a time: enough for Graphviz to take together, few enough that none waits
long for the last ones."""

_DRAWN: Final = frozenset({"path", "local", "region"})
"""The kinds of pages that have diagrams."""

Write = Callable[[str, bytes, bytes], None]
"""Writes a file: its address, its content and that one's SHA-256."""


@dataclass(slots=True)
class Made:
    """All files of a published site by their addresses: their content, unless it was written, sizes and SHA-256."""

    files: dict[str, bytes] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)

    def add(self, file: _File) -> None:
        """Add a file."""
        if file.content is not None:
            self.files[file.address] = file.content
        self.sizes[file.address], self.digests[file.address] = file.size, file.digest


class _File(NamedTuple):
    """A file that was made; without its content where that has been written."""

    address: str
    size: int
    digest: bytes
    content: bytes | None


def make(
    sites: Mapping[str, Site],
    folder: Path,
    *,
    jobs: int = 1,
    frames: Frames | None = None,
    drafts: bool = False,
    write: Write | None = None,
) -> Made:
    """Make all files of the published site.

    `sites` are without errors, by language, the default one first; `folder` is the site's folder; `frames`
    are the kept versions of regional paths; with `drafts` the municipalities' drafts are shown too; `write` takes
    each file in the process that made it, so that it need not be sent.

    Raises:
        LayoutError: a diagram could not be placed.
        jinja2.TemplateError: one of the site's own templates is wrong.
        OSError: a static file or attachment could not be read; or of `write`.
    """
    try:
        return _made(sites, folder, jobs, frames or {}, drafts=drafts, write=write)
    finally:
        _RENDERERS.clear()  # a preview's templates may have changed when it makes the site again


def prepare(folder: Path) -> None:
    """Begin with what `make` needs whatever the site in a folder says; it may be called while that is still read."""
    folders = template_folders(folder)
    _renderer(tuple(folders)).compile()
    pages.static_assets(folders[-1:], ())  # the scripts' shorter texts are remembered
    load_strings(folders[-1:], DEFAULT)  # so are the words of our own


def _made(
    sites: Mapping[str, Site], folder: Path, jobs: int, frames: Frames, *, drafts: bool, write: Write | None
) -> Made:
    folders = template_folders(folder)
    if drafts:
        # What the preview shows is of now; nothing of it is kept, and what a published site kept here is removed.
        sites = {lang: replace(site, info=replace(site.info, offline=False)) for lang, site in sites.items()}
    else:
        sites = {lang: _published(site) for lang, site in sites.items()}
    context = _with_locals(_context(sites, folders), frames)
    site = next(iter(sites.values()))
    made = Made()

    def add(files: Mapping[str, bytes]) -> None:
        for address, content in files.items():
            made.add(_file(address, content, write))

    add({**context.assets.files, **pages.attachments(site, roots(folder))})
    parts = _parts(pages.plan(sites))
    if jobs > 1 and len(parts) > 1:
        _renderer(tuple(folders)).compile()
    for file in spread(_make_part, (context, folders, write), parts, jobs=jobs):
        made.add(file)
    worker = pages.worker(made.sizes, made.digests, folders, tuple(sites), on=site.info.offline)
    add({WORKER: worker})
    add(pages.header_files(site.info, made.sizes))
    return made


def _file(address: str, content: bytes, write: Write | None) -> _File:
    """A file with what publishing asks of it, written where it can be."""
    digest = sha256(content).digest()
    if write is None:
        return _File(address, len(content), digest, content)
    write(address, content, digest)
    return _File(address, len(content), digest, None)


def _parts(specs: Sequence[pages.PageSpec]) -> list[Sequence[pages.PageSpec]]:
    """Pages as they are made together: what takes longest first, and paths last, of which there are ever smaller parts.

    A language's lists of steps share most of what they are made of, and are left to one process.
    """
    lists: defaultdict[str, list[pages.PageSpec]] = defaultdict(list)
    paths, regions, others = [], [], []
    for spec in specs:
        if spec.kind in pages.STEP_LISTS:
            lists[spec.lang].append(spec)
        elif spec.kind == "region":
            regions.append(spec)
        elif spec.kind in _DRAWN:
            paths.append(spec)
        else:
            others.append([spec])
    if len(paths) < FEW:
        return [specs]
    return [*lists.values(), *chunks(regions, CHUNK), *others, *chunks(paths, CHUNK)]


def _context(sites: Mapping[str, Site], folders: list[Path]) -> pages.Context:
    default = next(iter(sites.values()))
    return pages.Context(
        sites=sites,
        indexes={lang: pages.index_site(site) for lang, site in sites.items()},
        strings={lang: load_strings(folders, lang) for lang in sites},
        assets=pages.static_assets(folders, default.regions.values(), default.info.theme, default.municipalities),
        prose=prose.read,
        faults=_faults,
        format=_format,
    )


def _published(site: Site) -> Site:
    if all(layer.status is LayerStatus.PUBLISHED for layer in site.layers):
        return site
    return replace(site, layers=tuple(layer for layer in site.layers if layer.status is LayerStatus.PUBLISHED))


def _with_locals(context: pages.Context, frames: Frames) -> pages.Context:
    """The municipalities' versions in every language: their course is that of the default one."""
    default = context.sites[context.default_lang]
    if not default.layers:
        return context
    plans = {layer.key: outline(default.paths[layer.path_key], layer) for layer in default.layers}
    found = {
        lang: {layer.key: fill(plans[layer.key], site.paths[layer.path_key], layer) for layer in site.layers}
        for lang, site in context.sites.items()
    }
    told = {layer.key: held(default, layer, frames) for layer in default.layers}
    return replace(
        context,
        locals=found,
        mirror={
            lang: [
                replace(told[key], local=local, municipality=context.indexes[lang].towns[local.layer.town_key])
                for key, local in versions.items()
            ]
            for lang, versions in found.items()
        },
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


def _make_part(shared: tuple[pages.Context, list[Path], Write | None], specs: Sequence[pages.PageSpec]) -> list[_File]:
    """Make pages and what stands beside them."""
    context, folders, write = shared
    renderer = _renderer(tuple(folders))
    drawn, scripts = _drawn(context, specs)
    made = [*scripts, *[page for spec in specs for page in renderer.render_all(spec, drawn)]]
    return [_file(artifact.path, artifact.content, write) for artifact in made]


# Compiling the templates takes longer than many pages do; a process does it once.
_RENDERERS: dict[object, pages.Renderer] = {}


def _renderer(folders: tuple[Path, ...]) -> pages.Renderer:
    """This process's renderer."""
    found = _RENDERERS.get(folders)
    if found is None:
        found = _RENDERERS[folders] = pages.Renderer(folders)
    return found


def _drawn(context: pages.Context, specs: Sequence[pages.PageSpec]) -> tuple[pages.Context, list[pages.Artifact]]:
    """The context with the drawings of some pages, all placed by Graphviz together, and the scripts beside them."""
    drawn = [spec for spec in specs if spec.kind in _DRAWN]
    graphs = [(spec, graph) for spec in drawn if (graph := _graph(spec, context)) is not None]
    diagrams: dict[tuple[str, str, str], pages.Diagrams] = {}
    maps: dict[tuple[str, str], pages.RegionMap] = {}
    scripts = []
    for (spec, graph), flow in zip(graphs, layout_flow([graph for _, graph in graphs]), strict=True):
        if spec.kind == "region":
            words = pages.region_map_words(context.strings[spec.lang])
            maps[spec.key[0], spec.lang] = pages.RegionMap(svg.draw_flow(flow, words), (flow.width, flow.height))
        else:
            drawing, script = _diagrams(spec, graph, flow, context)
            diagrams[spec.key[0], "/".join(spec.key[1:]), spec.lang] = drawing
            scripts.append(script)
    return replace(context, diagrams=diagrams, maps=maps), scripts


def _diagrams(
    spec: pages.PageSpec, graph: PathGraph, flow: FlowLayout, context: pages.Context
) -> tuple[pages.Diagrams, pages.Artifact]:
    """The drawings of a path whose flow has been placed, and the script that brings the lanes."""
    words = pages.diagram_words(context.strings[spec.lang])
    rail = layout_rail(graph)
    flow_is_printed = pages.fits_on_paper(flow.width, flow.height)
    path, _ = _path_of(spec, context)
    lanes = layout_lanes(pages.lane_graph(graph, path, context.sites[spec.lang], context.strings[spec.lang]))
    drawn = svg.draw_flow(flow, words), svg.draw_rail(rail, words)
    heads, drawing = svg_lanes.draw_lane_heads(lanes), svg_lanes.draw_lanes(lanes, words)
    page = pages.address(spec, context.default_lang)
    script = pages.lane_script(page, heads, drawing, context.assets["lanes.css"])
    diagrams = pages.Diagrams(
        *drawn,
        (flow.width, flow.height),
        (rail.width, rail.height),
        (lanes.width, lanes.height),
        lanes.head_height,
        script.path,
        flow_pieces=pieces(flow) if flow_is_printed else (),
        rail_pieces=() if flow_is_printed else pieces(rail),
        rail_left=min((box.frame.x for box in rail.boxes), default=0),
    )
    return diagrams, script


def _graph(spec: pages.PageSpec, context: pages.Context) -> PathGraph | None:
    site, index, words = context.sites[spec.lang], context.indexes[spec.lang], context.strings[spec.lang]
    if spec.kind == "region":
        return pages.region_graph(spec.key[0], site, index, words)
    path, local = _path_of(spec, context)
    return pages.path_graph(path, site, index, words, local)


def _path_of(spec: pages.PageSpec, context: pages.Context) -> tuple[ServicePath, LocalPath | None]:
    """The path of a page, and the municipality's version that it is."""
    if spec.kind == "path":
        region, path = spec.key
        return context.sites[spec.lang].paths[region, path], None
    region, municipality, path = spec.key
    local = context.locals[spec.lang][region, municipality, path]
    return local.path, local
