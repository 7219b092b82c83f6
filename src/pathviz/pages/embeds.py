"""The view of a service path's page for frames: the drawing and the steps in short, with links to the path's own page.

Every link leads out of the frame, to the site itself (`_top`): a frame that is as high as its page does not scroll to a
step by itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.localising import LocalPath
from pathviz.model import ServicePath, Step, Transition
from pathviz.pages.draft import Day, Draft
from pathviz.pages.drawn import printed
from pathviz.pages.escaping import Encoded
from pathviz.pages.local import town_of
from pathviz.pages.paths import PathView
from pathviz.pages.plan import address
from pathviz.pages.policy import CSP
from pathviz.pages.publisher import town_of_page, town_styles_of
from pathviz.pages.spec import PageSpec
from pathviz.pages.steps import ChipView, StepView, step_numbers
from pathviz.pages.viewclass import viewclass

_STYLES: Final = ("tokens.css", "diagram.css", "paper.css", "embed.css", "regions.css")


@viewclass
class OnwardView:
    """A way onward: the condition, if there is one, and where it leads."""

    condition: Markup
    target: Markup | str


@viewclass
class BriefView:
    """A step in short: as the path's own page shows it (`full`), but for the words and chips that differ."""

    full: StepView
    chips: tuple[ChipView, ...]
    summary: Markup
    onward: tuple[OnwardView, ...]


@viewclass
class BriefPhase:
    """A phase and its steps in short; a path without phases has one without title."""

    number: int
    title: Markup
    steps: tuple[BriefView, ...]


@viewclass
class EmbedView:
    """All of a page for frames. `code` is what a municipality copies; there is none without a public address."""

    lang: str
    window_title: str
    csp: str
    canonical: str
    font: str
    styles: tuple[str, ...]
    script: str
    icon: str
    region: str
    town: str
    site_title: str
    title: Markup
    place: str
    page: str
    flow: Encoded
    rail: Encoded
    fit: str
    printed: str
    phases: tuple[BriefPhase, ...]
    state: str
    ended: Day | None
    reviewed: Day | None
    code: str
    plain_link: str


def embed_view(draft: Draft, shown: PathView) -> EmbedView:
    """The page for frames of the path's page, or of the municipality's version, that has the same key and view."""
    path, local = _path_of(draft)
    info, about = draft.site.info, path.description
    place = _place(draft, path, local)
    page = address(_page_of(draft), draft.context.default_lang)
    drawn = draft.context.diagrams.get((path.region, "/".join(draft.spec.key[1:]), draft.lang))
    title = f"{about.title}, {place}"
    code, plain_link = _code(draft, title, page)
    town = town_of_page(draft)
    return EmbedView(
        lang=draft.lang,
        window_title=f"{title} – {info.title}",
        csp=CSP,
        canonical=urls.canonical(info.base_url, page),
        font=draft.font_ahead(),
        styles=(*map(draft.static, _STYLES), *town_styles_of(draft, town)),
        script=draft.static("embed.js"),
        icon=draft.static("favicon.svg"),
        region=path.region,
        town=town.id if town else "",
        site_title=info.title,
        title=shown.title,
        place=place,
        page=draft.href(page),
        flow=moved(drawn.flow if drawn else b"", page, draft.address),
        rail=moved(drawn.rail if drawn else b"", page, draft.address),
        fit=shown.fit,
        printed=printed(drawn),
        phases=_phases(draft, path, shown),
        state=shown.freshness.state,
        ended=shown.freshness.ended,
        reviewed=shown.freshness.reviewed,
        code=code,
        plain_link=plain_link,
    )


def moved(drawing: bytes, page: str, to: str) -> Encoded:
    """A drawing that was made for a page's address as it stands on another: its links lead where they led.

    >>> moved(b'<a class="node" href="#vaihe-1">', "alue/polku/index.html", "upotus/alue/polku/index.html")
    b'<a class="node" href="../../../alue/polku/index.html#vaihe-1">'
    """
    start, *links = drawing.split(_HREF)
    folder, own = posixpath.dirname(page), urls.relative(to, page).encode()
    return Encoded(
        _HREF.join([start, *[own + link if link.startswith(b"#") else _moved(link, folder, to) for link in links]])
    )


def _moved(link: bytes, folder: str, to: str) -> bytes:
    """A link to a page that is named from a folder, and all that comes after it, as it is named from another page."""
    href, quote, rest = link.partition(b'"')
    file, _, anchor = href.decode().partition("#")
    return urls.relative(to, posixpath.normpath(posixpath.join(folder, file)), anchor).encode() + quote + rest


_HREF: Final = b' href="'
"""How an address begins in a drawing; in its texts a quotation mark is never bare."""


def _page_of(draft: Draft) -> PageSpec:
    spec = draft.spec
    return PageSpec("path" if len(spec.key) == 2 else "local", spec.key, spec.lang)  # noqa: PLR2004  region and path


def _path_of(draft: Draft) -> tuple[ServicePath, LocalPath | None]:
    if _page_of(draft).kind == "path":
        region, name = draft.spec.key
        return draft.site.paths[region, name], None
    region, municipality, name = draft.spec.key
    local = draft.context.locals[draft.lang][region, municipality, name]
    return local.path, local


def _place(draft: Draft, path: ServicePath, local: LocalPath | None) -> str:
    if local is not None:
        return town_of(draft, local.layer).name
    return draft.site.regions[path.region].name


def _phases(draft: Draft, path: ServicePath, shown: PathView) -> tuple[BriefPhase, ...]:
    steps, numbers = iter(path.steps), step_numbers(path)
    return tuple(
        BriefPhase(
            phase.number, phase.title, tuple([_brief(draft, next(steps), full, numbers) for full in phase.steps])
        )
        for phase in shown.phases
    )


def _brief(draft: Draft, step: Step, full: StepView, numbers: Mapping[str, int]) -> BriefView:
    # What a municipality says in a step is not told here, nor that it says something.
    chips = full.chips[1:] if full.local else full.chips
    return BriefView(full, chips, draft.text(step, "summary", step.summary), _onward(draft, step, numbers))


def _onward(draft: Draft, step: Step, numbers: Mapping[str, int]) -> tuple[OnwardView, ...]:
    """Where a step leads, unless it is to the very next one without a choice."""
    if len(step.next) == 1 and numbers.get(step.next[0].target.step) == numbers[step.id] + 1 and not step.next[0].when:
        return ()
    return tuple([OnwardView(draft.text(way, "when", way.when), _where(draft, way, numbers)) for way in step.next])


def _where(draft: Draft, way: Transition, numbers: Mapping[str, int]) -> Markup | str:
    target = way.target
    if target.is_elsewhere:
        about = draft.site.paths[target.path_key].description
        return draft.text(about, "title", about.title)
    return draft.words.numbered("step", numbers[target.step])


def _code(draft: Draft, title: str, page: str) -> tuple[str, str]:
    """What is copied to another site's page: the frame with its link and script, and the link by itself."""
    base = draft.site.info.base_url
    if not base:
        return "", ""
    words = draft.words
    frame, whole = urls.canonical(base, draft.address), urls.canonical(base, page)
    name = words("embed.frame_title", title=title)
    link = Markup('<p><a href="{}">{}</a></p>').format(whole, words("embed.link", title=title))
    code = Markup(
        '<iframe src="{}" title="{}" loading="lazy" width="100%" height="800" style="border: 0"></iframe>\n'
        '{}\n<script src="{}" defer></script>'
    ).format(frame, name, link, urls.canonical(base, urls.EMBED_SCRIPT))
    return str(code), str(link)
