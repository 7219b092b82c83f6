"""The regional frame: another site's folder from which a site takes what it has not written itself.

A municipality's site names it in `site.yaml`, as a folder relative to its own (`../alueen-sivusto`) or as an installed
Python package that holds the region's files (`package:keski_suomi_polut`), and so gets the region's new texts by
updating that. The frame gives what belongs to everybody: catalogues, regions and service paths. A file of the site's
own takes the place of the frame's; of a catalogue, each entry does. The frame's site.yaml, pages, municipalities and
templates are its own. Nothing but files of the frame's folder is read; no code of a package runs.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pathviz.files import NO_REGIONS, SiteFiles, walk
from pathviz.problems import Place, Problem, Problems, nearest
from pathviz.records import read_record
from pathviz.source import MAX_BYTES, read_text

SITE: Final = "content/site.yaml"
KEY: Final = "frame_from"
_PACKAGE: Final = "package:"
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_ELSEWHERE: Final = re.compile(r"[/\\~]|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://")
_CATALOGUE: Final = re.compile(r"content/(?:actors|laws|services|glossary)(?:\.[a-z]{2,3})?\.yaml\Z")
_PATH: Final = re.compile(r"content/([^/]+)/([^/]+)/(.+)\Z")
_REGION: Final = re.compile(r"regions/([^/]+)/region(?:\.[a-z]{2,3})?\.yaml\Z")
_TRANSLATED: Final = re.compile(r"\.[a-z]{2,3}(\.[a-z]+)\Z")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a site takes its regional frame from: the folder, as it was written, and which regions (all, if empty)."""

    written: str
    folder: Path
    regions: tuple[str, ...] = ()


def frame_of(site: Path, problems: Problems | None = None, *, text: str | None = None) -> Frame | None:
    """The frame that a site names, if it does; faults of the naming go to `problems`.

    `text` stands for a `site.yaml` that is yet to be written.

    Nothing is parsed where the word is not in `site.yaml`: a build with nothing to do reads no YAML.
    """
    ignored = Problems()  # site.yaml is read again, and its faults are told then
    if text is None:
        try:
            with (site / SITE).open("rb") as stream:
                if KEY.encode() not in stream.read(MAX_BYTES):
                    return None
        except OSError:
            return None
        text = read_text(site / SITE, SITE, ignored)
    record = read_record(text, SITE, ignored) if text else None
    named = record.located_text(KEY) if record else None
    if record is None or named is None:
        return None
    written, at = named
    problems = Problems() if problems is None else problems
    folder = _folder(site, written, at, problems)
    if folder is None:
        return None
    regions = record.located_texts("frame_regions")
    known = sorted(one.name for one in (folder / "regions").iterdir() if one.is_dir())
    for region, place in regions:
        if region not in known:
            problems.add("unknown-region", place, id=region, near=nearest(region, known))
    theirs, own = languages_of(folder)[0], record.located_texts("languages")
    if own and own[0][0] != theirs:
        problems.add("frame-language", own[0][1], lang=own[0][0], frame=theirs)
    return Frame(written, folder, tuple(region for region, _ in regions))


def languages_of(frame: Path) -> tuple[str, ...]:
    """The languages of a frame's texts, the main one first; a package may have no `site.yaml` to tell them."""
    ignored = Problems()
    text = read_text(frame / SITE, SITE, ignored) if (frame / SITE).is_file() else None
    record = read_record(text, SITE, ignored) if text else None
    return (record.texts("languages") if record else ()) or ("fi",)


def _folder(site: Path, written: str, at: Place, problems: Problems) -> Path | None:
    """The frame's folder, or a fault."""
    if written.startswith(_PACKAGE):
        name = written.removeprefix(_PACKAGE).strip()
        folder = _package(name) if _NAME.match(name) else None
    elif _ELSEWHERE.match(written) or "\\" in written:
        problems.add("frame-address", at, frame=written)
        return None
    else:
        folder = (site / written).resolve()
    if folder == site.resolve():
        problems.add("frame-address", at, frame=written)
        return None
    if folder is None or not (folder / "content").is_dir() or not (folder / "regions").is_dir():
        problems.add("frame-not-found", at, frame=written)
        return None
    return folder


def _package(name: str) -> Path | None:
    """The folder of an installed package, found without running any of it."""
    found = importlib.machinery.PathFinder.find_spec(name)
    inside = list(found.submodule_search_locations or ()) if found else []
    return Path(inside[0]).resolve() if inside else None


def borrow(files: SiteFiles, frame: Frame, problems: Problems) -> dict[str, str]:
    """Add the frame's files to those of the site, which win; gives each one's name in messages by its name here.

    Its catalogues are added under their names in messages, so that the site's own may stand beside them.
    """
    noted = Problems()
    theirs = walk(frame.folder, noted)
    taken = {name: path for name, path in theirs.by_name.items() if _is_taken(name, frame) and _is_free(name, files)}
    shown = {name: f"{frame.written.rstrip('/')}/{name}" for name in taken}
    files.beneath |= {name: shown[name] for name in taken if _CATALOGUE.match(name)}
    taken = {files.beneath.get(name, name): path for name, path in taken.items()}
    shown = {files.beneath.get(name, name): there for name, there in shown.items()}
    files.by_name = dict(sorted({**files.by_name, **taken}.items()))
    for name in taken.keys() - files.beneath.values():
        inside = name
        while "/" in inside:
            folder, _, own = inside.rpartition("/")
            names = files.inside.setdefault(folder, [])
            if own not in names:
                names.append(own)
                names.sort()
            inside = folder
    refused = [problem for problem in noted if _is_taken(problem.at.file, frame)]
    problems.extend(replace(each, at=each.at._replace(file=f"{frame.written}/{each.at.file}")) for each in refused)
    return shown


def _is_taken(name: str, frame: Frame) -> bool:
    """Whether the frame gives such a file: a catalogue, or one of a region that is taken."""
    if _CATALOGUE.match(name):
        return True
    found = _REGION.match(name) or _PATH.match(name)
    if not found or found[1] in NO_REGIONS:
        return False
    return not frame.regions or found[1] in frame.regions


def _is_free(name: str, own: SiteFiles) -> bool:
    """Whether the site has not written the file itself, nor what it belongs to.

    A translation belongs to its text, the long texts of steps to their path; an entry of a catalogue stands by itself.
    """
    if _CATALOGUE.match(name):
        return True
    base = _TRANSLATED.sub(r"\1", name)
    if name in own.by_name or base in own.by_name:
        return False
    found = _PATH.match(name)
    return not (found and found[3].startswith("steps/") and f"content/{found[1]}/{found[2]}/path.yaml" in own.by_name)


def placed(problems: Iterable[Problem], borrowed: dict[str, str]) -> Iterator[Problem]:
    """Faults with the names of the frame's files where they stand in them.

    Warnings there are the region's to mend, and links to what is not taken are shown as plain words.
    """
    for problem in problems:
        shown = borrowed.get(problem.at.file)
        if shown is None:
            yield problem
        elif problem.severity == "error" and problem.code != "link-broken":
            yield replace(problem, at=problem.at._replace(file=shown))


def roots(site: Path) -> tuple[Path, ...]:
    """The folders in which the site's files are found, its own first."""
    frame = frame_of(site)
    return (site, frame.folder) if frame else (site,)
