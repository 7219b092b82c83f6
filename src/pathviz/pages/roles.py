"""Who does what in a step."""

from __future__ import annotations

from functools import cache
from typing import Final

from markupsafe import Markup

from pathviz.model import (
    Actor,
    ActorKind,
    Lane,
    LocalStep,
    RolePart,
    Step,
)
from pathviz.pages.draft import Draft, DutyView, PartyView
from pathviz.pages.viewclass import viewclass

PARTS: Final = tuple(RolePart)
"""The order in which parts are shown: strongest first."""

_TOLD_LANES: Final = frozenset({Lane.CLIENT, Lane.BACK})
"""The lanes that matter to the sheets and the meeting (print.js)."""


@viewclass
class RoleView:
    """Who does what: the actor and its parts, and its task."""

    duty: DutyView
    task: Markup


def role_glyphs(draft: Draft, parts: tuple[RolePart, ...]) -> tuple[tuple[str, str], ...]:
    """The parts of a role as glyph and word, strongest first."""
    found = draft.common.glyphs.get(parts)
    if found is None:
        found = tuple((part.value, draft.words(f"part.{part}")) for part in PARTS if part in parts)
        draft.common.glyphs[parts] = found
    return found


@cache
def _strength(parts: tuple[RolePart, ...]) -> int:
    """The place of a role among a step's roles: by the strongest of its parts."""
    return min((PARTS.index(part) for part in parts), default=len(PARTS))


def role_views(draft: Draft, step: Step | LocalStep) -> tuple[RoleView, ...]:
    """Who does what, the strongest part first."""
    roles = sorted(step.roles, key=lambda role: _strength(role.parts))
    return tuple(
        [RoleView(_duty(draft, role.actor.id, role.parts), draft.text(role, "task", role.task)) for role in roles]
    )


def _duty(draft: Draft, name: str, parts: tuple[RolePart, ...]) -> DutyView:
    """An actor with some parts; the same few come in step after step."""
    duties, key = draft.common.duties, (name, parts)
    if key not in duties:
        duties[key] = DutyView(_party(draft, draft.site.actors[name]), role_glyphs(draft, parts))
    return duties[key]


def _party(draft: Draft, actor: Actor) -> PartyView:
    lane = actor.lane.value if actor.lane in _TOLD_LANES else ""
    return PartyView(actor.id, draft.actor_link(actor.id), lane, actor.kind is ActorKind.CLIENT)
