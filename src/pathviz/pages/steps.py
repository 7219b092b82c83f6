"""The view of one step: all that the list shows of it, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.model import Certainty, Contact, Document, RolePart, ServicePath, Step, StepKind, Transition
from pathviz.pages.draft import NO_TEXT, Day, Draft, Link
from pathviz.pages.index import split_citation

PARTS: Final = tuple(RolePart)
"""The order in which parts are shown: strongest first."""


@dataclass(frozen=True, slots=True)
class ChipView:
    """A word that marks a step; `kind` picks its look and icon, the word carries the meaning."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class RoleView:
    """Who does what: parts as (glyph, word), the actor, the task."""

    parts: tuple[tuple[str, str], ...]
    actor: Link
    task: Markup


@dataclass(frozen=True, slots=True)
class BranchView:
    """A way onward. `label` is the condition or, without one, the target; `target` is then empty."""

    href: str
    hreflang: str
    label: Markup
    target: Markup
    easy: Markup
    words: tuple[str, ...]
    back: bool


@dataclass(frozen=True, slots=True)
class LawView:
    """A statute as it is cited, with its name and whether it is yet to be checked."""

    href: str
    text: str
    name: Markup
    uncertain: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document: a link where there is an address, else its name alone."""

    title: Markup
    href: str
    form: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """A unit's contact."""

    name: Markup
    email: str
    mail: str
    phone: str
    tel: str
    url: str
    until: Day | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the list. `title` is plain for scripts and accessible names, `heading` is shown."""

    id: str
    anchor: str
    number: int
    kind: str
    kind_word: str
    colour: int
    heading: Markup
    lead: Markup
    chips: tuple[ChipView, ...]
    summary: Markup
    roles: tuple[RoleView, ...]
    joint: bool
    branches: tuple[BranchView, ...]
    is_decision: bool
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
    previous: Link | None
    following: Link | None
    comment: str


def step_view(draft: Draft, path: ServicePath, number: int, colour: int, *, optional: bool) -> StepView:
    """The view of the path's `number`th step (from 1); `optional` where every way to it is."""
    step = path.steps[number - 1]
    words = draft.words
    lead = step.leading_role
    actor = draft.site.actors.get(lead.actor.id) if lead else None
    return StepView(
        id=step.id,
        anchor=urls.step_anchor(step.id),
        number=number,
        kind=step.kind.value,
        kind_word="" if step.kind is StepKind.STEP else words(f"kind.{step.kind}"),
        colour=colour,
        heading=draft.heading(step, "title", step.title),
        lead=draft.text(actor, "name", actor.name) if actor else NO_TEXT,
        chips=chips(draft, step, optional=optional),
        summary=draft.text(step, "summary", step.summary),
        roles=_roles(draft, step),
        joint=step.joint,
        branches=tuple(_branch(draft, path, t) for t in step.next),
        is_decision=len(step.next) > 1,
        gap=draft.text(step, "gap", step.gap),
        duration=draft.text(step, "duration", step.duration),
        deadline=draft.text(step, "deadline", step.deadline),
        easy_title=draft.text(step, "easy_title", step.easy_title),
        easy=draft.text(step, "easy", step.easy),
        bring=draft.texts(step, "bring", step.bring),
        rights=draft.text(step, "rights", step.rights),
        staff=draft.text(step, "staff", step.staff),
        information=draft.texts(step, "information", step.information),
        documents=tuple(document_view(draft, path, d) for d in step.documents),
        contacts=contact_views(draft, step.contacts),
        laws=law_views(draft, step),
        statutory=step.statutory,
        illustration=step.illustration,
        source=_source(draft, path, step),
        detail=_detail(draft, path, step),
        previous=_neighbour(draft, path, number - 1),
        following=_neighbour(draft, path, number + 1),
        comment=_comment(draft, path, step, number),
    )


def chips(draft: Draft, step: Step, *, optional: bool) -> tuple[ChipView, ...]:
    """The words that mark a step in the list."""
    words = draft.words
    found = []
    if step.kind in (StepKind.DECISION, StepKind.WAIT):
        found.append(ChipView(step.kind.value, words(f"kind.{step.kind}")))
    if step.gap:
        found.append(ChipView("gap", words("chip.gap")))
    if optional:
        found.append(ChipView("optional", words("chip.optional")))
    if step.duration:
        found.append(ChipView("duration", step.duration))
    return tuple(found)


def law_views(draft: Draft, step: Step) -> tuple[LawView, ...]:
    """The statutes a step rests on, as links to the site's own pages of them."""
    found = []
    for cited in step.laws:
        number, section = split_citation(cited)
        law = draft.site.laws.get(number)
        if law is None:
            continue
        href = draft.href(draft.tree.law(number), urls.section_anchor(section) if section else "")
        name = draft.text(law, "name", law.name)
        found.append(LawView(href, cited.id, name, law.certainty is Certainty.TO_BE_CHECKED))
    return tuple(found)


