"""What is local on a path's page: a municipality's blocks in a step, what differs, the other versions."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from pathviz import urls
from pathviz.conformance import Conformance
from pathviz.localising import Change, ChangeKind, Divergence, DivergenceKind, LocalPath
from pathviz.model import Layer, LocalStep, Municipality, PathKey, ServicePath, Step
from pathviz.pages.contacts import contact_views, document_views
from pathviz.pages.draft import NO_TEXT, Day, Draft, Link
from pathviz.pages.escaping import escape
from pathviz.pages.roles import role_views
from pathviz.pages.steps import LocalBlock, law_views
from pathviz.pages.viewclass import viewclass


@viewclass
class DifferenceView:
    """What differs in a step: each thing as a word for its kind and what it is about."""

    step: Link
    said: tuple[tuple[str, Markup], ...]


@viewclass
class OmittedView:
    """A regional step that the municipality leaves out, with the reason and a link to the region's own step."""

    anchor: str
    title: Markup
    reason: Markup
    regional: Link


@viewclass
class LocalView:
    """What the page of a municipality's version tells of the version itself."""

    name: Markup
    summary: Markup
    is_draft: bool
    verdict: str
    verdict_word: str
    verdict_text: str
    departures: tuple[DifferenceView, ...]
    additions: tuple[DifferenceView, ...]
    omitted: tuple[OmittedView, ...]
    regional: Link
    frame: Day | None
    version: Day | None
    changes: tuple[Markup, ...]
    is_older: bool


@viewclass
class VersionView:
    """One of a path's versions: the region's or a municipality's; the page's own has no `href`."""

    name: Markup
    note: str
    href: str
    is_here: bool


# ---------------------------------------------------------------- in a step


def local_block(draft: Draft, local: LocalPath, step: Step) -> LocalBlock | None:
    """What the municipality says in a regional step, if anything."""
    found = local.extended.get(step.id)
    if found is None:
        return None
    path = local.path
    return LocalBlock(
        label=draft.words("local.adds", name=town_of(draft, local.layer).name),
        text=_text(draft, path, found),
        roles=role_views(draft, found),
        documents=document_views(draft, path, found.documents),
        contacts=contact_views(draft, found.contacts),
        laws=law_views(draft, found),
        information=draft.texts(found, "information", found.information),
        bring=draft.texts(found, "bring", found.bring),
    )


def _text(draft: Draft, path: ServicePath, local: LocalStep) -> Markup:
    if local.local is None or not local.local.text.strip():
        return NO_TEXT
    html, _ = draft.prose(local.local, level=6 if path.phases else 5, prefix=f"kunta-{local.id}-", path=path)
    return html


def town_of(draft: Draft, layer: Layer) -> Municipality:
    """The municipality, area or unit whose layer it is."""
    return draft.index.towns[layer.town_key]


def version_link(draft: Draft, local: LocalPath) -> Link:
    """A link to a municipality's version of a path, by the title that the path has there."""
    layer, about = local.layer, local.path.description
    tree, hreflang = draft.region_tree(layer.region)
    return Link(draft.href(tree.local(*layer.key)), draft.heading(about, "title", about.title), hreflang)


# ---------------------------------------------------------------- what differs


def local_view(draft: Draft, found: Conformance) -> LocalView:
    """What the page tells of the version."""
    local, layer, words = found.local, found.layer, draft.words
    tree, hreflang = draft.region_tree(layer.region)
    regional = Link(draft.href(tree.path(*local.frame.key)), words("local.regional"), hreflang)
    departures = [each for each in found.departures if each.kind is not DivergenceKind.OMITTED_STEP]
    return LocalView(
        name=draft.heading(found.municipality, "name", found.municipality.name),
        summary=draft.text(layer, "summary", layer.summary),
        is_draft=layer.status.value == "draft",
        verdict=found.verdict.value,
        verdict_word=words(f"verdict.{found.verdict}"),
        verdict_text=words(f"verdict.{found.verdict}_text"),
        departures=differences(draft, local, departures),
        additions=differences(draft, local, found.additions),
        omitted=tuple(
            OmittedView(
                anchor=urls.step_anchor(step.id),
                title=draft.heading(step, "title", step.title),
                reason=draft.text(why, "reason", why.reason),
                regional=Link(f"{regional.href}#{urls.step_anchor(step.id)}", words("local.regional_step"), hreflang),
            )
            for step, why in local.omitted
        ),
        regional=regional,
        frame=draft.date(layer.frame),
        version=draft.date(found.version),
        changes=change_words(draft, found),
        is_older=found.is_older,
    )


