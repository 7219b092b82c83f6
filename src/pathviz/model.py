"""The site as frozen, typed values: what `loader` builds and every later stage reads. No I/O.

Every entity knows where it was written (`at`) and where each of its keys was (`places`). The file
of a place also tells the language of that text: a language layer is a file of its own, so after
localising, a text that fell back to the default language still points to the default file.
Classes have no slots: frozen ones with slots are pickled by Python code, seven times slower, and
paths travel between processes.
Texts are plain unless a docstring says Markdown. An empty text or tuple means "not written".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pathviz.problems import Location, unpacked

Places = Mapping[str, "int | Location"]
"""Where each key was written: a packed place in the file of the thing itself, or a location elsewhere.

Hundreds of places a path would be as many objects; a packed place is a number (see `problems.packed`).
"""


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


class Status(StrEnum):
    """How far the described service is."""

    READY = "ready"
    DEVELOPING = "developing"
    ARCHIVED = "archived"


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


class TransitionKind(StrEnum):
    """Whether a transition goes on or returns to an earlier step."""

    ONWARD = "onward"
    BACK = "back"


class LayerStatus(StrEnum):
    """Whether a municipal layer is published; drafts show in the preview alone."""

    DRAFT = "draft"
    PUBLISHED = "published"


class MunicipalityKind(StrEnum):
    """Who publishes a local version."""

    MUNICIPALITY = "municipality"
    EMPLOYMENT_AREA = "employment_area"
    UNIT = "unit"


@dataclass(frozen=True)
class Ref:
    """A written reference to an id, with its place, so that a wrong one can be reported there."""

    id: str
    at: Location

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True)
class Entity:
    """What every loaded thing has: its place and the place of each key that was written."""

    at: Location
    places: Places = field(default_factory=dict, compare=False, repr=False, kw_only=True)

    def place(self, key: str) -> Location:
        """Where `key` was written, or where the whole thing begins."""
        found = self.places.get(key)
        if isinstance(found, int):
            return unpacked(found, self.at.file)
        return found or self.at


@dataclass(frozen=True)
class Markdown(Entity):
    """A Markdown text and the line on which it begins. `places` is not used."""

    text: str = ""


@dataclass(frozen=True)
class Contact(Entity):
    """A role's or unit's contact, never a person."""

    name: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    valid_until: dt.date | None = None


@dataclass(frozen=True)
class Document(Entity):
    """An attachment (`file`, relative to the path's folder) or a link (`url`)."""

    title: str = ""
    url: str = ""
    file: Ref | None = None


@dataclass(frozen=True)
class Image(Entity):
    """A picture with its required text alternative."""

    file: Ref | None = None
    alt: str = ""


@dataclass(frozen=True)
class Source(Entity):
    """Where the facts of a description come from."""

    title: str = ""
    publisher: str = ""
    updated: dt.date | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Role(Entity):
    """What one actor does in a step; `parts` as written, one or several."""

    actor: Ref = field(kw_only=True)
    parts: tuple[RolePart, ...] = ()
    task: str = ""


@dataclass(frozen=True)
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

    def __str__(self) -> str:
        """As it is written in `to:`.

        >>> str(Target("keski-suomi", "kuty", "alku"))
        'keski-suomi/kuty#alku'
        """
        if not self.region:
            return self.step
        return f"{self.region}/{self.path}" + (f"#{self.step}" if self.step else "")


@dataclass(frozen=True)
class Transition(Entity):
    """From the step that holds it to `target`; `when` is the condition, `easy` the client's words."""

    target: Target = field(kw_only=True)
    when: str = ""
    easy: str = ""
    back: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Step(Entity):
    """One step (vaihe). `phase` is a phase's id or empty; `detail` is the Markdown of `steps/<id>.md`."""

    id: str = field(kw_only=True)
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

    @property
    def leading_role(self) -> Role | None:
        """Whose colour and lane the step takes: who leads, else decides, else carries out, else the first."""
        for part in (RolePart.LEADS, RolePart.DECIDES, RolePart.CARRIES_OUT):
            for role in self.roles:
                if part in role.parts:
                    return role
        return self.roles[0] if self.roles else None


@dataclass(frozen=True)
class Phase(Entity):
    """A named group of steps that follow one another."""

    id: str = field(kw_only=True)
    title: str = ""


@dataclass(frozen=True)
class Quote(Entity):
    """An example client's words, perhaps in a language of their own."""

    text: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Journey(Entity):
    """An example client's route through a path: the ids of steps in order."""

    id: str = field(kw_only=True)
    title: str = ""
    summary: str = ""
    quotes: tuple[Quote, ...] = ()
    route: tuple[Ref, ...] = ()


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class ServicePath(Entity):
    """A region's service path (palvelupolku): its description, and its steps in written order.

    `folder` is the path's folder relative to the site, `steps` keep the order of the file.
    """

    region: str = field(kw_only=True)
    id: str = field(kw_only=True)
    folder: str = field(kw_only=True)
    description: ServiceDescription = field(kw_only=True)
    phases: tuple[Phase, ...] = ()
    steps: tuple[Step, ...] = ()
    journeys: tuple[Journey, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What names a path in the site: region and id."""
        return (self.region, self.id)


@dataclass(frozen=True)
class Actor(Entity):
    """Who exists (toimija); what they do in a step is a `Role`."""

    id: str = field(kw_only=True)
    name: str = ""
    kind: ActorKind = ActorKind.PROFESSIONAL
    lane: Lane = Lane.FRONT
    summary: str = ""
    synonyms: tuple[str, ...] = ()
    successor: Ref | None = None


@dataclass(frozen=True)
class LawChange(Entity):
    """What has changed in a statute, when, and how sure we are."""

    date: dt.date | None = None
    text: str = ""
    certainty: Certainty = Certainty.TO_BE_CHECKED


@dataclass(frozen=True)
class Law(Entity):
    """A statute; `id` is its number, as in `189/2001`."""

    id: str = field(kw_only=True)
    name: str = ""
    url: str = ""
    status: LawStatus = LawStatus.IN_FORCE
    checked: dt.date | None = None
    certainty: Certainty = Certainty.TO_BE_CHECKED
    summary: str = ""
    synonyms: tuple[str, ...] = ()
    changes: tuple[LawChange, ...] = ()


@dataclass(frozen=True)
class Service(Entity):
    """A generic service, so that the same one can be compared across regions."""

    id: str = field(kw_only=True)
    name: str = ""
    summary: str = ""
    easy: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term(Entity):
    """A word of the glossary; `see` and `not_same_as` name other terms."""

    id: str = field(kw_only=True)
    name: str = ""
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    see: tuple[Ref, ...] = ()
    not_same_as: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class ComparisonRow(Entity):
    """One aspect of a comparison; `cells` by the subject's id."""

    aspect: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class Comparison(Entity):
    """Services side by side."""

    id: str = field(kw_only=True)
    title: str = ""
    summary: str = ""
    subjects: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[ComparisonRow, ...] = ()


@dataclass(frozen=True)
class Question(Entity):
    """A self-check question; `answer` is one of `options`."""

    ask: str = ""
    options: tuple[str, ...] = ()
    answer: str = ""
    why: str = ""


@dataclass(frozen=True)
class Module(Entity):
    """A part of an onboarding track: what to read, and questions."""

    title: str = ""
    minutes: int | None = None
    read: tuple[Ref, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Track(Entity):
    """An onboarding track (perehtymispolku) for one actor."""

    id: str = field(kw_only=True)
    title: str = ""
    actor: Ref | None = None
    summary: str = ""
    modules: tuple[Module, ...] = ()


@dataclass(frozen=True)
class FreePage(Entity):
    """A page of its own from `content/pages/`; `body` is Markdown."""

    id: str = field(kw_only=True)
    title: str = ""
    summary: str = ""
    body: Markdown | None = None


@dataclass(frozen=True)
class Statement(Entity):
    """Facts of an accessibility statement (act 306/2019)."""

    conformance: str = ""
    issues: tuple[str, ...] = ()
    alternatives: str = ""
    drafted: dt.date | None = None
    updated: dt.date | None = None
    method: str = ""
    unit: str = ""
    feedback: str = ""
    answer_days: int | None = None


@dataclass(frozen=True)
class Theme(Entity):
    """A publisher's look: read and typed here."""

    name: str = ""
    accent: str = ""
    logo: Ref | None = None
    footer: str = ""


@dataclass(frozen=True)
class Region(Entity):
    """A region whose paths are described; `codes` by the name of the scheme."""

    id: str = field(kw_only=True)
    name: str = ""
    county: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    accent: str = ""
    contacts: tuple[Contact, ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class Municipality(Entity):
    """Who publishes a local version within a region."""

    region: str = field(kw_only=True)
    id: str = field(kw_only=True)
    name: str = ""
    code: str = ""
    kind: MunicipalityKind = MunicipalityKind.MUNICIPALITY
    contacts: tuple[Contact, ...] = ()
    theme: Theme | None = None
    statement: Statement | None = None


@dataclass(frozen=True)
class LocalStep(Entity):
    """What a municipality adds to a regional step; `local` is Markdown."""

    id: str = field(kw_only=True)
    local: Markdown | None = None
    roles: tuple[Role, ...] = ()
    contacts: tuple[Contact, ...] = ()
    documents: tuple[Document, ...] = ()
    laws: tuple[Ref, ...] = ()
    information: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddedStep(Entity):
    """A municipality's own step, set after a step (and before a branch of it)."""

    step: Step = field(kw_only=True)
    after: Ref | None = None
    before: Ref | None = None


@dataclass(frozen=True)
class OmittedStep(Entity):
    """A regional step that the municipality leaves out, with its required reason."""

    id: str = field(kw_only=True)
    reason: str = ""


@dataclass(frozen=True)
class Layer(Entity):
    """A municipality's version of a regional path, parsed and checked, not yet merged."""

    region: str = field(kw_only=True)
    municipality: str = field(kw_only=True)
    path: str = field(kw_only=True)
    frame: dt.date | None = None
    status: LayerStatus = LayerStatus.DRAFT
    summary: str = ""
    steps: tuple[LocalStep, ...] = ()
    add: tuple[AddedStep, ...] = ()
    omit: tuple[OmittedStep, ...] = ()


@dataclass(frozen=True)
class SiteInfo(Entity):
    """What `site.yaml` says; the first language is the default one."""

    title: str = ""
    summary: str = ""
    languages: tuple[str, ...] = ("fi",)
    publisher: str = ""
    feedback: str = ""
    base_url: str = ""
    review_after_months: int = 12
    theme: Theme | None = None
    statement: Statement | None = None
    frame_from: str = ""


@dataclass(frozen=True)
class Site:
    """All of one site in one language.

    Mappings keep the order of their files; `paths` are sorted by region and id; `layers` are the
    municipalities' versions; `files` are the attachments and pictures that pages may refer to
    (relative to the site).
    """

    info: SiteInfo
    lang: str
    actors: Mapping[str, Actor]
    laws: Mapping[str, Law]
    services: Mapping[str, Service]
    terms: Mapping[str, Term]
    comparisons: Mapping[str, Comparison]
    tracks: Mapping[str, Track]
    pages: Mapping[str, FreePage]
    regions: Mapping[str, Region]
    municipalities: tuple[Municipality, ...]
    paths: Mapping[tuple[str, str], ServicePath]
    layers: tuple[Layer, ...]
    files: tuple[str, ...]
