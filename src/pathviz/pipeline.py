"""The stages in order: load → localise → check → lay out → render → publish.

`check` reads and checks a site, `make` turns a good one into files in memory, `build` does both and
publishes. What reads and what renders is imported only when there is something to do: a build with
nothing changed needs neither YAML, Markdown nor Jinja.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pathviz.files import FRAMES
from pathviz.fingerprint import fingerprint
from pathviz.problems import Location, Problem
from pathviz.publish import check_output, heal, is_current, keep, publish, staged, write_cache
from pathviz.resources import template_folders

if TYPE_CHECKING:
    from pathviz.making import Made, Write
    from pathviz.reading import Reading

CACHE: Final = ".pathviz-cache"
"""Folder in a site in which a build keeps what the next one may use; it can be deleted at any time."""
_LAST: Final = "last-build.json"

Progress = Callable[[str], None]


def _silent(_stage: str) -> None:
    """No progress is shown."""


@dataclass(frozen=True)
class Options:
    """What a run is asked to do. `today` is the day against which review dates are held."""

    site: Path
    output: Path
    strict: bool = False
    jobs: int = 1
    base_url: str | None = None
    today: dt.date = field(default_factory=dt.date.today)


@dataclass(frozen=True)
class Outcome:
    """What a build did: the faults, and how many files it published (None: it did not).

    `drafts` are the files of municipalities' versions that are not published yet.
    """

    problems: tuple[Problem, ...]
    files: int | None = None
    was_current: bool = False
    drafts: tuple[str, ...] = ()


def has_errors(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether a site with these faults may not be published."""
    return any(strict or problem.severity == "error" for problem in problems)


def check(options: Options, progress: Progress = _silent, meanwhile: Callable[[], None] | None = None) -> Reading:
    """Read and check the whole site; nothing is written. Raises SiteNotFound.

    `meanwhile` is called while other processes read, where there are any.
    """
    from pathviz.reading import read_site  # noqa: PLC0415 (see above)

    return read_site(
        options.site,
        options.today,
        jobs=options.jobs,
        base_url=options.base_url,
        progress=progress,
        meanwhile=meanwhile,
    )


def make(
    reading: Reading,
    options: Options,
    progress: Progress = _silent,
    *,
    drafts: bool = False,
    write: Write | None = None,
) -> Made:
    """All files of a site without errors, perhaps with the municipalities' `drafts`; raises what `making.make` does.

    Where there is a `write`, it takes each file where it is made.
    """
    from pathviz import making  # noqa: PLC0415 (see above)

    progress("render")
    return making.make(
        reading.sites, options.site, jobs=options.jobs, frames=reading.frames, drafts=drafts, write=write
    )


def build(options: Options, progress: Progress = _silent) -> Outcome:
    """Read, check, make and publish the site; errors leave the published one as it was.

    Raises:
        SiteNotFound: the folder holds no site.
        OutputRefused: the output folder is not ours to replace.
        LayoutError, jinja2.TemplateError: see `make`.
    """
    heal(options.output)
    check_output(options.output, options.site)
    folders = template_folders(options.site)
    source = fingerprint(options.site, folders, (options.base_url or "",), frame=frame_folder(options.site))
    digest = _with_frames(source, options.site)
    remembered = _remembered(options, digest)
    if remembered is not None and is_current(options.output, digest):
        return Outcome(remembered, None, was_current=not has_errors(remembered, strict=options.strict))
    reading = check(options, progress, lambda: _prepare(options.site))
    if has_errors(reading.problems, strict=options.strict):
        return Outcome(reading.problems)
    with staged(options.output, options.site, lambda: progress("wait")) as stage:
        made = make(reading, options, progress, write=stage.write)
        progress("publish")
        if _keep_frames(reading, options.site):
            # The site would be made the same with what was kept just now: it is as the site says today.
            digest = _with_frames(source, options.site)
        publish(stage, made.sizes, made.digests, digest=digest)
    _remember(options, digest, reading.problems)
    return Outcome(reading.problems, len(made.sizes), drafts=_drafts(reading))


def _prepare(site: Path) -> None:
    from pathviz import making  # noqa: PLC0415 (see above)

    making.prepare(site)


def _drafts(reading: Reading) -> tuple[str, ...]:
    from pathviz.model import LayerStatus  # noqa: PLC0415 (see above)

    return tuple(layer.at.file for layer in reading.site.layers if layer.status is LayerStatus.DRAFT)


def _with_frames(source: str, site: Path) -> str:
    """The digest of a build's sources with the kept frames, which pages are made of too."""
    names = sorted((site / FRAMES).glob("*/*.json")) if (site / FRAMES).is_dir() else []
    if not names:
        return source
    digest = hashlib.sha256(source.encode())
    for file in names:
        content = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "none"
        digest.update(f"{file.parent.name}/{file.name}:{content}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _keep_frames(reading: Reading, site: Path) -> bool:
    """Keep the versions that municipalities' layers name while they are the site's own; has anything been kept?"""
    from pathviz.conformance import frames_to_keep  # noqa: PLC0415 (see above)

    kept = [
        keep(site / FRAMES, name, (json.dumps(frame, ensure_ascii=False, indent=1) + "\n").encode())
        for name, frame in frames_to_keep(reading.site, reading.frames)
    ]
    return any(kept)


def frame_folder(site: Path) -> Path | None:
    """The folder of the regional frame that the site names; a site without one costs no reading of YAML."""
    try:
        if b"frame_from" not in (site / "content" / "site.yaml").read_bytes():
            return None
    except OSError:
        return None
    from pathviz.frames import frame_of  # noqa: PLC0415 (see above)

    found = frame_of(site)
    return found.folder if found else None


def _remembered(options: Options, digest: str) -> tuple[Problem, ...] | None:
    """The warnings of the last build, when it was of the same input on the same day."""
    file = options.site / CACHE / _LAST
    if (options.site / CACHE).is_symlink() or file.is_symlink() or not file.is_file():
        return None
    try:
        kept = json.loads(file.read_bytes())
        if kept["seal"] != _seal(digest, options.today, kept["problems"]):
            return None
        return tuple(
            Problem(code, Location(*at), values, severity, near)
            for code, at, values, severity, near in kept["problems"]
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _remember(options: Options, digest: str, problems: Iterable[Problem]) -> None:
    """Keep the warnings for a run that has nothing to do but to repeat them."""
    kept = [[problem.code, problem.at, problem.values, problem.severity, problem.near] for problem in problems]
    content = {"seal": _seal(digest, options.today, kept), "problems": kept}
    write_cache(options.site / CACHE, _LAST, json.dumps(content, ensure_ascii=False).encode())


def _seal(digest: str, day: dt.date, kept: object) -> str:
    """What tells kept warnings of this input and day from all others, and from a file that somebody has changed."""
    return hashlib.sha256(json.dumps([digest, day.isoformat(), kept]).encode()).hexdigest()
