"""Networks of any size: nothing lies on anything else, all text fits, no line goes through a panel."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from layout.placed import lines_of, words_of
from pathviz.layout.geometry import Point, Rect
from pathviz.layout.radial import WIDTH, NetworkGraph, NetworkItem, NetworkLayout, NetworkPanel, layout_network
from pathviz.layout.text import width

TEXT = "työ tuki palvelutarpeen arviointi kuntoutus asiakassuunnitelmapalaveri ja hyvinvointialueen sosiaalipalvelut"
WORDS = TEXT.split()


def some_words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))


def network(seed: int) -> NetworkGraph:
    chance = random.Random(seed)

    def item() -> NetworkItem:
        return NetworkItem(some_words(chance, 5), chance.choice(["", "../x/index.html"]))

    panels = [
        NetworkPanel(some_words(chance, 6), tuple(item() for _ in range(chance.randint(1, 10))))
        for _ in range(chance.randint(1, 12))
    ]
    return NetworkGraph(NetworkItem(some_words(chance, 3)), tuple(panels))


def apart(a: Rect, b: Rect) -> bool:
    return a.right <= b.x or b.right <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y


def points(spoke: tuple[Point, ...]) -> list[Point]:
    """Places on a line as it is drawn: straight pieces, and the last of a bent one as a curve."""
    found: list[Point] = []
    steps = [n / 40 for n in range(41)]
    (x, y), (end, level) = spoke[-2:]
    middle = (x + end) / 2
    for t in steps:
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        if len(spoke) > 2:
            found.append((a * x + (b + c) * middle + d * end, (a + b) * y + (c + d) * level))
            found.append((spoke[0][0] + t * (x - spoke[0][0]), y))
        else:
            found.append((x + t * (end - x), y + t * (level - y)))
    return found


def inside(point: Point, frame: Rect, margin: float = 0.5) -> bool:
    x, y = point
    return frame.x + margin < x < frame.right - margin and frame.y + margin < y < frame.y + frame.height - margin


@pytest.mark.parametrize("seed", range(120))
def test_any_network_is_drawn_well(seed: int) -> None:
    placed = layout_network(network(seed))
    frames = [panel.frame for panel in placed.panels]
    x, y = placed.hub
    hub = Rect(x - placed.radius, y - placed.radius, 2 * placed.radius, 2 * placed.radius)
    assert all(apart(a, b) for a, b in combinations([*frames, hub], 2))
    assert all(
        frame.x >= 0 and frame.right <= WIDTH and frame.y >= 0 and frame.y + frame.height <= placed.height
        for frame in [*frames, hub]
    )
    for panel in placed.panels:
        assert not [point for point in points(panel.spoke) for frame in frames if inside(point, frame)]
        assert points(panel.spoke)
    _texts_fit(placed)


def _texts_fit(placed: NetworkLayout) -> None:
    for panel in placed.panels:
        bottom = panel.frame.y
        for line in lines_of(panel.title):
            assert line.x + width(line.text.rstrip(), 16, 600) <= panel.frame.right - 4
        for row in panel.rows:
            assert row.frame.y >= bottom
            bottom = row.frame.y + row.frame.height
            assert bottom <= panel.frame.y + panel.frame.height
            assert words_of([row.text]) == [row.item.text]
            assert row.frame.height >= (44 if row.item.href else 24)
            for line in lines_of(row.text):
                assert line.x + width(line.text.rstrip(), 15, 500 if row.item.href else 400) <= panel.frame.right - 4
                assert row.frame.y < line.y < bottom


def test_panels_go_clockwise_from_the_top() -> None:
    panels = tuple(NetworkPanel(f"Ryhmä {n}", (NetworkItem("Jäsen"),) * 3) for n in range(6))
    placed = layout_network(NetworkGraph(NetworkItem("Asiakas"), panels))
    x, y = placed.hub
    sides = [
        "rl"[p.frame.right < x] if p.frame.right < x or p.frame.x > x else "tb"[p.frame.y > y] for p in placed.panels
    ]
    order = "".join(sides)
    assert order == "".join(sorted(order, key="trbl".index))
    left = [p.frame.y for p, side in zip(placed.panels, sides, strict=True) if side == "l"]
    right = [p.frame.y for p, side in zip(placed.panels, sides, strict=True) if side == "r"]
    assert left == sorted(left, reverse=True)
    assert right == sorted(right)
