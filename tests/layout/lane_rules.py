"""What the drawing of the actors must never do, as functions that name every breach of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from layout.drawing_rules import BOX_CLEARANCE, EPSILON, PARALLEL, Segment, _meets, _overlap, _segments, _shrunk
from layout.placed import are_within, lines_of, tag_of
from pathviz.layout.geometry import Box, Cell, Label, LaneLayout, LaneRoute, LaneStep, Pill, Rect
from pathviz.layout.text import width

GLYPH = 13.0
FROM_TRUNK = 14.0  # from a line to its words
WORDS_CLEARANCE = 2.0


def breaches(layout: LaneLayout) -> list[str]:
    """All breaches of all rules, readable."""
    pieces = [_segments(route.points) for route in layout.routes]
    return [
        *_outside(layout),
        *_rows(layout),
        *_cells(layout, pieces),
        *_near_cards(layout, pieces),
        *_words(layout, pieces),
        *_parallel(layout, pieces),
        *_texts(layout),
        *_titles(layout, pieces),
        *_ends(layout),
        *_lanes(layout),
    ]


def _boxes(layout: LaneLayout) -> list[Box]:
    return [step.box for step in layout.steps]


def _frame(cell: Cell) -> Rect:
    """What a cell's words and glyphs cover."""
    x, y = cell.at
    lines = lines_of(cell.text.words)
    left = min([line.x for line in lines] + [at[0] for _, at in cell.text.glyphs])
    right = max(line.x + width(line.text.rstrip(), 13.0, 500) for line in lines)
    return Rect(x + left, y + lines[0].y - 11.0, right - left, lines[-1].y - lines[0].y + 14.5)


def _outside(layout: LaneLayout) -> Iterator[str]:
    whole = Rect(0.0, 0.0, layout.width, layout.height)
    frames = [box.frame for box in _boxes(layout)] + [tag_of(box, layout) for box in _boxes(layout)]
    frames += [label.frame for label in layout.labels] + [pill.frame for pill in layout.pills]
    frames += [lane.frame for lane in layout.lanes] + [band.frame for band in layout.bands]
    frames += [_frame(cell) for step in layout.steps for cell in step.cells if cell.text.words.lines]
    frames += [Rect(x, y, 0.0, 0.0) for route in layout.routes for x, y in route.points]
    for frame in frames:
        if frame.x < 0 or frame.y < 0 or frame.right > whole.right or frame.bottom > whole.bottom:
            yield f"{frame} reaches out of the drawing"


def _rows(layout: LaneLayout) -> Iterator[str]:
    """A step to a row, one below the other; nothing of a row reaches into the next."""
    frames = [
        (box.node.id, [box.frame, *[_frame(cell) for cell in step.cells if cell.text.words.lines]])
        for step in layout.steps
        for box in (step.box,)
    ]
    for (one, above), (other, below) in pairwise(frames):
        if max(frame.bottom for frame in above) + 8.0 > min(frame.y for frame in below):
            yield f"the rows of {one} and {other} overlap"


