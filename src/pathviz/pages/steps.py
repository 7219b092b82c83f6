"""The view of one step: all that the list shows of it, in the order in which it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.model import (
    Certainty,
    LocalStep,
    Ref,
    ServicePath,
    Step,
    StepKind,
    Transition,
)
from pathviz.pages.comparisons import comparison_links
from pathviz.pages.contacts import ContactView, DocumentView, contact_views, document_views
from pathviz.pages.diagrams import actor_colours, optional_steps
from pathviz.pages.draft import NO_TEXT, Draft, LawView, Link
from pathviz.pages.escaping import escape, joined
from pathviz.pages.index import split_citation
from pathviz.pages.roles import RoleView, role_views
from pathviz.pages.viewclass import viewclass
from pathviz.svg_parts import colour_of
from pathviz.targets import LinkTarget


@viewclass
class ChipView:
    """A word that marks a step; `kind` picks its look and icon, the word carries the meaning."""

    kind: str
    text: Markup | str


@viewclass
class BranchView:
    """A way onward. `label` is the condition or, without one, the target; `target` is then empty.

    `easy` is the same in the client's words, where these are others.
    """

    href: str
    hreflang: str
    label: Markup
    easy: Markup
    target: Markup
    words: tuple[str, ...]
    back: bool


@viewclass
class LocalBlock:
    """What a municipality says in a step, below the region's own; `label` names the municipality."""

    label: str
    text: Markup = NO_TEXT
    roles: tuple[RoleView, ...] = ()
    documents: tuple[DocumentView, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    laws: tuple[LawView, ...] = ()
    information: tuple[Markup, ...] = ()
    bring: tuple[Markup, ...] = ()


@viewclass
class StepView:
    """A step of the list. `title` is plain for scripts and accessible names, `heading` is shown."""

    anchor: str
    number: int
    label: str
    kind: str
    colour: int
    heading: Markup
    lead: Markup | str
    chips: tuple[ChipView, ...]
    summary: Markup
    roles: tuple[RoleView, ...]
    joint: bool
    branches: tuple[BranchView, ...]
    is_decision: bool
    comparisons: tuple[Link, ...]
    gap: Markup
    duration: Markup
    deadline: Markup
    easy_title: Markup
    easy: Markup
    bring: tuple[Markup, ...]
    rights: Markup
    staff: Markup
    information: tuple[Markup, ...]
    documents: tuple[DocumentView, ...]
    contacts: tuple[ContactView, ...]
    laws: tuple[LawView, ...]
    statutory: bool
    illustration: bool
    source: Link | None
    detail: Markup
    comment: str
    previous: Link | None
    following: Link | None
    local: LocalBlock | None
    is_added: bool
    origin: str


@viewclass
class Course:
    """A path with what all its steps' views share.

    In the order of the steps, `labels` are "Vaihe 5", `headings` their titles, `links` those to them: "Vaihe 5:
    Suunnitelma". `sources` are the links to the path's. `colours` are the leading actors' from 0; `optional` are
    the steps to which only optional transitions lead. `comment` is what mails that comment on a step have in common.
    Of a municipality's version, `shown` are the steps with the region's own blocks, `added` the municipality's steps,
    `blocks` what it says in the region's, `town` its name.
    """

    path: ServicePath
    labels: tuple[str, ...]
    headings: tuple[Markup, ...]
    links: tuple[Link, ...]
    sources: tuple[Link, ...]
    numbers: Mapping[str, int]
    colours: Mapping[str, int]
    optional: frozenset[str]
    comment: str
    shown: tuple[Step, ...]
    added: frozenset[str] = frozenset()
    blocks: Mapping[str, LocalBlock] = field(default_factory=dict)
    town: str = ""


def step_numbers(path: ServicePath) -> Mapping[str, int]:
    """The numbers of a path's steps from 1; a municipality's version has its own."""
    return {step.id: n for n, step in enumerate(path.steps, 1)}


def course(draft: Draft, path: ServicePath) -> Course:
    """What the views of a path's steps share."""
    words, steps = draft.words, path.steps
    labels = tuple([words.numbered("step", n) for n in range(1, len(steps) + 1)])
    headings = tuple([draft.heading(step, "title", step.title) for step in steps])
    return Course(
        path=path,
        labels=labels,
        headings=headings,
        links=tuple(
            Link(f"#{urls.step_anchor(step.id)}", joined(f"{label}: ", heading))
            for step, label, heading in zip(steps, labels, headings, strict=True)
        ),
        sources=tuple(
            Link(f"#lahde-{n}", words.numbered("source.step", n)) for n in range(1, len(path.description.sources) + 1)
        ),
        numbers=step_numbers(path),
        colours=actor_colours(path),
        optional=optional_steps(path),
        comment=_comments(draft, path),
        shown=steps,
    )


_STEP: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands for a step in what all comments of a page have in common."""
_STEP_ENCODED: Final = urls.encoded(_STEP)


def _comments(draft: Draft, path: ServicePath) -> str:
    """The mail that tells what one thinks of a step: which it is, where and in which version; `_STEP` is the step.

    It stands at every step, so it says each of these once. It ends with the public address of the step but for its id.
    """
    info, version = draft.site.info, path.description.version_day
    if not info.feedback:
        return ""
    place = draft.address.removesuffix(f"/{urls.INDEX}") + (f", {draft.words.date(version)}" if version else "")
    subject = draft.words("mail.subject", step=_STEP, path=place)
    return urls.mail(info.feedback, subject, urls.canonical(info.base_url, draft.address, urls.step_anchor("")))


def _comment(draft: Draft, course: Course, step: Step, label: str) -> str:
    """The mail that comments on a step."""
    if not course.comment:
        return ""
    mail = course.comment.replace(_STEP_ENCODED, urls.encoded(f"{label}: {step.title}"))
    return mail + urls.encoded(step.id) if draft.site.info.base_url else mail


def step_view(draft: Draft, course: Course, number: int) -> StepView:
    """The view of the path's `number`th step (from 1)."""
    path = course.path
    step = course.shown[number - 1]
    lead = path.steps[number - 1].leading_role
    label = course.labels[number - 1]
    seen: set[str] = set()  # a step is read by itself, so its terms are marked anew
    return StepView(
        anchor=urls.step_anchor(step.id),
        number=number,
        label=label,
        kind=step.kind.value,
        colour=colour_of(course.colours[lead.actor.id]) if lead else 0,
        heading=course.headings[number - 1],
        lead=draft.actor_link(lead.actor.id).text if lead else NO_TEXT,
        chips=chips(draft, step, optional=step.id in course.optional, local=_mark(course, step)),
        summary=draft.running(step, "summary", step.summary, seen),
        roles=role_views(draft, step),
        joint=step.joint,
        branches=tuple([_branch(draft, course, t) for t in step.next]),
        is_decision=len(step.next) > 1,
        comparisons=_comparisons(draft, path, step),
        gap=draft.text(step, "gap", step.gap),
        duration=draft.text(step, "duration", step.duration),
        deadline=draft.text(step, "deadline", step.deadline),
        easy_title=draft.heading(step, "easy_title", step.easy_title),
        easy=draft.text(step, "easy", step.easy),
        bring=draft.texts(step, "bring", step.bring),
        rights=draft.text(step, "rights", step.rights),
        staff=draft.text(step, "staff", step.staff),
        information=draft.texts(step, "information", step.information),
        documents=document_views(draft, path, step.documents),
        contacts=contact_views(draft, step.contacts),
        laws=law_views(draft, step),
        statutory=step.statutory,
        illustration=step.illustration,
        source=_source(course, step),
        detail=_detail(draft, path, step, seen),
        comment=_comment(draft, course, step, label),
        previous=course.links[number - 2] if number > 1 else None,
        following=course.links[number] if number < len(course.links) else None,
        local=course.blocks.get(step.id),
        is_added=step.id in course.added,
        origin=_origin(draft, course, step),
    )


def _mark(course: Course, step: Step) -> str:
    """What is local in a step, as the key of its word: the step itself, something in it, or nothing."""
    return "local" if step.id in course.added else "extended" if step.id in course.blocks else ""


def _origin(draft: Draft, course: Course, step: Step) -> str:
    """Who wrote the text of a step in which there is something local."""
    mark = _mark(course, step)
    return draft.words(f"local.origin_{mark}", name=course.town) if mark else ""


def chips(draft: Draft, step: Step, *, optional: bool, local: str = "") -> tuple[ChipView, ...]:
    """The words that mark a step in the list; `local` is the key of the word for what is local."""
    words = draft.words
    found = [ChipView("local", words(f"chip.{local}"))] if local else []
    if step.kind in (StepKind.DECISION, StepKind.WAIT):
        found.append(ChipView(step.kind.value, words(f"kind.{step.kind}")))
    if step.gap:
        found.append(ChipView("gap", words("chip.gap")))
    if optional:
        found.append(ChipView("optional", words("chip.optional")))
    if step.duration:
        found.append(ChipView("duration", draft.text(step, "duration", step.duration)))
    return tuple(found)


def law_views(draft: Draft, step: Step | LocalStep) -> tuple[LawView, ...]:
    """The statutes a step rests on, as links to the site's own pages of them."""
    return tuple([_law_view(draft, cited) for cited in step.laws])


def _law_view(draft: Draft, cited: Ref) -> LawView:
    """A citation as a page shows it; an actor's page may cite one section a thousand times."""
    found = draft.common.laws.get(cited.id)
    if found is None:
        number, section = split_citation(cited)
        law = draft.site.laws[number]
        href = draft.href(draft.tree.law(number), urls.section_anchor(section) if section else "")
        name = draft.text(law, "name", law.name)
        found = LawView(href, cited.id, name, law.certainty is Certainty.TO_BE_CHECKED)
        draft.common.laws[cited.id] = found
    return found


def _branch(draft: Draft, course: Course, transition: Transition) -> BranchView:
    words = draft.words
    link, place = _target(draft, course, transition)
    condition = draft.text(transition, "when", transition.when)
    said = [words("next.back")] if transition.back else []
    if transition.optional:
        said.append(words("chip.optional"))
    if transition.target.is_elsewhere:
        said.append(words("next.elsewhere"))
    return BranchView(
        href=link.href,
        hreflang=link.hreflang,
        label=condition or place,
        easy=draft.heading(transition, "easy", transition.easy) if transition.easy != transition.when else NO_TEXT,
        target=place if condition else NO_TEXT,
        words=tuple(said),
        back=transition.back,
    )


def _target(draft: Draft, course: Course, transition: Transition) -> tuple[Link, Markup]:
    """The link of a transition, and its place in words: "Vaihe 5: Suunnitelma"."""
    target = transition.target
    if not target.is_elsewhere:
        link = course.links[course.numbers[target.step] - 1]
        return link, escape(link.text)
    key = target.path_key
    link = draft.path_link(key, target.step)
    if not target.step:
        return link, escape(link.text)
    number = draft.words.numbered("step", step_numbers(draft.version(key, target.step))[target.step])
    return link, joined(draft.path_link(key).text, f" – {number}: ", link.text)


def _comparisons(draft: Draft, path: ServicePath, step: Step) -> tuple[Link, ...]:
    """The comparisons that are about a step; most sites have few, and most steps none."""
    if not draft.index.compared:
        return ()
    return comparison_links(draft, LinkTarget("path", path.key, step.id))


def _source(course: Course, step: Step) -> Link | None:
    return course.sources[step.source - 1] if step.source and 1 <= step.source <= len(course.sources) else None


def _detail(draft: Draft, path: ServicePath, step: Step, seen: set[str]) -> Markup:
    if step.detail is None or not step.detail.text.strip():
        return NO_TEXT
    level = 5 if path.phases else 4
    anchors = f"lisaa-{step.id}-"
    html, _ = draft.prose(step.detail, level=level, prefix=anchors, path=path, seen=seen)
    # The headings' anchors are for links within the text, and most texts have none: a long page is smaller without.
    return html if f"#{anchors}" in html else Markup(re.sub(f' id="{anchors}[^"]*"', "", html))  # noqa: S704 (as it was)
