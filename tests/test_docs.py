"""The documents say what there is: commands, options, the format of a path, fault codes, files."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, TODAY
from factories import check, load, minimal, write
from pathviz.arguments import parser
from pathviz.cli import main
from pathviz.conformance import Verdict
from pathviz.localising import DivergenceKind
from pathviz.messages import Messages
from pathviz.model import RolePart, Status, StepKind
from pathviz.reading import read_site
from pathviz.resources import own_templates
from pathviz.targets import link_target

README = (ROOT / "README.md").read_text("utf-8")
STATEMENT = """\
statement: {conformance: full, drafted: 2026-11-01, method: Oma arvio, unit: Kunta, feedback: palaute@example.fi}
"""
MESSAGES = Messages(own_templates() / "locales")


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command of `pathviz`."""
    (found,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def example(language: str, begin: str = "") -> str:
    """The README's piece of a file in a language that begins with a word."""
    (found,) = re.findall(rf"```{language}\n({begin}.*?)```", README, re.DOTALL)
    return str(found)


def test_the_readme_names_every_command_and_no_other() -> None:
    assert {"build", "check", "serve"} < commands().keys()
    named = set(re.findall(r"^\| `([a-z]+)` \|", README, re.MULTILINE))
    assert named == commands().keys()


@pytest.mark.parametrize("command", commands())
def test_every_option_has_a_text(command: str) -> None:
    actions = commands()[command]._actions
    assert {action.dest: action.help for action in actions if not action.help} == {}


def test_the_readme_writes_options_that_there_are() -> None:
    known = {option for parser in commands().values() for action in parser._actions for option in action.option_strings}
    # Of pip's own, and of the whole program.
    known |= {"--no-deps", "--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", README)) <= known


def test_the_readmes_path_has_no_fault_but_what_it_names_elsewhere(tmp_path: Path) -> None:
    (folder,) = {path.folder for path in load(minimal(tmp_path / "before"))[0].site.paths.values()}
    site = minimal(
        tmp_path / "after",
        {f"{folder}/index.md": example("markdown"), f"{folder}/path.yaml": example("yaml", "phases")},
    )
    errors = {problem.code for problem in check(site) if problem.severity == "error"}
    assert errors <= {"unknown-actor", "unknown-law", "unknown-service", "link-broken"}
    (path,) = load(site)[0].site.paths.values()
    assert [step.id for step in path.steps] == ["tarve", "sopivuus", "paatos"]


def test_the_readmes_network_has_no_fault(tmp_path: Path) -> None:
    text = example("yaml", "title")
    known = load(ROOT)[0].site
    site = minimal(tmp_path, {"content/networks/v.yaml": text})
    # What it names is there in our own site.
    for problem in check(site):
        assert problem.values.get("id", "") in {*known.actors, *known.regions} or problem.code == "unknown-path"
    network = load(site)[0].site.networks["v"]
    assert [member.name for member in network.groups[0].members] == ["", "Läheinen"]
    assert network.groups[0].members[0].to
    path, _, step = network.groups[0].members[0].to.id.partition("#")
    region, _, name = path.partition("/")
    assert step in {each.id for each in known.paths[region, name].steps}


def test_the_readmes_layer_is_read_without_a_fault(tmp_path: Path) -> None:
    folder = "regions/alue/kunta"
    files = {f"{folder}/municipality.yaml": "name: Kunta\n", f"{folder}/polku.yaml": example("yaml", "frame:")}
    loaded, problems = load(minimal(tmp_path, files))
    assert not list(problems)
    (layer,) = loaded.site.layers
    assert (len(layer.steps), len(layer.add), len(layer.omit)) == (1, 1, 1)


def test_the_readmes_links_are_written_as_the_program_reads_them() -> None:
    site = load(ROOT)[0].site
    path = site.paths["keski-suomi", "kuntouttava-tyotoiminta"]
    written = re.findall(r"\]\(([^)]*)\)", example("markdown"))
    kinds = {found.kind for target in written if (found := link_target(site, target, path))}
    assert kinds == {"here", "path", "actor", "law"}
    # The only one that is not of this site: its paths have no such file.
    assert [target for target in written if not link_target(site, target, path)] == ["files/lomake.pdf"]


