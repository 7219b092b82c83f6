"""The views of onboarding tracks: what to read, in how long a time, and questions for the reader's own use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from markupsafe import Markup

from pathviz.i18n import Strings
from pathviz.model import Lane, Module, Question, Track
from pathviz.pages.alphabet import sort_key
from pathviz.pages.draft import Draft, Link
from pathviz.pages.references import ReferenceView, reference_view
from pathviz.pages.viewclass import viewclass
from pathviz.targets import reading_target

_HOUR = 60
"""Minutes in an hour."""


@viewclass
class OptionView:
    """A possible answer, and whether it is the right one."""

    text: Markup
    right: bool


@viewclass
class QuestionView:
    """A question; `name` tells it from all others of its page."""

    name: str
    ask: Markup
    options: tuple[OptionView, ...]
    answer: Markup
    why: Markup


@viewclass
class ModuleView:
    """A part of a track, counted from 1."""

    number: int
    anchor: str
    title: Markup
    time: str
    read: tuple[ReferenceView, ...]
    questions: tuple[QuestionView, ...]


@viewclass
class TrackCard:
    """A track in a list."""

    link: Link
    summary: Markup
    time: str
    modules: str


@viewclass
class TrackView:
    """A track's page."""

    id: str
    title: Markup
    summary: Markup
    actors: tuple[Link, ...]
    time: str
    count: str
    modules: tuple[ModuleView, ...]


def track_link(draft: Draft, track: Track) -> Link:
    """A link to a track, by its title."""
    return Link(draft.href(draft.tree.track(track.id)), draft.heading(track, "title", track.title))


def tracks_of(draft: Draft, actor: str) -> tuple[Link, ...]:
    """Links to the tracks of an actor."""
    tracks = draft.site.tracks.values()
    return tuple(track_link(draft, track) for track in tracks if actor in {ref.id for ref in track.actors})


def tracks_view(draft: Draft) -> tuple[TrackCard, ...]:
    """All tracks: first those of who meets clients, then by the alphabet."""
    return tuple(
        TrackCard(
            track_link(draft, track),
            draft.text(track, "summary", track.summary),
            _total(draft.words, track),
            draft.words.count("count.modules", len(track.modules)),
        )
        for track in sorted(draft.site.tracks.values(), key=lambda track: _place(draft, track))
    )


def _place(draft: Draft, track: Track) -> tuple[int, str]:
    """The place of a track among others."""
    lanes = tuple(Lane)
    nearest = min((lanes.index(draft.site.actors[ref.id].lane) for ref in track.actors), default=len(lanes))
    return nearest, sort_key(track.title)


def track_view(draft: Draft, track: Track) -> TrackView:
    """The view of a track."""
    return TrackView(
        id=track.id,
        title=draft.heading(track, "title", track.title),
        summary=draft.text(track, "summary", track.summary),
        actors=_actors(draft, track),
        time=_total(draft.words, track),
        count=draft.words.count("count.modules", len(track.modules)),
        modules=tuple(_module(draft, module, number) for number, module in enumerate(track.modules, 1)),
    )


def read_version(draft: Draft, track: Track) -> dt.date | None:
    """The day of the newest of the paths that a track tells to read: how new what was learnt is."""
    targets = (reading_target(draft.site, ref.id) for module in track.modules for ref in module.read)
    keys = {(target.key[0], target.key[1]) for target in targets if target is not None and target.kind == "path"}
    abouts = (draft.site.paths[key].description for key in keys)
    return max((day for about in abouts if (day := about.version_day)), default=None)


def _actors(draft: Draft, track: Track) -> tuple[Link, ...]:
    return tuple(draft.actor_link(ref.id) for ref in track.actors)


def _total(words: Strings, track: Track) -> str:
    return _time(words, (module.minutes for module in track.modules))


def _time(words: Strings, minutes: Iterable[int | None]) -> str:
    """Minutes together as hours and minutes; nothing where none are told."""
    hours, rest = divmod(sum(each or 0 for each in minutes), _HOUR)
    if hours:
        return words("time.hours_minutes", h=hours, m=rest) if rest else words("time.hours", h=hours)
    return words("time.minutes", m=rest) if rest else ""


def _module(draft: Draft, module: Module, number: int) -> ModuleView:
    targets = (reading_target(draft.site, ref.id) for ref in module.read)
    return ModuleView(
        number=number,
        anchor=f"osa-{number}",
        title=draft.heading(module, "title", module.title),
        time=_time(draft.words, (module.minutes,)),
        read=tuple(reference_view(draft, target) for target in targets if target is not None),
        questions=tuple(_question(draft, each, f"{number}-{n}") for n, each in enumerate(module.questions, 1)),
    )


def _question(draft: Draft, question: Question, name: str) -> QuestionView:
    return QuestionView(
        name=name,
        ask=draft.text(question, "ask", question.ask),
        options=tuple(
            OptionView(draft.text(question, "options", option), option == question.answer)
            for option in question.options
        ),
        answer=draft.text(question, "answer", question.answer),
        why=draft.text(question, "why", question.why),
    )
