"""The view of the generic services: the same service in each region that has described it."""

from __future__ import annotations

from markupsafe import Markup

from pathviz import urls
from pathviz.pages.comparisons import comparison_links
from pathviz.pages.draft import Draft, Link
from pathviz.pages.places import PathRow, path_row
from pathviz.pages.viewclass import viewclass
from pathviz.targets import LinkTarget


@viewclass
class ServiceView:
    """A service, its paths in the order of the site, and the comparisons that are about it."""

    anchor: str
    name: Markup
    summary: Markup
    synonyms: tuple[Markup, ...]
    rows: tuple[PathRow, ...]
    comparisons: tuple[Link, ...]


def services_view(draft: Draft) -> tuple[ServiceView, ...]:
    """All services in the order of their file."""
    return tuple(
        ServiceView(
            anchor=urls.service_anchor(service.id),
            name=draft.heading(service, "name", service.name),
            summary=draft.text(service, "summary", service.summary),
            synonyms=draft.texts(service, "synonyms", service.synonyms),
            rows=tuple(path_row(draft, key) for key in draft.index.services.get(service.id, ())),
            comparisons=comparison_links(draft, LinkTarget("services", (), service.id)),
        )
        for service in draft.site.services.values()
    )
