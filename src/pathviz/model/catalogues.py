"""What all paths share: actors, laws, services, terms; comparisons, onboarding tracks and free pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from pathviz.model.frozen import entity
from pathviz.model.values import Entity, Markdown, Ref


class ActorKind(StrEnum):
    """What sort of party an actor is."""

    CLIENT = "client"
    PROFESSIONAL = "professional"
    TEAM = "team"
    ORGANISATION = "organisation"
    EMPLOYER = "employer"
    PROJECT = "project"
    COMMUNITY = "community"


class Lane(StrEnum):
    """Where an actor stands in the service blueprint; client views leave `back` out."""

    CLIENT = "client"
    FRONT = "front"
    BACK = "back"
    SUPPORT = "support"


class LawStatus(StrEnum):
    """Whether a statute is in force."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"


class Certainty(StrEnum):
    """How sure a statement about the law is."""

    CERTAIN = "certain"
    TO_BE_CHECKED = "to_be_checked"


@entity(frozen=True, kw_only=True)
class Actor(Entity):
    """Who exists (toimija); what they do in a step is a `Role`."""

    id: str
    name: str = ""
    kind: ActorKind = ActorKind.PROFESSIONAL
    lane: Lane = Lane.FRONT
    summary: str = ""
    synonyms: tuple[str, ...] = ()
    successor: Ref | None = None


@entity(frozen=True, kw_only=True)
class LawChange(Entity):
    """What has changed in a statute, when, and how sure we are."""

    date: dt.date | None = None
    text: str = ""
    certainty: Certainty = Certainty.TO_BE_CHECKED


@entity(frozen=True, kw_only=True)
class Law(Entity):
    """A statute; `id` is its number, as in `189/2001`."""

    id: str
    name: str = ""
    url: str = ""
    status: LawStatus = LawStatus.IN_FORCE
    checked: dt.date | None = None
    certainty: Certainty = Certainty.TO_BE_CHECKED
    summary: str = ""
    synonyms: tuple[str, ...] = ()
    changes: tuple[LawChange, ...] = ()


@entity(frozen=True, kw_only=True)
class Service(Entity):
    """A generic service, so that the same one can be compared across regions."""

    id: str
    name: str = ""
    summary: str = ""
    easy: str = ""
    synonyms: tuple[str, ...] = ()


@entity(frozen=True, kw_only=True)
class Term(Entity):
    """A word of the glossary; `see` and `not_same_as` name other terms."""

    id: str
    name: str = ""
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    see: tuple[Ref, ...] = ()
    not_same_as: tuple[Ref, ...] = ()


@entity(frozen=True, kw_only=True)
class ComparisonRow(Entity):
    """One aspect of a comparison; `cells` by the subject's id."""

    aspect: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


@entity(frozen=True, kw_only=True)
class Comparison(Entity):
    """Services side by side.

    `links` tell where more is said of a subject, and `about` where the two are confused, both written
    as in `targets`; a statute citation (`710/1982 27 d §`) is a place too.
    """

    id: str
    title: str = ""
    summary: str = ""
    subjects: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, Ref] = field(default_factory=dict)
    about: tuple[Ref, ...] = ()
    rows: tuple[ComparisonRow, ...] = ()


@entity(frozen=True, kw_only=True)
class Question(Entity):
    """A self-check question; `answer` is one of `options`."""

    ask: str = ""
    options: tuple[str, ...] = ()
    answer: str = ""
    why: str = ""


@entity(frozen=True, kw_only=True)
class Module(Entity):
    """A part of an onboarding track: what to read, and questions."""

    title: str = ""
    minutes: int | None = None
    read: tuple[Ref, ...] = ()
    questions: tuple[Question, ...] = ()


@entity(frozen=True, kw_only=True)
class Track(Entity):
    """An onboarding track (perehtymispolku) for some actors."""

    id: str
    title: str = ""
    actors: tuple[Ref, ...] = ()
    summary: str = ""
    modules: tuple[Module, ...] = ()


@entity(frozen=True, kw_only=True)
class FreePage(Entity):
    """A page of its own from `content/pages/`; `body` is Markdown."""

    id: str
    title: str = ""
    summary: str = ""
    body: Markdown | None = None
