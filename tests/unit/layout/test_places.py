"""Graphviz: the source, the batch, the executable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pathviz.layout import LayoutError, engine_version, layout_flow
from pathviz.layout import places as rooms
from pathviz.layout.graph import study
from pathviz.layout.places import dot_text, executable, find_places
from unit.layout.graphs import graph


@pytest.fixture
def fresh() -> Iterator[None]:
    """What is known of the executable is forgotten before and after."""
    executable.cache_clear()
    engine_version.cache_clear()
    yield
    executable.cache_clear()
    engine_version.cache_clear()


def test_no_text_of_the_path_goes_to_graphviz() -> None:
    given = graph('a b" c', "a>c")
    source = dot_text(given, study(given), 7)
    assert source.startswith("digraph g7 {")
    assert "Vaihe" not in source


def test_rows_go_down_without_gaps() -> None:
    given = graph("a b? c d", "a>b b>c:Kyllä b>d:Ei")
    (found,) = find_places([given], [study(given)])
    assert found.row == (0, 1, 2, 1)


def test_phases_do_not_share_rows() -> None:
    given = graph("a b c d", "a>b c>d", phases=("A", "B"), phase_of="0011")
    (found,) = find_places([given], [study(given)])
    assert max(found.row[:2]) < min(found.row[2:])


def test_one_process_for_many_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    run = rooms._run

    def counted(sources: Sequence[str]) -> list[dict[str, tuple[float, float]]]:
        calls.append(len(sources))
        return run(sources)

    monkeypatch.setattr(rooms, "_run", counted)
    layout_flow([graph("a b", "a>b")] * 60)
    assert calls == [60]


def test_a_failing_graph_is_found_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"good": "digraph { n0 }", "bad": "digraph { n0 -> -> }"}
    good, bad = graph("a", ""), graph("a", "")
    monkeypatch.setattr(rooms, "dot_text", lambda given, _shape, _n: texts["bad" if given is bad else "good"])
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
