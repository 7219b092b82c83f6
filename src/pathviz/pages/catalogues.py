"""The views of the catalogues: actors, laws, terms and sources."""

from __future__ import annotations

from markupsafe import Markup

from pathviz import urls
from pathviz.model import Actor, Certainty, Lane, Law, RolePart, Term
from pathviz.pages.alphabet import sort_key
from pathviz.pages.comparisons import comparison_links
from pathviz.pages.draft import Day, Draft, Link
from pathviz.pages.entries import Entries, Listed
from pathviz.pages.escaping import Encoded
from pathviz.pages.paths import SourceView, source_view
from pathviz.pages.roles import PARTS
from pathviz.pages.tracks import tracks_of
from pathviz.pages.viewclass import viewclass
from pathviz.targets import LinkTarget


@viewclass
class ActorRow:
    """An actor in the list of actors."""

    actor: Link
    summary: Markup
    steps: str


@viewclass
class ActorGroup:
    """The actors of one lane."""

    title: str
    text: str
    rows: tuple[ActorRow, ...]


@viewclass
class RoleGroup:
    """All steps in which an actor has one part; empty only for deciding, which is always told."""

    part: str
    title: str
    text: str
    duties: Encoded


@viewclass
class ActorView:
    """An actor's page."""

    name: Markup
    kind: str
    summary: Markup
    synonyms: tuple[Markup, ...]
    successor: Link | None
    part_in: str
    groups: tuple[RoleGroup, ...]
    tracks: tuple[Link, ...]
    comparisons: tuple[Link, ...]


@viewclass
class LawRow:
    """A statute in the list of statutes."""

    law: Link
    number: str
    state: str
    state_word: str
    uncertain: bool
    checked: Day | None
    steps: str


@viewclass
class ChangeView:
    """What has changed in a statute."""

    day: Day | None
    text: Markup
    uncertain: bool


@viewclass
class SectionView:
    """The steps that rest on one section; without title, on the statute as a whole."""

    anchor: str
    title: str
    duties: Encoded
    comparisons: tuple[Link, ...]


@viewclass
class LawPageView:
    """A statute's page."""

    row: LawRow
    name: Markup
    summary: Markup
    url: str
    synonyms: tuple[Markup, ...]
    changes: tuple[ChangeView, ...]
    sections: tuple[SectionView, ...]
    descriptions: tuple[Link, ...]
    comparisons: tuple[Link, ...]


@viewclass
class TermView:
    """A term of the glossary."""

    anchor: str
    name: Markup
    definition: Markup
    synonyms: tuple[Markup, ...]
    see: tuple[Link, ...]
    not_same: tuple[Link, ...]
    comparisons: tuple[Link, ...]


@viewclass
class SourceGroup:
    """The sources of one path."""

    path: Link
    region: Markup | str
    sources: tuple[SourceView, ...]


# ---------------------------------------------------------------- actors


def actors_view(draft: Draft, entries: Entries) -> tuple[ActorGroup, ...]:
    """All actors, by where they stand to the client."""
    groups = []
    for lane in Lane:
        actors = [actor for actor in draft.site.actors.values() if actor.lane is lane]
        if actors:
            ordered = sorted(actors, key=lambda a: sort_key(a.name))
            rows = tuple(_actor_row(draft, entries, actor) for actor in ordered)
            title, text = draft.words(f"lane.{lane}"), draft.words(f"lane.{lane}_text")
            groups.append(ActorGroup(title, text, rows))
    return tuple(groups)


def actor_view(draft: Draft, entries: Entries, actor: Actor) -> ActorView:
    """An actor's page: each step in which it has a part, once under each of its parts."""
    listed = entries.actors.get(actor.id)
    words = draft.words
    groups = []
    for part in PARTS:
        duties = _duties(draft, listed, part)
        if duties or (listed and part is RolePart.DECIDES):
            groups.append(
                RoleGroup(
                    part.value,
                    words(f"group.{part}"),
                    words(f"group.{part}_text") if duties else words("group.decides_none"),
                    duties,
                )
            )
    return ActorView(
        name=draft.heading(actor, "name", actor.name),
        kind=words(f"actor_kind.{actor.kind}"),
        summary=draft.text(actor, "summary", actor.summary),
        synonyms=draft.texts(actor, "synonyms", actor.synonyms),
        successor=draft.actor_link(actor.successor.id) if actor.successor else None,
        part_in=_part_in(draft, listed) if listed else "",
        groups=tuple(groups),
        tracks=tracks_of(draft, actor.id),
        comparisons=comparison_links(draft, LinkTarget("actor", (actor.id,))),
    )


def _duties(draft: Draft, listed: Listed | None, group: str) -> Encoded:
    """The steps of a group as a page shows them, which then tells of the languages to which they fell back."""
    if listed is None or group not in listed.groups:
        return Encoded()
    draft.fell_back |= listed.langs.get(group, frozenset())
    return Encoded(b"".join(listed.groups[group]))


