"""Start a site in an empty folder: on a regional frame, with a municipality's layer, or with a path of its own."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pathviz.frames import frame_of, languages_of
from pathviz.loader import read_frame
from pathviz.model import Site
from pathviz.new.answers import Answers, NotPossible
from pathviz.new.parts import (
    CLIENT,
    SERVICES,
    WORKER,
    kind_of,
    layer_file,
    municipality_files,
    path_files,
    paths_of,
    region_file,
)
from pathviz.new.schemas import FOLDER, write_schemas
from pathviz.new.writing import command_in, filled, quoted, write_new
from pathviz.urls import RESERVED

NO_FRAME: Final = "-"
_LANGUAGES: Final = re.compile(r"[a-z]{2,3}(?:[ ,]+[a-z]{2,3})*\Z")


@dataclass(frozen=True)
class _About:
    """What a site says of itself, as it was answered."""

    title: str
    publisher: str
    feedback: str
    languages: tuple[str, ...]


def new_site(folder: Path, near: Path, answers: Answers, today: dt.date) -> list[Path]:
    """Write a small working site into `folder`; gives the files written.

    `near` is the site that is offered as the regional frame, where there is one.

    Raises:
        NotPossible: the folder is not empty, or an answer names nothing.
        OSError: the disk.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise NotPossible("new-not-empty", folder=str(folder))
    frame = _frame(folder, near, answers)
    files = _on_frame(folder, frame, answers, today) if frame else _alone(folder, answers, today)
    written = write_new(folder, files)
    write_schemas(folder / FOLDER)
    return written


def _frame(folder: Path, near: Path, answers: Answers) -> tuple[str, Site, str] | None:
    """The frame as `site.yaml` will name it, what is in it, and its main language; None where the author wants none."""
    offered = str(near) if near.resolve() != folder.resolve() and _has_regions(near) else NO_FRAME
    return answers.until("frame", lambda: _read_frame(folder, answers.text("frame", offered)))


def _read_frame(folder: Path, word: str) -> tuple[str, Site, str] | None:
    if word == NO_FRAME:
        return None
    written = word if word.startswith("package:") else _relative(Path(word).absolute(), folder)
    # The folder is still empty, or not there: this is what its `site.yaml` would take for its frame.
    found = frame_of(folder, text=f"frame_from: {quoted(written)}\n")
    if found is None:
        raise NotPossible("new-no-frame", frame=word)
    site = read_frame(found)
    if not site.paths:
        raise NotPossible("new-no-frame", frame=word)
    return written, site, languages_of(found.folder)[0]


def _relative(frame: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(frame, folder)).as_posix()
    except ValueError as error:  # another disk of Windows
        raise NotPossible("new-no-frame", frame=str(frame)) from error


def _has_regions(site: Path) -> bool:
    return (site / "content").is_dir() and any((site / "regions").glob("*/region.yaml"))


def _on_frame(folder: Path, frame: tuple[str, Site, str], answers: Answers, today: dt.date) -> dict[str, str]:
    """A municipality's site: its own layer on one of the region's paths."""
    written, theirs, main = frame
    regions = {one.id: one.name for one in theirs.regions.values() if any(one.id == at for at, _ in theirs.paths)}
    region = answers.of("region", regions)
    paths = paths_of(theirs, region)
    path = theirs.paths[region, answers.of("path", paths)]
    name, own = answers.named("municipality", "Esimerkkikunta", paths)
    kind = kind_of(answers)
    about = _about(answers, name, main)
    lines = filled("frame.yaml", written=quoted(written), region=region)
    files = {
        "content/site.yaml": _site_file(about, lines, today),
        **municipality_files(region, own, name, kind, about.feedback),
        **layer_file(path, own, name, about.feedback, theirs),
    }
    return files | {
        "README.md": _readme(
            folder, about, files, filled("readme-frame.md", written=written, command=command_in(folder))
        )
    }


def _alone(folder: Path, answers: Answers, today: dt.date) -> dict[str, str]:
    """A site with a region, a municipality and a path of its own."""
    region_name, region = answers.named("region", "Esimerkkialue", RESERVED, "own-region")
    title, path = answers.named("path", "Esimerkkipolku", (), "path-title")
    name, own = answers.named("municipality", "Esimerkkikunta", [path])
    kind = kind_of(answers)
    about = _about(answers, name)
    files = {
        "content/site.yaml": _site_file(about, "", today),
        "content/actors.yaml": filled("actors.yaml"),
        SERVICES: filled("service.yaml", id=path, name=quoted(title)),
        **path_files(region, path, title, path, about.publisher, today, (WORKER, CLIENT)),
        f"regions/{region}/region.yaml": region_file(region_name, about.languages),
        **municipality_files(region, own, name, kind, about.feedback),
    }
    return files | {"README.md": _readme(folder, about, files, "")}


def _about(answers: Answers, municipality: str, main: str = "") -> _About:
    """What the site says of itself; `main` is the main language, where it is not the author's to choose."""
    title = answers.text("title", f"Palvelupolut, {municipality}", "site-title")
    publisher = answers.text("publisher", municipality)
    feedback = answers.text("feedback", "palaute@example.fi")
    return _About(title, publisher, feedback, answers.until("languages", lambda: _languages(answers, main)))


def _languages(answers: Answers, main: str) -> tuple[str, ...]:
    words = answers.text("languages", main or "fi").lower()
    if not _LANGUAGES.match(words):
        raise NotPossible("new-languages", word=words)
    languages = tuple(dict.fromkeys(re.split(r"[ ,]+", words)))
    if main and languages[0] != main:
        raise NotPossible("new-frame-language", lang=main)
    return languages


def _site_file(about: _About, frame: str, today: dt.date) -> str:
    return filled(
        "site.yaml",
        title=quoted(about.title),
        summary="Miten ihminen kulkee kohti työtä ja kuka tekee missäkin vaiheessa mitä.",
        languages=", ".join(about.languages),
        publisher=quoted(about.publisher),
        feedback=quoted(about.feedback),
        frame=frame,
        today=today.isoformat(),
    )


_PUBLISHED: Final = (
    "- Vaihda omassa versiossa `status: draft` muotoon `status: published`. Luonnos ei tule valmiille sivustolle.\n"
)
_WHAT: Final = (
    ("content/site.yaml", "sivuston nimi, julkaisija ja saavutettavuusselosteen tiedot"),
    ("content/actors.yaml", "toimijat"),
    ("content/services.yaml", "palvelut"),
    ("/index.md", "palvelun kuvaus"),
    ("/path.yaml", "palvelupolun vaiheet"),
    ("/region.yaml", "alueen tiedot"),
    ("/municipality.yaml", "kunnan tai yksikön nimi ja yhteystiedot"),
    (".yaml", "oma versio alueen polusta; tähän kirjoitat eniten"),
)


def _readme(folder: Path, about: _About, files: dict[str, str], frame: str) -> str:
    lines = [f"- `{name}`: {next(what for ending, what in _WHAT if name.endswith(ending))}" for name in sorted(files)]
    return filled(
        "readme.md",
        title=about.title,
        files="\n".join(lines),
        frame=frame,
        publish=_PUBLISHED if frame else "",
        command=command_in(folder),
    )