def document_view(draft: Draft, path: ServicePath, document: Document) -> DocumentView:
    """A document with the form it has by its name ("PDF"), where it can be told."""
    file = document.file.id if document.file else ""
    href = draft.href(urls.attachment(path.region, path.id, file)) if file else document.url
    suffix = (file or document.url.partition("?")[0]).rpartition("/")[2].rpartition(".")
    known = suffix[2].upper() if suffix[0] and suffix[2].lower() in _FORMS else ""
    return DocumentView(draft.text(document, "title", document.title), href, known)


_FORMS: Final = frozenset({"pdf", "docx", "doc", "odt", "xlsx", "ods", "pptx", "odp", "txt", "rtf", "csv"})


def contact_views(draft: Draft, contacts: Sequence[Contact]) -> tuple[ContactView, ...]:
    """Contacts with what a telephone or a mail program needs."""
    return tuple(
        ContactView(
            name=draft.text(contact, "name", contact.name),
            email=contact.email,
            mail=urls.mail(contact.email) if contact.email else "",
            phone=contact.phone,
            tel="tel:" + "".join(c for c in contact.phone if c.isdigit() or c == "+"),
            url=contact.url,
            until=draft.date(contact.valid_until),
        )
        for contact in contacts
    )


def role_glyphs(draft: Draft, parts: tuple[RolePart, ...]) -> tuple[tuple[str, str], ...]:
    """The parts of a role as glyph and word, strongest first."""
    return tuple((part.value, draft.words(f"part.{part}")) for part in PARTS if part in parts)


def _roles(draft: Draft, step: Step) -> tuple[RoleView, ...]:
    def strength(role_parts: tuple[RolePart, ...]) -> int:
        return min((PARTS.index(part) for part in role_parts), default=len(PARTS))

    return tuple(
        RoleView(
            role_glyphs(draft, role.parts),
            draft.actor_link(role.actor.id),
            draft.text(role, "task", role.task),
        )
        for role in sorted(step.roles, key=lambda role: strength(role.parts))
        if role.actor.id in draft.site.actors
    )


def _branch(draft: Draft, path: ServicePath, transition: Transition) -> BranchView:
    words = draft.words
    link, place = _target(draft, path, transition)
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
        target=place if condition else NO_TEXT,
        easy=draft.text(transition, "easy", transition.easy),
        words=tuple(said),
        back=transition.back,
    )


def _target(draft: Draft, path: ServicePath, transition: Transition) -> tuple[Link, Markup]:
    """The link of a transition, and its place in words: "Vaihe 5: Suunnitelma"."""
    target = transition.target
    if target.is_elsewhere:
        key = (target.region, target.path)
        link = draft.path_link(key, target.step)
        if not target.step:
            return link, Markup(link.text)
        number = draft.index.numbers[key][target.step]
        whole = draft.path_link(key)
        return link, Markup("{} – {}").format(whole.text, _numbered(draft, number, link.text))
    number = draft.index.numbers[path.key][target.step]
    found = path.steps[number - 1]
    title = draft.heading(found, "title", found.title)
    href = f"#{urls.step_anchor(target.step)}"
    return Link(href, title), _numbered(draft, number, title)


def _numbered(draft: Draft, number: int, title: Markup | str) -> Markup:
    return Markup("{}: {}").format(draft.words("step", n=number), title)


def _source(draft: Draft, path: ServicePath, step: Step) -> Link | None:
    sources = path.description.sources
    if step.source is None or not 1 <= step.source <= len(sources):
        return None
    return Link(f"#lahde-{step.source}", draft.words("source.step", n=step.source))


def _detail(draft: Draft, path: ServicePath, step: Step) -> Markup:
    if step.detail is None or not step.detail.text.strip():
        return NO_TEXT
    level = 5 if path.phases else 4
    html, _ = draft.prose(step.detail, level=level, prefix=f"lisaa-{step.id}-", path=path)
    return html


def _neighbour(draft: Draft, path: ServicePath, number: int) -> Link | None:
    if not 1 <= number <= len(path.steps):
        return None
    step = path.steps[number - 1]
    title = draft.heading(step, "title", step.title)
    return Link(f"#{urls.step_anchor(step.id)}", _numbered(draft, number, title))


def _comment(draft: Draft, path: ServicePath, step: Step, number: int) -> str:
    """The mail that tells what one thinks of a step, with what the reader of the mail must know."""
    info = draft.site.info
    if not info.feedback:
        return ""
    words = draft.words
    about = path.description
    title = f"{words('step', n=number)}: {step.title}"
    address = urls.canonical(info.base_url, draft.address, urls.step_anchor(step.id))
    version = about.version or about.updated
    lines = [title, about.title]
    if address:
        lines.append(address)
    if version:
        lines.append(words("mail.version", date=words.date(version)))
    body = "\n".join([*lines, "", words("mail.prompt"), ""])
    return urls.mail(info.feedback, words("mail.subject", step=title, path=about.title), body)
