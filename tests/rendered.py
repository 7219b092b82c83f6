"""Pages from small sites made without disk."""

from __future__ import annotations

from typing import Any

from pathviz import pages, prose
from pathviz.i18n import load_strings
from pathviz.model import Site
from pathviz.pages import Context, PageSpec, Renderer
from pathviz.pages.spec import Kind
from pathviz.resources import own_templates

TEMPLATES = [own_templates()]
RENDERER = Renderer(TEMPLATES)


def context(*sites: Site, **more: Any) -> Context:
    """What pages of a site in some languages, the default one first, are made of."""
    by_lang = {each.lang: each for each in sites}
    values = {"prose": prose.read, **more}
    return Context(
        sites=by_lang,
        indexes={lang: pages.index_site(each) for lang, each in by_lang.items()},
        strings={lang: load_strings(TEMPLATES, lang) for lang in by_lang},
        assets=pages.static_assets(TEMPLATES, sites[0].regions.values()),
        **values,
    )


def render(made_of: Context, kind: Kind, *key: str, lang: str = "fi") -> str:
    """The HTML of a page."""
    return RENDERER.render_all(PageSpec(kind, key, lang), made_of)[0].content.decode()
