"""The shapes that go into a layout and the shapes that come out of it.

Everything here is frozen data without behaviour.  What there is many of is a named tuple: hundreds are made
for every drawing, in a third of the time of frozen dataclasses.  Lengths are CSS pixels, x grows to the
right and y downwards, and every coordinate of a finished layout lies within `0 … width` and `0 … height`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Point = tuple[float, float]
"""A place on the drawing, x and y."""


made = tuple.__new__
"""Makes a named tuple of a tuple: what calling its class comes to, after a detour that takes twice as long.

    >>> made(Chip, ("wait", "Odotus"))
    Chip(kind='wait', text='Odotus')
"""


class LayoutError(Exception):
    """A graph could not be laid out; the message names the graph."""


# ---------------------------------------------------------------- what is drawn


class Chip(NamedTuple):
    """A word that marks a step: a gap, a duration, a municipal addition.

    `kind` chooses the chip's look, `text` is what is read: meaning never rests on colour alone.
    """

    kind: str
    text: str


class Node(NamedTuple):
    """A step as the diagram shows it.

    `kind` is that of the step, `exit` or `path`; it chooses the shape and the look.
    `number` is the step's place in the list, `None` for an exit to another path.  `colour` is the
    index of the leading actor among the path's actors, counted from 0; it picks `n1` … `n8`.  `phase`
    is an index into `PathGraph.phases`.  `name` replaces the computed accessible name where it is
    not empty.  `added` says that a municipality has added the step.
    """

    id: str
    title: str
    kind: str
    number: int | None
    actor: str
    colour: int
    phase: int | None
    href: str
    name: str = ""
    chips: tuple[Chip, ...] = ()
    added: bool = False


class Edge(NamedTuple):
    """A transition.

    `back` says whether it returns to an earlier step; `None` leaves that to a depth-first search in
    the written order.  An `optional` transition shows the word for it in its label.
    """

    source: str
    target: str
    label: str = ""
    back: bool | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class PathGraph:
    """A service path ready for drawing.

    `optional_word` and `here_word` are measured with the rest of the text, so they are part of what
    is laid out ("vapaaehtoinen", "Olet tässä").  `card` is the width of a card in px where it is not
    the usual one, which gives way where the flow comes out wide.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    phases: tuple[str, ...] = ()
    optional_word: str = "vapaaehtoinen"
    here_word: str = "Olet tässä"
    card: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """The interface words of a drawing, already in the page's language.

    Placeholders in braces are filled by `str.format`: `{title}` and `{count}` in the names of the
    drawings, `{n}` in `step`, `{n}` and `{title}` in `phase`, `{condition}` in `condition`.
    """

    flow_name: str = "Kulku: {title}, {count} vaihetta"
    rail_name: str = "Kulku yhtenä sarakkeena: {title}, {count} vaihetta"
    description: str = "kulkukaavio"
    step: str = "Vaihe {n}"
    exit: str = "Toinen polku"
    phase: str = "{n}. {title}"
    previous: str = "Edellinen"
    next: str = "Seuraavaksi"
    condition: str = "jos: {condition}"
    back: str = "paluu"
    here: str = "Olet tässä"
    lanes_name: str = "Toimijat: {title}, {count} vaihetta"
    actors: str = "Toimijat"


# ---------------------------------------------------------------- what has been placed


class Rect(NamedTuple):
    """An upright rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height


class Line(NamedTuple):
    """A wrapped line: its text, its width in px, and where a hyphen is to be drawn after it.

    A line that a space ends keeps the space, so that the lines joined give the text back.
    `hyphen` counts from the start of the line; it is `None` where the line ends with a word.  It is drawn
    as a stroke, so that the text a reader copies or hears keeps its words whole.
    """

    text: str
    width: float
    hyphen: float | None = None


class Text(NamedTuple):
    """Lines one below the other, `step` apart: `x` is where they start, `y` the baseline of the first.

    In a label, `x` is the middle; there a line that ends with a space is moved by `blank`, so that its
    words are centred and not the words with the space.
    """

    lines: tuple[Line, ...]
    x: float
    y: float
    step: float
    blank: float = 0.0


class PlacedChip(NamedTuple):
    """A chip with its frame and its text, around the corner of its card."""

    kind: str
    frame: Rect
    text: Text


class Card(NamedTuple):
    """What a step's card shows, around its own top left corner; `badge` is the middle of its number."""

    node: Node
    width: float
    height: float
    badge: Point
    title: Text
    who: Text
    chips: tuple[PlacedChip, ...]


