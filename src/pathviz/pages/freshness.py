"""How fresh a path is: what was checked when, until when that holds, and what is yet to be checked.

The review's due date is printed; that it has passed is said by a script, so that the same input
gives the same bytes on any day.
"""

from __future__ import annotations

from markupsafe import Markup

from pathviz.checks.completeness import review_date
from pathviz.model import Certainty, Law, ServicePath, Site, Status
from pathviz.pages.draft import Day, Draft, Link
from pathviz.pages.viewclass import viewclass


@viewclass
class FreshnessView:
    """A path's dates and the state it is in; `state` picks the look, `word` says it."""

    state: str
    word: str
    reviewed: Day | None
    reviewed_by: Markup
    due: Day | None
    version: Day | None
    ended: Day | None
    uncertain: tuple[Link, ...]


def freshness(draft: Draft, path: ServicePath) -> FreshnessView:
    """The freshness of a path."""
    about = path.description
    laws = _uncertain(draft.site, path)
    uncertain = tuple(Link(draft.href(draft.tree.law(law.id)), law.id) for law in laws)
    state = _state(path, is_uncertain=bool(laws))
    over = state == "ended"
    return FreshnessView(
        state=state,
        word=draft.words(f"state.{state}"),
        reviewed=draft.date(about.reviewed),
        reviewed_by=draft.text(about, "reviewed_by", about.reviewed_by),
        due=None if over else draft.date(review_date(path, draft.site.info.review_after_months)),
        version=draft.date(about.version_day),
        ended=draft.date(about.ended),
        uncertain=uncertain,
    )


def path_state(site: Site, path: ServicePath) -> str:
    """The state that a path is in: `checked`, `uncertain`, `developing` or `ended`."""
    return _state(path, is_uncertain=bool(_uncertain(site, path)))


def _uncertain(site: Site, path: ServicePath) -> list[Law]:
    """The statutes that the path cites and whose text is yet to be checked."""
    return [law for number in path.statutes if (law := site.laws[number]).certainty is Certainty.TO_BE_CHECKED]


def _state(path: ServicePath, *, is_uncertain: bool) -> str:
    about = path.description
    if about.ended or about.status is Status.ARCHIVED:
        return "ended"
    if about.status is Status.DEVELOPING:
        return "developing"
    return "uncertain" if is_uncertain else "checked"
