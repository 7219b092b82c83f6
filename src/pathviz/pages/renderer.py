"""From a page's name to its bytes: with `compiling`, the one place where Jinja is used."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar, cast

import jinja2
from jinja2.runtime import Macro
from markupsafe import Markup

from pathviz import urls
from pathviz.pages import embeds
from pathviz.pages.compiling import filled, template_environment
from pathviz.pages.draft import Common, Draft
from pathviz.pages.entries import Entries, Fill
from pathviz.pages.escaping import escape
from pathviz.pages.hyphens import hyphenate
from pathviz.pages.index import SiteIndex
from pathviz.pages.makers import LIST_MAKERS, MAKERS
from pathviz.pages.paths import PathView
from pathviz.pages.plan import address, beside
from pathviz.pages.shell import shell_view
from pathviz.pages.site_files import meeting, robots, sitemap, terms
from pathviz.pages.spec import Artifact, Context, Kind, PageSpec

_T = TypeVar("_T")


class Renderer:
    """Renders pages with the templates of `folders`, the first folder winning file by file.

    Templates are compiled when first used and then kept; make one renderer a process.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        # The last folder is ours: an error in its templates is a fault of the program.
        self._theirs = tuple(f"{folder}{os.sep}" for folder in folders[:-1])
        self._environment = template_environment(folders)
        self._entries: dict[str, Entries] = {}
        self._indexes: Mapping[str, SiteIndex] = {}
        self._commons: dict[tuple[Kind, int], Common] = {}

    def compile(self) -> None:
        """Compile all templates, for processes that are about to be forked to share.

        One that is wrong is told of when a page needs it.
        """
        for name in self._environment.list_templates(extensions=["html"]):
            with suppress(jinja2.TemplateError, UnicodeDecodeError, OSError):
                self._environment.get_template(name)

    def render_all(self, spec: PageSpec, context: Context) -> list[Artifact]:
        """Make a page, and those that stand beside it and show the same.

        Raises `jinja2.TemplateError` for a template that is wrong.
        """
        page, view = self._page(spec, context)
        framed = [self._embed(each, context, view) for each in beside(spec) if isinstance(view, PathView)]
        return [page, *framed]

    def _embed(self, spec: PageSpec, context: Context, shown: PathView) -> Artifact:
        draft = self._draft(spec, context)
        view = embeds.embed_view(draft, shown)
        return Artifact(draft.address, self._filled("embed.html", {"view": view, "t": draft.words}))

    def _page(self, spec: PageSpec, context: Context) -> tuple[Artifact, object]:
        """A page and its view, where it has one."""
        where = address(spec, context.default_lang)
        if spec.kind == "sitemap":
            return Artifact(where, sitemap(context)), None
        if spec.kind == "robots":
            return Artifact(where, robots(context)), None
        draft = self._draft(spec, context)
        if spec.kind == "terms":
            return Artifact(where, terms(draft)), None
        if spec.kind == "meeting":
            return Artifact(where, meeting(self._filled("_meeting.html", {"t": draft.words}))), None
        if spec.kind == "not_found":
            draft.root = urls.root_path(draft.site.info.base_url)
        if spec.kind in LIST_MAKERS:
            template, view, about = LIST_MAKERS[spec.kind](draft, self._of(draft))
        else:
            template, view, about = MAKERS[spec.kind](draft)
        page = shell_view(draft, about)
        shown = {
            "page": page,
            "view": view,
            "t": draft.words,
            "h": _heading_filter(draft),
            "once": draft.common.once,
        }
        return Artifact(where, self._filled(template, shown)), view

    def _draft(self, spec: PageSpec, context: Context) -> Draft:
        """A page about to be made; what it has in common with others is kept as long as these are of the same site."""
        where = address(spec, context.default_lang)
        if spec.kind not in _ALIKE or spec.lang != context.default_lang:
            return Draft(context, spec, where)
        if self._indexes is not context.indexes:
            self._indexes, self._commons = context.indexes, {}
        key = spec.kind, where.count("/")
        if key not in self._commons:
            self._commons[key] = Common()
        return Draft(context, spec, where, self._commons[key])

    def _of(self, draft: Draft) -> Entries:
        """The entries of the site's steps in the page's language; those of another site are not kept."""
        found = self._entries.get(draft.lang)
        if found is None or found.index is not draft.index:
            template, shown = "_duties.html", {"t": draft.words}
            found = self._told(
                template,
                lambda: Entries(draft.context, draft.lang, _fill(self._environment.get_template(template), shown)),
            )
            self._entries[draft.lang] = found
        return found

    def _filled(self, template: str, shown: Mapping[str, object]) -> bytes:
        return self._told(template, lambda: filled(self._environment.get_template(template), shown))

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


def _fill(template: jinja2.Template, shown: Mapping[str, object]) -> Fill:
    """What fills the macros of a template."""
    macros = template.make_module(dict(shown))

    def fill(macro: str, /, *values: object) -> Markup:
        found = getattr(macros, macro, None)
        if not isinstance(found, Macro):
            raise jinja2.TemplateRuntimeError(f"{template.name}: no macro {macro!r}")
        return cast("Markup", found(*values))  # escaped, as all that is put out

    return fill


_ALIKE: Final[frozenset[Kind]] = frozenset({"path", "local", "embed"})
"""Pages that stand in no catalogue's folder: links to catalogues differ by how deep they stand alone.

In the site's first language, where no text falls back to another, they also have all else that is in `Common` alike.
"""


def _heading_filter(draft: Draft) -> Callable[[str], Markup]:
    """Interface words as headings: with soft hyphens in the page's language."""

    def heading(words: str) -> Markup:
        return escape(hyphenate(words, draft.lang))

    return heading
