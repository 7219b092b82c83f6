"""The mirror: how all municipalities' versions hold against the regions' paths."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pathviz.conformance import Conformance, Verdict, without_version
from pathviz.pages.draft import Day, Draft, Link
from pathviz.pages.local import DifferenceView, change_words, differences, version_link
from pathviz.pages.municipalities import town_link
from pathviz.pages.viewclass import viewclass


@viewclass
class MirrorRow:
    """A municipality's version in the report."""

    town: Link
    path: Link
    region: Markup
    verdict: str
    word: str
    additions: tuple[DifferenceView, ...]
    departures: tuple[DifferenceView, ...]
    added: int
    departed: int
    frame: Day | None
    version: Day | None
    is_older: bool
    changes: tuple[Markup, ...]


@viewclass
class FollowerRow:
    """A municipality and the paths of its region that it follows as they are."""

    town: Link
    region: Markup
    paths: tuple[Link, ...]


@viewclass
class MirrorView:
    """The report: the versions, what those who have none follow, and how many versions there are of each verdict."""

    rows: tuple[MirrorRow, ...]
    followers: tuple[FollowerRow, ...]
    counts: tuple[tuple[str, str, int], ...]
    older: int


def mirror_view(draft: Draft) -> MirrorView:
    """The view of the report that holds all versions against their frames."""
    found = draft.context.mirror.get(draft.lang, ())
    rows = tuple(_mirror_row(draft, each) for each in found)
    return MirrorView(
        rows=rows,
        followers=tuple(_followers(draft)),
        counts=tuple(
            (verdict.value, draft.words(f"verdict.{verdict}"), sum(row.verdict == verdict for row in rows))
            for verdict in Verdict
        ),
        older=sum(row.is_older for row in rows),
    )


def _followers(draft: Draft) -> Iterator[FollowerRow]:
    followed: dict[tuple[str, str], list[Link]] = {}
    for town, path in without_version(draft.site):
        followed.setdefault(town.key, []).append(draft.path_link(path.key))
    for town in draft.site.municipalities:
        if paths := followed.get(town.key):
            yield FollowerRow(town_link(draft, town), _region_name(draft, town.region), tuple(paths))


def _region_name(draft: Draft, region: str) -> Markup:
    found = draft.site.regions[region]
    return draft.text(found, "name", found.name)


def _mirror_row(draft: Draft, each: Conformance) -> MirrorRow:
    layer, town, local = each.layer, each.municipality, each.local
    link = version_link(draft, local)
    return MirrorRow(
        town=town_link(draft, town),
        path=link,
        region=_region_name(draft, layer.region),
        verdict=each.verdict.value,
        word=draft.words(f"verdict.{each.verdict}"),
        additions=differences(draft, local, each.additions, link.href),
        departures=differences(draft, local, each.departures, link.href),
        added=len(each.additions),
        departed=len(each.departures),
        frame=draft.date(layer.frame),
        version=draft.date(each.version),
        is_older=each.is_older,
        changes=change_words(draft, each) if each.is_older else (),
    )