def test_the_guide_for_municipalities_shows_a_layer_that_can_be_written_as_it_stands(tmp_path: Path) -> None:
    guide = (ROOT / "content" / "pages" / "kunnalle.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    parts = {block.partition(":")[0]: block for block in blocks}
    assert len(parts) == len(blocks)
    frame = Path(shutil.copytree(ROOT / "content", tmp_path / "alue" / "content")).parent
    shutil.copytree(ROOT / "regions", frame / "regions")
    folder = "regions/keski-suomi/oma-kunta"
    layer = parts["frame"].partition("steps:")[0] + "".join(parts[name] for name in ("steps", "add", "omit"))
    site = write(
        tmp_path / "kunta",
        {
            "content/site.yaml": f"title: Kunta\nframe_from: ../alue\npublisher: Kunta\n{STATEMENT}",
            "content/actors.yaml": parts["pajaohjaaja"],
            f"{folder}/municipality.yaml": parts["name"],
            f"{folder}/kuntouttava-tyotoiminta.yaml": layer,
        },
    )
    reading = read_site(site, TODAY, progress=lambda _: None)
    assert reading.problems == ()
    (found,) = reading.mirror
    assert found.verdict is Verdict.DEPARTS  # a step is left out
    assert found.local.added == {"tutustumiskaynti", "tyonhakukerho"}
    assert "pajaohjaaja" in reading.site.actors
    # All that a layer may hold is shown.
    kinds = {each.kind for each in found.local.divergences}
    assert set(DivergenceKind) - kinds == {DivergenceKind.ADDED_BRANCH, DivergenceKind.ADDED_LEAD}


@pytest.mark.parametrize("words", [StepKind, Status, RolePart])
def test_the_readme_names_every_word_of_the_format(words: type[StepKind | Status | RolePart]) -> None:
    listed = [set(re.findall(r"\w+", line)) for line in re.split(r"\n\s*\n|#|\n---", README)]
    assert any({word.value for word in words} <= found for found in listed)


def test_files_that_the_readme_names_are_there() -> None:
    prose = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    linked = re.findall(r"!?\[[^]]*\]\((?!https?:)([^)#]+)\)", re.sub(r"`[^`]*`", "", prose))
    folders = [path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in ("output", ".env")]
    written = re.findall(rf"`((?:{'|'.join(map(re.escape, folders))})/[\w./-]*)`", prose)
    assert linked
    assert written
    assert [name for name in [*linked, *written] if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("code", MESSAGES.codes)
def test_every_fault_code_has_a_section_on_its_page(built: Path, code: str) -> None:
    page = (built / "virheet" / "index.html").read_text("utf-8")
    assert len(re.findall(rf'<section\b[^>]* id="{code}"', page)) == 1
    assert MESSAGES.explain(code).title in page.replace("\u00ad", "")


@pytest.mark.slow
def test_the_guides_example_is_a_version_that_can_be_published(tmp_path: Path) -> None:
    """Whoever copies the text of the municipalities' guide has a page of their own, as it says."""
    site = tmp_path / "oma-kunta"
    given = ["--region", "keski-suomi", "--path", "kuntouttava-tyotoiminta", "--municipality", "Oma kunta", "--yes"]
    assert main(["new", str(site), "--frame", str(ROOT), *given]) == 0
    folder = site / "regions/keski-suomi/oma-kunta"
    guide = (ROOT / "content/pages/kunnalle.md").read_text("utf-8")
    for block in re.findall(r"^```yaml\n(.*?)^```", guide, re.DOTALL | re.MULTILINE):
        if block.startswith("frame:"):
            text = block.replace("status: draft", "status: published")
            (folder / "kuntouttava-tyotoiminta.yaml").write_text(text, "utf-8")
        elif block.startswith("name:"):
            (folder / "municipality.yaml").write_text(block, "utf-8")
    assert main(["build", "--site", str(site), "--jobs", "1"]) == 0
    page = (site / "output/keski-suomi/oma-kunta/kuntouttava-tyotoiminta/index.html").read_text("utf-8")
    for words in ("Tutustuminen työpajaan", "Kunnassa ei ole työtoimintaa", "neuvonta@example.fi"):
        assert words in page
