"""Accessibility statements: the site's own, and those of municipalities that have written theirs."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.model import Statement
from pathviz.pages.draft import Day, Draft, Link
from pathviz.pages.publisher import town_of_page
from pathviz.pages.viewclass import viewclass

ANSWER_DAYS: Final = 14
"""In so many days feedback is answered, by act 306/2019; a publisher may promise to be quicker, not slower."""


@viewclass
class StatementView:
    """An accessibility statement; `conformance` is `full`, `partial`, `none` or, where nobody has said it, `unknown`.

    What is not accessible goes by its ground. `whole` leads from a municipality's statement to the site's, `towns` from
    that to theirs. `keeps` tells whether browsers keep the site for days without a network.
    """

    intro: str
    whole: str
    towns: tuple[Link, ...]
    conformance: str
    issues: tuple[Markup, ...]
    burden: tuple[Markup, ...]
    out_of_scope: tuple[Markup, ...]
    alternatives: Markup
    drafted: Day | None
    updated: Day | None
    method: Markup
    unit: Markup
    feedback: str
    feedback_mail: str
    days: int
    legal_days: int
    keeps: bool


def statement_link(draft: Draft) -> str:
    """Where a page finds the statement of its publisher: the municipality's own, else the site's, else nothing."""
    town = town_of_page(draft)
    if town and town.statement:
        return draft.href(draft.tree.statement(*town.key))
    return draft.href(draft.tree.accessibility) if draft.site.info.statement else ""


def statement_view(draft: Draft) -> StatementView:
    """The statement of a page's publisher; raises `ValueError` where there is none."""
    info, words = draft.site.info, draft.words
    town = town_of_page(draft)
    statement = town.statement if town else info.statement
    if statement is None:
        raise ValueError(draft.spec)
    publisher = town.name if town else info.publisher
    feedback = statement.feedback or ("" if town else info.feedback)
    return StatementView(
        intro=words("a11y.intro_town" if town else "a11y.intro", site=info.title, publisher=publisher),
        whole=draft.href(draft.tree.accessibility) if town and info.statement else "",
        towns=() if town else _towns(draft),
        conformance=statement.conformance or "unknown",
        issues=draft.texts(statement, "issues", statement.issues),
        burden=draft.texts(statement, "burden", statement.burden),
        out_of_scope=draft.texts(statement, "out_of_scope", statement.out_of_scope),
        alternatives=draft.text(statement, "alternatives", statement.alternatives),
        drafted=draft.date(statement.drafted),
        updated=draft.date(statement.updated),
        method=draft.text(statement, "method", statement.method),
        unit=draft.text(statement, "unit", statement.unit),
        feedback=feedback,
        feedback_mail=urls.mail(feedback, words("a11y.mail_subject")) if "@" in feedback else "",
        days=_days(statement),
        legal_days=ANSWER_DAYS,
        keeps=info.offline,
    )


def _days(statement: Statement) -> int:
    return min(statement.answer_days or ANSWER_DAYS, ANSWER_DAYS)


def _towns(draft: Draft) -> tuple[Link, ...]:
    """The municipalities' statements, where they can be read in a language of their region."""
    found = []
    for town in draft.site.municipalities:
        if town.statement:
            tree, hreflang = draft.region_tree(town.region)
            # Municipalities of two regions may share a name, as employment areas do.
            name = Markup("{}, {}").format(draft.text(town, "name", town.name), draft.region_link(town.region).text)
            found.append(Link(draft.href(tree.statement(*town.key)), name, hreflang))
    return tuple(found)
