"""The site itself, its regions and municipalities, and the municipalities' layers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pathviz.model import (
    Accessibility,
    AddedStep,
    Font,
    Host,
    Layer,
    LayerStatus,
    LocalStep,
    Municipality,
    MunicipalityKind,
    OmittedStep,
    Region,
    SiteInfo,
    Statement,
    Theme,
)
from pathviz.records import Record
from pathviz.schema.paths import read_step, roles
from pathviz.schema.values import ORIGIN, citations, colour, contact, document, email, markdown, ref, web_address
from pathviz.urls import is_public

LOCAL_SUMMARY_LONGEST: Final = 150
NOBODY: Final = "none"
"""The word that lets no page show a path in a frame."""

LANGUAGE: Final = re.compile(r"[a-z]{2,3}\Z")


def site_info(record: Record) -> SiteInfo:
    """`site.yaml`."""
    languages = []
    for word, at in record.located_texts("languages", form="language"):
        if LANGUAGE.match(word):
            languages.append(word)
        else:
            record.problems.add("wrong-type", at, key="languages", expected="language")
    info = SiteInfo(
        record.where,
        title=record.text("title", required=True),
        summary=record.text("summary"),
        languages=tuple(dict.fromkeys(languages)) or ("fi",),
        publisher=record.text("publisher", required=True),
        feedback=email(record, "feedback"),
        base_url=_base_url(record),
        review_after_months=record.number("review_after_months") or 12,
        theme=_theme(record.record("theme")),
        statement=_statement(record.record("statement")),
        frame_from=record.text("frame_from"),
        frame_regions=record.texts("frame_regions"),
        offline=record.flag("offline") or not record.has("offline"),
        frame_ancestors=_frame_ancestors(record),
        hosting=tuple(dict.fromkeys(record.choices("hosting", Host, required=False))),
        places=record.places,
    )
    record.close()
    return info


def _base_url(record: Record) -> str:
    address = web_address(record, "base_url").rstrip("/")
    if address and not is_public(address):
        record.problems.add("bad-address", record.place("base_url"), key="base_url", address=address)
        return ""
    return address


def _frame_ancestors(record: Record) -> tuple[str, ...]:
    """Whose pages may show a path in a frame; what is wrong is a fault, and lets nobody in."""
    written = record.located_texts("frame_ancestors", form="origin")
    found = []
    for word, at in written:
        origin = word.rstrip("/").lower()
        if ORIGIN.match(origin) and (origin != NOBODY or len(written) == 1):
            found.append(origin)
        else:
            record.problems.add("frame-ancestor", at, address=word)
    if written:
        return tuple(dict.fromkeys(found)) or (NOBODY,)
    return SiteInfo.frame_ancestors


def _theme(record: Record | None) -> Theme | None:
    if record is None:
        return None
    theme = Theme(
        record.where,
        name=record.text("name"),
        accent=colour(record, "accent"),
        accent_dark=colour(record, "accent_dark"),
        logo=ref(record, "logo"),
        logo_dark=ref(record, "logo_dark"),
        font=record.choice("font", Font, Font.INTER),
        footer=record.text("footer"),
        contacts=record.each("contacts", contact),
        places=record.places,
    )
    record.close()
    return theme


def _statement(record: Record | None) -> Statement | None:
    if record is None:
        return None
    state = record.choice("conformance", Accessibility, Accessibility.PARTIAL)
    statement = Statement(
        record.where,
        conformance=state if record.has("conformance") else None,
        issues=record.texts("issues"),
        burden=record.texts("burden"),
        out_of_scope=record.texts("out_of_scope"),
        alternatives=record.text("alternatives"),
        drafted=record.date("drafted"),
        updated=record.date("updated"),
        method=record.text("method"),
        unit=record.text("unit"),
        feedback=email(record, "feedback"),
        answer_days=record.number("answer_days"),
        places=record.places,
    )
    record.close()
    return statement


def region(name: str, record: Record) -> Region:
    """`region.yaml`."""
    found = Region(
        record.where,
        id=name,
        name=record.text("name", required=True),
        county=record.text("county"),
        codes=record.named_texts("codes"),
        languages=tuple(word for word, _ in record.located_texts("languages")),
        accent=colour(record, "accent"),
        contacts=record.each("contacts", contact),
        summary=record.text("summary"),
        places=record.places,
    )
    record.close()
    return found


def municipality(name: str, region_id: str, record: Record) -> Municipality:
    """`municipality.yaml`."""
    found = Municipality(
        record.where,
        region=region_id,
        id=name,
        name=record.text("name", required=True),
        code=record.text("code"),
        kind=record.choice("kind", MunicipalityKind, MunicipalityKind.MUNICIPALITY),
        contacts=record.each("contacts", contact),
        theme=_theme(record.record("theme")),
        statement=_statement(record.record("statement")),
        places=record.places,
    )
    record.close()
    return found


def layer(name: str, region_id: str, municipality_id: str, record: Record) -> Layer:
    """A municipality's version of a regional path."""
    found = Layer(
        record.where,
        region=region_id,
        municipality=municipality_id,
        path=name,
        frame=record.date("frame", required=True),
        status=record.choice("status", LayerStatus, LayerStatus.DRAFT),
        summary=record.text("summary", required=True, longest=LOCAL_SUMMARY_LONGEST),
        steps=tuple(_local_step(key, entry) for key, entry in record.entries("steps")),
        add=tuple(_added_step(key, entry) for key, entry in record.entries("add")),
        omit=tuple(_omitted(record)),
        places=record.places,
    )
    record.close()
    return found


def _local_step(name: str, record: Record) -> LocalStep:
    block = record.block("local")
    local = LocalStep(
        record.where,
        id=name,
        local=markdown(*block, record.problems) if block else None,
        roles=tuple(roles(record)),
        contacts=record.each("contacts", contact),
        documents=record.each("documents", document),
        laws=citations(record),
        information=record.texts("information"),
        bring=record.texts("bring"),
        places=record.places,
    )
    record.close()
    return local


def _added_step(name: str, record: Record) -> AddedStep:
    after, before = ref(record, "after", required=True), ref(record, "before")
    # An added step takes over the transitions of the step it follows, so `next` is not required.
    block = record.block("local")
    step = read_step(name, record, "", {name: markdown(*block, record.problems)} if block else {}, needs_next=False)
    record.close()
    return AddedStep(record.where, step=step, after=after, before=before, places=record.places)


def _omitted(record: Record) -> Iterator[OmittedStep]:
    reasons = record.record("omit")
    if reasons is None:
        return
    for name in reasons.written():
        reason = reasons.text(name, required=True)
        yield OmittedStep(reasons.key_place(name), id=name, reason=reason, places={"reason": reasons.place(name)})
