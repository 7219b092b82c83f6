"""Tracks: which of the flat runs of a channel lies above which.

All upright runs of a channel have places of their own, so any order is sound, except where one ends
in a box and another begins in the box above it at the same x: there the upper one has to turn first.
Among the sound orders one with few crossings is taken, greedily.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pathviz.layout.runs import Placed, Run, Runs

_NEAR = 9.0  # stubs nearer than this would lie on one another
_APART = 8.0  # runs whose ends come nearer than this need tracks of their own

End = tuple[float, int]
"""Where an upright run meets a flat one: its x, and -1 where it comes from above, 1 from below."""


@dataclass(slots=True)
class Track:
    """A flat run between two xs, with all its ends and the number of its track from above."""

    run: Run
    left: float
    right: float
    ends: tuple[End, ...]
    number: int = 0


def channel_tracks(runs: Runs, placed: Placed, count: int) -> tuple[list[list[Track]], list[tuple[Run, Run]]]:
    """The tracks of every channel, and pairs of stubs that no order of tracks keeps apart."""
    channels: list[list[Track]] = [[] for _ in range(count)]
    for run in runs.flat:
        if not run.at & 1:
            channels[run.at // 2].append(_track(run, runs, placed))
    conflicts: list[tuple[Run, Run]] = []
    for tracks in channels:
        if len(tracks) > 1:
            conflicts += _assign(tracks)
    return channels, conflicts


def _track(run: Run, runs: Runs, placed: Placed) -> Track:
    ends: list[End] = []
    for edge, piece in run.edges:
        mine = runs.of_edge[edge]
        for upright in (mine[piece - 1], mine[piece + 1]):
            if upright.low < run.at:
                ends.append((placed[upright], -1))
            if upright.high > run.at:
                ends.append((placed[upright], 1))
    places = [x for x, _ in ends]
    return Track(run, min(places), max(places), tuple(dict.fromkeys(ends)))


def _crossed(upper: Track, lower: Track) -> int:
    """How many lines cross if `upper` lies above `lower`."""
    return sum([way > 0 and lower.left < x < lower.right for x, way in upper.ends]) + sum(
        [way < 0 and upper.left < x < upper.right for x, way in lower.ends]
    )


def _must(upper: Track, lower: Track) -> bool:
    """Whether a stub from above to `upper` and one from below to `lower` share an x."""
    return any(
        way < 0 < other_way and abs(x - other) < _NEAR for x, way in upper.ends for other, other_way in lower.ends
    )


def _assign(tracks: list[Track]) -> list[tuple[Run, Run]]:
    """Number the tracks of one channel from above."""
    count = len(tracks)
    first = [[i != j and _must(tracks[i], tracks[j]) for j in range(count)] for i in range(count)]
    left = list(range(count))
    ordered: list[Track] = []
    conflicts: list[tuple[Run, Run]] = []
    while left:
        ready = [i for i in left if not any(first[j][i] for j in left if j != i)]
        if not ready:
            ready = left[:1]
            conflicts += [(tracks[j].run, tracks[ready[0]].run) for j in left if first[j][ready[0]]]
        best = min(ready, key=lambda i: (_gain(tracks, i, left), tracks[i].run.edges[0]))
        ordered.append(tracks[best])
        left.remove(best)
    for i, track in enumerate(ordered):
        for other in ordered[:i]:
            if other.left < track.right + _APART and track.left < other.right + _APART:
                track.number = max(track.number, other.number + 1)
    return conflicts


def _gain(tracks: Sequence[Track], one: int, left: Sequence[int]) -> int:
    """Crossings with `one` above all that are left, less those with it below."""
    return sum(_crossed(tracks[one], tracks[i]) - _crossed(tracks[i], tracks[one]) for i in left if i != one)


def settle(runs: Runs, placed: Placed, upper: Run, lower: Run) -> bool:
    """Move the arriving stub of `lower` off the leaving stub of `upper`; whether one was moved.

    Two edges that swap columns ask for both orders of their tracks; a port aside frees them.
    """
    for edge, piece in lower.edges:
        stub = runs.of_edge[edge][piece + 1] if piece + 1 < len(runs.of_edge[edge]) else None
        if stub is None or stub.head < 0 or stub.tail >= 0:
            continue
        for other, place in upper.edges:
            above = runs.of_edge[other][place - 1] if place else None
            if above is not None and above.tail >= 0 and abs(placed[above] - placed[stub]) < _NEAR:
                stub.offset -= 11.0
                return True
    return False
