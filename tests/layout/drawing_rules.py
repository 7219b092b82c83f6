"""What a drawing must never do, as functions that name every breach of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from layout.placed import are_within, lines_of, tag_of
from pathviz.layout.geometry import Box, FlowLayout, Label, Point, RailLayout, Rect
from pathviz.layout.text import width

Segment = tuple[float, float, float, float]
"""left, top, right, bottom of a horizontal or vertical piece."""

BOX_CLEARANCE = 6.0
PARALLEL = 4.0
NEAR_SOURCE = 90.0
EPSILON = 0.11  # coordinates are rounded to a tenth


def breaches(layout: FlowLayout) -> list[str]:
    """All breaches of all rules, readable."""
    pieces = [_segments(route.points) for route in layout.routes]
    return [
        *_outside(layout),
        *_overlapping_boxes(layout),
        *_edges_near_boxes(layout, pieces),
        *_labels(layout, pieces),
        *_parallel(layout, pieces),
        *_texts(layout),
        *_titles(layout, pieces),
        *_phases(layout),
        *_ends(layout),
    ]


def _segments(points: tuple[Point, ...]) -> list[Segment]:
    return [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in pairwise(points)]


def _overlap(frame: Rect, other: Rect, margin: float = 0.0) -> bool:
    return (
        frame.x < other.right + margin
        and other.x < frame.right + margin
        and frame.y < other.bottom + margin
        and other.y < frame.bottom + margin
    )


def _meets(piece: Segment, frame: Rect, margin: float) -> bool:
    return (
        piece[0] < frame.right + margin
        and piece[2] > frame.x - margin
        and piece[1] < frame.bottom + margin
        and piece[3] > frame.y - margin
    )


def _inside(frame: Rect, layout: FlowLayout) -> bool:
    return frame.x >= 0 and frame.y >= 0 and frame.right <= layout.width and frame.bottom <= layout.height


def _outside(layout: FlowLayout) -> Iterator[str]:
    for box in layout.boxes:
        tag = tag_of(box, layout)
        if not _inside(box.frame, layout) or not _inside(tag, layout):
            yield f"{box.node.id} reaches out of the drawing: {box.frame} {tag}"
    for label in layout.labels:
        if not _inside(label.frame, layout):
            yield f"label {label.edge} reaches out of the drawing"
    for route in layout.routes:
        for x, y in route.points:
            if not (1 <= x <= layout.width - 1 and 1 <= y <= layout.height - 1):
                yield f"{route.edge} runs out of the drawing"
    for band in layout.bands:
        if not _inside(band.frame, layout):
            yield f"band {band.phase} reaches out of the drawing"


def _overlapping_boxes(layout: FlowLayout) -> Iterator[str]:
    for one, other in combinations(layout.boxes, 2):
        if _overlap(one.frame, other.frame, 10.0):
            yield f"boxes {one.node.id} and {other.node.id} overlap"


def _edges_near_boxes(layout: FlowLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    for route, segments in zip(layout.routes, pieces, strict=True):
        last = len(segments) - 1
        for box in layout.boxes:
            first_own = box.node.id == route.edge.source
            last_own = box.node.id == route.edge.target
            for i, piece in enumerate(segments):
                if (first_own and i == 0) or (last_own and i == last):
                    if _meets(piece, _shrunk(box), 0.0):
                        yield f"{route.edge} runs into its own box {box.node.id}"
                    continue
                own = first_own or last_own
                if _meets(piece, box.frame, BOX_CLEARANCE if not own else 0.0):
                    yield f"{route.edge} comes too near to {box.node.id}"


def _shrunk(box: Box) -> Rect:
    """A box without the rim that an edge may end on: points and round corners lie inside it."""
    frame = box.frame
    return Rect(frame.x + 29, frame.y + 1, frame.width - 58, frame.height - 2)


def _labels(layout: FlowLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    for label in layout.labels:
        name = f"label {label.edge} of {layout.graph.edges[label.edge]}"
        for box in layout.boxes:
            if _overlap(label.frame, box.frame, 4.0):
                yield f"{name} overlaps {box.node.id}"
        for i, segments in enumerate(pieces):
            if i != label.edge and any(_meets(piece, label.frame, 2.0) for piece in segments):
                yield f"{name} lies on {layout.graph.edges[i]}"
        if not any(_meets(piece, label.frame, 0.0) for piece in pieces[label.edge]):
            yield f"{name} is not on its own edge"
        away = _distance(label, layout)
        if away > NEAR_SOURCE:
            yield f"{name} is {away:.0f} px away from its step"
    for one, other in combinations(layout.labels, 2):
        if _overlap(one.frame, other.frame, 2.0):
            yield f"labels {one.edge} and {other.edge} overlap"


def _distance(label: Label, layout: FlowLayout) -> float:
    """From a label to the box its edge leaves."""
    source = layout.graph.edges[label.edge].source
    frame = next(box.frame for box in layout.boxes if box.node.id == source)
    across = max(frame.x - label.frame.right, label.frame.x - frame.right, 0.0)
    down = max(frame.y - label.frame.bottom, label.frame.y - frame.bottom, 0.0)
    return across + down


def _parallel(layout: FlowLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    """Edges that do not go to one box never run on nearly the same line."""
    flat: list[tuple[int, Segment]] = []
    upright: list[tuple[int, Segment]] = []
    for i, segments in enumerate(pieces):
        for piece in segments:
            (upright if piece[0] == piece[2] else flat).append((i, piece))
    for items, across, low, high in ((flat, 1, 0, 2), (upright, 0, 1, 3)):
        items.sort(key=lambda item: item[1][across])
        for n, (i, piece) in enumerate(items):
            for j, other in items[n + 1 :]:
                if other[across] - piece[across] >= PARALLEL - EPSILON:
                    break
                if i == j or _bundled(layout, i, j):
                    continue
                common = min(piece[high], other[high]) - max(piece[low], other[low])
                if common > 1.0:
                    yield f"{layout.graph.edges[i]} runs on {layout.graph.edges[j]}"


def _bundled(layout: FlowLayout, i: int, j: int) -> bool:
    one, other = layout.graph.edges[i], layout.graph.edges[j]
    return one.target == other.target and one.source != other.source and layout.routes[i].back == layout.routes[j].back


def _texts(layout: FlowLayout) -> Iterator[str]:
    for box in layout.boxes:
        yield from texts_of(box)
    for label in layout.labels:
        for line in label.text.lines:
            if width(line.text.rstrip(), 13.0, 600) > label.frame.width - 10.0:
                yield f"text of label {label.edge} is too wide: {line.text!r}"


def texts_of(box: Box) -> Iterator[str]:
    """Breaches of the rule that all text of a card stays inside it."""
    card = box.card
    frame = Rect(0.0, 0.0, card.width, card.height)
    inset = 8.0 if box.node.kind == "decision" else 0.0
    for text, size, weight in ((card.title, 15.0, 600), (card.who, 13.0, 500)):
        for line in lines_of(text):
            end = line.x + width(line.text.rstrip(), size, weight)
            end = max(end, line.hyphen + 4.5) if line.hyphen is not None else end
            if end > frame.right - inset - 4.0 or line.x < frame.x + inset:
                yield f"text of {box.node.id} is too wide: {line.text!r}"
            if not frame.y + size < line.y < frame.bottom - 4.0:
                yield f"text of {box.node.id} is too low: {line.text!r}"
    for chip in card.chips:
        inner = chip.frame
        if inner.x < frame.x + inset or inner.right > frame.right - inset or inner.bottom > frame.bottom - 4.0:
            yield f"chip {chip.kind} of {box.node.id} sticks out"
        if not are_within(chip.text, 12.5, 600, inner.right):
            yield f"text of a chip of {box.node.id} is too wide"


def _titles(layout: FlowLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    for band in layout.bands:
        for line in lines_of(band.text):
            words = Rect(line.x - 18.0, line.y - 13.0, width(line.text.rstrip(), 14.0, 600) + 18.0, 17.0)
            name = f"the title of phase {band.phase}"
            for i, segments in enumerate(pieces):
                if any(_meets(piece, words, 4.0) for piece in segments):
                    yield f"{layout.graph.edges[i]} runs through {name}"
            frames = [box.frame for box in layout.boxes] + [label.frame for label in layout.labels]
            if any(_overlap(words, frame, 3.0) for frame in frames):
                yield f"something stands on {name}"
            if words.right > layout.width:
                yield f"{name} is too wide"


def _phases(layout: FlowLayout) -> Iterator[str]:
    """Every step stands in the band of its phase, and in no other."""
    for box in layout.boxes:
        phase = box.node.phase
        for band in layout.bands:
            inside = band.frame.y <= box.frame.y and box.frame.bottom <= band.frame.bottom
            if phase is not None and inside != (band.phase == phase + 1):
                yield f"{box.node.id} does not stand in its phase"


def _ends(layout: FlowLayout) -> Iterator[str]:
    """Edges begin and end on the outlines of their boxes, with room for the arrowhead."""
    frames = {box.node.id: box.frame for box in layout.boxes}
    for route in layout.routes:
        for name, point in (
            (route.edge.source, route.points[0]),
            (route.edge.target, route.points[-1]),
        ):
            frame = frames[name]
            if not (frame.x - 0.2 <= point[0] <= frame.right + 0.2 and frame.y - 0.2 <= point[1] <= frame.bottom + 0.2):
                yield f"{route.edge} does not touch {name}"
        (x0, y0), (x1, y1) = route.points[-2:]
        if abs(x1 - x0) + abs(y1 - y0) < 11.0:
            yield f"{route.edge} has no room for its arrowhead"
        for a, b in pairwise(route.points):
            if a[0] != b[0] and a[1] != b[1]:
                yield f"{route.edge} has a slanting piece"
        tag = next(tag_of(box, layout) for box in layout.boxes if box.node.id == route.edge.target)
        tip = route.points[-1]
        if y0 < y1 and x0 == x1 and tag.x - 8.5 < tip[0] < tag.right:
            yield f"the tag of {route.edge.target} hides an arrow"


def rail_breaches(layout: RailLayout) -> list[str]:
    """All breaches of a rail's rules, readable."""
    return [*_rail_column(layout), *_rail_tracks(layout), *(b for box in layout.boxes for b in texts_of(box))]


