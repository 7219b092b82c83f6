"""Add a step to a path: its lines below another step's, the transition turned to it, example clients led through it.

A municipality's version of a path gets the step as one of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pathviz.loader import load_site
from pathviz.localising import merge
from pathviz.model import Layer, ServicePath, Site, Step
from pathviz.new.answers import Answers, NotPossible
from pathviz.new.edit import CannotEdit, Insertion, with_added, with_step, with_turned
from pathviz.new.parts import people
from pathviz.new.writing import filled, quoted
from pathviz.problems import Problems
from pathviz.publish import write_safely


def new_step(root: Path, answers: Answers) -> list[Path]:
    """Add a step to a path or a version of one; gives the files changed. Raises SiteNotFound, NotPossible, OSError."""
    site = load_site(root, Problems()).site
    own = {"/".join(key): path for key, path in site.paths.items() if (root / path.folder / "path.yaml").is_file()}
    versions = {"/".join(layer.key): layer for layer in site.layers if layer.path_key in site.paths}
    titles = {key: path.description.title for key, path in own.items()}
    titles |= {key: _version_title(site, layer) for key, layer in versions.items()}
    if not titles:
        raise NotPossible("new-step-no-path")
    chosen = answers.of("path", titles)
    if chosen in versions:
        return _into_version(root, site, versions[chosen], answers)
    path = own[chosen]
    after, before = _place(path, answers)
    layers = [layer for layer in site.layers if layer.path_key == path.key]
    if any(added.after and added.after.id == after.id for layer in layers for added in layer.add):
        raise NotPossible("new-step-layered", step=after.id)
    text, name = _filled("step.yaml", site, after, [step.id for step in path.steps], answers, next=before)
    step = Insertion(name, text, after.id, before)
    changes: dict[Path, bytes] = {}
    for lang in ("", *site.info.languages[1:]):
        file = root / path.folder / (f"path.{lang}.yaml" if lang else "path.yaml")
        if file.is_file():
            content = file.read_bytes()
            edit = with_turned if lang else with_step
            changed = _edited(content, partial(edit, step=step), f"{path.folder}/{file.name}", text)
            changes |= {file: changed} if changed != content else {}
    for file, changed in changes.items():
        _write(file, changed)
    return list(changes)


def _into_version(root: Path, site: Site, layer: Layer, answers: Answers) -> list[Path]:
    """Add a step of its own to a municipality's version of a path."""
    frame = site.paths[layer.path_key]
    path = merge(frame, layer).path
    after, before = _place(path, answers)
    taken = [step.id for step in (*frame.steps, *path.steps)]
    branch = f"  before: {before}\n" if len(after.next) > 1 else ""
    text, _ = _filled("local-step.yaml", site, after, taken, answers, place=after.id, before=branch)
    file = root / layer.at.file
    _write(file, _edited(file.read_bytes(), partial(with_added, step=text), layer.at.file, text))
    return [file]


def _version_title(site: Site, layer: Layer) -> str:
    town = next((each.name for each in site.municipalities if each.key == layer.town_key), layer.municipality)
    return f"{town}: {site.paths[layer.path_key].description.title}"


def _write(file: Path, content: bytes) -> None:
    mode = file.stat().st_mode
    write_safely(file, content)
    file.chmod(mode)


def _place(path: ServicePath, answers: Answers) -> tuple[Step, str]:
    """The step that the new one follows, and the one that it leads to."""
    steps = {step.id: step for step in path.steps}
    onward = {step.id: [each.target.step for each in step.next if each.target.step in steps] for step in path.steps}
    onward = {name: targets for name, targets in onward.items() if targets}
    if not onward:
        raise NotPossible("new-path-broken", path="/".join(path.key))
    after = answers.of("after", {name: steps[name].title for name in onward})
    targets = {name: steps[name].title for name in onward[after]}
    before = next(iter(targets)) if len(targets) == 1 else answers.of("before", targets)
    return steps[after], before


def _filled(
    template: str, site: Site, after: Step, taken: list[str], answers: Answers, **place: str
) -> tuple[str, str]:
    """A new step's text, of a template that also says its `place`, and its id."""
    title, name = answers.named("title", "Uusi vaihe", taken, "step-title")
    leading = after.roles[0].actor.id if after.roles else people(site)[0]
    text = filled(
        template,
        id=name,
        title=quoted(title),
        summary=quoted(answers.text("summary", "Kirjoita tähän, mitä vaiheessa tapahtuu.")),
        easy=quoted(answers.text("easy", "Kirjoita tähän sama asia lyhyesti ja helposti.")),
        actor=answers.of("actor", {one.id: one.name for one in site.actors.values()}, leading),
        task=quoted(answers.text("task", "Kirjoita tähän, mitä toimija tekee.")),
        **place,
    )
    return text, name


def _edited(content: bytes, edit: Callable[[str], str], name: str, step: str) -> bytes:
    """A file's bytes with the step whose text is `step`; line ends and a mark at the beginning stay as they are."""
    text = content.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    try:
        edited = edit(plain)
    except CannotEdit as error:
        raise NotPossible("new-step-by-hand", file=name, step=step) from error
    return (mark + edited.replace("\n", line_end)).encode()