def _part_in(draft: Draft, listed: Listed) -> str:
    """In how many steps and paths an actor has a part; what municipalities add is counted by itself."""
    count = draft.words.count
    said = []
    if listed.steps:
        said = [count("count.steps_in", listed.steps), count("count.paths_on", listed.paths)]
    if listed.local:
        said.append(count("count.steps_in_local", listed.local))
    return ", ".join(said)


def _steps(draft: Draft, listed: Listed | None) -> str:
    """How many steps there are; what municipalities add is counted by itself."""
    count = draft.words.count
    said = [count("count.steps", listed.steps)] if listed and listed.steps else []
    if listed and listed.local:
        said.append(count("count.steps_local", listed.local))
    return ", ".join(said)


def _actor_row(draft: Draft, entries: Entries, actor: Actor) -> ActorRow:
    return ActorRow(
        draft.actor_link(actor.id),
        draft.text(actor, "summary", actor.summary),
        _steps(draft, entries.actors.get(actor.id)) or draft.words("actor.no_steps"),
    )


# ---------------------------------------------------------------- laws


def laws_view(draft: Draft, entries: Entries) -> tuple[LawRow, ...]:
    """All statutes in the order of their file."""
    return tuple(_law_row(draft, entries, law) for law in draft.site.laws.values())


def law_view(draft: Draft, entries: Entries, law: Law) -> LawPageView:
    """A statute's page: the steps that rest on it, by section; a section that is compared has its place there too."""
    sections = [
        target.part
        for target in draft.index.compared
        if target.kind == "law" and target.key == (law.id,) and target.part
    ]
    listed = entries.laws.get(law.id)
    sections += listed.groups if listed else ()
    changes = sorted(law.changes, key=lambda c: c.date.isoformat() if c.date else "", reverse=True)
    return LawPageView(
        row=_law_row(draft, entries, law),
        name=draft.heading(law, "name", law.name),
        summary=draft.text(law, "summary", law.summary),
        url=law.url,
        synonyms=draft.texts(law, "synonyms", law.synonyms),
        changes=tuple(
            ChangeView(
                draft.date(change.date),
                draft.text(change, "text", change.text),
                change.certainty is Certainty.TO_BE_CHECKED,
            )
            for change in changes
        ),
        sections=tuple(
            SectionView(
                anchor=urls.section_anchor(section) if section else "laki",
                title=section,
                duties=_duties(draft, listed, section),
                comparisons=_compared(draft, law, section) if section else (),
            )
            for section in sorted(dict.fromkeys(sections), key=_section_key)
        ),
        descriptions=tuple(draft.path_link(key) for key in dict.fromkeys(entries.descriptions.get(law.id, ()))),
        comparisons=_compared(draft, law),
    )


def _compared(draft: Draft, law: Law, section: str = "") -> tuple[Link, ...]:
    """The comparisons that are about a statute as a whole, or about a section of it."""
    return comparison_links(draft, LinkTarget("law", (law.id,), section))


def _law_row(draft: Draft, entries: Entries, law: Law) -> LawRow:
    return LawRow(
        law=Link(draft.href(draft.tree.law(law.id)), draft.text(law, "name", law.name)),
        number=law.id,
        state=law.status.value,
        state_word=draft.words(f"law_status.{law.status}"),
        uncertain=law.certainty is Certainty.TO_BE_CHECKED,
        checked=draft.date(law.checked),
        steps=_steps(draft, entries.laws.get(law.id)),
    )


def _section_key(section: str) -> tuple[int, str]:
    number = section.partition(" ")[0]
    return (int(number) if number.isdigit() else 0, section)


# ---------------------------------------------------------------- terms and sources


def glossary_view(draft: Draft) -> tuple[TermView, ...]:
    """All terms in the order of the alphabet."""
    terms = draft.site.terms

    def link(term: str) -> Link:
        return Link(f"#{urls.term_anchor(term)}", draft.text(terms[term], "name", terms[term].name))

    def view(term: Term) -> TermView:
        # What it is not is told first, and not twice.
        unlike = {ref.id for ref in term.not_same_as}
        return TermView(
            urls.term_anchor(term.id),
            draft.heading(term, "name", term.name),
            draft.text(term, "definition", term.definition),
            draft.texts(term, "synonyms", term.synonyms),
            tuple(link(ref.id) for ref in term.see if ref.id not in unlike),
            tuple(link(ref.id) for ref in term.not_same_as),
            comparison_links(draft, LinkTarget("glossary", (), term.id)),
        )

    return tuple(view(term) for term in sorted(terms.values(), key=lambda term: sort_key(term.name)))


def sources_view(draft: Draft) -> tuple[SourceGroup, ...]:
    """The sources of all paths."""
    return tuple(
        SourceGroup(
            path=draft.path_link(key),
            region=draft.region_link(path.region).text,
            sources=tuple(source_view(draft, source, n) for n, source in enumerate(path.description.sources, 1)),
        )
        for key, path in draft.site.paths.items()
        if path.description.sources
    )
