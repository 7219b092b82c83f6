"""The stages in order: load → localise → check → lay out → render → publish.

`check` reads and checks a site, `make` turns a good one into files in memory, `build` does both and
publishes. Each page is a pure function of a frozen context, so pages are made in parallel. Rendering
is imported only where something is rendered: a build with nothing to do needs neither Jinja nor
Markdown.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pathviz.fingerprint import fingerprint
from pathviz.loader import Loaded, PathKey, PathRead, Tree, load_site, read_paths
from pathviz.parallel import chunks, spread
from pathviz.problems import Location, Problem, Problems
from pathviz.publish import check_output, heal, is_current, publish
from pathviz.resources import own_templates, template_folders

if TYPE_CHECKING:
    # Only named in annotations: what renders is heavy to import, and often nothing is rendered.
    from pathviz.layout import PathGraph
    from pathviz.model import Markdown, ServicePath, Site
    from pathviz.pages import Artifact, Context, Diagrams, PageSpec, Renderer
    from pathviz.prose import Prose

READ_CHUNK: Final = 40
"""Paths that a process reads at a time."""
DRAW_CHUNK: Final = 60
"""Pages that a process makes at a time: their diagrams go through Graphviz together."""
CACHE: Final = ".pathviz-cache"

Progress = Callable[[str], None]


def _silent(_stage: str) -> None:
    """No progress is shown."""


@dataclass(frozen=True)
class Options:
    """What a run is asked to do. `today` is the day against which review dates are held."""

    site: Path
    output: Path
    strict: bool = False
    jobs: int = 1
    base_url: str | None = None
    today: dt.date = field(default_factory=dt.date.today)


@dataclass(frozen=True)
class Checked:
    """A site that was read: in every language, with all faults. `sites` is empty when it has errors."""

    sites: Mapping[str, Site]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Outcome:
    """What a build did: the faults, and how many files it published (None: it did not)."""

    problems: tuple[Problem, ...]
    files: int | None = None
    was_current: bool = False


def has_errors(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether a site with these faults may not be published."""
    return any(strict or problem.severity == "error" for problem in problems)


# -- load, localise, check -------------------------------------------------------------------


def check(options: Options, progress: Progress = _silent) -> Checked:
    """Read and check the whole site; nothing is written.

    Raises:
        SiteNotFound: the folder holds no site.
    """
    from pathviz import checks  # noqa: PLC0415 (needs Markdown)
    from pathviz.layers import localise  # noqa: PLC0415

    problems = Problems()
    progress("read")

    def read(tree: Tree, lang: str, keys: Sequence[PathKey]) -> Iterator[PathRead]:
        return _read_in_parallel(tree, lang, keys, options.jobs)

    loaded = load_site(options.site, problems, read)
    loaded = _with_settings(loaded, options)
    progress("check")
    found_by_rules = checks.check_site(loaded.site, loaded.layers, options.today)
    problems.extend(list(checks.without_echoes(found_by_rules, problems)))
    found = tuple(problems)
    if has_errors(found, strict=options.strict):
        return Checked({}, found)
    sites = {loaded.site.lang: loaded.site}
    sites |= {lang: localise(loaded.site, layer) for lang, layer in loaded.layers.items()}
    return Checked(sites, found)


def _with_settings(loaded: Loaded, options: Options) -> Loaded:
    if options.base_url is None:
        return loaded
    info = replace(loaded.site.info, base_url=options.base_url.rstrip("/"))
    return replace(loaded, site=replace(loaded.site, info=info))


def _read_in_parallel(tree: Tree, lang: str, keys: Sequence[PathKey], jobs: int) -> Iterator[PathRead]:
    from pathviz import prose  # noqa: PLC0415 (needs Markdown)

    for result, texts in spread(_read_part, (tree, lang), chunks(keys, READ_CHUNK), jobs=jobs):
        prose.remember(texts)
        yield result


def _read_part(shared: tuple[Tree, str], keys: Sequence[PathKey]) -> Sequence[tuple[PathRead, Sequence[tuple[Markdown, Prose]]]]:
    """Read paths, and their Markdown too: that is as much work again, and best done beside it."""
    from pathviz import prose  # noqa: PLC0415

    tree, lang = shared
    results = []
    for result in read_paths(tree, lang, keys):
        texts = _markdown(result.path) if result.path is not None else ()
        results.append((result, [(text, prose.read(text)) for text in texts]))
    return results


def _markdown(path: ServicePath) -> Iterator[Markdown]:
    if path.description.body is not None:
        yield path.description.body
    for step in path.steps:
        if step.detail is not None:
            yield step.detail


# -- lay out, render -------------------------------------------------------------------------


def make(sites: Mapping[str, Site], options: Options, progress: Progress = _silent) -> dict[str, bytes]:
    """All files of the published site by their addresses, in the order of the addresses.

    Raises:
        LayoutError: a diagram could not be placed.
        jinja2.TemplateError: one of the site's own templates is wrong.
    """
    from pathviz import pages  # noqa: PLC0415 (needs Jinja)

    folders = template_folders(options.site)
    context = _context(sites, folders)
    default = next(iter(sites.values()))
    files: dict[str, bytes] = dict(context.assets.files)
    files |= pages.attachments(default, options.site)
    progress("render")
    for artifact in spread(_make_part, (context, folders), _parts(pages.plan(sites)), jobs=options.jobs):
        files[artifact.path] = artifact.content
    return dict(sorted(files.items()))


