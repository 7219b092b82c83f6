"""Graphviz: the source, the batch, the executable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pathviz.layout import engine_version, layout_flow
from pathviz.layout import places as rooms
from pathviz.layout.geometry import LayoutError
from pathviz.layout.graph import study
from pathviz.layout.places import dot_text, executable, find_places
from unit.layout.graphs import graph


@pytest.fixture
def fresh() -> Iterator[None]:
    """What is known of the executable, and from it, is forgotten before and after."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    executable.cache_clear()
    engine_version.cache_clear()
    rooms._known.clear()


def test_no_text_of_the_path_goes_to_graphviz() -> None:
    given = graph('a b" c', "a>c")
    source = dot_text(given, study(given))
    assert source.startswith("digraph{")
    assert "Vaihe" not in source


def test_rows_go_down_without_gaps() -> None:
    given = graph("a b? c d", "a>b b>c:Kyllä b>d:Ei")
    (found,) = find_places([given], [study(given)])
    assert found.row == (0, 1, 2, 1)


def test_phases_do_not_share_rows() -> None:
    given = graph("a b c d", "a>b c>d", phases=("A", "B"), phase_of="0011")
    (found,) = find_places([given], [study(given)])
    assert max(found.row[:2]) < min(found.row[2:])


def test_one_process_for_many_graphs_and_once_for_each_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(rooms, "_known", {})
    run = rooms._run

    def counted(sources: Sequence[str]) -> list[dict[str, tuple[float, float]]]:
        calls.append(len(sources))
        return run(sources)

    monkeypatch.setattr(rooms, "_run", counted)
    lines = [" ".join(f"s{i}>s{i + 1}" for i in range(count)) for count in range(1, 31)]
    graphs = [graph(" ".join(f"s{i}" for i in range(31)), line) for line in (*lines, *lines)]
    layout_flow(graphs)
    layout_flow(graphs)
    assert calls == [30]


def test_graphs_of_one_structure_stand_alike() -> None:
    given, other = graph("a b? c d", "a>b b>c:Kyllä b>d:Ei"), graph("x y? z w", "x>y y>z:Joo y>w:Ei_vielä")
    one, same = find_places([given, other], [study(given), study(other)])
    assert one == same


def test_what_is_known_of_structures_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, rooms.Places] = {}
    monkeypatch.setattr(rooms, "_known", known)
    monkeypatch.setattr(rooms, "_MOST_KNOWN", 1)
    for names in ("a", "a b", "a b c"):
        layout_flow([graph(names, "")])
        assert len(known) == 1


def test_a_failing_graph_is_found_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"good": "digraph { n0 }", "bad": "digraph { n0 -> -> }"}
    good, bad = graph("a", ""), graph("a", "")
    monkeypatch.setattr(rooms, "dot_text", lambda given, _shape: texts["bad" if given is bad else "good"])
    with pytest.raises(LayoutError, match="Koepolku: Graphviz cannot place this graph"):
        find_places([good, good, bad, good], [study(good)] * 4)
    assert len(find_places([good] * 4, [study(good)] * 4)) == 4


@pytest.mark.usefixtures("fresh")
def test_the_wheels_own_program_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PATHVIZ_DOT", raising=False)
    assert executable().name.startswith("graphviz-pure")
    assert engine_version().startswith("graphviz-pure ")


@pytest.mark.usefixtures("fresh")
def test_another_program_is_used_only_when_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "dot"
    other.write_bytes(b"")
    monkeypatch.setenv("PATHVIZ_DOT", str(other))
    assert executable() == other
    assert engine_version().startswith(str(other))


@pytest.mark.usefixtures("fresh")
def test_a_missing_program_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATHVIZ_DOT", str(tmp_path / "nowhere"))
    with pytest.raises(LayoutError, match="cannot run"):
        layout_flow([graph("a", "")])