def _rail_column(layout: RailLayout) -> Iterator[str]:
    """One column of cards and pills: nothing overlaps, nothing sticks out, all targets are large enough."""
    whole = Rect(0.0, 0.0, layout.width, layout.height)
    frames = [box.frame for box in layout.boxes] + [pill.frame for pill in layout.pills]
    frames += [band.frame for band in layout.bands]
    for frame in frames:
        if frame.x < 0 or frame.y < 0 or frame.right > whole.right or frame.bottom > whole.bottom:
            yield f"{frame} sticks out of {whole}"
    for one, other in combinations(frames, 2):
        if _overlap(one, other, 2.0):
            yield f"{one} overlaps {other}"
    yield from _fingers(layout)


def _fingers(layout: RailLayout) -> Iterator[str]:
    targets = sorted((pill.frame.y + pill.frame.height / 2, pill.frame.height) for pill in layout.pills)
    for (middle, high), (next_middle, next_high) in pairwise(targets):
        if next_middle - middle < max(44.0, (high + next_high) / 2 + 2):
            yield f"pills at {middle} and {next_middle} are too near for a finger"
    for pill in layout.pills:
        if not are_within(pill.text, 13.0, 600, pill.frame.right - 6.0):
            yield f"text of pill {pill.edge} is too wide"
    for box in layout.boxes:
        if box.frame.height < 44.0:
            yield f"{box.node.id} is too low for a finger"


def _rail_tracks(layout: RailLayout) -> Iterator[str]:
    """Tracks keep apart, except those that lead to one card; no line runs through a card."""
    uprights: list[tuple[int, Segment]] = []
    for i, route in enumerate(layout.routes):
        segments = _segments(route.points)
        uprights += [(i, piece) for piece in segments[1:] if piece[0] == piece[2]]
        for box in layout.boxes:
            own = box.node.id in {route.edge.source, route.edge.target}
            if any(_meets(piece, box.frame, 0.0 if own else 1.0) for piece in segments[: -1 if own else None]):
                yield f"{route.edge} runs through {box.node.id}"
        if any(x < 0 or y < 0 or x > layout.width or y > layout.height for x, y in route.points):
            yield f"{route.edge} runs out of the drawing"
    for (i, one), (j, other) in combinations(uprights, 2):
        edges = layout.graph.edges[i], layout.graph.edges[j]
        same = edges[0].target == edges[1].target and layout.routes[i].back == layout.routes[j].back
        if not same and abs(one[0] - other[0]) < 1.0 and min(one[3], other[3]) > max(one[1], other[1]):
            yield f"{edges[0]} runs on {edges[1]}"
