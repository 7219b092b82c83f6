"""From decided places to the finished geometry of a flow.

Heights are whole px, and so are the distances in y: what follows from them is not rounded.
"""

from __future__ import annotations

from collections.abc import Sequence

from pathviz.layout import boxes
from pathviz.layout.geometry import Band, Box, FlowLayout, Label, Line, Point, Rect, Route, Text, made
from pathviz.layout.labels import AWAY, Words, put
from pathviz.layout.plan import MARGIN, Plan, Stage
from pathviz.layout.runs import Placed
from pathviz.layout.spacing import CLEAR, TURN
from pathviz.layout.stack import TITLE_LINE, TITLE_TOP, TRACK, Rows

TITLE_NUMBER = 18.0  # room for the number before a phase's title
_TAG_IN = 8.0
_TAG_CLEAR = 12.0  # from the middle of an arrow to the tag "Olet tässä"; the arrowhead takes 5 of it
_TAG_LEAST = 9.0  # where it would stick out of the drawing
_TAG_MARGIN = 1.0  # from the tag to the end of the drawing


def assemble(plan: Plan, stage: Stage, rows: Rows) -> FlowLayout:
    """The layout."""
    shift = MARGIN - stage.spaced.left
    placed = _placed(stage, rows, shift)
    middle = [(x + shift, rows.middle[row]) for x, row in zip(stage.spaced.middle, plan.ways.grid.row, strict=True)]
    width = float(round(stage.spaced.right + shift + MARGIN))
    bands = [
        _band(
            phase,
            made(Rect, (0.0, top, width, bottom - top)),
            stage.titles[phase],
            stage.spaced.titles[i] + shift,
        )
        for i, (phase, top, bottom) in enumerate(rows.bands)
    ]
    cards = _boxes(plan, stage, placed, middle, width - _TAG_MARGIN)
    return FlowLayout(
        plan.graph,
        cards,
        _routes(plan, stage, placed, cards, middle),
        _labels(plan, stage, placed, middle),
        tuple(bands),
        width,
        rows.height,
        boxes.here_width(plan.graph.here_word),
    )


def _placed(stage: Stage, rows: Rows, shift: float) -> Placed:
    """The final places of all runs; `shift` brings the drawing to its margin."""
    placed = {run: x + shift for run, x in stage.spaced.placed.items()}
    for channel, tracks in enumerate(stage.channels):
        for track in tracks:
            placed[track.run] = rows.tracks[channel] + track.number * TRACK
    for run in stage.runs.flat:
        if run.at & 1:
            placed[run] = rows.middle[run.at // 2] + run.offset
    return placed


def _boxes(plan: Plan, stage: Stage, placed: Placed, middle: list[Point], most: float) -> tuple[Box, ...]:
    """The cards in their places; the tag "Olet tässä" clear of the arrows at their tops, up to x `most`."""
    rightmost: dict[int, float] = {}
    for run in stage.runs.upright:
        head = run.head
        if head >= 0:
            rightmost[head] = max(rightmost[head], placed[run]) if head in rightmost else placed[run]
    tag_width = boxes.here_width(plan.graph.here_word)
    most -= tag_width
    known: dict[tuple[float, float, float], tuple[float, float]] = {}  # the same for most cards of a column
    cards = []
    for node, (card, (x, y)) in enumerate(zip(stage.cards, middle, strict=True)):
        wide, high = card.width, card.height
        left = x - wide / 2
        arrow = rightmost.get(node, left)
        key = left, wide, arrow
        if key not in known:
            tag = max(min(max(left + wide - _TAG_IN - tag_width, arrow + _TAG_CLEAR), most), arrow + _TAG_LEAST)
            known[key] = round(left, 1), round(tag, 1)
        at, tag = known[key]
        cards.append(made(Box, (card.node, made(Rect, (at, y - high / 2, wide, high)), card, tag)))
    return tuple(cards)


def _routes(
    plan: Plan, stage: Stage, placed: Placed, cards: Sequence[Box], middle: Sequence[Point]
) -> tuple[Route, ...]:
    """The polylines of all edges, from outline to outline."""
    shape, edges = plan.ways.shape, plan.graph.edges
    upright = {run: placed[run] for run in stage.runs.upright}
    known = {x: round(x, 1) for x in set(upright.values())}  # the same for most lines of a column
    tenths = placed | {run: known[x] for run, x in upright.items()}
    routes = []
    for course, runs in zip(plan.ways.courses, stage.runs.of_edge, strict=True):
        edge, leaves, arrives, _ = course
        source, target = shape.source[edge], shape.target[edge]
        before = runs[0]
        at = tenths[before]
        points = [_at_box(cards[source], middle[source], leaves, at)]
        for run in runs[1:]:
            further = tenths[run]
            points.append((at, further) if before.upright else (further, at))
            before, at = run, further
        points.append(_at_box(cards[target], middle[target], arrives, at))
        routes.append(made(Route, (edges[edge], shape.back[edge], tuple(points))))
    return tuple(routes)


def _at_box(box: Box, middle: Point, side: str, place: float) -> Point:
    """Where an edge meets the outline of a box."""
    frame = box.frame
    if side == "N":
        return place, frame.y
    if side == "S":
        return place, frame.y + frame.height
    x, y = middle
    out = frame.width / 2 - boxes.side_inset(box.node.kind, frame.height, place - y)
    return round(x + out if side == "E" else x - out, 1), place


def _labels(plan: Plan, stage: Stage, placed: Placed, middle: list[Point]) -> tuple[Label, ...]:
    labels = []
    for edge, (dx, dy) in sorted(stage.ports.label_middle.items()):
        words = plan.labels[edge]
        if words is None:
            continue
        node = plan.ways.shape.source[edge]
        x, y = middle[node]
        card = stage.cards[node]
        if dy is None:
            labels.append(put(words, edge, x + dx, y + card.height / 2 + AWAY))
        else:
            at = x + dx + card.width / 2 * (1 if dx > 0 else -1)
            at += _aside(plan, stage, placed, edge, at, words)
            labels.append(put(words, edge, at, y + dy - words.height / 2))
    return tuple(labels)


def _aside(plan: Plan, stage: Stage, placed: Placed, edge: int, at: float, words: Words) -> float:
    """How far a label beside its box moves outwards, so that its edge does not graze its end.

    The edge turns under the label or clear of it; `spacing` has kept the room.
    """
    if edge not in stage.ports.over_turn:
        return 0.0
    turn = placed[stage.runs.of_edge[edge][1]]
    sign = 1.0 if plan.ways.courses[edge].leaves == "E" else -1.0
    past = sign * (turn - at) - words.width / 2
    return sign * (past + TURN) if -TURN < past < CLEAR else 0.0


def _band(phase: int, frame: Rect, lines: tuple[Line, ...], left: float) -> Band:
    text = made(Text, (lines, left + TITLE_NUMBER, frame.y + TITLE_TOP + 15.0, TITLE_LINE, 0.0))
    return made(Band, (phase + 1, frame, text))
