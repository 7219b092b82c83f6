"""The site itself, its regions and municipalities, and the municipalities' layers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum

from pathviz.model.catalogues import Actor, Comparison, FreePage, Law, Service, Term, Track
from pathviz.model.frozen import entity
from pathviz.model.networks import Network
from pathviz.model.paths import PathKey, Role, ServicePath, Step
from pathviz.model.values import Contact, Document, Entity, Markdown, Ref

TownKey = tuple[str, str]
"""What names a municipality in the site: region and id."""


class LayerStatus(StrEnum):
    """Whether a municipal layer is published; drafts show in the preview alone."""

    DRAFT = "draft"
    PUBLISHED = "published"


class MunicipalityKind(StrEnum):
    """Who publishes a local version."""

    MUNICIPALITY = "municipality"
    EMPLOYMENT_AREA = "employment_area"
    UNIT = "unit"


class Accessibility(StrEnum):
    """How far a site meets the requirements of accessibility, in the words of the Commission's model."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Host(StrEnum):
    """A kind of web server that reads its headers from a file of the site."""

    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    APACHE = "apache"
    NGINX = "nginx"


@entity(frozen=True, kw_only=True)
class Statement(Entity):
    """Facts of an accessibility statement (act 306/2019).

    What is not accessible goes by its ground: `issues` do not meet the requirements, mending what is in `burden` would
    be a disproportionate one, and `out_of_scope` is no matter of the act.
    """

    conformance: Accessibility | None = None
    issues: tuple[str, ...] = ()
    burden: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    alternatives: str = ""
    drafted: dt.date | None = None
    updated: dt.date | None = None
    method: str = ""
    unit: str = ""
    feedback: str = ""
    answer_days: int | None = None


class Font(StrEnum):
    """A choice of letters: those that come with the site, or those that the reader's system has."""

    INTER = "inter"
    SYSTEM = "system"
    SERIF = "serif"


@entity(frozen=True, kw_only=True)
class Theme(Entity):
    """A publisher's look. Colours are `#rrggbb`; logos are files beside the file that names them.

    The dark theme's colour and logo are made of the others where they are not given.
    """

    name: str = ""
    accent: str = ""
    accent_dark: str = ""
    logo: Ref | None = None
    logo_dark: Ref | None = None
    font: Font = Font.INTER
    footer: str = ""
    contacts: tuple[Contact, ...] = ()


@entity(frozen=True, kw_only=True)
class Region(Entity):
    """A region whose paths are described; `codes` by the name of the scheme."""

    id: str
    name: str = ""
    county: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    accent: str = ""
    contacts: tuple[Contact, ...] = ()
    summary: str = ""


@entity(frozen=True, kw_only=True)
class Municipality(Entity):
    """Who publishes a local version within a region."""

    region: str
    id: str
    name: str = ""
    code: str = ""
    kind: MunicipalityKind = MunicipalityKind.MUNICIPALITY
    contacts: tuple[Contact, ...] = ()
    theme: Theme | None = None
    statement: Statement | None = None

    @property
    def key(self) -> TownKey:
        """What names it in the site."""
        return (self.region, self.id)

    @property
    def folder(self) -> str:
        """Its folder, relative to the site."""
        return f"regions/{self.region}/{self.id}"


@entity(frozen=True, kw_only=True)
class LocalStep(Entity):
    """What a municipality adds to a regional step; `local` is Markdown."""

    id: str
    local: Markdown | None = None
    roles: tuple[Role, ...] = ()
    contacts: tuple[Contact, ...] = ()
    documents: tuple[Document, ...] = ()
    laws: tuple[Ref, ...] = ()
    information: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()


@entity(frozen=True, kw_only=True)
class AddedStep(Entity):
    """A municipality's own step, set after a step (and before a branch of it)."""

    step: Step
    after: Ref | None = None
    before: Ref | None = None


@entity(frozen=True, kw_only=True)
class OmittedStep(Entity):
    """A regional step that the municipality leaves out, with its required reason."""

    id: str
    reason: str = ""


@entity(frozen=True, kw_only=True)
class Layer(Entity):
    """A municipality's version of a regional path, parsed and checked, not yet merged."""

    region: str
    municipality: str
    path: str
    frame: dt.date | None = None
    status: LayerStatus = LayerStatus.DRAFT
    summary: str = ""
    steps: tuple[LocalStep, ...] = ()
    add: tuple[AddedStep, ...] = ()
    omit: tuple[OmittedStep, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it in the site: region, municipality and path."""
        return (self.region, self.municipality, self.path)

    @property
    def path_key(self) -> PathKey:
        """What names the regional path."""
        return (self.region, self.path)

    @property
    def town_key(self) -> TownKey:
        """What names the municipality."""
        return (self.region, self.municipality)


@entity(frozen=True, kw_only=True)
class SiteInfo(Entity):
    """What `site.yaml` says; the first language is the default one.

    `offline` tells whether browsers keep the site for days without a network.
    `frame_ancestors` are the origins whose pages may show a path in a frame: `self`, `none` alone, or `https` origins;
    `hosting` are the hosts for which files of headers are written.
    """

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
    frame_regions: tuple[str, ...] = ()
    offline: bool = True
    frame_ancestors: tuple[str, ...] = ("self",)
    hosting: tuple[Host, ...] = ()


def themes(info: SiteInfo, municipalities: Iterable[Municipality]) -> Iterator[tuple[str, Theme]]:
    """Every theme of a site, each with the folder in which its files stand."""
    if info.theme is not None:
        yield "content", info.theme
    for each in municipalities:
        if each.theme is not None:
            yield each.folder, each.theme


@entity(frozen=True)
class Site:
    """All of one site in one language.

    Mappings keep the order of their files; `paths` are sorted by region and id; `layers` are the
    municipalities' versions; `files` are the attachments and pictures that pages may refer to
    (relative to the site); `logos` are the width and height of those that are publishers' logos.
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
    paths: Mapping[PathKey, ServicePath]
    layers: tuple[Layer, ...]
    files: tuple[str, ...]
    logos: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    networks: Mapping[str, Network] = field(default_factory=dict)
