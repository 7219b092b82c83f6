"""The views of pages that are mostly text: free pages, fault codes, not found."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pathviz import urls
from pathviz.model import FreePage
from pathviz.outline import Heading
from pathviz.pages.draft import NO_TEXT, Draft, Link
from pathviz.pages.spec import Fault, FormatPart
from pathviz.pages.viewclass import viewclass


@viewclass
class FreeView:
    """A free page."""

    title: Markup
    summary: Markup
    body: Markup
    headings: Sequence[Heading]


@viewclass
class NotFoundView:
    """The page for an address that leads nowhere: ways back, in each language of the site."""

    ways: tuple[Link, ...]
    languages: tuple[tuple[str, str, Link], ...]


def free_view(draft: Draft, page: FreePage) -> FreeView:
    """A free page."""
    body, headings = draft.prose(page.body, level=2) if page.body else (NO_TEXT, ())
    return FreeView(
        draft.heading(page, "title", page.title),
        draft.text(page, "summary", page.summary),
        body,
        headings,
    )


def faults_view(draft: Draft) -> Sequence[Fault]:
    """The fault codes in order."""
    return sorted(draft.context.faults(draft.lang), key=lambda fault: fault.code)


def format_view(draft: Draft) -> Sequence[FormatPart]:
    """What the text files hold, in the order in which a reader meets them."""
    return draft.context.format()


def not_found_view(draft: Draft) -> NotFoundView:
    """Ways back from an address that leads nowhere."""
    ways = [draft.region_link(region) for region in draft.site.regions]
    default = draft.context.default_lang
    others = tuple(
        (
            lang,
            words("not_found.text"),
            Link(draft.href(urls.tree(lang, default).front), words("not_found.front"), lang),
        )
        for lang, words in draft.context.strings.items()
        if lang != draft.lang and lang in draft.context.sites
    )
    return NotFoundView(tuple(ways), others)
