"""Who publishes a page, as its head and foot say it: the site's publisher, or the municipality whose page it is."""

from __future__ import annotations

from markupsafe import Markup

from pathviz import urls
from pathviz.model import Municipality, Ref, Theme
from pathviz.pages.assets import town_sheet
from pathviz.pages.contacts import ContactView, contact_views
from pathviz.pages.draft import NO_TEXT, Draft
from pathviz.pages.escaping import escape
from pathviz.pages.viewclass import viewclass


@viewclass
class LogoView:
    """A logo and its size in CSS px; `alt` is empty where the name stands beside it."""

    src: str
    width: int
    height: int
    alt: Markup


@viewclass
class PublisherView:
    """The publisher of a page.

    `is_own` tells whether the theme has a name or logo to show; `logo_dark` is there where the dark theme has a logo
    of its own. `styles` are style sheets that go after all others.
    """

    is_own: bool
    href: str
    is_here: bool
    name: Markup
    logo: LogoView | None
    logo_dark: LogoView | None
    footer: Markup
    said: tuple[str, ...]
    contacts: tuple[ContactView, ...]
    town: str
    styles: tuple[str, ...]


def publisher_view(draft: Draft) -> PublisherView:
    """The publisher of a page: on a municipality's pages the municipality itself, as far as its theme goes."""
    town = town_of_page(draft)
    info = draft.site.info
    site_theme, own = info.theme, town.theme if town else None
    named = own if town and own and (own.name or own.logo) else None
    theme = named or site_theme
    home = draft.tree.municipality(*town.key) if town and named else draft.tree.front
    folder = town.folder if town and named else "content"
    name = draft.text(theme, "name", theme.name) if theme else NO_TEXT
    # For those who do not see the logo; an attribute has no room for the language of a name.
    spoken = NO_TEXT if name else escape(town.name if town and named else info.publisher)
    said = draft.words("footer.publisher", name=info.publisher) if info.publisher else ""
    own_said = draft.words("footer.town", name=town.name) if town else ""
    return PublisherView(
        is_own=bool(theme and (theme.name or theme.logo)),
        href=draft.href(home),
        is_here=draft.address == home,
        name=name,
        logo=_logo(draft, folder, theme.logo if theme else None, spoken),
        logo_dark=_logo(draft, folder, theme.logo_dark if theme else None, spoken),
        footer=_first_footer(draft, own, site_theme),
        said=tuple(each for each in (own_said, said) if each),
        contacts=_contacts(draft, town),
        town=town.id if town else "",
        styles=town_styles_of(draft, town),
    )


def town_of_page(draft: Draft) -> Municipality | None:
    """The municipality that publishes a page: that whose id comes after the region in what names the page."""
    key = draft.spec.key
    return draft.index.towns.get((key[0], key[1])) if len(key) > 1 else None


def _logo(draft: Draft, folder: str, ref: Ref | None, alt: Markup) -> LogoView | None:
    size = draft.site.logos.get(f"{folder}/{ref}") if ref else None
    if size is None:
        return None
    return LogoView(draft.href(urls.theme_file(f"{folder}/{ref}")), *size, alt)


def _first_footer(draft: Draft, *themes: Theme | None) -> Markup:
    found = next((theme for theme in themes if theme and theme.footer), None)
    return draft.text(found, "footer", found.footer) if found else NO_TEXT


def _contacts(draft: Draft, town: Municipality | None) -> tuple[ContactView, ...]:
    """The contacts of the theme, else of the municipality itself, else of the site."""
    own = (town.theme.contacts if town.theme else ()) or town.contacts if town else ()
    theme = draft.site.info.theme
    return contact_views(draft, own or (theme.contacts if theme else ()))


def town_styles_of(draft: Draft, town: Municipality | None) -> tuple[str, ...]:
    """The style sheet of a municipality, which goes after all others, where it has one."""
    name = town_sheet(town) if town else ""
    return (draft.static(name),) if name in draft.context.assets.addresses else ()
