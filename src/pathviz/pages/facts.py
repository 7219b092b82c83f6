"""The table of facts on a service path's page."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from pathviz import urls
from pathviz.conformance import Conformance
from pathviz.model import Ref, ServiceDescription, ServicePath
from pathviz.pages.comparisons import comparison_links
from pathviz.pages.draft import Draft, Link
from pathviz.pages.escaping import joined
from pathviz.pages.index import split_citation
from pathviz.pages.viewclass import viewclass
from pathviz.targets import LinkTarget


@viewclass
class FactView:
    """A line of the table of facts: a label and its values; `key` names it for scripts."""

    key: str
    label: str
    values: tuple[Markup | str, ...] = ()
    links: tuple[Link, ...] = ()


def facts(draft: Draft, path: ServicePath, version: Conformance | None) -> tuple[FactView, ...]:
    """The table of facts, without what is not known; a municipality's `version` adds its own laws."""
    words, about = draft.words, path.description
    own_laws = [law for _, law in version.local.own_laws] if version else []
    days = {key: draft.date(day) for key, day in (("created", about.created), ("updated", about.updated))}
    found: tuple[tuple[str, tuple[Markup | str, ...], tuple[Link, ...]], ...] = (
        ("service", (), _service(draft, about)),
        ("comparisons", (), comparison_links(draft, LinkTarget("path", path.key))),
        ("place", (draft.text(about, "place", about.place_text),), ()),
        ("funder", (draft.text(about, "funder", about.funder),), ()),
        ("target_groups", draft.texts(about, "target_groups", about.target_groups), ()),
        ("topics", draft.texts(about, "topics", about.topics), ()),
        ("synonyms", draft.texts(about, "synonyms", about.synonyms), ()),
        ("laws", (), _laws(draft, about.laws)),
        ("local_laws", (), _laws(draft, own_laws)),
        *[(key, (day.text if day else "",), ()) for key, day in days.items()],
    )
    return tuple(
        [FactView(key, words(f"fact.{key}"), values, links) for key, values, links in found if any(values) or links]
    )


def _laws(draft: Draft, cited: Iterable[Ref]) -> tuple[Link, ...]:
    """The statutes that are cited, each once."""
    numbers = dict.fromkeys(split_citation(law)[0] for law in cited)
    return tuple(
        Link(draft.href(draft.tree.law(law.id)), joined(draft.text(law, "name", law.name), f" ({law.id})"))
        for law in (draft.site.laws[number] for number in numbers)
    )


def _service(draft: Draft, about: ServiceDescription) -> tuple[Link, ...]:
    """The generic service that a path describes, on the page where its other regions are."""
    if about.service is None:
        return ()
    service = draft.site.services[about.service.id]
    anchor = urls.service_anchor(service.id)
    return (Link(draft.href(draft.tree.services, anchor), draft.text(service, "name", service.name)),)
