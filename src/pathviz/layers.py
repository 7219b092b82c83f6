"""Put a layer over the site: pure functions from a base and a sparse layer to the whole.

A language layer holds texts alone, matched by id. What it does not say stays in the base's
language, and its place still points to the base's file, which is how pages know to mark it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from pathviz.model import (
    Comparison,
    ComparisonRow,
    Contact,
    Document,
    Entity,
    Layer,
    LocalStep,
    Municipality,
    NetworkGroup,
    NetworkMember,
    Role,
    ServicePath,
    Site,
    Source,
    Step,
    Transition,
)

E = TypeVar("E", bound=Entity)
K = TypeVar("K")

# A key of the format whose field in the model has another name.
_FIELD_OF: Final[Mapping[str, str]] = {"place": "place_text"}
# Keys whose values are matched by id further down, and those that a layer may not touch.
_OWN: Final = frozenset(
    {"local", "add", "omit", "steps", "phases", "roles", "next", "journeys", "changes", "rows", "modules"}
)
_FIXED: Final = frozenset({"to", "kind", "role", "route", "file", "service", "laws"})
# Parts without ids, which are matched by their order.
_PARTS: Final = (Contact, Document, NetworkGroup, NetworkMember, Source)


def localise(site: Site, layer: Site) -> Site:
    """The site in the language of the layer; what the layer lacks stays as it is."""
    return replace(
        site,
        lang=layer.lang,
        info=replace(_texts(site.info, layer.info), languages=site.info.languages),
        actors=_each(site.actors, layer.actors),
        laws={key: _with_parts(law, layer.laws.get(key), "changes") for key, law in site.laws.items()},
        services=_each(site.services, layer.services),
        terms=_each(site.terms, layer.terms),
        comparisons={key: _comparison(one, layer.comparisons.get(key)) for key, one in site.comparisons.items()},
        tracks={key: _with_parts(one, layer.tracks.get(key), "modules") for key, one in site.tracks.items()},
        networks=_each(site.networks, layer.networks),
        pages={key: _body(page, layer.pages.get(key)) for key, page in site.pages.items()},
        regions=_each(site.regions, layer.regions),
        municipalities=_municipalities(site, layer),
        paths={key: localise_path(path, layer.paths.get(key)) for key, path in site.paths.items()},
        layers=_local_layers(site, layer),
    )


def _municipalities(site: Site, layer: Site) -> tuple[Municipality, ...]:
    named = {each.key: each for each in layer.municipalities}
    return tuple(_texts(each, named.get(each.key)) for each in site.municipalities)


def _local_layers(site: Site, layer: Site) -> tuple[Layer, ...]:
    named = {each.key: each for each in layer.layers}
    return tuple(localise_layer(each, named.get(each.key)) for each in site.layers)


def localise_layer(base: Layer, layer: Layer | None) -> Layer:
    """A municipality's layer in another language; language comes last, so it says nothing of the path's course."""
    if layer is None:
        return base
    steps = {each.id: each for each in layer.steps}
    added = {each.step.id: each.step for each in layer.add}
    reasons = {each.id: each for each in layer.omit}
    return replace(
        _texts(base, layer),
        steps=tuple(_local_step(each, steps.get(each.id)) for each in base.steps),
        add=tuple(replace(each, step=_step(each.step, added.get(each.step.id))) for each in base.add),
        omit=tuple(_texts(each, reasons.get(each.id)) for each in base.omit),
    )


def _local_step(base: LocalStep, layer: LocalStep | None) -> LocalStep:
    if layer is None:
        return base
    roles = {role.actor.id: role for role in layer.roles}
    is_said = layer.local is not None and layer.local.text.strip()
    return replace(
        _texts(base, layer),
        roles=tuple(_texts(role, roles.get(role.actor.id)) for role in base.roles),
        local=layer.local if is_said else base.local,
    )


def localise_path(path: ServicePath, layer: ServicePath | None) -> ServicePath:
    """One service path in the layer's language."""
    if layer is None:
        return path
    steps = {step.id: step for step in layer.steps}
    journeys = {journey.id: journey for journey in layer.journeys}
    phases = {phase.id: phase for phase in layer.phases}
    return replace(
        path,
        description=_body(path.description, layer.description),
        phases=tuple(_texts(phase, phases.get(phase.id)) for phase in path.phases),
        steps=tuple(_step(step, steps.get(step.id)) for step in path.steps),
        journeys=tuple(_texts(journey, journeys.get(journey.id)) for journey in path.journeys),
    )


