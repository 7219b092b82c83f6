"""A site takes from its regional frame what it has not written itself, and nothing else."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from factories import TODAY, codes, full, write
from pathviz.frames import frame_of
from pathviz.pipeline import Options, build
from pathviz.problems import Problem, Problems
from pathviz.reading import Reading, read_site

OWN = """\
title: Kunnan polut
languages: [fi]
publisher: Kunta
frame_from: ../alue
statement: {conformance: full, drafted: 2026-11-01, method: Oma arvio, unit: Kunta, feedback: palaute@example.fi}
"""


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    """A region's whole site."""
    return full(tmp_path / "alue")


@pytest.fixture
def site(tmp_path: Path, frame: Path) -> Path:
    """A municipality's site beside it, with nothing of its own but its name."""
    assert frame.is_dir()
    return write(tmp_path / "kunta", {"content/site.yaml": OWN})


def read(site: Path) -> Reading:
    return read_site(site, TODAY, progress=lambda _: None)


def faults(site: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.at.file) for problem in read(site).problems]


def test_the_frame_gives_catalogues_regions_and_paths(site: Path) -> None:
    reading = read(site)
    assert reading.problems == ()
    found = reading.sites["fi"]
    assert list(found.paths) == [("alue", "polku"), ("alue", "toinen")]
    assert found.actors
    assert found.laws
    assert found.regions["alue"].languages == ("fi",)
    # What is the region's own publishing stays there.
    assert (found.municipalities, found.layers, found.pages, found.tracks) == ((), (), {}, {})
    assert found.info.title == "Kunnan polut"


def test_the_sites_own_file_wins_with_what_belongs_to_it(site: Path, frame: Path) -> None:
    path = (frame / "content/alue/polku/path.yaml").read_text("utf-8")
    write(site, {"content/alue/polku/path.yaml": path.replace("title: ", "title: Oma ", 1)})
    write(site, {"content/site.yaml": OWN.replace("[fi]", "[fi, sv]")})
    found = read(site).sites
    titles = [path.phases[0].title for path in (found["fi"].paths["alue", "polku"], found["sv"].paths["alue", "polku"])]
    assert titles[0].startswith("Oma ")
    assert titles[1] == titles[0]  # the frame's translation is of another text
    assert all(step.detail is None for step in found["fi"].paths["alue", "polku"].steps)
    assert found["sv"].paths["alue", "toinen"].steps[0].title != found["fi"].paths["alue", "toinen"].steps[0].title


def test_faults_in_the_frame_name_its_file_and_its_warnings_are_its_own(site: Path, frame: Path) -> None:
    actors = frame / "content" / "actors.yaml"
    index = frame / "content/alue/polku/index.md"
    index.write_text(index.read_text("utf-8").replace("reviewed: ", "reviewed: 1999-01-01 #", 1), "utf-8")
    assert faults(site) == []
    actors.write_text(actors.read_text("utf-8").replace("name:", "nime:", 1), "utf-8")
    assert set(faults(site)) == {
        ("missing-key", "../alue/content/actors.yaml"),
        ("unknown-key", "../alue/content/actors.yaml"),
    }


def test_only_the_regions_that_are_named_are_taken(site: Path, frame: Path) -> None:
    shutil.copytree(frame / "content" / "alue", frame / "content" / "muu")
    write(frame, {"regions/muu/region.yaml": "name: Muu\n"})
    assert len(read(site).sites["fi"].paths) == 4
    write(site, {"content/site.yaml": OWN + "frame_regions: [muu]\n"})
    assert {region for region, _ in read(site).sites["fi"].paths} == {"muu"}
    write(site, {"content/site.yaml": OWN + "frame_regions: [mu]\n"})
    (problem,) = read(site).problems
    assert (problem.code, problem.near) == ("unknown-region", "muu")


def test_links_out_of_the_frame_are_refused(site: Path, frame: Path, tmp_path: Path) -> None:
    secret = write(tmp_path, {"salaisuus.yaml": "a: {}\n"}) / "salaisuus.yaml"
    (frame / "content" / "laws.yaml").unlink()
    (frame / "content" / "laws.yaml").symlink_to(secret)
    assert ("link-refused", "../alue/content/laws.yaml") in faults(site)


@pytest.mark.parametrize("written", ["/alue", "C:/alue", "~/alue", "https://alue.example.fi", "..\\alue", "."])
def test_no_other_form_of_address_will_do(site: Path, written: str) -> None:
    write(site, {"content/site.yaml": OWN.replace("../alue", f"'{written}'")})
    problems = Problems()
    assert frame_of(site, problems) is None
    assert codes(problems) == ["frame-address"]


