"""`pathviz new` from the command to the built site: what it writes passes the check, and nothing written is lost."""

from __future__ import annotations

import datetime as dt
import difflib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT
from factories import full, load, write
from pathviz.cli import main
from pathviz.model import MunicipalityKind, StepKind
from pathviz.new.answers import Answers, NotPossible
from pathviz.new.edit import CannotEdit, Insertion, with_added, with_step
from pathviz.new.sites import new_site
from pathviz.new.steps import new_step
from pathviz.new.writing import quoted
from pathviz.pipeline import Options, check

TODAY = dt.date(2026, 11, 22)
HOSTILE = 'Kunta: "#1" [{*&!|>%@`,\'\\ – äö'


def faults(site: Path) -> list[str]:
    return [f"{problem.at} {problem.code}" for problem in check(Options(site, site / "output")).problems]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A region's site to start from."""
    return full(tmp_path / "alue")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of its own that was just started."""
    assert main(["new", str(tmp_path / "oma"), "--frame", "-", "--yes"]) == 0
    return tmp_path / "oma"


# -- a new site ------------------------------------------------------------------------------


def test_a_site_without_a_frame_has_no_fault_and_is_built(site: Path) -> None:
    assert faults(site) == []
    assert main(["build", "--site", str(site), "--jobs", "1", "--strict"]) == 0
    assert (site / "output/esimerkkialue/esimerkkipolku/index.html").is_file()


def test_a_site_on_a_frame_has_no_fault_and_shows_the_regions_path(region: Path, tmp_path: Path) -> None:
    site = tmp_path / "kunnat" / "kunta"
    given = ["--municipality", "Säkylän kunta", "--region", "Alue", "--path", "polku"]
    assert main(["new", str(site), "--site", str(region), *given, "--yes"]) == 0
    assert faults(site) == []
    assert 'frame_from: "../../alue"' in (site / "content/site.yaml").read_text("utf-8")
    found = load(site)[0].site
    assert [(one.id, one.name) for one in found.municipalities] == [("sakylan-kunta", "Säkylän kunta")]
    assert [layer.path for layer in found.layers] == ["polku"]
    assert main(["build", "--site", str(site), "--jobs", "1", "--strict"]) == 0
    assert (site / "output/alue/polku/index.html").is_file()
    files = {file for file in snapshot(site) if not file.startswith(("output", ".", "schemas")) and "/." not in file}
    readme = (site / "README.md").read_text("utf-8")
    assert all(f"`{file}`" in readme for file in files - {"README.md"})


@pytest.mark.slow
def test_every_region_of_this_repository_can_be_a_frame(tmp_path: Path) -> None:
    regions = {region for region, _ in load(ROOT)[0].site.paths}
    assert len(regions) > 2
    for region in regions:
        site = tmp_path / region
        assert main(["new", str(site), "--frame", str(ROOT), "--region", region, "--yes"]) == 0
        assert faults(site) == []


def test_the_comments_of_the_layer_are_right_when_they_are_taken_away(region: Path, tmp_path: Path) -> None:
    site = tmp_path / "kunta"
    assert main(["new", str(site), "--frame", str(region), "--path", "polku", "--yes"]) == 0
    (layer,) = (site / "regions/alue/esimerkkikunta").glob("p*.yaml")
    text = layer.read_text("utf-8")
    base = load(site)[0].site.paths["alue", "polku"]
    droppable = next(s.id for s in base.steps if not s.statutory and s.kind is StepKind.STEP)
    # The file begins with a text for that step; one that is left out has none.
    kept = next(s.id for s in base.steps if s.statutory)
    text = text.replace(f"  {droppable}:", f"  {kept}:")
    head, tail = text.split("# add:")
    tail = "\n".join(line.removeprefix("# ") for line in f"# add:{tail}".split("\n") if "# Vaihe," not in line)
    layer.write_text(head + tail.replace("vaiheen-tunnus", droppable), "utf-8")
    assert faults(site) == []
    read = load(site)[0].site.layers[0]
    assert [added.step.id for added in read.add] == ["oma-vaihe"]
    assert [omitted.id for omitted in read.omit] == [droppable]


def test_any_name_is_written_so_that_it_is_read_again(tmp_path: Path) -> None:
    site = tmp_path / "kunta"
    names = ["--municipality", HOSTILE, "--title", HOSTILE, "--publisher", HOSTILE, "--path", f"{HOSTILE} 2"]
    assert main(["new", str(site), "--frame", "-", *names, "--yes"]) == 0
    assert faults(site) == []
    found = load(site)[0].site
    assert found.info.title == found.info.publisher == found.municipalities[0].name == HOSTILE
    assert [path.description.title for path in found.paths.values()] == [f"{HOSTILE} 2"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "oma", {"muistio.txt": "x"})
    assert main(["new", str(tmp_path / "oma"), "--yes"]) == 2
    assert "ei ole tyhjä" in capsys.readouterr().err
    assert snapshot(tmp_path / "oma") == {"muistio.txt": b"x"}


@pytest.mark.parametrize(
    ("option", "word"),
    [("--frame", "ei-ole"), ("--languages", "suomi"), ("--region", "!!"), ("--municipality", "..")],
)
def test_an_answer_that_cannot_be_writes_nothing(option: str, word: str, tmp_path: Path) -> None:
    given = ["--frame", "-"] if option != "--frame" else []
    assert main(["new", str(tmp_path / "oma"), *given, option, word, "--yes"]) == 2
    assert not (tmp_path / "oma").exists()


def test_questions_show_defaults_and_take_ids_and_names(region: Path, tmp_path: Path) -> None:
    asked: dict[str, str] = {}

    def ask(name: str, default: str) -> str:
        asked[name] = default
        return {"path": "TOINEN POLKU", "municipality": " Oma   kunta "}.get(name, "")

    titles = {path.id: path.description.title for path in load(region)[0].site.paths.values()}
    today = load(region)[0].site.paths["alue", "polku"].description.reviewed
    assert today is not None
    typed = Answers({}, lambda name, default: titles["toinen"].upper() if name == "path" else ask(name, default))
    new_site(tmp_path / "kunta", region, typed, today)
    assert asked["frame"] == str(region)
    assert asked["publisher"] == "Oma kunta"
    assert [layer.path for layer in load(tmp_path / "kunta")[0].site.layers] == ["toinen"]


def test_who_is_asked_sees_the_choices_and_is_asked_again(region: Path, tmp_path: Path) -> None:
    typed = {
        "frame": ["Alue", ""],
        "path": ["tonen", "toinen"],
        "municipality": ["!!", "Oma kunta"],
        "kind": ["piiri", "työllisyysalue"],
    }
    told: list[tuple[str, str]] = []
    answers = Answers(
        {"region": "alue"},
        lambda name, _default: typed[name].pop(0) if name in typed else "",
        lambda word, values: told.append((word, values.get("near") or values.get("lines", ""))),
    )
    new_site(tmp_path / "kunta", region, answers, TODAY)
    found = load(tmp_path / "kunta")[0].site
    assert [(one.name, one.kind) for one in found.municipalities] == [("Oma kunta", "employment_area")]
    assert [word for word, _ in told] == [
        *("new-no-frame", "new-choices", "new-unknown", "new-no-id", "new-choices", "new-unknown"),
    ]
    assert told[2] == ("new-unknown", "toinen")
    assert "employment_area  työllisyysalue" in told[4][1]


def test_an_answer_given_as_an_option_is_not_asked_again(region: Path, tmp_path: Path) -> None:
    with pytest.raises(NotPossible):
        new_site(tmp_path / "kunta", region, Answers({"region": "ei-ole"}, lambda _name, _default: ""), TODAY)


def test_the_first_path_that_is_offered_is_one_in_use(region: Path, tmp_path: Path) -> None:
    statuses = {path.id: path.description.status for path in load(region)[0].site.paths.values()}
    assert (statuses["polku"], statuses["toinen"]) == ("developing", "ready")
    assert main(["new", str(tmp_path / "a"), "--frame", str(region), "--region", "alue", "--yes"]) == 0
    assert [layer.path for layer in load(tmp_path / "a")[0].site.layers] == ["toinen"]


def test_a_site_on_a_frame_speaks_the_frames_main_language_first(region: Path, tmp_path: Path) -> None:
    given = ["new", str(tmp_path / "oma"), "--frame", str(region), "--yes", "--languages"]
    assert main([*given, "sv,fi"]) == 2
    assert not (tmp_path / "oma").exists()
    assert main([*given, "fi,sv"]) == 0
    assert load(tmp_path / "oma")[0].site.info.languages == ("fi", "sv")


@pytest.mark.parametrize("kind", MunicipalityKind)
def test_a_unit_or_an_area_publishes_as_a_municipality_does(region: Path, tmp_path: Path, kind: str) -> None:
    site = tmp_path / "oma"
    assert main(["new", str(site), "--frame", str(region), "--kind", kind, "--yes"]) == 0
    assert faults(site) == []
    assert [one.kind for one in load(site)[0].site.municipalities] == [kind]


def test_what_to_type_next_is_told_as_it_was_typed(
    region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATHVIZ_WRAPPER", str(tmp_path / "ohjelma/build.py"))
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["new", "./x/../kunta", "--frame", str(region), "--yes"]) == 0
    said = capsys.readouterr()
    assert str(tmp_path / "kunta/README.md") in said.out.splitlines()
    assert "  cd kunta\n  python3 ../ohjelma/build.py serve " in said.err
    assert "python3 ../ohjelma/build.py publish" in (tmp_path / "kunta/README.md").read_text("utf-8")
    assert main(["new", "municipality", "--site", "kunta", "--municipality", "Kolmas", "--yes"]) == 0
    assert "python3 ohjelma/build.py serve --site kunta." in capsys.readouterr().err
    monkeypatch.delenv("PATHVIZ_WRAPPER")
    assert main(["new", "muu", "--frame", "-", "--yes"]) == 0
    assert "\n  pathviz serve " in capsys.readouterr().err


def test_without_a_terminal_the_ready_answers_are_told_of(
    region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "kunta"), "--frame", str(region)]) == 0
    assert "Kysymyksiä ei esitetty" in capsys.readouterr().err


def test_the_layers_comments_tell_which_steps_are_statutory(region: Path, tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "kunta"), "--frame", str(region), "--path", "polku", "--yes"]) == 0
    text = (tmp_path / "kunta/regions/alue/esimerkkikunta/polku.yaml").read_text("utf-8")
    marked = {line.split()[1] for line in text.splitlines() if line.endswith(" (lakisääteinen)")}
    steps = load(region)[0].site.paths["alue", "polku"].steps
    assert marked == {step.id for step in steps if step.statutory} != set()


def _published_town(region: Path, tmp_path: Path) -> Path:
    """A new site of a municipality, in Finnish and Swedish, whose version is published and built."""
    site = tmp_path / "kunta"
    given = ["--municipality", "Oma kunta", "--region", "alue", "--path", "polku", "--languages", "fi,sv"]
    assert main(["new", str(site), "--frame", str(region), *given, "--yes"]) == 0
    layer = site / "regions/alue/oma-kunta/polku.yaml"
    layer.write_text(layer.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 0
    return site


def test_the_front_page_of_a_municipalitys_site_shows_its_versions(region: Path, tmp_path: Path) -> None:
    site = _published_town(region, tmp_path)
    front = (site / "output/index.html").read_text("utf-8")
    assert 'href="alue/oma-kunta/polku/index.html"' in front
    # With one region there is none to choose.
    assert 'class="map"' not in front
    town = (site / "output/alue/oma-kunta/index.html").read_text("utf-8")
    assert 'href="../../peilaus/index.html"' in town
    assert 'href="alue/oma-kunta/polku/index.html"' in (site / "output/sv/index.html").read_text("utf-8")


def test_its_front_page_leads_to_versions_in_a_language_that_their_region_has(region: Path, tmp_path: Path) -> None:
    file = region / "regions/alue/region.yaml"
    file.write_text(file.read_text("utf-8").replace("languages: [fi, sv]", "languages: [fi]"), "utf-8")
    site = _published_town(region, tmp_path)
    front = (site / "output/sv/index.html").read_text("utf-8")
    own = front[front.index('id="oma-1"') : front.index('class="c-foot"')]
    assert 'href="../alue/oma-kunta/index.html" hreflang="fi"' in own
    assert 'href="../alue/oma-kunta/polku/index.html" hreflang="fi"' in own


def test_a_build_tells_of_the_drafts_that_it_left_out(
    region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "kunta"
    assert main(["new", str(site), "--frame", str(region), "--path", "polku", "--yes"]) == 0
    layer = site / "regions/alue/esimerkkikunta/polku.yaml"
    capsys.readouterr()
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 0
    assert "Luonnoksia ei julkaistu: regions/alue/esimerkkikunta/polku.yaml." in capsys.readouterr().err
    layer.write_text(layer.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 0
    assert "Luonnoksia" not in capsys.readouterr().err


# -- parts -----------------------------------------------------------------------------------


def test_parts_are_added_and_nothing_there_is_touched(site: Path) -> None:
    before = snapshot(site)
    assert main(["new", "path", "--site", str(site), "--title", "Työpajan polku", "--yes"]) == 0
    assert main(["new", "path", "--site", str(site), "--region", "Toinen alue", "--title", "Muu", "--yes"]) == 0
    assert main(["new", "municipality", "--site", str(site), "--municipality", "Äänekoski", "--yes"]) == 0
    assert faults(site) == []
    after = snapshot(site)
    assert all(after[name].startswith(content) for name, content in before.items())
    assert {name for name in before if after[name] != before[name]} == {"content/services.yaml"}
    found = load(site)[0].site
    assert ("esimerkkialue", "tyopajan-polku") in found.paths
    assert ("toinen-alue", "muu") in found.paths
    assert "aanekoski" in {one.id for one in found.municipalities}
    # A second time the names are taken.
    assert main(["new", "path", "--site", str(site), "--title", "Työpajan polku", "--yes"]) == 2
    assert main(["new", "municipality", "--site", str(site), "--municipality", "Äänekoski", "--yes"]) == 2
    assert snapshot(site) == after


def test_a_path_takes_its_service_from_the_frame_or_adds_one(region: Path, tmp_path: Path) -> None:
    site = tmp_path / "kunta"
    assert main(["new", str(site), "--frame", str(region), "--yes"]) == 0
    theirs = load(site)[0].site.services
    service = next(iter(theirs))
    given = ["--region", "alue", "--title", "Oma", "--service", service]
    assert main(["new", "path", "--site", str(site), *given, "--yes"]) == 0
    assert not (site / "content/services.yaml").exists()
    # A service of its own stands beside the region's.
    assert main(["new", "path", "--site", str(site), "--region", "alue", "--title", "Toinen oma", "--yes"]) == 0
    assert list(load(site)[0].site.services) == [*theirs, "toinen-oma"]
    assert (site / "content/services.yaml").read_text("utf-8").count("name:") == 1
    assert faults(site) == []


# -- a step ----------------------------------------------------------------------------------

STEP = Insertion("uusi", "uusi:\n  title: Uusi\n  next: [b]\n", "a", "b")


def test_a_step_keeps_comments_and_formatting() -> None:
    text = """\
