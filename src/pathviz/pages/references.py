"""Links to anything that an author can name, with what they lead to in words: "Vaihe: 27 d vai 27 e?"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.model import Entity
from pathviz.pages.draft import NO_TEXT, Draft, Link
from pathviz.pages.escaping import escape
from pathviz.pages.hyphens import bound
from pathviz.pages.viewclass import viewclass
from pathviz.targets import Kind, LinkTarget


@viewclass
class ReferenceView:
    """A link, what kind of thing it leads to, where that belongs, and what is said of it in short.

    `kind` picks the look and `word` says it: `step`, `path`, `region`, `actor`, `law`, `term`, `page`,
    `network`, `comparison`, `track`, `service`, `municipality`, `local` or `list`.
    """

    kind: str
    word: str
    link: Link
    place: Markup = NO_TEXT
    text: Markup = NO_TEXT


_CATALOGUES: Final[dict[Kind, tuple[str, str, str]]] = {
    "actor": ("actors", "name", "summary"),
    "free": ("pages", "title", "summary"),
    "network": ("networks", "title", "summary"),
    "comparison": ("comparisons", "title", "summary"),
    "track": ("tracks", "title", "summary"),
    "glossary": ("terms", "name", "definition"),
    "services": ("services", "name", "summary"),
    "law": ("laws", "name", "summary"),
}
"""Where a kind's things are, and which keys name them and tell of them in short."""

_WORDS: Final[dict[Kind, str]] = {"free": "page", "glossary": "term", "services": "service"}


def reference_view(draft: Draft, target: LinkTarget) -> ReferenceView:
    """The link to a target that is there."""
    if target.kind == "path":
        return _path(draft, target)
    if target.kind == "region":
        region = draft.site.regions[target.key[0]]
        text = draft.text(region, "summary", region.summary)
        return _view(draft, "region", draft.region_link(region.id), text=text)
    if target.kind in ("municipality", "local"):
        return _municipal(draft, target)
    found = _entry(draft, target)
    return _list(draft, target) if found is None else found


def _view(draft: Draft, kind: str, link: Link, place: Markup = NO_TEXT, text: Markup = NO_TEXT) -> ReferenceView:
    return ReferenceView(kind, draft.words(f"reference.{kind}"), link, place, text)


def _path(draft: Draft, target: LinkTarget) -> ReferenceView:
    key = (target.key[0], target.key[1])
    path = draft.site.paths[key]
    region = escape(draft.region_link(path.region).text)
    if not target.part:
        about = path.description
        return _view(draft, "path", draft.path_link(key), region, draft.text(about, "summary", about.summary))
    step = next(step for step in path.steps if step.id == target.part)
    place = Markup("{}, {}").format(draft.path_link(key).text, region)
    return _view(draft, "step", draft.step_link(key, step), place, draft.text(step, "summary", step.summary))


def _municipal(draft: Draft, target: LinkTarget) -> ReferenceView:
    """A municipality, or its version of a path: that is named by the path, and its place is the municipality."""
    region, name, *path = target.key
    town = draft.index.towns[region, name]
    _, hreflang = draft.region_tree(region)
    address = draft.href(draft.place(target), urls.step_anchor(target.part) if target.part else "")
    shown = draft.heading(town, "name", town.name)
    if not path:
        return _view(draft, "municipality", Link(address, shown, hreflang), escape(draft.region_link(region).text))
    about = draft.site.paths[region, path[0]].description
    layer = next(each for each in draft.site.layers if each.key == target.key)
    link = Link(address, draft.heading(about, "title", about.title), hreflang)
    return _view(draft, "local", link, shown, draft.text(layer, "summary", layer.summary))


def _entry(draft: Draft, target: LinkTarget) -> ReferenceView | None:
    """The link to one thing of a catalogue, where one is named."""
    name = target.key[0] if target.key else target.part
    if target.kind not in _CATALOGUES or not name:
        return None
    folder, title, text = _CATALOGUES[target.kind]
    entity: Entity = getattr(draft.site, folder)[name]
    shown = draft.heading(entity, title, getattr(entity, title))
    if target.kind == "law":
        shown = Markup("{}, {}").format(bound(f"{name} {target.part}".strip()), shown)
    link = Link(_href(draft, target), shown)
    return _view(
        draft,
        _WORDS.get(target.kind, target.kind),
        link,
        text=draft.text(entity, text, getattr(entity, text)),
    )


def _href(draft: Draft, target: LinkTarget) -> str:
    part = target.part
    anchors: dict[str, Callable[[str], str]] = {
        "glossary": urls.term_anchor,
        "services": urls.service_anchor,
        "law": urls.section_anchor,
    }
    anchor = anchors[target.kind](part) if part and target.kind in anchors else part
    return draft.href(draft.catalogue(target.kind, *target.key), anchor)


def _list(draft: Draft, target: LinkTarget) -> ReferenceView:
    titles: dict[Kind, str] = {
        "actor": "actors.title",
        "law": "laws.title",
        "glossary": "glossary.title",
        "network": "networks.title",
        "comparison": "comparisons.title",
        "track": "tracks.title",
        "services": "services.title",
        "sources": "sources.title",
        "accessibility": "a11y.title",
        "mirror": "mirror.title",
    }
    return _view(draft, "list", Link(_href(draft, target), draft.words(titles[target.kind])))
