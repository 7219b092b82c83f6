"""Add a step to a path: its lines below another step's, the transition turned to it, example clients led through it."""

from __future__ import annotations

from pathlib import Path

from pathviz.loader import load_site
from pathviz.model import Layer, ServicePath, Site, Step
from pathviz.new.answers import Answers, NotPossible
from pathviz.new.edit import CannotEdit, Insertion, with_step, with_turned
from pathviz.new.parts import people
from pathviz.new.writing import filled, quoted
from pathviz.problems import Problems
from pathviz.publish import write_safely


def new_step(root: Path, answers: Answers) -> list[Path]:
    """Add a step to a path of the site; gives the files changed. Raises SiteNotFound, NotPossible, OSError."""
    site = load_site(root, Problems()).site
    own = {"/".join(key): path for key, path in site.paths.items() if (root / path.folder / "path.yaml").is_file()}
    path = own[answers.of("path", {key: path.description.title for key, path in own.items()})]
    after, before = _place(path, answers)
    if any(added.after and added.after.id == after.id for layer in _layers(site, path) for added in layer.add):
        raise NotPossible("new-step-layered", step=after.id)
    text, name = _step(site, path, after, before, answers)
    step = Insertion(name, text, after.id, before)
    changes: dict[Path, bytes] = {}
    for lang in ("", *site.info.languages[1:]):
        file = root / path.folder / (f"path.{lang}.yaml" if lang else "path.yaml")
        if file.is_file():
            content = file.read_bytes()
            changed = _edited(content, step, is_translation=bool(lang), name=f"{path.folder}/{file.name}")
            changes |= {file: changed} if changed != content else {}
    for file, changed in changes.items():
        mode = file.stat().st_mode
        write_safely(file, changed)
        file.chmod(mode)
    return list(changes)


def _layers(site: Site, path: ServicePath) -> list[Layer]:
    return [layer for layer in site.layers if (layer.region, layer.path) == path.key]


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


def _step(site: Site, path: ServicePath, after: Step, before: str, answers: Answers) -> tuple[str, str]:
    """The new step's text and id."""
    title, name = answers.named("title", "Uusi vaihe", [step.id for step in path.steps], "step-title")
    leading = after.roles[0].actor.id if after.roles else people(site)[0]
    text = filled(
        "step.yaml",
        id=name,
        title=quoted(title),
        summary=quoted(answers.text("summary", "Kirjoita tähän, mitä vaiheessa tapahtuu.")),
        easy=quoted(answers.text("easy", "Kirjoita tähän sama asia lyhyesti ja helposti.")),
        actor=answers.of("actor", {one.id: one.name for one in site.actors.values()}, leading),
        task=quoted(answers.text("task", "Kirjoita tähän, mitä toimija tekee.")),
        next=before,
    )
    return text, name


def _edited(content: bytes, step: Insertion, *, is_translation: bool, name: str) -> bytes:
    """A file's bytes with the step; line ends and a mark at the beginning stay as they are."""
    text = content.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    try:
        edited = with_turned(plain, step) if is_translation else with_step(plain, step)
    except CannotEdit as error:
        raise NotPossible("new-step-by-hand", file=name, step=step.text) from error
    return (mark + edited.replace("\n", line_end)).encode()
