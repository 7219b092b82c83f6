"""The making of all files of a site, in one process and in several."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from factories import description, end, path, ref, site, start
from pathviz import making, pages, parallel
from pathviz.model import Law, Region, Site
from pathviz.problems import Location


def many_paths() -> dict[str, Site]:
    """A site in two languages that is large enough to be made in parts."""
    place = Location("content/laws.yaml")
    paths = (
        path(
            start("alku", "loppu", laws=(ref("1/2000"),)),
            end("loppu"),
            name=f"polku-{number}",
            description=description(title=f"Polku {number}"),
        )
        for number in range(making.FEW)
    )
    finnish = site(
        *paths,
        laws={"1/2000": Law(place, id="1/2000", name="Laki")},
        regions={"alue": Region(place, id="alue", name="Alue", languages=("fi", "sv"))},
    )
    finnish = replace(finnish, info=replace(finnish.info, languages=("fi", "sv")))
    return {"fi": finnish, "sv": replace(finnish, lang="sv")}


def test_several_processes_make_what_one_makes(tmp_path: Path) -> None:
    sites = many_paths()
    made = making.make(sites, tmp_path, jobs=2)
    found = made.files
    assert made == making.make(sites, tmp_path, jobs=1)
    assert made.digests == {name: hashlib.sha256(content).digest() for name, content in found.items()}
    assert made.sizes == {name: len(content) for name, content in found.items()}
    assert {pages.address(spec, "fi") for spec in pages.plan(sites)} <= found.keys()
    assert found["sv/toimijat/ohjaaja/index.html"].count(b'<li class="duty') == 2 * making.FEW


@dataclass(frozen=True)
class Folder:
    """A folder to which any process writes, and never the same file twice."""

    folder: Path

    def write(self, address: str, content: bytes, _digest: bytes) -> None:
        file = self.folder / address
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(content)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_written_where_it_is_made_is_the_same(tmp_path: Path, jobs: int) -> None:
    sites, folder = many_paths(), tmp_path / "output"
    written = making.make(sites, tmp_path, jobs=jobs, write=Folder(folder).write)
    made = making.make(sites, tmp_path)
    assert (written.sizes, written.digests, written.files) == (made.sizes, made.digests, {})
    files = (file for file in folder.rglob("*") if file.is_file())
    assert {file.relative_to(folder).as_posix(): file.read_bytes() for file in files} == made.files


def test_each_page_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = many_paths()
    made: list[pages.PageSpec] = []

    def spread(*of: Any, jobs: int) -> Iterator[Any]:
        made.extend(spec for part in of[2] for spec in part)
        return parallel.spread(*of, jobs=jobs)

    monkeypatch.setattr(making, "spread", spread)
    making.make(sites, tmp_path)
    assert sorted(made) == sorted(pages.plan(sites))


def test_templates_may_change_between_two_makings(tmp_path: Path) -> None:
    sites = {"fi": site(path())}
    (tmp_path / "templates").mkdir()
    for said in (b"Ensin", b"Sitten"):
        (tmp_path / "templates" / "404.html").write_bytes(said)
        assert making.make(sites, tmp_path).files["404.html"] == said
