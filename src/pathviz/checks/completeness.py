"""Rules of what a good site has: dates, translations, and what readers miss when it is lacking."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pathviz.model import Accessibility, Contact, Entity, LayerStatus, ServicePath, Site, Statement, Step, themes
from pathviz.problems import Problem, warning

DESCRIPTION_SHOULD_HAVE: Final = ("easy", "target_groups", "reviewed_by", "place")
STEP_TEXTS: Final = ("title", "summary")
STATEMENT_FACTS: Final = ("conformance", "drafted", "method", "unit", "feedback")
STATEMENT_MONTHS: Final = 12
"""How often a statement is reviewed, by the Commission's decision (EU) 2018/1523."""


def review_date(path: ServicePath, months: int) -> dt.date | None:
    """The day by which a description should be reviewed again."""
    reviewed = path.description.reviewed
    return months_after(reviewed, months) if reviewed else None


@lru_cache(maxsize=1024)
def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later, or the month's last.

    >>> months_after(dt.date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def review_due(site: Site, today: dt.date) -> Iterator[Problem]:
    """A description's review date has passed."""
    for path in site.paths.values():
        due = review_date(path, site.info.review_after_months)
        if due is not None and due < today:
            yield warning("review-due", path.description.place("reviewed"), due=due.isoformat())


def contact_expired(site: Site, today: dt.date) -> Iterator[Problem]:
    """A contact's date has passed."""
    contacts: list[Contact] = []
    for region in site.regions.values():
        contacts.extend(region.contacts)
    for municipality in site.municipalities:
        contacts.extend(municipality.contacts)
    for _, theme in themes(site.info, site.municipalities):
        contacts.extend(theme.contacts)
    for path in site.paths.values():
        contacts += [contact for step in path.steps for contact in step.contacts]
    for layer in site.layers:
        contacts.extend(contact for local in layer.steps for contact in local.contacts)
        contacts.extend(contact for added in layer.add for contact in added.step.contacts)
    for contact in contacts:
        if contact.valid_until is not None and contact.valid_until < today:
            day = contact.valid_until.isoformat()
            yield warning("contact-expired", contact.place("valid_until"), name=contact.name, day=day)


def dates_disagree(path: ServicePath) -> Iterator[Problem]:
    """A description ended or was updated before it was made."""
    description = path.description
    created, ended, updated = description.created, description.ended, description.updated
    if created and ended and ended < created:
        yield Problem("dates-disagree", description.place("ended"), {"first": "created", "second": "ended"})
    if created and updated and updated < created:
        yield Problem("dates-disagree", description.place("updated"), {"first": "created", "second": "updated"})


def should_have(path: ServicePath) -> Iterator[Problem]:
    """What is optional, but a reader misses it."""
    description = path.description
    for key in DESCRIPTION_SHOULD_HAVE:
        # Of a description that is missing, or cannot be read, that alone is said.
        if description.places and key not in description.places:
            yield warning("should-have", description.at, key=key)
    for step in path.steps:
        if not step.easy:
            yield warning("should-have", step.at, key="easy")
        for role in step.roles:
            if not role.task:
                yield warning("should-have", role.at, key="task")


def statement_missing(site: Site) -> Iterator[Problem]:
    """A publisher has no accessibility statement, which act 306/2019 requires."""
    info = site.info
    if info.places and info.statement is None:  # of a site.yaml that cannot be read, that alone is said
        yield warning("statement-missing", info.at, name=info.publisher, requirement="statement")
    publishing = {layer.town_key for layer in site.layers if layer.status is LayerStatus.PUBLISHED}
    for town in site.municipalities:
        # On a site of the municipality's own, the site's statement is the municipality's.
        if town.key in publishing and town.statement is None and town.name != info.publisher:
            yield warning("statement-missing", town.at, name=town.name, requirement="statement")


def statement_incomplete(site: Site) -> Iterator[Problem]:
    """An accessibility statement lacks a fact that act 306/2019 or the Commission's model requires."""
    for statement in _statements(site):
        missing = [key for key in STATEMENT_FACTS if key not in statement.places]
        told = statement.issues or statement.burden or statement.out_of_scope
        if not told and statement.conformance not in (None, Accessibility.FULL):
            missing.append("issues")
        if told and not statement.alternatives:
            missing.append("alternatives")
        for key in missing:
            yield warning("statement-incomplete", statement.at, key=key, requirement=key)


def statement_dates_disagree(site: Site) -> Iterator[Problem]:
    """An accessibility statement was updated before it was drafted."""
    for statement in _statements(site):
        if statement.drafted and statement.updated and statement.updated < statement.drafted:
            yield Problem("dates-disagree", statement.place("updated"), {"first": "drafted", "second": "updated"})


def statement_old(site: Site, today: dt.date) -> Iterator[Problem]:
    """An accessibility statement has not been reviewed for a year."""
    for statement in _statements(site):
        day = statement.updated or statement.drafted
        if day is not None and months_after(day, STATEMENT_MONTHS) < today:
            at = statement.place("updated" if statement.updated else "drafted")
            yield warning("statement-old", at, day=day.isoformat(), requirement="updated")


def _statements(site: Site) -> Iterator[Statement]:
    for statement in (site.info.statement, *(town.statement for town in site.municipalities)):
        if statement is not None:
            yield statement


def translation_missing(site: Site, layer: Site) -> Iterator[Problem]:
    """A path of a region that speaks the layer's language has texts in the default language only."""
    for key, path in site.paths.items():
        region = site.regions.get(path.region)
        if region is None or layer.lang not in region.languages:
            continue
        translated = layer.paths.get(key)
        if translated is None:
            yield warning("translation-missing", path.at, lang=layer.lang, count=str(len(path.steps)), first="path")
            continue
        steps = {step.id: step for step in translated.steps}
        missing = [step.id for step in path.steps if _lacks(step, steps.get(step.id))]
        if missing:
            at = translated.at
            yield warning("translation-missing", at, lang=layer.lang, count=str(len(missing)), first=missing[0])
        for name in ("title", "summary"):
            if name not in translated.description.places:
                at = path.description.place(name)
                yield warning("translation-missing", at, lang=layer.lang, count="1", first=name)


def _lacks(base: Step, translated: Entity | None) -> bool:
    return translated is None or any(key in base.places and key not in translated.places for key in STEP_TEXTS)