def test_an_installed_package_may_hold_the_frame_and_none_of_it_runs(
    site: Path, frame: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(shutil.copytree(frame, tmp_path / "packages" / "alueen_polut"))
    write(package, {"__init__.py": "raise RuntimeError\n"})
    monkeypatch.setattr(sys, "path", [str(package.parent), *sys.path])
    write(site, {"content/site.yaml": OWN.replace("../alue", "package:alueen_polut")})
    reading = read(site)
    assert reading.problems == ()
    assert len(reading.sites["fi"].paths) == 2
    write(site, {"content/site.yaml": OWN.replace("../alue", "package:ei_ole")})
    assert "frame-not-found" in dict(faults(site))


def test_an_update_of_the_frame_reaches_the_built_site(site: Path, frame: Path) -> None:
    options = Options(site, site / "output", today=TODAY)
    problems: tuple[Problem, ...] = build(options).problems
    assert problems == ()
    assert build(options).was_current
    page = site / "output" / "alue" / "polku" / "index.html"
    assert (site / "output/alue/polku/files/palvelukuvaus.txt").is_file()
    path = frame / "content/alue/polku/path.yaml"
    path.write_text(path.read_text("utf-8").replace("title: ", "title: Uusi ", 1), "utf-8")
    before = page.read_bytes()
    assert not build(options).was_current
    assert page.read_bytes() != before


OWN_ACTORS = """\
oma-pajakoulu:
  name: Oma pajakoulu
  kind: community
  lane: support
  summary: Auttaa alussa.
asiakas:
  name: Kuntalainen
  kind: client
  lane: client
  summary: Ihminen, jota palvelu koskee.
"""


def test_a_catalogue_of_its_own_adds_to_the_frames_and_wins_entry_by_entry(site: Path) -> None:
    before = read(site).sites["fi"].actors
    assert list(before)[:1] == ["asiakas"]
    write(site, {"content/actors.yaml": OWN_ACTORS})
    reading = read(site)
    assert reading.problems == ()
    actors = reading.sites["fi"].actors
    assert list(actors) == [*before, "oma-pajakoulu"]
    assert actors["asiakas"].name == "Kuntalainen"
    assert actors["asiakas"].at.file == "content/actors.yaml"
    others = [name for name in before if name != "asiakas"]
    assert [actors[name] for name in others] == [before[name] for name in others]


def test_the_frames_translations_are_of_its_own_entries_alone(site: Path, frame: Path) -> None:
    write(frame, {"content/actors.sv.yaml": "asiakas: {name: Klient}\nohjaaja: {name: Handledare}\n"})
    write(site, {"content/site.yaml": OWN.replace("[fi]", "[fi, sv]"), "content/actors.yaml": OWN_ACTORS})
    actors = read(site).sites["sv"].actors
    assert (actors["asiakas"].name, actors["ohjaaja"].name) == ("Kuntalainen", "Handledare")
    write(site, {"content/actors.sv.yaml": "asiakas: {name: Invånare}\nohjaaja: {name: Kommunens handledare}\n"})
    actors = read(site).sites["sv"].actors
    assert (actors["asiakas"].name, actors["ohjaaja"].name) == ("Invånare", "Kommunens handledare")


def test_faults_of_a_catalogue_name_the_file_that_they_are_in(site: Path, frame: Path) -> None:
    write(site, {"content/actors.yaml": OWN_ACTORS + "asiakas: {name: Toinen}\n"})
    theirs = frame / "content" / "actors.yaml"
    count = theirs.read_text("utf-8").count("\n")
    theirs.write_text(theirs.read_text("utf-8") + "asiakas: {name: Toinen}\n", "utf-8")
    problems = read(site).problems
    assert [(each.code, each.at.file, each.at.line) for each in problems] == [
        ("duplicate-key", "../alue/content/actors.yaml", count + 1),
        ("duplicate-key", "content/actors.yaml", 11),
    ]
    # What the site has replaced is no longer its matter.
    write(site, {"content/actors.yaml": OWN_ACTORS})
    theirs.write_text(theirs.read_text("utf-8").partition("asiakas: {name: Toinen}")[0], "utf-8")
    theirs.write_text(theirs.read_text("utf-8").replace("name: Asiakas", "nimi: Asiakas"), "utf-8")
    assert faults(site) == []


@pytest.mark.parametrize("broken", ["alue", "kunta"])
def test_a_catalogue_that_cannot_be_read_is_told_once(tmp_path: Path, site: Path, broken: str) -> None:
    write(site, {"content/actors.yaml": OWN_ACTORS})
    file = tmp_path / broken / "content" / "actors.yaml"
    file.write_text(file.read_text("utf-8") + "\tx\n", "utf-8")
    assert [code for code, _ in faults(site)] == ["yaml-syntax"]
