"""The view of the actors: what goes where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layout.placed import tag_of, words_of
from pathviz.layout import layout_lanes
from pathviz.layout.geometry import Lane, LaneGraph, LaneLayout, LayoutError, Part, PathGraph, Played
from pathviz.layout.lane_across import lane_width
from unit.layout.graphs import graph, node

TAKES_PART = Part("takes_part", "Osallistuu")
LONG_WAY = " ".join(f"s{i}" for i in range(9))


def lanes(given: PathGraph, homes: str, parts: str = "", *, count: int = 0) -> LaneGraph:
    """Lanes for a graph: `homes` has a digit for every node, `parts` like `"0:1"`, who else takes part in which."""
    home = tuple(int(digit) for digit in homes)
    played: list[list[Played]] = [[] for _ in home]
    for pair in parts.split():
        at, lane = map(int, pair.split(":"))
        played[at].append(Played(lane, f"t{lane}", f"Toimija {lane}", (TAKES_PART,)))
    many = tuple(Lane(f"t{i}", f"Toimija {i}", i) for i in range(max(count, max(home, default=0) + 1)))
    return LaneGraph(given, many, home, tuple(map(tuple, played)))


def points(layout: LaneLayout, edge: int = 0) -> tuple[tuple[float, float], ...]:
    return layout.routes[edge].points


def middle(layout: LaneLayout, lane: int) -> float:
    frame = layout.lanes[lane].frame
    return frame.x + frame.width / 2


@pytest.mark.parametrize(("count", "wide"), [(1, 184), (5, 184), (6, 153), (7, 132), (20, 132)])
def test_lanes_are_as_wide_as_fits(count: int, wide: float) -> None:
    assert lane_width(count) == wide


def test_a_step_a_row_in_the_order_of_the_list() -> None:
    layout = layout_lanes(lanes(graph("a b c", "a>c c>b"), "021"))
    tops = [step.box.frame.y for step in layout.steps]
    assert [step.box.node.id for step in layout.steps] == ["a", "b", "c"]
    assert tops == sorted(tops)
    assert [step.box.frame.x + step.box.frame.width / 2 for step in layout.steps] == [
        middle(layout, i) for i in (0, 2, 1)
    ]


def test_a_line_to_the_next_step_runs_straight_or_with_one_flat_piece() -> None:
    layout = layout_lanes(lanes(graph("a b c", "a>b b>c"), "001"))
    assert [x for x, _ in points(layout)] == [middle(layout, 0)] * 2
    assert [x for x, _ in points(layout, 1)] == [middle(layout, 0)] * 2 + [middle(layout, 1)] * 2


def test_a_line_runs_down_the_middle_of_an_empty_lane_alone() -> None:
    given = graph("a b c", "a>c")
    free = layout_lanes(lanes(given, "001"))
    assert points(free)[-1][0] == middle(free, 1)
    taken = layout_lanes(lanes(given, "001", "1:1"))
    assert points(taken)[-1] != points(free)[-1]
    assert all(abs(x - middle(taken, 1)) > 40 for x, _ in points(taken)[2:])


def test_lines_to_one_step_share_their_way_along_a_gutter() -> None:
    layout = layout_lanes(lanes(graph("a b c d", "a>d b>d"), "0000"))
    assert points(layout)[2][0] == points(layout, 1)[2][0]
    assert points(layout)[-1] == points(layout, 1)[-1]


def test_two_lines_of_one_step_to_one_target_part() -> None:
    layout = layout_lanes(lanes(graph("a? b", "a>b:Kyllä a>b:Ehkä a>b:Ei"), "01"))
    assert len({points(layout, i)[-1] for i in range(3)}) == 3


def test_a_short_return_is_a_line_and_a_long_one_a_pill() -> None:
    short = layout_lanes(lanes(graph(LONG_WAY, "s6>s0:Takaisin"), "0" * 9))
    assert not short.pills
    assert len(points(short)) == 5
    long = layout_lanes(lanes(graph(LONG_WAY, "s8>s0:Takaisin"), "0" * 9))
    assert words_of([pill.text for pill in long.pills]) == ["Takaisin →\u00a01"]
    assert not long.labels


def test_a_way_out_is_a_pill_at_its_step_and_has_no_row() -> None:
    steps = graph("a b", "").nodes
    given = PathGraph("Koe", (*steps, node("x", "exit", None, title="Muu polku")), graph("a b x", "a>b a>x").edges)
    layout = layout_lanes(lanes(given, "000"))
    assert [step.box.node.id for step in layout.steps] == ["a", "b"]
    assert words_of([layout.pills[0].text]) == ["→ Muu polku (Sosiaaliohjaaja)"], (
        "with where that is, which stands for its actor"
    )


def test_lines_of_a_step_leave_its_trunk_without_crossing() -> None:
    layout = layout_lanes(lanes(graph("a? b c d", "a>b:1 a>c:2 a>d:3"), "0123"))
    levels = [layout.routes[edge].level for edge in (2, 1, 0)]
    assert levels == sorted(levels), "what goes farthest leaves first"
    assert all(route.forks for route in layout.routes)


def test_one_line_without_words_does_not_fork() -> None:
    route = layout_lanes(lanes(graph("a b", "a>b"), "01")).routes[0]
    assert not route.forks
    assert route.tick is None


def test_the_trunk_stands_where_most_lines_do_not_go() -> None:
    left = layout_lanes(lanes(graph("a? b c d", "a>b:1 a>c:2 a>d:3"), "3210"))
    right = layout_lanes(lanes(graph("a? b c d", "a>b:1 a>c:2 a>d:3"), "0123"))
    assert points(left)[0][0] > middle(left, 3)
    assert points(right)[0][0] < middle(right, 0)


def test_words_reach_into_a_free_lane() -> None:
    text = "Ei_estettä_tai_tavoite_on_palkkatyö_tuettuna"
    free = layout_lanes(lanes(graph("a? b c", f"a>b:{text} a>c:Ei"), "015", count=7))
    assert free.labels[0].frame.right > free.lanes[0].frame.right
    last = layout_lanes(lanes(graph("a? b c", f"a>b:{text} a>c:Ei"), "666", count=7))
    assert last.labels[0].frame.right <= last.lanes[6].frame.right


def test_the_title_of_a_phase_gives_way_to_a_line() -> None:
    given = graph("a b c", "a>c", phases=("Alku", "Loppu"), phase_of="011")
    layout = layout_lanes(lanes(given, "000", count=3))
    line = points(layout)[2][0]
    first, second = (band.text.x for band in layout.bands)
    assert first < middle(layout, 0)
    assert not second - 18 <= line <= second + 40


def test_parts_of_a_shared_lane_are_written_with_names() -> None:
    given = lanes(graph("a", ""), "0", "0:1", count=2)
    assert words_of([layout_lanes(given).steps[0].cells[0].text.words]) == ["Osallistuu"]
    shared = replace(given, lanes=(given.lanes[0], Lane("", "Muut", -1)))
    words = layout_lanes(shared).steps[0].cells[0].text.words
    assert words_of([words]) == ["Toimija 1: osallistuu"]


def test_cells_of_a_lane_begin_at_one_x() -> None:
    given = lanes(graph("a b", "a>b"), "00", "0:1", count=2)
    other = (Played(1, "t1", "Toimija 1", (Part("supports", "Tukee"),)),)
    layout = layout_lanes(replace(given, played=(given.played[0], other)))
    assert len({cell.at[0] for step in layout.steps for cell in step.cells}) == 1


def test_an_unknown_step_is_named() -> None:
    with pytest.raises(LayoutError, match="'z'"):
        layout_lanes(lanes(graph("a", "a>z"), "0"))


def test_the_tag_stands_where_no_line_runs() -> None:
    layout = layout_lanes(lanes(graph("a? b c d", "a>b:1 b>c a>d:2"), "1111", "1:0 1:2", count=3))
    tag, (_, line) = tag_of(layout.steps[2].box, layout), (points(layout, 2)[1][0], points(layout, 2)[2][0])
    assert not tag.x < line < tag.right
    assert not tag.x < points(layout, 1)[-1][0] < tag.right
