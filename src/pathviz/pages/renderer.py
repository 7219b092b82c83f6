"""From a page's name to its bytes: the one place where Jinja is used."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Macro
from markupsafe import Markup

from pathviz import urls
from pathviz.model import ServicePath
from pathviz.pages import (
    catalogues,
    comparisons,
    embeds,
    local,
    networks,
    paths,
    places,
    services,
    statements,
    texts,
    tracks,
)
from pathviz.pages.draft import Draft, Link
from pathviz.pages.entries import Entries, Fill
from pathviz.pages.escaping import escape, escape_text, escaped
from pathviz.pages.hyphens import hyphenate
from pathviz.pages.json_ld import government_service
from pathviz.pages.plan import address
from pathviz.pages.shell import About, shell_view
from pathviz.pages.site_files import meeting, robots, sitemap, terms
from pathviz.pages.spec import Artifact, Context, PageSpec

_T = TypeVar("_T")

Made = tuple[str, object, About]
"""A page's template, its view, and what it tells its surroundings."""


class _QuickCode(CodeGenerator):
    """Jinja's compiler, but for what takes most of the time of a page: how values are got, escaped and put out.

    Ours are plain objects and functions, and one `t('here')` costs ten times as much where Jinja first looks
    whether it wants a context; in the site's own templates what is missing is still told in Jinja's words.
    """

    environment: _Environment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja's name)
        self._is_child = node.find(nodes.Extends) is not None
        self._is_ours = (self.filename or "").startswith(self.environment.ours)
        super().visit_Template(node, frame)

    def _is_whole(self, frame: Frame) -> bool:
        """Whether a frame is that of a block, or of a template that puts out something itself."""
        return frame.parent is None and (frame.block_frame or (frame.toplevel and not self._is_child))

    def enter_frame(self, frame: Frame) -> None:
        """A block or template goes into a list; piece by piece it would pass through every template above."""
        super().enter_frame(frame)
        if self._is_whole(frame):
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002 (Jinja's)
        if self._is_whole(frame):
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape_text = environment.escape_text")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(shown if (kind := type(shown := ")
            if finalize.src is not None:
                self.write(finalize.src)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        else:
            if finalize.src is not None:
                self.write(")")
            self.write(")) is Markup else escape_text(shown) if kind is str else environment.escaped(shown))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        if self._is_ours:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 (Jinja's)
        if forward_caller or node.dyn_args or node.dyn_kwargs or not isinstance(node.node, nodes.Name):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class _Environment(jinja2.Environment):
    """Jinja's environment with quick code; `ours` is the folder of our own templates."""

    code_generator_class = _QuickCode
    escaped = staticmethod(escaped)
    escape_text = staticmethod(escape_text)
    ours = ""


class Renderer:
    """Renders pages with the templates of `folders`, the first folder winning file by file.

    Templates are compiled when first used and then kept; make one renderer a process.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        # The last folder is ours: an error in its templates is a fault of the program.
        self._theirs = tuple(f"{folder}{os.sep}" for folder in folders[:-1])
        self._environment = _Environment(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            keep_trailing_newline=True,
        )
        self._environment.ours = f"{folders[-1]}{os.sep}"
        self._entries: dict[str, Entries] = {}

    def compile(self) -> None:
        """Compile all templates, for processes that are about to be forked to share.

        One that is wrong is told of when a page needs it.
        """
        for name in self._environment.list_templates(extensions=["html"]):
            with suppress(jinja2.TemplateError, UnicodeDecodeError, OSError):
                self._environment.get_template(name)

    def render(self, spec: PageSpec, context: Context) -> Artifact:
        """Make one page. Raises `jinja2.TemplateError` for a template that is wrong."""
        where = address(spec, context.default_lang)
        if spec.kind == "sitemap":
            return Artifact(where, sitemap(context))
        if spec.kind == "robots":
            return Artifact(where, robots(context))
        draft = Draft(context, spec, where)
        if spec.kind == "terms":
            return Artifact(where, terms(draft))
        if spec.kind == "meeting":
            return Artifact(where, meeting(self._filled("_meeting.html", {"t": draft.words})))
        if spec.kind == "embed":
            html = self._filled("embed.html", {"view": embeds.embed_view(draft), "t": draft.words})
            return Artifact(where, html.encode())
        if spec.kind == "not_found":
            draft.root = urls.root_path(draft.site.info.base_url)
        if spec.kind in _LISTS:
            template, view, about = _LISTS[spec.kind](draft, self._of(draft))
        else:
            template, view, about = _MAKERS[spec.kind](draft)
        shown = {"view": view, "t": draft.words, "h": _heading_filter(draft)}
        # A part is most of its page; by itself it does not pass through every template that the page extends.
        parts = {name: Markup(self._filled(f"{name}.html", shown)) for name in _PARTS.get(spec.kind, ())}  # noqa: S704
        html = self._filled(template, {**shown, **parts, "page": shell_view(draft, about)})
        return Artifact(where, html.encode())

    def _of(self, draft: Draft) -> Entries:
        """The entries of the site's steps in the page's language; those of another site are not kept."""
        found = self._entries.get(draft.lang)
        if found is None or found.index is not draft.index:
            fill = self._macros("_duties.html", {"t": draft.words})
            found = self._entries[draft.lang] = Entries(draft.context, draft.lang, fill)
        return found

    def _macros(self, template: str, shown: Mapping[str, object]) -> Fill:
        """What fills the macros of a template."""
        macros = self._told(template, lambda: self._environment.get_template(template).make_module(dict(shown)))

        def fill(macro: str, /, *values: object) -> Markup:
            found = getattr(macros, macro, None)
            if not isinstance(found, Macro):
                raise jinja2.TemplateRuntimeError(f"{template}: no macro {macro!r}")
            return Markup(self._told(template, lambda: found(*values)))  # noqa: S704 (a macro's HTML is escaped)

        return fill

    def _filled(self, template: str, shown: Mapping[str, object]) -> str:
        return self._told(template, lambda: self._environment.get_template(template).render(shown))

    def _told(self, template: str, make: Callable[[], _T]) -> _T:
        """What is made with a template; an error in one of the site's own is told with its place."""
        try:
            try:
                return make()
            except Exception:  # noqa: BLE001 (it is raised again)
                self._environment.handle_exception()  # gives macros the lines of templates, as `render` has done
        except jinja2.TemplateError:
            raise
        except Exception as error:
            place = self._place_in_theirs(error)
            if not place and isinstance(error, UnicodeDecodeError):
                place = template
            if not place or not self._theirs:
                raise
            raise jinja2.TemplateRuntimeError(f"{place}: {type(error).__name__}: {error}") from error

    def _place_in_theirs(self, error: Exception) -> str:
        """Where in the site's own templates an error came up; Jinja puts their lines into the traceback."""
        frames = traceback.extract_tb(error.__traceback__)
        theirs = (f"{frame.filename}:{frame.lineno}" for frame in frames if frame.filename.startswith(self._theirs))
        return next(theirs, "")


_LEARNING: Final = ("learning.css",)
"""Styles of the pages that compare and teach."""

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {"path": ("steps",), "local": ("steps",)}
"""Templates that are rendered before a page's own, which gets them under their names."""


def _heading_filter(draft: Draft) -> Callable[[str], Markup]:
    """Interface words as headings: with soft hyphens in the page's language."""

    def heading(words: str) -> Markup:
        return escape(hyphenate(words, draft.lang))

    return heading


def _front(draft: Draft) -> Made:
    info = draft.site.info
    return "front.html", places.front_view(draft), About(info.title, info.summary or draft.words("front.lead"))


def _region(draft: Draft) -> Made:
    region = draft.site.regions[draft.spec.key[0]]
    view = places.region_view(draft, region)
    about = About(
        region.name,
        region.summary,
        region=region.id,
        crumbs=_crumbs(draft),
        section="paths",
        styles=("diagram.css",) if view.map else (),
    )
    return "region.html", view, about


def _path(draft: Draft) -> Made:
    region, name = draft.spec.key
    found = draft.site.regions.get(region)
    place = found.name if found else region
    path = draft.site.paths[region, name]
    return _path_page(draft, paths.path_view(draft, path), path, place, draft.region_link(region))


def _local(draft: Draft) -> Made:
    region = draft.spec.key[0]
    version = next(each for each in draft.context.mirror[draft.lang] if each.layer.key == draft.spec.key)
    town = version.municipality
    up = Link(draft.href(draft.tree.municipality(region, town.id)), draft.heading(town, "name", town.name))
    view = paths.path_view(draft, version.local.path, version)
    return _path_page(draft, view, version.local.path, town.name, draft.region_link(region), up)


def _path_page(draft: Draft, view: paths.PathView, path: ServicePath, place: str, *up: Link) -> Made:
    url = urls.canonical(draft.site.info.base_url, draft.address)
    found = draft.site.regions.get(path.region)
    about = About(
        title=f"{path.description.title}, {place}",
        description=path.description.summary,
        region=path.region,
        crumbs=_crumbs(draft, *up),
        section="paths",
        scripts=("service-path.js",),
        styles=("local.css",) if view.versions else (),
        json_ld=government_service(draft.site, path, found, url),
        footer=_print_line(draft, view, place, url),
    )
    return "path.html", view, about


def _print_line(draft: Draft, view: paths.PathView, place: str, url: str) -> str:
    words, fresh = draft.words, view.freshness
    parts = [
        place,
        words("print.version", date=fresh.version.text) if fresh.version else "",
        words("print.reviewed", date=fresh.reviewed.text) if fresh.reviewed else "",
        words("print.due", date=fresh.due.text) if fresh.due else "",
        url,
    ]
    return " · ".join(part for part in parts if part)


def _municipality(draft: Draft) -> Made:
    key = draft.spec.key
    town = next(each for each in draft.site.municipalities if (each.region, each.id) == key)
    up = _crumbs(draft, draft.region_link(town.region))
    description = draft.words("municipality.lead", name=town.name)
    about = About(town.name, description, region=town.region, crumbs=up, section="paths", styles=("local.css",))
    return "municipality.html", local.municipality_view(draft, town), about


def _mirror(draft: Draft) -> Made:
    words = draft.words
    about = About(words("mirror.title"), words("mirror.lead"), crumbs=_crumbs(draft), styles=("local.css",))
    return "mirror.html", local.mirror_view(draft), about


def _actors(draft: Draft, entries: Entries) -> Made:
    about = About(draft.words("actors.title"), draft.words("actors.lead"), crumbs=_crumbs(draft), section="actors")
    return "actors.html", catalogues.actors_view(draft, entries), about


def _actor(draft: Draft, entries: Entries) -> Made:
    actor = draft.site.actors[draft.spec.key[0]]
    up = Link(draft.href(draft.tree.actor()), draft.words("nav.actors"))
    about = About(actor.name, actor.summary, crumbs=_crumbs(draft, up), section="actors")
    return "actor.html", catalogues.actor_view(draft, entries, actor), about


def _laws(draft: Draft, entries: Entries) -> Made:
    about = About(draft.words("laws.title"), draft.words("laws.lead"), crumbs=_crumbs(draft), section="laws")
    return "laws.html", catalogues.laws_view(draft, entries), about


def _law(draft: Draft, entries: Entries) -> Made:
    law = draft.site.laws[draft.spec.key[0]]
    up = Link(draft.href(draft.tree.law()), draft.words("nav.laws"))
    title = f"{law.name} {law.id}"
    about = About(title, law.summary or draft.words("law.lead", law=title), crumbs=_crumbs(draft, up), section="laws")
    return "law.html", catalogues.law_view(draft, entries, law), about


def _glossary(draft: Draft) -> Made:
    words = draft.words
    about = About(words("glossary.title"), words("glossary.lead"), crumbs=_crumbs(draft), section="glossary")
    return "glossary.html", catalogues.glossary_view(draft), about


def _comparisons(draft: Draft) -> Made:
    words = draft.words
    about = About(words("comparisons.title"), words("comparisons.lead"), crumbs=_crumbs(draft), styles=_LEARNING)
    return "comparisons.html", comparisons.comparisons_view(draft), about


def _comparison(draft: Draft) -> Made:
    found = draft.site.comparisons[draft.spec.key[0]]
    up = Link(draft.href(draft.tree.comparison()), draft.words("comparisons.title"))
    crumbs = _crumbs(draft, up)
    about = About(found.title, found.summary, crumbs=crumbs, styles=_LEARNING, footer=_foot(draft, found.title))
    return "comparison.html", comparisons.comparison_view(draft, found), about


def _tracks(draft: Draft) -> Made:
    words = draft.words
    crumbs = _crumbs(draft)
    about = About(words("tracks.title"), words("tracks.lead"), crumbs=crumbs, section="tracks", styles=_LEARNING)
    return "tracks.html", tracks.tracks_view(draft), about


def _track(draft: Draft) -> Made:
    track = draft.site.tracks[draft.spec.key[0]]
    newest = tracks.read_version(draft, track)
    version = draft.words("track.version", date=draft.words.date(newest)) if newest else ""
    about = About(
        title=f"{draft.words('nav.tracks')}: {track.title}",
        description=track.summary,
        crumbs=_crumbs(draft, Link(draft.href(draft.tree.track()), draft.words("nav.tracks"))),
        section="tracks",
        scripts=("onboarding.js",),
        styles=_LEARNING,
        footer=_foot(draft, draft.words("track.card"), version),
    )
    return "track.html", tracks.track_view(draft, track), about


def _services(draft: Draft) -> Made:
    words = draft.words
    about = About(words("services.title"), words("services.lead"), crumbs=_crumbs(draft), styles=_LEARNING)
    return "services.html", services.services_view(draft), about


def _foot(draft: Draft, *parts: str) -> str:
    """The line at the foot of a printed page: what it is, and where."""
    info = draft.site.info
    line = (info.title, *parts, urls.canonical(info.base_url, draft.address))
    return " · ".join(part for part in line if part)


def _sources(draft: Draft) -> Made:
    about = About(draft.words("sources.title"), draft.words("sources.lead"), crumbs=_crumbs(draft))
    return "sources.html", catalogues.sources_view(draft), about


def _accessibility(draft: Draft) -> Made:
    about = About(draft.words("a11y.title"), draft.words("a11y.lead"), crumbs=_crumbs(draft))
    return "accessibility.html", statements.statement_view(draft), about


def _statement(draft: Draft) -> Made:
    town = draft.index.towns[draft.spec.key[0], draft.spec.key[1]]
    name = draft.heading(town, "name", town.name)
    up = Link(draft.href(draft.tree.municipality(town.region, town.id)), name)
    about = About(
        title=f"{draft.words('a11y.title')}, {town.name}",
        description=draft.words("a11y.lead"),
        region=town.region,
        crumbs=_crumbs(draft, draft.region_link(town.region), up),
    )
    return "accessibility.html", statements.statement_view(draft), about


def _free(draft: Draft) -> Made:
    page = draft.site.pages[draft.spec.key[0]]
    return "free.html", texts.free_view(draft, page), About(page.title, page.summary, crumbs=_crumbs(draft))


def _networks(draft: Draft) -> Made:
    about = About(draft.words("networks.title"), draft.words("networks.lead"), crumbs=_crumbs(draft))
    return "networks.html", networks.networks_view(draft), about


def _network(draft: Draft) -> Made:
    network = draft.site.networks[draft.spec.key[0]]
    up = Link(draft.href(draft.tree.network()), draft.words("networks.title"))
    region = network.region.id if network.region else ""
    about = About(
        network.title, network.summary, region=region, crumbs=_crumbs(draft, up), section="", styles=("network.css",)
    )
    return "network.html", networks.network_view(draft, network), about


def _faults(draft: Draft) -> Made:
    about = About(draft.words("faults.title"), draft.words("faults.lead"), crumbs=_crumbs(draft))
    return "faults.html", texts.faults_view(draft), about


def _format(draft: Draft) -> Made:
    about = About(draft.words("format.title"), draft.words("format.lead"), crumbs=_crumbs(draft))
    return "format.html", texts.format_view(draft), about


def _not_found(draft: Draft) -> Made:
    return "404.html", texts.not_found_view(draft), About(draft.words("not_found.title"), draft.words("not_found.text"))


def _offline(draft: Draft) -> Made:
    words = draft.words
    about = About(words("offline.title"), words("offline.text"), scripts=("offline.js",))
    return "offline.html", texts.not_found_view(draft), about


def _crumbs(draft: Draft, *more: Link) -> tuple[Link, ...]:
    return (Link(draft.href(draft.tree.front), draft.site.info.title), *more)


_MAKERS: Final[dict[Any, Callable[[Draft], Made]]] = {
    "front": _front,
    "region": _region,
    "path": _path,
    "municipality": _municipality,
    "local": _local,
    "mirror": _mirror,
    "glossary": _glossary,
    "comparisons": _comparisons,
    "comparison": _comparison,
    "tracks": _tracks,
    "track": _track,
    "services": _services,
    "sources": _sources,
    "accessibility": _accessibility,
    "statement": _statement,
    "offline": _offline,
    "free": _free,
    "networks": _networks,
    "network": _network,
    "faults": _faults,
    "format": _format,
    "not_found": _not_found,
}

_LISTS: Final[dict[Any, Callable[[Draft, Entries], Made]]] = {
    "actors": _actors,
    "actor": _actor,
    "laws": _laws,
    "law": _law,
}
"""Those of `plan.STEP_LISTS`."""
