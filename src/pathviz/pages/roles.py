"""Who does what in a step."""

from __future__ import annotations

from functools import cache
from typing import Final

from markupsafe import Markup

from pathviz.model import (
    ActorKind,
    Lane,
    LocalStep,
    RolePart,
    Step,
)
from pathviz.pages.draft import Draft, PartyView
from pathviz.pages.viewclass import viewclass

PARTS: Final = tuple(RolePart)
"""The order in which parts are shown: strongest first."""

_TOLD_LANES: Final = frozenset({Lane.CLIENT, Lane.BACK})
"""The lanes that matter to the sheets and the meeting (print.js)."""


@viewclass
class RoleView:
    """Who does what: the actor, its parts as (glyph, word), and its task."""

    who: PartyView
    parts: tuple[tuple[str, str], ...]
    task: Markup


def role_glyphs(draft: Draft, parts: tuple[RolePart, ...]) -> tuple[tuple[str, str], ...]:
    """The parts of a role as glyph and word, strongest first."""
    found = draft.glyphs.get(parts)
    if found is None:
        found = tuple((part.value, draft.words(f"part.{part}")) for part in PARTS if part in parts)
        draft.glyphs[parts] = found
    return found


@cache
def _strength(parts: tuple[RolePart, ...]) -> int:
    """The place of a role among a step's roles: by the strongest of its parts."""
    return min((PARTS.index(part) for part in parts), default=len(PARTS))


def role_views(draft: Draft, step: Step | LocalStep) -> tuple[RoleView, ...]:
    """Who does what, the strongest part first."""
    roles = sorted(step.roles, key=lambda role: _strength(role.parts))
    return tuple(
        [
            RoleView(who, role_glyphs(draft, role.parts), draft.text(role, "task", role.task))
            for role in roles
            if (who := _party(draft, role.actor.id)) is not None
        ]
    )


def _party(draft: Draft, name: str) -> PartyView | None:
    """An actor, unless it is not known; a page has the same few in step after step."""
    found = draft.parties.get(name)
    if found is None and (actor := draft.site.actors.get(name)) is not None:
        lane = actor.lane.value if actor.lane in _TOLD_LANES else ""
        found = draft.parties[name] = PartyView(name, draft.actor_link(name), lane, actor.kind is ActorKind.CLIENT)
    return found