class Box(NamedTuple):
    """A step's card in its place; `tag` is where "Olet tässä" begins, which stands on its upper side."""

    node: Node
    frame: Rect
    card: Card
    tag: float


class Route(NamedTuple):
    """A drawn transition: a polyline of horizontal and vertical pieces; the arrow is at its end."""

    edge: Edge
    back: bool
    points: tuple[Point, ...]


class Label(NamedTuple):
    """The words on a transition; `edge` is the index of its edge in the graph."""

    edge: int
    frame: Rect
    text: Text


class Band(NamedTuple):
    """A phase: its number counted from 1, its ground and its title."""

    phase: int
    frame: Rect
    text: Text


class FlowLayout(NamedTuple):
    """The flow view: boxes in the order of the nodes, routes in the order of the edges.

    `tag` is the width of "Olet tässä".
    """

    graph: PathGraph
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    labels: tuple[Label, ...]
    bands: tuple[Band, ...]
    width: float
    height: float
    tag: float


class Pill(NamedTuple):
    """A transition written out under its step in the rail: "Kyllä → 5", a link to its target."""

    edge: int
    frame: Rect
    text: Text


class RailLayout(NamedTuple):
    """The rail view: one column; `routes` leaves out nothing, `pills` has every jump and branch.

    `tag` is the width of "Olet tässä".
    """

    graph: PathGraph
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    pills: tuple[Pill, ...]
    bands: tuple[Band, ...]
    width: float
    height: float
    tag: float


# ---------------------------------------------------------------- the view of the actors


class Lane(NamedTuple):
    """The column of one actor; `colour` counts from 0 as in `Node`, and is -1 for one who never leads.

    The last one may be without an `actor`: it is shared by several, whose names are written with their parts.
    """

    actor: str
    name: str
    colour: int


class Part(NamedTuple):
    """A part that an actor plays in a step: the glyph `#g-<glyph>` and the word for it, as in "Tukee"."""

    glyph: str
    word: str


class Played(NamedTuple):
    """What an actor does in a step, the strongest part first, and the lane in which that stands."""

    lane: int
    actor: str
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class LaneGraph:
    """A service path and who does what in it.

    `home` has the lane of every node's leading actor, `played` for every node what each actor does there, in the
    order of the lanes.
    """

    graph: PathGraph
    lanes: tuple[Lane, ...]
    home: tuple[int, ...]
    played: tuple[tuple[Played, ...], ...]


class PlacedLane(NamedTuple):
    """A lane; `name` is centred in the drawing of the heads."""

    lane: Lane
    frame: Rect
    name: Text


class CellText(NamedTuple):
    """What a cell says, around its own top left corner: its words, and its glyphs with their places.

    The same few words stand in most cells, so equal ones are one object.
    """

    words: Text
    glyphs: tuple[tuple[str, Point], ...]
    width: float
    height: float


class Cell(NamedTuple):
    """The parts of one actor in one step, and where its top left corner is."""

    actor: str
    text: CellText
    at: Point


class LaneStep(NamedTuple):
    """A step in the view of the actors: its card, what its own lane's actors do, which stands in it, and the rest."""

    box: Box
    own: tuple[Cell, ...]
    cells: tuple[Cell, ...]


class LaneRoute(NamedTuple):
    """A drawn transition of the view of the actors.

    It begins on the trunk below its step and leaves that at the y `level`; where it `forks` off there, others
    do so too.  `tick` is the x to which a short stroke leads from the trunk to the words beside it.
    """

    edge: Edge
    back: bool
    points: tuple[Point, ...]
    level: float
    forks: bool
    tick: float | None = None


class LaneLayout(NamedTuple):
    """The view of the actors: steps in their order, one in a row; routes in the order of the edges.

    `pills` write a transition out, with a link, that leads to another path or far back.  A band's frame is
    the strip in which the phase's title stands, above its steps.  `tag` is the width of "Olet tässä", `slant` how
    far a decision's points stick out, `head_height` the height of the heads.
    """

    lane_graph: LaneGraph
    lanes: tuple[PlacedLane, ...]
    steps: tuple[LaneStep, ...]
    routes: tuple[LaneRoute, ...]
    labels: tuple[Label, ...]
    pills: tuple[Pill, ...]
    bands: tuple[Band, ...]
    width: float
    height: float
    tag: float
    slant: float
    head_height: float
