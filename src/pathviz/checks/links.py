"""Rules of links and pictures in Markdown, and of what the sanitiser takes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from pathviz import prose
from pathviz.checks.references import file_references
from pathviz.model import Layer, Markdown, ServicePath, Site
from pathviz.problems import Location, Problem, nearest, warning
from pathviz.targets import link_target, link_words

_WEB: Final = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:fi|ax|eu|com|org|net)(?=/|\Z))")
"""The beginning of a web address that lacks its `https://`."""

_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")


class Text(NamedTuple):
    """A text that has links, or from which something was removed, and the path that it belongs to, if any."""

    path: ServicePath | None
    source: Markdown
    read: prose.Prose


def texts_to_check(site: Site, base: Site | None = None) -> list[Text]:
    """The texts of a site that have something to check; few have. `base` is the whole site, when `site` is a layer."""
    return [
        Text(path, source, read)
        for path, source in _texts(site, base or site)
        if (read := prose.read(source)).links or read.removed
    ]


def _texts(site: Site, base: Site) -> Iterator[tuple[ServicePath | None, Markdown]]:
    """Every Markdown text and the path of `base` that it belongs to, if any."""
    for path in site.paths.values():
        whole = base.paths.get(path.key, path)
        for text in (path.description.body, *[step.detail for step in path.steps]):
            if text is not None:
                yield whole, text
    for page in site.pages.values():
        if page.body is not None:
            yield None, page.body
    own = {layer.key: layer for layer in base.layers}
    for layer in site.layers:
        whole_path = _local_path(own.get(layer.key, layer), base)
        for text in (*(each.local for each in layer.steps), *(each.step.detail for each in layer.add)):
            if text is not None:
                yield whole_path, text


def _local_path(layer: Layer, base: Site) -> ServicePath | None:
    """A regional path with the steps that a municipality adds: what the links of its texts may name."""
    path = base.paths.get(layer.path_key)
    return replace(path, steps=(*path.steps, *(each.step for each in layer.add))) if path else None


def broken_link(texts: Iterable[Text], site: Site) -> Iterator[Problem]:
    """A link or picture in Markdown leads nowhere in the site."""
    for path, _, text in texts:
        for link in text.links:
            yield from _faults_of(link, text, path, site)


def _faults_of(link: prose.Link, text: prose.Prose, path: ServicePath | None, site: Site) -> Iterator[Problem]:
    values = {"target": link.target}
    if link.is_image and not link.alt:
        yield Problem("image-without-alt", link.at, values)
    if link.is_outside and not link.is_image:
        return
    if prose.scheme_of(link.target) or link.target.startswith(("/", "\\")) or _DRIVE.match(link.target):
        yield Problem("bad-link", link.at, values)
        return
    found = link_target(site, link.target, path)
    code = "image-not-found" if link.is_image else "link-broken"
    if found is None or (link.is_image and found.kind != "file"):
        near = f"https://{link.target}" if _WEB.match(link.target) else nearest(link.target, link_words(site, path))
        yield Problem(code, link.at, values, near=near)
    elif found.kind == "here":
        known = [heading.id for heading in text.headings]
        known += [step.id for step in path.steps] if path is not None else []
        if found.part not in known:
            near = nearest(found.part, known)
            yield Problem(code, link.at, values, near=f"#{near}" if near else "")


def removed_html(texts: Iterable[Text]) -> Iterator[Problem]:
    """The sanitiser took something out of a text; the author hears of it."""
    for _, source, text in texts:
        for what in text.removed:
            yield warning("html-removed", _place_of(source, what), what=what)


def _place_of(source: Markdown, what: str) -> Location:
    index = source.text.lower().find(what.rstrip(">"))
    return source.at if index < 0 else prose.place_in(source, index)


def unused_attachment(texts: Iterable[Text], site: Site) -> Iterator[Problem]:
    """A file in `files/` that no page of ours points to: it is published, but nobody finds it."""
    if not site.files:
        return
    used = {name for name, _ in file_references(site)}
    for path, _, text in texts:
        for link in text.links:
            found = None if link.is_outside else link_target(site, link.target, path)
            if found is not None and found.kind == "file":
                used.update(found.key)
    for name in site.files:
        if name not in used:
            yield warning("attachment-unused", Location(name), name=name.rsplit("/", 1)[1])
