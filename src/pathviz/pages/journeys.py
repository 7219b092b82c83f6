"""Example clients on a service path's page."""

from __future__ import annotations

from markupsafe import Markup

from pathviz import urls
from pathviz.model import Journey, Quote, ServicePath
from pathviz.pages.draft import Draft
from pathviz.pages.escaping import escape
from pathviz.pages.steps import step_numbers
from pathviz.pages.viewclass import viewclass


@viewclass
class QuoteView:
    """An example client's words; `lang` is set where it is not the page's."""

    text: Markup
    lang: str


@viewclass
class StopView:
    """A step on an example client's route."""

    href: str
    number: int
    title: Markup


@viewclass
class JourneyView:
    """An example client."""

    id: str
    anchor: str
    title: Markup
    summary: Markup
    quotes: tuple[QuoteView, ...]
    stops: tuple[StopView, ...]


def journey_view(draft: Draft, path: ServicePath, journey: Journey) -> JourneyView:
    """An example client's route through a path, with what the client says."""
    numbers = step_numbers(path)
    stops = [(numbers[ref.id], path.steps[numbers[ref.id] - 1]) for ref in journey.route if ref.id in numbers]
    return JourneyView(
        id=journey.id,
        anchor=urls.journey_anchor(journey.id),
        title=draft.heading(journey, "title", journey.title),
        summary=draft.text(journey, "summary", journey.summary),
        quotes=tuple(_quote(draft, quote) for quote in journey.quotes),
        stops=tuple(
            StopView(f"#{urls.step_anchor(step.id)}", number, draft.text(step, "title", step.title))
            for number, step in stops
        ),
    )


def _quote(draft: Draft, quote: Quote) -> QuoteView:
    """A quote keeps its own language; without one it is in that of its file."""
    if quote.lang:
        return QuoteView(escape(quote.text), "" if quote.lang == draft.lang else quote.lang)
    lang = draft.lang_of(quote, "text")
    if lang != draft.lang:
        draft.fell_back.add(lang)
    return QuoteView(escape(quote.text), "" if lang == draft.lang else lang)