# Polku
steps:
    a:   # ensin
        title: >
          Pitkä
          # ei kommentti
        next: [ "b" ,  c ]   # kaksi

    # Sitten b
    b: {title: B, next: [c]}
    c:
        title: C
journeys:
    x: {title: X, route: [a, b]}
    y:
        title: Y
        route:
          - a  # alku
          - b
"""
    expected = """\
# Polku
steps:
    a:   # ensin
        title: >
          Pitkä
          # ei kommentti
        next: [ uusi ,  c ]   # kaksi

    uusi:
      title: Uusi
      next: [b]

    # Sitten b
    b: {title: B, next: [c]}
    c:
        title: C
journeys:
    x: {title: X, route: [a, uusi, b]}
    y:
        title: Y
        route:
          - a  # alku
          - uusi
          - b
"""
    assert with_step(text, STEP) == expected


@pytest.mark.parametrize(
    "text",
    [
        "steps: {a: {next: [b]}, b: {title: B}}\n",
        "steps:\n  a:\n    next: [c]\n  c: {}\n",
        "steps:\n  a:\n    next: [b, b]\n  b: {}\n",
        "steps:\n  a:\n    next: ['b\n      ']\n  b: {}\n",
        "steps:\n  a: &x\n    next: [b]\n",
        "- a\n",
    ],
)
def test_what_cannot_be_edited_safely_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEdit):
        with_step(text, STEP)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_last_step_of_a_file_without_a_last_line_end(site: Path, ending: str) -> None:
    file = site / "content/esimerkkialue/esimerkkipolku/path.yaml"
    file.write_bytes(file.read_text("utf-8").rstrip("\n").replace("\n", ending).encode())
    before = file.read_bytes()
    given = {"after": "sopivuus", "before": "palvelu", "title": "Tutustuminen"}
    assert new_step(site, Answers(given)) == [file]
    assert faults(site) == []
    after = file.read_bytes()
    assert after.count(b"\r") == after.count(b"\n") * (ending == "\r\n")
    assert not after.endswith(b"\n")
    assert before.count(b"#") == after.count(b"#")


def test_a_step_can_be_added_after_every_step_of_this_repository() -> None:
    """Only lines are added, but for the id of a target and the routes of example clients."""
    done = 0
    for path in load(ROOT)[0].site.paths.values():
        text = (ROOT / path.folder / "path.yaml").read_text("utf-8")
        for step in path.steps:
            targets = [each.target.step for each in step.next if not each.target.is_elsewhere]
            if not targets or len(set(targets)) != len(targets):
                continue
            edited = with_step(text, replace(STEP, after=step.id, before=targets[-1]))
            lost = [line for line in difflib.ndiff(text.splitlines(), edited.splitlines()) if line.startswith("- ")]
            assert 1 <= len(lost) <= 1 + len(path.journeys)
            done += 1
    assert done > 60


@pytest.mark.slow
def test_a_step_keeps_translations_right(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "regions", tmp_path / "regions")
    paths = [
        path for path in load(tmp_path)[0].site.paths.values() if (tmp_path / path.folder / "path.sv.yaml").is_file()
    ]
    assert paths
    for path in paths:
        step = next(step for step in path.steps if step.kind is StepKind.DECISION)
        given = {"path": "/".join(path.key), "after": step.id, "before": step.next[0].target.step, "title": "Välivaihe"}
        changed = {file.name for file in new_step(tmp_path, Answers(given))}
        assert changed == {"path.yaml", "path.sv.yaml"}
    assert errors(tmp_path) == []


def errors(site: Path) -> list[str]:
    return [str(problem) for problem in check(Options(site, site)).problems if problem.severity == "error"]


def test_a_step_in_the_frame_or_at_an_end_is_refused(region: Path, site: Path, tmp_path: Path) -> None:
    kunta = tmp_path / "kunta"
    assert main(["new", str(kunta), "--frame", str(region), "--yes"]) == 0
    before = snapshot(region)
    with pytest.raises(NotPossible, match="new-unknown"):
        new_step(kunta, Answers({"path": "alue/polku"}))
    (layer,) = (kunta / "regions/alue/esimerkkikunta").glob("toinen.yaml")
    layer.unlink()
    with pytest.raises(NotPossible, match="new-step-no-path"):
        new_step(kunta, Answers({"path": "alue/polku"}))
    with pytest.raises(NotPossible):
        new_step(site, Answers({"after": "palvelu"}))
    with pytest.raises(NotPossible):
        new_step(site, Answers({"title": "Alku"}))
    assert snapshot(region) == before


def test_a_step_of_its_own_is_added_to_a_municipalitys_version(region: Path, tmp_path: Path) -> None:
    site = tmp_path / "kunta"
    assert main(["new", str(site), "--frame", str(region), "--region", "alue", "--path", "polku", "--yes"]) == 0
    (layer,) = load(site)[0].site.layers
    file = site / layer.at.file
    before, rest = (
        file.read_text("utf-8"),
        {name: text for name, text in snapshot(site).items() if not name.endswith(file.name)},
    )
    for title, after, given in (
        ("Käynti", "tarve", []),
        ("Ryhmä", "arviointi", ["--before", "odotus"]),
        ("Kertaus", "kaynti", []),
    ):
        chosen = ["--path", "/".join(layer.key), "--title", title, "--after", after, *given]
        assert main(["new", "step", "--site", str(site), *chosen, "--yes"]) == 0
    assert file.read_text("utf-8").startswith(before.rstrip("\n"))
    assert {name: text for name, text in snapshot(site).items() if name in rest} == rest
    assert faults(site) == []
    (found,) = check(Options(site, site)).mirror
    steps = [step.id for step in found.local.path.steps]
    assert steps[:5] == ["tarve", "kaynti", "kertaus", "arviointi", "ryhma"]
    assert main(["new", "step", "--site", str(site), "--title", "Käynti", "--after", "tarve", "--yes"]) == 2


@pytest.mark.parametrize("text", ["add: {}\n", "add:\n", "add: {a: {after: b}}\n", "{steps: {}}\n", "a: |+\n  x\n"])
def test_a_layer_that_cannot_be_edited_safely_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEdit):
        with_added(text, "uusi:\n  after: a\n")


def test_texts_are_quoted_only_where_yaml_needs_it() -> None:
    assert [quoted(text) for text in ("Äänekoski 2", "a: b", "- a", "a #b", "[a]")] == [
        "Äänekoski 2",
        '"a: b"',
        '"- a"',
        '"a #b"',
        '"[a]"',
    ]
