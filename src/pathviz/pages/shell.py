"""What every page has around its own content: head, navigation, crumbs, footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.pages.draft import NO_TEXT, Draft, Link
from pathviz.pages.offline import worker_link
from pathviz.pages.plan import address, languages_of
from pathviz.pages.policy import CSP
from pathviz.pages.publisher import PublisherView, publisher_view
from pathviz.pages.statements import statement_link
from pathviz.pages.viewclass import viewclass

NATIVE_NAMES: Final = {
    "fi": "Suomi",
    "sv": "Svenska",
    "en": "English",
    "se": "Davvisámegiella",
    "smn": "Anarâškielâ",
    "sms": "Nuõrttsää\u02b9mǩiõll",
}

# A service path's page has one style sheet with all that it needs; of the others, only one on which a term of the
# glossary is marked needs what shows its definition.
_STYLES: Final = {False: ("site.css", "pages.css"), True: ("service-path.css",)}
_TERM_STYLES: Final = {False: (), True: ("terms.css",)}


@viewclass
class About:
    """What a page's own part tells its surroundings. `title` and `description` are plain."""

    title: str
    description: str = ""
    region: str = ""
    crumbs: tuple[Link, ...] = ()
    section: str = ""
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    json_ld: Markup = NO_TEXT
    footer: str = ""


@viewclass
class NavItem:
    """A link of the main menu; `current` is the value of `aria-current` or empty."""

    link: Link
    current: str


@viewclass
class LanguageLink:
    """The same page, or else the front page, in another language."""

    lang: str
    name: str
    href: str


@viewclass
class ShellView:
    """All around a page's own content."""

    lang: str
    window_title: str
    description: str
    site_title: str
    csp: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    font: str
    styles: tuple[str, ...]
    print_style: str
    scripts: tuple[str, ...]
    icon: str
    json_ld: Markup
    region: str
    home: str
    nav: tuple[NavItem, ...]
    crumbs: tuple[Link, ...]
    languages: tuple[LanguageLink, ...]
    fell_back: tuple[str, ...]
    pages: tuple[Link, ...]
    comparisons: str
    services: str
    networks: str
    sources: str
    accessibility: str
    faults: str
    format: Link
    feedback: str
    publisher: PublisherView
    print_line: str
    worker: str


def shell_view(draft: Draft, about: About) -> ShellView:
    """The surroundings of a page; made last, when it is known which texts fell back."""
    info = draft.site.info
    tree = draft.tree
    shown = languages_of(draft.spec, draft.context)
    is_path = draft.spec.kind in {"path", "local"}
    publisher = publisher_view(draft)
    return ShellView(
        lang=draft.lang,
        window_title=about.title if about.title == info.title else f"{about.title} – {info.title}",
        description=about.description,
        site_title=info.title,
        csp=CSP,
        canonical="" if draft.root else urls.canonical(info.base_url, draft.address),
        alternates=_alternates(draft, shown),
        font=draft.font_ahead(),
        styles=(
            *(
                draft.static(name)
                for name in (*_STYLES[is_path], *about.styles, *_TERM_STYLES[draft.has_terms and not is_path])
            ),
            *publisher.styles,
        ),
        print_style=draft.static("print.css"),
        scripts=tuple(draft.static(name) for name in ("site.js", *about.scripts)),
        icon=draft.static("favicon.svg"),
        json_ld=about.json_ld,
        region=about.region,
        home=draft.href(tree.front),
        nav=_nav(draft, about.section),
        crumbs=about.crumbs,
        languages=_languages(draft, shown),
        fell_back=tuple(lang for lang in draft.context.sites if lang in draft.fell_back),
        pages=tuple(
            Link(draft.href(tree.free(page.id)), draft.text(page, "title", page.title))
            for page in draft.site.pages.values()
        ),
        comparisons=draft.href(tree.comparison()) if draft.site.comparisons else "",
        services=draft.href(tree.services) if draft.site.services else "",
        networks=draft.href(tree.network()) if draft.site.networks else "",
        sources=draft.href(tree.sources) if draft.site.paths else "",
        accessibility=statement_link(draft),
        faults=draft.href(tree.faults),
        format=_format(draft),
        feedback=urls.mail(info.feedback) if info.feedback else "",
        publisher=publisher,
        print_line=about.footer,
        worker=worker_link(draft),
    )


def _nav(draft: Draft, section: str) -> tuple[NavItem, ...]:
    tree, site = draft.tree, draft.site
    here = draft.spec.kind
    items: list[tuple[str, str, object]] = [
        ("paths", draft.href(tree.front, "polut"), site.paths),
        ("actors", draft.href(tree.actor()), site.actors),
        ("laws", draft.href(tree.law()), site.laws),
        ("glossary", draft.href(tree.glossary), site.terms),
        ("tracks", draft.href(tree.track()), site.tracks),
    ]

    def current(name: str) -> str:
        return "" if name != section else "page" if name == here else "true"

    return tuple(
        NavItem(Link(href, draft.words(f"nav.{name}")), current(name)) for name, href, present in items if present
    )


def _format(draft: Draft) -> Link:
    """The page of the format, which is in the default language alone."""
    default = draft.context.default_lang
    there = urls.tree(default, default).format
    return Link(draft.href(there), draft.words("format.title"), "" if draft.lang == default else default)


def _alternates(draft: Draft, shown: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The page's addresses in all its languages, for search engines, which take whole ones alone.

    There are none where the page is in one language, or where the public address is not known.
    """
    base = draft.site.info.base_url
    if len(shown) < 2 or not base:  # noqa: PLR2004  a page is no alternate of itself
        return ()
    default = draft.context.default_lang
    return tuple((lang, urls.canonical(base, address(draft.spec.in_lang(lang), default))) for lang in shown)


def _languages(draft: Draft, shown: Sequence[str]) -> tuple[LanguageLink, ...]:
    found = []
    for lang in draft.context.sites:
        if lang == draft.lang:
            continue
        default = draft.context.default_lang
        there = address(draft.spec.in_lang(lang), default) if lang in shown else urls.tree(lang, default).front
        found.append(LanguageLink(lang, NATIVE_NAMES.get(lang, lang), draft.href(there)))
    return tuple(found)