def _texts(base: E, layer: E | None) -> E:
    """The base with each text that the layer writes in its place."""
    if layer is None or not layer.places:
        return base
    written = {
        key: getattr(layer, _FIELD_OF.get(key, key))
        for key in layer.places
        if key not in _OWN and key not in _FIXED and hasattr(base, _FIELD_OF.get(key, key))
    }
    written = {key: value for key, value in written.items() if value}
    fields = {_FIELD_OF.get(key, key): value for key, value in written.items()}
    changes = {name: _merged(getattr(base, name), value) for name, value in fields.items()}
    places = {**base.places, **{key: layer.place(key) for key in written}}
    return replace(base, **changes, places=places)


def _merged(mine: object, theirs: object) -> Any:  # noqa: ANN401 (a field of any entity)
    """A value of the base with the layer's texts: what has parts keeps those that no layer can write."""
    if isinstance(theirs, Entity):
        return _texts(mine, theirs) if isinstance(mine, Entity) else mine
    if isinstance(theirs, Mapping) and isinstance(mine, Mapping):
        return {**mine, **theirs}
    if isinstance(theirs, tuple) and isinstance(mine, tuple) and isinstance(theirs[0], _PARTS):
        return tuple(_texts(part, theirs[i] if i < len(theirs) else None) for i, part in enumerate(mine))
    return theirs


def _each(base: Mapping[K, E], layer: Mapping[K, E]) -> dict[K, E]:
    return {key: _texts(one, layer.get(key)) for key, one in base.items()}


def _body(base: E, layer: E | None) -> E:
    """As `_texts`, and the Markdown body as a whole."""
    merged = _texts(base, layer)
    body = getattr(layer, "body", None)
    return replace(merged, body=body) if body is not None and body.text.strip() else merged  # type: ignore[call-arg]


def _comparison(base: Comparison, layer: Comparison | None) -> Comparison:
    """As `_with_parts`, and each row's cells, whose keys are the comparison's own subjects."""
    if layer is None:
        return base
    merged = _with_parts(base, layer, "rows")
    rows = [_cells(row, layer.rows[i]) if i < len(layer.rows) else row for i, row in enumerate(merged.rows)]
    return replace(merged, rows=tuple(rows))


def _cells(base: ComparisonRow, layer: ComparisonRow) -> ComparisonRow:
    written = {subject: text for subject, text in layer.cells.items() if text and subject in base.cells}
    places = {**base.places, **{subject: layer.place(subject) for subject in written}}
    return replace(base, cells={**base.cells, **written}, places=places)


def _with_parts(base: E, layer: E | None, name: str) -> E:
    """As `_texts`, with the parts of a list matched by their order, since they have no ids."""
    if layer is None:
        return base
    mine: Sequence[Entity] = getattr(base, name)
    theirs: Sequence[Entity] = getattr(layer, name)
    parts = [_texts(part, theirs[i] if i < len(theirs) else None) for i, part in enumerate(mine)]
    return replace(_texts(base, layer), **{name: tuple(parts)})  # type: ignore[arg-type]


def _step(base: Step, layer: Step | None) -> Step:
    if layer is None:
        return base
    roles: dict[str, Role] = {role.actor.id: role for role in layer.roles}
    return replace(
        _texts(base, layer),
        roles=tuple(_texts(role, roles.get(role.actor.id)) for role in base.roles),
        next=tuple(_transitions(base.next, layer.next)),
        detail=layer.detail if layer.detail is not None and layer.detail.text.strip() else base.detail,
    )


def _transitions(base: Sequence[Transition], layer: Sequence[Transition]) -> Iterable[Transition]:
    """Each transition with its translation: same target, and of several the same condition, then order."""
    named = {(each.target, each.when) for each in base}
    exact = {(each.target, each.when): each for each in layer if (each.target, each.when) in named}
    others = [each for each in layer if (each.target, each.when) not in named]
    for transition in base:
        found = exact.get((transition.target, transition.when))
        if found is None:
            found = next((each for each in others if each.target == transition.target), None)
            if found is not None:
                others.remove(found)
        yield _texts(transition, found)