def differences(
    draft: Draft, local: LocalPath, told: Iterable[Divergence], page: str = ""
) -> tuple[DifferenceView, ...]:
    """Differences in words, step by step; `page` is the link of the page that has the steps, where that is another."""
    steps = {step.id: step for step in (*local.frame.steps, *local.path.steps)}
    items: dict[str, list[tuple[str, Markup]]] = {}
    for each in told:
        found = draft.words(f"divergence.{each.kind}"), _value(draft, steps, local, each)
        items.setdefault(each.step, []).append(found)
    return tuple(
        DifferenceView(
            Link(f"{page}#{urls.step_anchor(step)}", draft.heading(steps[step], "title", steps[step].title)),
            tuple(found),
        )
        for step, found in items.items()
    )


def _value(draft: Draft, steps: dict[str, Step], local: LocalPath, each: Divergence) -> Markup:
    match each.kind:
        case DivergenceKind.ADDED_ROLE | DivergenceKind.ADDED_LEAD:
            return escape(draft.actor_link(each.value).text)
        case DivergenceKind.ADDED_BRANCH:
            return target_name(draft, each.value, steps)
        case DivergenceKind.OMITTED_STEP:
            why = next(why for step, why in local.omitted if step.id == each.step)
            return draft.text(why, "reason", why.reason)
        case DivergenceKind.ADDED_STEP:
            return NO_TEXT
        case _:
            return escape(each.value)


def actor_name(draft: Draft, actor: str) -> str:
    """An actor's name; of one that is no more, its id."""
    found = draft.site.actors.get(actor)
    return found.name if found else actor


def target_name(draft: Draft, target: str, steps: dict[str, Step]) -> Markup:
    """Where a way leads, in words: a step's title, or another path's."""
    if target in steps:
        return escape(steps[target].title)
    region, _, name = target.partition("#")[0].partition("/")
    path = draft.site.paths.get((region, name))
    return escape(path.description.title) if path else escape(target)


def change_words(draft: Draft, found: Conformance) -> tuple[Markup, ...]:
    """What has changed in the frame since, one sentence a change."""
    if found.changes is None:
        frame = found.layer.frame
        return (escape(draft.words("change.not_kept", date=draft.words.date(frame) if frame else "")),)
    steps = {step.id: step for step in found.local.frame.steps}
    return tuple(escape(_change(draft, each, steps)) for each in found.changes)


def _change(draft: Draft, each: Change, steps: dict[str, Step]) -> str:
    words = draft.words
    value = each.value
    if each.key == "roles" and value:
        value = actor_name(draft, value)
    elif each.key == "next":
        value = str(target_name(draft, value, steps))
    key = words(f"change.key.{each.key}") if each.key else ""
    kind = each.kind
    kind_key = "change.task_changed" if kind is ChangeKind.TEXT_CHANGED and value else f"change.{kind}"
    said = words(kind_key, key=key, value=value)
    where = words("change.in_step", title=each.title) if each.step else words("change.in_description")
    return f"{where}: {said}"


# ---------------------------------------------------------------- versions and municipalities


def version_views(draft: Draft, key: PathKey, here: str = "") -> tuple[VersionView, ...]:
    """The region's version of a path and the municipalities'; none where there is but one."""
    layers = draft.index.layers.get(key, ())
    if not layers:
        return ()
    words, region = draft.words, draft.site.regions[key[0]]
    tree = draft.tree

    def version(name: Markup, note: str, address: str, *, is_here: bool) -> VersionView:
        return VersionView(name, note, draft.href(address), is_here)

    found = [
        version(draft.text(region, "name", region.name), words("version.region"), tree.path(*key), is_here=not here)
    ]
    for layer in layers:
        town = town_of(draft, layer)
        name = draft.text(town, "name", town.name)
        note = words(f"municipality_kind.{town.kind}")
        found.append(version(name, note, tree.local(*layer.key), is_here=here == layer.municipality))
    return tuple(found)
