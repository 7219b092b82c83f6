"""What a page says of its drawings: their room, their key, and who is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from pathviz.model import ServicePath, StepKind
from pathviz.pages.diagrams import ordered
from pathviz.pages.draft import Draft, Link
from pathviz.pages.escaping import Encoded
from pathviz.pages.spec import Diagrams
from pathviz.pages.viewclass import viewclass
from pathviz.svg_parts import colour_of

_PAGE: Final = (660, 880)
"""What fits on a page of A4 within its margins and under a heading, in CSS px."""

_SMALLER: Final = 0.96
"""How much smaller a drawing is on paper: its smallest text, of 12.5 px, is then of 9 pt."""

_HEIGHT: Final = 1050
"""How high a page of A4 is within its margins (print.css), in CSS px."""

_ROOM: Final[Mapping[int, float]] = {columns: width / _SMALLER for columns, width in ((1, 710), (2, 340), (3, 216.5))}
"""How much of a drawing's width a column of paper has room for (print.css), by how many there are, in its own px."""

_STUB: Final = 8
"""How much of the lines to other steps is seen left of the rail's cards where its tracks are left out."""

BESIDE: Final = (640, 720)
"""The widths up to which the flow stands beside the list: on laptops, and on wide screens, in CSS px."""


@viewclass
class LegendItem:
    """A leading actor and its colour in the drawing, counted from 1."""

    colour: int
    actor: Link


@viewclass
class LanesView:
    """The drawing of the actors, which comes when asked for: its script, and the room that it and its heads will take.

    Sizes are in CSS px.
    """

    src: str
    width: int
    height: int
    heads: int


@viewclass
class PaperView:
    """The drawing that is printed, `flow` or `rail`, in that many columns.

    `boxes` are what is seen of it, piece by piece, as wide as a column then is: left, top, width and height in CSS px.
    """

    name: str
    columns: int
    boxes: tuple[str, ...]


@viewclass
class ActorView:
    """An actor of the path, its colour in the drawing (0 for who never leads) and in how many steps it has a part."""

    id: str
    name: Markup
    colour: int
    count: str


def printed(drawn: Diagrams | None) -> str:
    """The drawing that fits on one A4 page at its own size, where its text is over 9 pt; or none."""
    if drawn is None:
        return ""
    sizes = {"flow": drawn.flow_size, "rail": drawn.rail_size}
    return next((name for name, size in sizes.items() if fits_on_page(*size)), "")


def fits_on_page(width: float, height: float) -> bool:
    """Whether a drawing of that size, in CSS px, fits on one A4 page at its own size."""
    return 0 < width <= _PAGE[0] and 0 < height <= _PAGE[1]


def fits_on_paper(width: float, height: float) -> bool:
    """Whether a flow of that size, in CSS px, fits on a page with text of 9 pt: so it is printed, and not the rail."""
    return width <= _ROOM[1] and height * _SMALLER <= _HEIGHT


def paper_view(drawn: Diagrams | None) -> PaperView | None:
    """The drawing that the professional's print begins with, in pieces between which a page may end.

    It is the one that has pieces.  The rail stands in columns; three of them have no room for the tracks of its
    jumps; where these lead, the words beside them say.
    """
    if drawn is None:
        return None
    if drawn.flow_pieces:
        return _columns("flow", 1, 0, drawn.flow_size[0], drawn.flow_pieces)
    if not drawn.rail_pieces:
        return None
    width, left = drawn.rail_size[0], drawn.rail_left - _STUB
    if width - left <= _ROOM[3]:
        return _columns("rail", 3, left, width, drawn.rail_pieces)
    return _columns("rail", 2, 0, width, drawn.rail_pieces)


def drawing(svg: bytes, name: str) -> Encoded:
    """A drawing as a page shows it; by its `name` the pieces that are printed find it."""
    return Encoded(svg.replace(b"<svg", f'<svg id="dia-{name}"'.encode(), 1))


def _columns(name: str, columns: int, left: float, right: float, pieces: Sequence[tuple[int, int]]) -> PaperView:
    """A drawing from `left` to `right` in the middle of its columns."""
    room = _ROOM[columns]
    start, wide = round((left + right - room) / 2), round(room)
    return PaperView(name, columns, tuple([f"{start} {top} {wide} {height}" for top, height in pieces]))


def fit_of(drawn: Diagrams | None) -> str:
    """How much room the flow asks for: beside the list (`narrow`, `medium`) or above it (`wide`)."""
    if drawn is None:
        return "none"
    width = drawn.flow_size[0]
    return "narrow" if width <= BESIDE[0] else "medium" if width <= BESIDE[1] else "wide"


def lanes_view(draft: Draft, drawn: Diagrams | None) -> LanesView | None:
    """Where the drawing of the actors comes from, where there is one."""
    if drawn is None or not drawn.lanes_script:
        return None
    width, height = drawn.lanes_size
    return LanesView(draft.href(drawn.lanes_script), round(width), round(height), round(drawn.heads_height))


def legend(draft: Draft, colours: Mapping[str, int]) -> tuple[LegendItem, ...]:
    """Who leads in a path, with the colours of these actors."""
    return tuple([LegendItem(colour_of(colour), draft.actor_link(actor)) for actor, colour in colours.items()])


def actor_views(draft: Draft, path: ServicePath, colours: Mapping[str, int]) -> tuple[ActorView, ...]:
    """Who has a part in the path, in the order of the lanes of its drawing, with the colours of who leads."""
    steps: dict[str, int] = {}
    for step in path.steps:
        for actor in dict.fromkeys([role.actor.id for role in step.roles]):
            steps[actor] = steps.get(actor, 0) + 1
    counts = {n: draft.words.count("count.steps_in", n) for n in set(steps.values())}
    known = draft.site.actors
    return tuple(
        [
            ActorView(
                actor,
                draft.heading(known[actor], "name", known[actor].name),
                colour_of(colours[actor]) if actor in colours else 0,
                counts[steps[actor]],
            )
            for actor in ordered((*colours, *steps), draft.site)
        ]
    )


def shapes(path: ServicePath) -> tuple[str, ...]:
    """The signs that the drawing uses and its key explains, those only."""
    kinds = [step.kind for step in path.steps]
    transitions = [transition for step in path.steps for transition in step.next]
    used = {
        "decision": StepKind.DECISION in kinds,
        "wait": StepKind.WAIT in kinds,
        "back": any(transition.back for transition in transitions),
        "exit": any(transition.target.region for transition in transitions),
    }
    return tuple([sign for sign, is_used in used.items() if is_used])
