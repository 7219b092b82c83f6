"""A service path: its description, phases, steps, transitions, and the journeys of example clients."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cached_property
from typing import Final

from pathviz.model.frozen import entity
from pathviz.model.values import Contact, Document, Entity, Image, Markdown, Ref, Source

PathKey = tuple[str, str]
"""What names a path in the site: region and id."""


class StepKind(StrEnum):
    """What happens in a step, which is also its shape in the diagram."""

    START = "start"
    STEP = "step"
    DECISION = "decision"
    WAIT = "wait"
    END = "end"


class RolePart(StrEnum):
    """The part that an actor plays in a step, strongest first."""

    LEADS = "leads"
    DECIDES = "decides"
    CARRIES_OUT = "carries_out"
    SUPPORTS = "supports"
    ADVISES = "advises"
    TAKES_PART = "takes_part"
    INFORMED = "informed"


_LEADING: Final = (RolePart.LEADS, RolePart.DECIDES, RolePart.CARRIES_OUT)


class Status(StrEnum):
    """How far the described service is."""

    READY = "ready"
    DEVELOPING = "developing"
    ARCHIVED = "archived"


class TransitionKind(StrEnum):
    """Whether a transition goes on or returns to an earlier step."""

    ONWARD = "onward"
    BACK = "back"


@entity(frozen=True, kw_only=True)
class Role(Entity):
    """What one actor does in a step; `parts` as written, one or several."""

    actor: Ref
    parts: tuple[RolePart, ...] = ()
    task: str = ""


@entity(frozen=True)
class Target:
    """Where a transition leads: a step of this path, or another path (and perhaps its step).

    `region` is empty for a step of the same path.
    """

    region: str
    path: str
    step: str

    @property
    def is_elsewhere(self) -> bool:
        """Whether it leaves this path."""
        return bool(self.region)

    @property
    def path_key(self) -> PathKey:
        """What names the other path in the site."""
        return (self.region, self.path)

    def __str__(self) -> str:
        """As it is written in `to:`.

        >>> str(Target("keski-suomi", "kuty", "alku"))
        'keski-suomi/kuty#alku'
        """
        if not self.region:
            return self.step
        return f"{self.region}/{self.path}" + (f"#{self.step}" if self.step else "")


@entity(frozen=True, kw_only=True)
class Transition(Entity):
    """From the step that holds it to `target`; `when` is the condition, `easy` the client's words."""

    target: Target
    when: str = ""
    easy: str = ""
    back: bool = False
    optional: bool = False


@entity(frozen=True, kw_only=True)
class Step(Entity):
    """One step (vaihe). `phase` is a phase's id or empty; `detail` is the Markdown of `steps/<id>.md`."""

    id: str
    phase: str = ""
    title: str = ""
    kind: StepKind = StepKind.STEP
    summary: str = ""
    easy_title: str = ""
    easy: str = ""
    roles: tuple[Role, ...] = ()
    laws: tuple[Ref, ...] = ()
    statutory: bool = False
    joint: bool = False
    information: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    contacts: tuple[Contact, ...] = ()
    duration: str = ""
    gap: str = ""
    staff: str = ""
    bring: tuple[str, ...] = ()
    rights: str = ""
    deadline: str = ""
    source: int | None = None
    illustration: bool = False
    next: tuple[Transition, ...] = ()
    detail: Markdown | None = None

    @cached_property
    def leading_role(self) -> Role | None:
        """Whose colour and lane the step takes: who leads, else decides, else carries out, else the first."""
        for part in _LEADING:
            for role in self.roles:
                if part in role.parts:
                    return role
        return self.roles[0] if self.roles else None


@entity(frozen=True, kw_only=True)
class Phase(Entity):
    """A named group of steps that follow one another."""

    id: str
    title: str = ""


@entity(frozen=True, kw_only=True)
class Quote(Entity):
    """An example client's words, perhaps in a language of their own."""

    text: str = ""
    lang: str = ""


@entity(frozen=True, kw_only=True)
class Journey(Entity):
    """An example client's route through a path: the ids of steps in order."""

    id: str
    title: str = ""
    summary: str = ""
    quotes: tuple[Quote, ...] = ()
    route: tuple[Ref, ...] = ()


@entity(frozen=True, kw_only=True)
class ServiceDescription(Entity):
    """The front matter and text of `index.md`; `body` is Markdown."""

    title: str = ""
    service: Ref | None = None
    summary: str = ""
    easy: str = ""
    status: Status = Status.READY
    place_text: str = ""
    funder: str = ""
    target_groups: tuple[str, ...] = ()
    created: dt.date | None = None
    updated: dt.date | None = None
    version: dt.date | None = None
    ended: dt.date | None = None
    reviewed: dt.date | None = None
    reviewed_by: str = ""
    laws: tuple[Ref, ...] = ()
    topics: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    image: Image | None = None
    sources: tuple[Source, ...] = ()
    body: Markdown | None = None

    @property
    def version_day(self) -> dt.date | None:
        """The day of the text as it is now, by which a municipality's layer names it as its `frame`."""
        return self.version or self.updated


@entity(frozen=True, kw_only=True)
class ServicePath(Entity):
    """A region's service path (palvelupolku): its description, and its steps in written order.

    `folder` is the path's folder relative to the site, `steps` keep the order of the file.
    """

    region: str
    id: str
    folder: str
    description: ServiceDescription
    phases: tuple[Phase, ...] = ()
    steps: tuple[Step, ...] = ()
    journeys: tuple[Journey, ...] = ()

    @property
    def key(self) -> PathKey:
        """What names it in the site."""
        return (self.region, self.id)

    @cached_property
    def statutes(self) -> tuple[str, ...]:
        """The numbers of all statutes that are cited, each once, in order."""
        laws = [*self.description.laws, *[law for step in self.steps for law in step.laws]]
        return tuple(dict.fromkeys([law.id.partition(" ")[0] for law in laws]))

    @cached_property
    def ways_out(self) -> tuple[tuple[Step, Transition], ...]:
        """The transitions that name a path, each with its step."""
        return tuple(
            [(step, transition) for step in self.steps for transition in step.next if transition.target.is_elsewhere]
        )