def _parts(specs: Sequence[PageSpec]) -> list[Sequence[PageSpec]]:
    """Pages as they are made together: paths many at a time, and first; what lists the whole site one by one."""
    paths = [spec for spec in specs if spec.kind == "path"]
    others = [spec for spec in specs if spec.kind != "path"]
    if len(paths) < DRAW_CHUNK:
        return [specs]
    return [*chunks(paths, DRAW_CHUNK), *([spec] for spec in others)]


def _context(sites: Mapping[str, Site], folders: list[Path]) -> Context:
    from pathviz import pages, prose  # noqa: PLC0415
    from pathviz.i18n import load_strings  # noqa: PLC0415
    from pathviz.messages import Messages  # noqa: PLC0415

    default = next(iter(sites.values()))
    faults = {}
    for lang in sites:
        messages = Messages(own_templates() / "locales", lang)
        explained = (messages.explain(code) for code in messages.codes)
        faults[lang] = [pages.Fault(each.code, each.message, each.mend) for each in explained]
    return pages.Context(
        sites=sites,
        indexes={lang: pages.index_site(site) for lang, site in sites.items()},
        strings={lang: load_strings(folders, lang) for lang in sites},
        assets=pages.static_assets(folders, default.regions.values()),
        prose=prose.read,
        faults=faults,
    )


def _make_part(shared: tuple[Context, list[Path]], specs: Sequence[PageSpec]) -> Sequence[Artifact]:
    from pathviz import pages  # noqa: PLC0415

    context, folders = shared
    renderer = _renderer(folders)
    drawn = replace(context, diagrams=_diagrams(context, [spec for spec in specs if spec.kind == "path"]))
    return [renderer.render(spec, drawn) for spec in specs]


# Compiling the templates takes longer than many pages do; each process does it once.
_RENDERERS: dict[tuple[Path, ...], Renderer] = {}


def _renderer(folders: list[Path]) -> Renderer:
    from pathviz import pages  # noqa: PLC0415

    key = tuple(folders)
    if key not in _RENDERERS:
        _RENDERERS[key] = pages.Renderer(folders)
    return _RENDERERS[key]


def _diagrams(context: Context, specs: Sequence[PageSpec]) -> dict[tuple[str, str, str], Diagrams]:
    """The drawings of some paths, placed by Graphviz together."""
    from pathviz import pages, svg  # noqa: PLC0415
    from pathviz.layout import layout_flow, layout_rail  # noqa: PLC0415

    graphs = [_graph(spec, context) for spec in specs]
    drawings = {}
    for spec, graph, flow in zip(specs, graphs, layout_flow(graphs), strict=True):
        words = pages.diagram_words(context.strings[spec.lang])
        region, path = spec.key
        drawings[region, path, spec.lang] = pages.Diagrams(
            svg.draw_flow(flow, words), svg.draw_rail(layout_rail(graph), words)
        )
    return drawings


def _graph(spec: PageSpec, context: Context) -> PathGraph:
    from pathviz import pages  # noqa: PLC0415

    site = context.sites[spec.lang]
    region, path = spec.key
    return pages.path_graph(site.paths[region, path], site, context.indexes[spec.lang], context.strings[spec.lang])


# -- build -----------------------------------------------------------------------------------


def build(options: Options, progress: Progress = _silent) -> Outcome:
    """Read, check, make and publish the site; errors leave the published one as it was.

    Raises:
        SiteNotFound: the folder holds no site.
        OutputRefused: the output folder is not ours to replace.
        LayoutError, jinja2.TemplateError: see `make`.
    """
    heal(options.output)
    check_output(options.output, options.site)
    folders = template_folders(options.site)
    digest = fingerprint(options.site, folders, (options.base_url or "",))
    remembered = _remembered(options, digest)
    if remembered is not None and is_current(options.output, digest):
        return Outcome(remembered, None, was_current=not has_errors(remembered, strict=options.strict))
    checked = check(options, progress)
    if not checked.sites:
        return Outcome(checked.problems)
    artifacts = make(checked.sites, options, progress)
    progress("publish")
    publish(artifacts, options.output, options.site, digest=digest)
    _remember(options, digest, checked.problems)
    return Outcome(checked.problems, len(artifacts))


def _remembered(options: Options, digest: str) -> tuple[Problem, ...] | None:
    """The warnings of the last build, when it was of the same input on the same day."""
    try:
        kept = json.loads((options.site / CACHE / "last-build.json").read_bytes())
        if (kept["digest"], kept["day"]) != (digest, options.today.isoformat()):
            return None
        return tuple(
            Problem(code, Location(*at), values, severity, near) for code, at, values, severity, near in kept["problems"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember(options: Options, digest: str, problems: Iterable[Problem]) -> None:
    """Keep the warnings for a run that has nothing to do but to repeat them."""
    from pathviz.publish import write_cache  # noqa: PLC0415

    kept = [[problem.code, problem.at, problem.values, problem.severity, problem.near] for problem in problems]
    content = {"digest": digest, "day": options.today.isoformat(), "problems": kept}
    write_cache(options.site / CACHE, "last-build.json", json.dumps(content, ensure_ascii=False).encode())
