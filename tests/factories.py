"""Small things for tests: model objects without disk, and sites on disk from a few strings."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pathviz.checks import check_site, without_echoes
from pathviz.loader import Loaded, load_site
from pathviz.model import (
    Actor,
    Layer,
    Ref,
    Region,
    Role,
    RolePart,
    Service,
    ServiceDescription,
    ServicePath,
    Site,
    SiteInfo,
    Source,
    Statement,
    Step,
    StepKind,
    Target,
    Transition,
)
from pathviz.problems import Location, Problem, Problems
from pathviz.records import Record, read_record

TODAY = dt.date(2026, 11, 21)
SITES = Path(__file__).resolve().parent / "sites"
FILE = "content/alue/polku/path.yaml"
HERE = Location(FILE, 1, 1)


def at(line: int, column: int = 1, file: str = FILE) -> Location:
    """A place in the file that all factories write in."""
    return Location(file, line, column)


def ref(name: str, line: int = 1) -> Ref:
    """A reference."""
    return Ref(name, at(line))


def role(actor: str = "ohjaaja", *parts: RolePart, task: str = "Tukee", line: int = 1) -> Role:
    """What an actor does; leads where no part is given."""
    return Role(at(line), actor=ref(actor, line), parts=parts or (RolePart.LEADS,), task=task)


def to(target: str, when: str = "", *, back: bool = False, optional: bool = False, line: int = 1) -> Transition:
    """A transition, its target written as in `to:`."""
    key, _, step = target.partition("#")
    region, slash, path = key.partition("/")
    found = Target(region, path, step) if slash else Target("", "", target)
    return Transition(at(line), target=found, when=when, back=back, optional=optional)


def step(name: str, *following: str | Transition, kind: StepKind = StepKind.STEP, **more: Any) -> Step:
    """A step with one leading actor; what follows as ids or transitions."""
    transitions = tuple(to(each) if isinstance(each, str) else each for each in following)
    texts = {"title": name.capitalize(), "summary": f"{name} tapahtuu.", "easy": f"Sinä ja {name}."}
    values: dict[str, Any] = {"roles": (role(),), "next": transitions, **texts, **more}
    return Step(values.pop("at", HERE), id=name, kind=kind, **values)


def start(name: str, *following: str | Transition, **more: Any) -> Step:
    """The step where a path begins."""
    return step(name, *following, kind=StepKind.START, **more)


def end(name: str, *following: str | Transition, **more: Any) -> Step:
    """A step where a path ends."""
    return step(name, *following, kind=StepKind.END, **more)


def description(**more: Any) -> ServiceDescription:
    """A whole description."""
    place = Location("content/alue/polku/index.md")
    values: dict[str, Any] = {
        "title": "Polku",
        "service": Ref("palvelu", place),
        "summary": "Lyhyt kuvaus.",
        "updated": dt.date(2026, 11, 1),
        "reviewed": dt.date(2026, 11, 1),
        "sources": (Source(place, title="Lähde"),),
        "places": dict.fromkeys(("title", "summary", "easy", "target_groups", "reviewed_by", "place"), place),
    }
    return ServiceDescription(place, **{**values, **more})


def path(*steps: Step, region: str = "alue", name: str = "polku", **more: Any) -> ServicePath:
    """A path of these steps, or of a start and an end."""
    values: dict[str, Any] = {"description": description(), "folder": f"content/{region}/{name}", **more}
    return ServicePath(HERE, region=region, id=name, steps=steps or (start("alku", "loppu"), end("loppu")), **values)


def site(*paths: ServicePath, layers: Iterable[Layer] = (), **more: Any) -> Site:
    """A site with these paths, the actor, service and region that they name, and nothing wrong with it."""
    place = Location("content/site.yaml")
    facts = dict.fromkeys(("conformance", "drafted", "method", "unit", "feedback"), place)
    info = SiteInfo(place, title="Polut", statement=Statement(place, places=facts), places={"title": place})
    values: dict[str, Any] = {
        "info": info,
        "lang": "fi",
        "actors": {"ohjaaja": Actor(Location("content/actors.yaml"), id="ohjaaja", name="Ohjaaja")},
        "laws": {},
        "services": {"palvelu": Service(Location("content/services.yaml"), id="palvelu", name="Palvelu")},
        "terms": {},
        "comparisons": {},
        "tracks": {},
        "pages": {},
        "regions": {"alue": Region(Location("regions/alue/region.yaml"), id="alue", name="Alue")},
        "municipalities": (),
        "paths": {each.key: each for each in paths},
        "layers": tuple(layers),
        "files": (),
    }
    return Site(**{**values, **more})


def codes(problems: Iterable[Problem]) -> list[str]:
    """The codes of problems in their order."""
    return [problem.code for problem in problems]


def spots(problems: Iterable[Problem]) -> list[tuple[str, int, int]]:
    """Code, line and column of problems in their order."""
    return [(problem.code, problem.at.line, problem.at.column) for problem in problems]


def record(text: str, *, sparse: bool = False, first_line: int = 1) -> tuple[Record, Problems]:
    """A YAML text as a record, and where its faults go."""
    problems = Problems()
    found = read_record(text, "a.yaml", problems, sparse=sparse, first_line=first_line)
    assert found is not None, list(problems)
    return found, problems


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by their names relative to `root`; texts with the line ends that they have."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def minimal(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The smallest valid site, with some files changed or (None) left out."""
    base = SITES / "minimal"
    names = sorted(file for folder in ("content", "regions") for file in (base / folder).rglob("*") if file.is_file())
    files: dict[str, str | bytes] = {file.relative_to(base).as_posix(): file.read_bytes() for file in names}
    for name, content in (changes or {}).items():
        if content is None:
            del files[name]
        else:
            files[name] = content
    return write(root, files)


def full(root: Path) -> Path:
    """A copy of the site that has something of everything."""
    return Path(shutil.copytree(SITES / "full", root))


def edit(root: Path, name: str, change: Callable[[str], str]) -> None:
    """Change the text of a file of a site."""
    file = root / name
    before = file.read_text(encoding="utf-8")
    file.write_text(change(before), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != before


def load(root: Path) -> tuple[Loaded, list[Problem]]:
    """A site on disk and the faults of reading it, sorted."""
    problems = Problems()
    loaded = load_site(root, problems)
    return loaded, list(problems)


def check(root: Path) -> list[Problem]:
    """All faults of a site on disk, of reading and of checking, sorted."""
    problems = Problems()
    loaded = load_site(root, problems)
    problems.extend(list(without_echoes(check_site(loaded.site, loaded.layers, TODAY), problems)))
    return list(problems)