def _cells(layout: LaneLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    """No line through the words for a part; they stand in their lane, and beside no card."""
    columns = [(lane.frame.x, lane.frame.right) for lane in layout.lanes]
    for step in layout.steps:
        frames = [_frame(cell) for cell in step.cells if cell.text.words.lines]
        for frame in frames:
            if not any(left <= frame.x and frame.right <= right for left, right in columns):
                yield f"a part in {step.box.node.id} reaches out of its lane: {frame}"
            if _overlap(frame, step.box.frame, 2.0):
                yield f"a part in {step.box.node.id} lies on its card"
            for route, segments in zip(layout.routes, pieces, strict=True):
                if any(_meets(piece, frame, 3.0) for piece in segments):
                    yield f"{route.edge} runs through a part in {step.box.node.id}"
        for one, other in combinations(frames, 2):
            if _overlap(one, other, 1.0):
                yield f"parts in {step.box.node.id} overlap"


def _near_cards(layout: LaneLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    for route, segments in zip(layout.routes, pieces, strict=True):
        last = len(segments) - 1
        for box in _boxes(layout):
            leaves, arrives = box.node.id == route.edge.source, box.node.id == route.edge.target
            for i, piece in enumerate(segments):
                if (leaves and i == 0) or (arrives and i == last):
                    # the side of a decision is entered at its point
                    if _meets(piece, _inner(box), 0.0):
                        yield f"{route.edge} runs into its own card {box.node.id}"
                elif _meets(piece, box.frame, 0.0 if leaves or arrives else BOX_CLEARANCE):
                    yield f"{route.edge} comes too near to {box.node.id}"


def _inner(box: Box) -> Rect:
    return (
        Rect(box.frame.x + 17, box.frame.y + 12, box.frame.width - 34, box.frame.height - 24)
        if (box.frame.width < 80)
        else _shrunk(box)
    )


def _words(layout: LaneLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    """Words stand by their own line, and on nothing else."""
    words: list[Label | Pill] = [*layout.labels, *layout.pills]
    cells = [_frame(cell) for step in layout.steps for cell in step.cells if cell.text.words.lines]
    for one in words:
        name = f"the words of {layout.routes[one.edge].edge}"
        for box in _boxes(layout):
            if _overlap(one.frame, box.frame, 6.0):
                yield f"{name} overlap {box.node.id}"
        if any(_overlap(one.frame, cell, 4.0) for cell in cells):
            yield f"{name} lie on a part"
        away = min(_away(piece, one.frame) for piece in pieces[one.edge])
        if away > FROM_TRUNK:
            yield f"{name} are {away:.0f} px away from their line"
        yield from _on_lines(layout, pieces, one)
        yield from _by_source(layout, layout.routes[one.edge], one)
    for one, other in combinations(words, 2):
        if _overlap(one.frame, other.frame, 4.0):
            yield f"the words of edges {one.edge} and {other.edge} overlap"


def _on_lines(layout: LaneLayout, pieces: list[list[Segment]], one: Label | Pill) -> Iterator[str]:
    for i, segments in enumerate(pieces):
        if i != one.edge and any(_meets(piece, one.frame, WORDS_CLEARANCE) for piece in segments):
            yield f"the words of {layout.routes[one.edge].edge} lie on {layout.routes[i].edge}"


def _by_source(layout: LaneLayout, route: LaneRoute, one: Label | Pill) -> Iterator[str]:
    """Words stand right below their own step, before the next row begins."""
    rows = [box.node.id for box in _boxes(layout)]
    row = rows.index(route.edge.source)
    frame = layout.steps[row].box.frame
    if one.frame.y < frame.bottom:
        yield f"the words of {route.edge} do not stand below their step"
    if row + 1 < len(rows) and one.frame.bottom > layout.steps[row + 1].box.frame.y - 12.0:
        yield f"the words of {route.edge} stand beside the next step"
    trunk = route.points[0][0]
    if max(one.frame.x - trunk, trunk - one.frame.right) > FROM_TRUNK:
        yield f"the words of {route.edge} do not stand by its trunk"


def _away(piece: Segment, frame: Rect) -> float:
    across = max(piece[0] - frame.right, frame.x - piece[2], 0.0)
    return across + max(piece[1] - frame.bottom, frame.y - piece[3], 0.0)


def _parallel(layout: LaneLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    """Lines of different steps to different targets never run on nearly the same line."""
    for across, low, high in ((1, 0, 2), (0, 1, 3)):
        items = [
            (i, piece)
            for i, segments in enumerate(pieces)
            for piece in segments
            if (piece[1] == piece[3] if across else piece[0] == piece[2])
        ]
        items.sort(key=lambda item: item[1][across])
        for n, (i, piece) in enumerate(items):
            for j, other in items[n + 1 :]:
                if other[across] - piece[across] >= PARALLEL - EPSILON:
                    break
                common = min(piece[high], other[high]) - max(piece[low], other[low])
                if i != j and common > 1.0 and not _bundled(layout, i, j, piece, other):
                    yield f"{layout.routes[i].edge} runs on {layout.routes[j].edge}"


def _bundled(layout: LaneLayout, i: int, j: int, piece: Segment, other: Segment) -> bool:
    """Lines may share the trunk of their source, and the last of their way to one target."""
    one, two = layout.routes[i], layout.routes[j]
    if one.edge.source == two.edge.source:
        return piece[0] == other[0] == one.points[0][0]
    return one.edge.target == two.edge.target and one.back == two.back


def _texts(layout: LaneLayout) -> Iterator[str]:
    for step in layout.steps:
        yield from _card_texts(step, layout.slant)
    for some, size in ((layout.labels, 13.0), (layout.pills, 13.0)):
        for one in some:
            for words in one.text.lines:
                if width(words.text.rstrip(), size, 600) > one.frame.width - 8.0:
                    yield f"text of the words of {one.edge} is too wide: {words.text!r}"
    for lane in layout.lanes:
        for line in lines_of(lane.name):
            wide = width(line.text.rstrip(), 14.0, 600)
            if wide > lane.frame.width - 8.0 or not 12.0 < line.y < layout.head_height - 4.0:
                yield f"the head of {lane.lane.name} is too wide or high: {line.text!r}"


def _card_texts(step: LaneStep, slant: float) -> Iterator[str]:
    """All text of a card stays inside its outline, which slants in a decision."""
    box, card = step.box, step.box.card
    frame = Rect(0.0, 0.0, card.width, card.height)
    texts = [(line, 14.0, 600) for line in lines_of(card.title)]
    texts += [(line, 13.0, 500) for cell in step.own for line in lines_of(cell.text.words, cell.at)]
    inner = [chip.frame for chip in card.chips]
    for line, size, weight in texts:
        end = line.x + width(line.text.rstrip(), size, weight)
        end = max(end, line.hyphen + 4.5) if line.hyphen is not None else end
        inner.append(Rect(line.x, line.y - 10.0, end - line.x, 13.0))
    for part in inner:
        away = max(abs(y - frame.y - frame.height / 2) for y in (part.y, part.bottom))
        inset = slant * away / (frame.height / 2) if box.node.kind == "decision" else 0.0
        if part.x < frame.x + inset + 2.0 or part.right > frame.right - inset - 2.0:
            yield f"something in {box.node.id} is too wide: {part} in {frame}"
        if part.y < frame.y + 6.0 or part.bottom > frame.bottom - 6.0:
            yield f"something in {box.node.id} is too high or low: {part} in {frame}"
    for chip in card.chips:
        if not are_within(chip.text, 12.5, 600, chip.frame.right):
            yield f"text of a chip of {box.node.id} is too wide"


def _titles(layout: LaneLayout, pieces: list[list[Segment]]) -> Iterator[str]:
    for band in layout.bands:
        for line in lines_of(band.text):
            words = Rect(line.x - 18.0, line.y - 13.0, width(line.text.rstrip(), 14.0, 600) + 18.0, 17.0)
            name = f"the title of phase {band.phase}"
            for route, segments in zip(layout.routes, pieces, strict=True):
                if any(_meets(piece, words, 4.0) for piece in segments):
                    yield f"{route.edge} runs through {name}"
            if words.right > layout.width or words.bottom > band.frame.bottom:
                yield f"{name} is too wide or high"
        frames = [box.frame for box in _boxes(layout)]
        frames += [label.frame for label in layout.labels] + [pill.frame for pill in layout.pills]
        if any(_overlap(band.frame, frame, 3.0) for frame in frames):
            yield f"something stands on the strip of phase {band.phase}"


def _ends(layout: LaneLayout) -> Iterator[str]:
    """Lines run from outline to outline, or to a pill; no tag hides the arrow of its own step."""
    boxes = {box.node.id: box for box in _boxes(layout)}
    pills = {pill.edge: pill.frame for pill in layout.pills}
    for i, route in enumerate(layout.routes):
        frames = [boxes[route.edge.source].frame, pills.get(i) or boxes[route.edge.target].frame]
        for frame, (x, y) in zip(frames, (route.points[0], route.points[-1]), strict=True):
            if not (frame.x - 0.2 <= x <= frame.right + 0.2 and frame.y - 0.2 <= y <= frame.bottom + 0.2):
                yield f"{route.edge} does not touch its end"
        (x0, y0), (x1, y1) = route.points[-2:]
        if abs(x1 - x0) + abs(y1 - y0) < 10.9:
            yield f"{route.edge} has no room for its arrowhead"
        if any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(route.points)):
            yield f"{route.edge} has a slanting piece"
        if i not in pills and x0 == x1 and y0 < y1:
            tag = tag_of(boxes[route.edge.target], layout)
            if tag.x - 6.0 < x1 < tag.right + 6.0:
                yield f"the tag of {route.edge.target} hides an arrow"


def _lanes(layout: LaneLayout) -> Iterator[str]:
    """Lanes are of one width, beside one another; cards stand in theirs, and names in the middle of their heads."""
    for left, right in pairwise(layout.lanes):
        if left.frame.right >= right.frame.x or left.frame.width != right.frame.width:
            yield f"the lanes of {left.lane.name} and {right.lane.name} overlap or differ"
    given = layout.lane_graph
    home = {node.id: lane for node, lane in zip(given.graph.nodes, given.home, strict=True)}
    for box in _boxes(layout):
        frame = layout.lanes[home[box.node.id]].frame
        if abs(box.frame.x + box.frame.width / 2 - frame.x - frame.width / 2) > EPSILON:
            yield f"{box.node.id} does not stand in its lane"
    for lane in layout.lanes:
        if any(abs(line.x - lane.frame.x - lane.frame.width / 2) > 3.0 for line in lines_of(lane.name)):
            yield f"the name of {lane.lane.name} does not stand over its lane"
