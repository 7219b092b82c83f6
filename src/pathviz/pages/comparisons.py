"""The views of comparisons, and the links to them from where their subjects are confused."""

from __future__ import annotations

from markupsafe import Markup

from pathviz.model import Comparison, ComparisonRow
from pathviz.pages.draft import Draft, Link
from pathviz.pages.references import ReferenceView, reference_view
from pathviz.pages.viewclass import viewclass
from pathviz.svg_parts import colour_of
from pathviz.targets import LinkTarget, reference_target


@viewclass
class SubjectView:
    """What is compared. `colour` counts from 1; `more` leads to where more is said of it."""

    name: Markup
    colour: int
    more: ReferenceView | None


@viewclass
class RowView:
    """An aspect and what is said of each subject, in their order; one text alone where all are the same.

    `sources` are numbers of the comparison's sources.
    """

    aspect: Markup
    cells: tuple[Markup, ...]
    same: bool
    sources: tuple[int, ...]


@viewclass
class ComparisonCard:
    """A comparison in a list."""

    link: Link
    summary: Markup
    subjects: tuple[Markup, ...]


@viewclass
class ComparisonView:
    """A comparison's page."""

    title: Markup
    summary: Markup
    subjects: tuple[SubjectView, ...]
    rows: tuple[RowView, ...]
    sources: tuple[Markup, ...]
    about: tuple[ReferenceView, ...]


def comparison_link(draft: Draft, comparison: Comparison) -> Link:
    """A link to a comparison, by its title."""
    title = draft.heading(comparison, "title", comparison.title)
    return Link(draft.href(draft.tree.comparison(comparison.id)), title)


def comparison_links(draft: Draft, target: LinkTarget) -> tuple[Link, ...]:
    """Links to the comparisons that are about a step, path, term, statute, service or actor."""
    found = draft.index.compared.get(target)
    return tuple(comparison_link(draft, draft.site.comparisons[name]) for name in found) if found else ()


def comparisons_view(draft: Draft) -> tuple[ComparisonCard, ...]:
    """All comparisons in the order of their names."""
    return tuple(
        ComparisonCard(
            comparison_link(draft, each),
            draft.text(each, "summary", each.summary),
            tuple(draft.text(each, "subjects", name) for name in each.subjects.values()),
        )
        for each in draft.site.comparisons.values()
    )


def comparison_view(draft: Draft, comparison: Comparison) -> ComparisonView:
    """The view of a comparison."""
    sources: dict[str, Markup] = {}
    rows = tuple(_row(draft, row, tuple(comparison.subjects), sources) for row in comparison.rows)
    about = (reference_target(draft.site, ref.id) for ref in comparison.about)
    return ComparisonView(
        title=draft.heading(comparison, "title", comparison.title),
        summary=draft.text(comparison, "summary", comparison.summary),
        subjects=tuple(
            SubjectView(
                draft.heading(comparison, "subjects", name),
                colour_of(number),
                _more(draft, comparison, subject),
            )
            for number, (subject, name) in enumerate(comparison.subjects.items())
        ),
        rows=rows,
        sources=tuple(sources.values()),
        about=tuple(reference_view(draft, target) for target in about if target is not None),
    )


def _more(draft: Draft, comparison: Comparison, subject: str) -> ReferenceView | None:
    """Where more is said of a subject: as written, else the term, service or region that has its id."""
    site = draft.site
    written = comparison.links.get(subject)
    target: LinkTarget | None = None
    if written is not None:
        target = reference_target(site, written.id)
    elif subject in site.terms:
        target = LinkTarget("glossary", (), subject)
    elif subject in site.services:
        target = LinkTarget("services", (), subject)
    elif subject in site.regions:
        target = LinkTarget("region", (subject,))
    return None if target is None else reference_view(draft, target)


def _row(draft: Draft, row: ComparisonRow, subjects: tuple[str, ...], sources: dict[str, Markup]) -> RowView:
    """A row; the sources that it names first are added to those of the comparison."""
    texts = [row.cells.get(subject, "") for subject in subjects]
    same = len(texts) > 1 and len(set(texts)) == 1
    cells = tuple(draft.text(row, subject, text) for subject, text in zip(subjects, texts, strict=True))
    named = [part.strip() for part in row.source.split(";") if part.strip()]
    for part in named:
        sources.setdefault(part, draft.text(row, "source", part))
    order = list(sources)
    return RowView(
        aspect=draft.heading(row, "aspect", row.aspect),
        cells=cells[:1] if same else cells,
        same=same,
        sources=tuple(sorted(order.index(part) + 1 for part in dict.fromkeys(named))),
    )
