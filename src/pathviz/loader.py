"""Read the files of a site and build the model: every file is read, or reported as read by nobody.

`load_site` gives the site in its default language and, for each further language, a sparse site of
the texts that its layer files hold; `layers.localise` puts the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from pathviz import schema
from pathviz.files import NO_REGIONS, SiteFiles, walk
from pathviz.frames import Frame, borrow, frame_of
from pathviz.model import (
    FreePage,
    Layer,
    Markdown,
    Municipality,
    PathKey,
    Region,
    ServiceDescription,
    ServicePath,
    Site,
    SiteInfo,
    Step,
    themes,
)
from pathviz.pictures import Size, size_of
from pathviz.problems import Location, Problem, Problems, SiteNotFound, nearest
from pathviz.records import Record, read_record
from pathviz.source import check_id, read_text, split_front_matter
from pathviz.urls import RESERVED, STATEMENT

_UNUSUAL_ENDING: Final = re.compile(r"(.+?)(?:\.yml|\.(yaml|md)\.txt)", re.IGNORECASE)
_USUAL: Final = tuple(f"{name}.yaml" for name in ("actors", "laws", "services", "glossary"))
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read: the site in its default language, and a sparse site for each further language.

    `borrowed` are the files of the regional frame by their names here, with their names in messages.
    """

    site: Site
    layers: dict[str, Site]
    borrowed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)  # with slots it would be sent by Python code
class PathRead:
    """What came of one path's folder: the path (None where a layer has nothing), faults, files read."""

    path: ServicePath | None
    problems: tuple[Problem, ...]
    used: frozenset[str]


@dataclass(frozen=True, slots=True)
class PathFiles:
    """Where paths are read from: all files, and the site without its paths; `sparse` if it is a language layer."""

    files: SiteFiles
    site: Site
    sparse: bool


ReadPaths = Callable[[PathFiles, Sequence[PathKey]], Iterable[PathRead]]


def read_paths(of: PathFiles, keys: Sequence[PathKey]) -> Iterable[PathRead]:
    """Read the paths of a language, each by itself, in any process."""
    for region, name in keys:
        problems = Problems()
        own = SiteFiles(of.files.by_name, of.files.inside)
        path = _Reader(own, problems, of.site.lang if of.sparse else "").path(region, name)
        yield PathRead(path, tuple(problems), frozenset(own.used))


def load_site(root: Path, problems: Problems, read: ReadPaths = read_paths) -> Loaded:
    """Read the site in the folder `root`; faults go to `problems`, and what can be read is there.

    `read` reads the service paths, which are most of the work; it may spread them over processes.

    Raises:
        SiteNotFound: the folder has no `content/site.yaml`.
    """
    if not (root / "content" / "site.yaml").is_file():
        raise SiteNotFound(str(root))
    files = walk(root, problems)
    frame = frame_of(root, problems)
    borrowed = borrow(files, frame, problems) if frame else {}
    files.used |= borrowed.keys()  # what nobody reads of the frame is for its own site to find
    reader = _Reader(files, problems, "")
    site = reader.site(read)
    if borrowed:
        site = _speaking(site, borrowed)
    layers = {lang: _Reader(files, problems, lang, reader.own).site(read) for lang in site.info.languages[1:]}
    _report_unread(files, site, problems)
    return Loaded(site, layers, borrowed)


def read_frame(frame: Frame) -> Site:
    """What a regional frame gives to a site that has nothing of its own; faults are for its own check to find."""
    files, problems = SiteFiles(), Problems()
    borrow(files, frame, problems)
    return _Reader(files, problems, "").site(read_paths)


def _speaking(site: Site, borrowed: Iterable[str]) -> Site:
    """The site, its frame's regions speaking no more languages than the site does."""
    regions = {
        region.id: replace(region, languages=tuple(lang for lang in region.languages if lang in site.info.languages))
        if region.at.file in borrowed
        else region
        for region in site.regions.values()
    }
    return replace(site, regions=regions)


def _report_unread(files: SiteFiles, site: Site, problems: Problems) -> None:
    attachments = set(site.files)
    known = sorted(files.used)
    for name in files.by_name:
        if name not in files.used and name not in attachments:
            folder, _, base = name.rpartition("/")
            candidates = [other.rpartition("/")[2] for other in known] + [*_USUAL, "index.md", "path.yaml"]
            near = _with_usual_ending(base) or nearest(base, candidates)
            problems.add("file-unread", Location(name), name=base, folder=folder, near=near)


def _with_usual_ending(name: str) -> str:
    """The name with the ending that was meant by one like it; nothing where the ending is not the reason.

    >>> _with_usual_ending("polku.yml"), _with_usual_ending("polku.yaml.txt"), _with_usual_ending("polku.yaml")
    ('polku.yaml', 'polku.yaml', '')
    """
    found = _UNUSUAL_ENDING.fullmatch(name)
    return f"{found[1]}.{(found[2] or 'yaml').lower()}" if found else ""


class _Reader:
    """Reads the files of one language: all files of the default one, or the layer files of another.

    `own` are the ids of the entries that the site itself writes, by catalogue; the default language finds them.
    """

    def __init__(
        self, files: SiteFiles, problems: Problems, lang: str, own: Mapping[str, Collection[str]] | None = None
    ) -> None:
        self.own = dict(own or {})
        self.files = files
        self.problems = problems
        self.suffix = f".{lang}" if lang else ""
        self.lang = lang
        self.sparse = bool(lang)

    # -- files -------------------------------------------------------------------------------

    def _text(self, file: str) -> str | None:
        path = self.files.by_name.get(file)
        if path is None:
            return None
        self.files.used.add(file)
        return read_text(Path(path), file, self.problems)

    def _record(self, file: str) -> Record | None:
        text = self._text(file)
        if text is None:
            return None
        return read_record(text, file, self.problems, sparse=self.sparse, where=(file, 1, 1))

    def _document(self, file: str) -> tuple[Record, Markdown] | None:
        """Front matter and text of a Markdown file that must have front matter."""
        text = self._text(file)
        if text is None:
            return None
        parts = split_front_matter(text)
        if parts is None:
            self.problems.add("front-matter-missing", Location(file))
            return None
        head, body, line = parts
        record = read_record(head, file, self.problems, sparse=self.sparse, first_line=2, where=(file, 1, 1))
        if record is None:
            return None
        return record, schema.markdown(body, Location(file, line), self.problems)

    def _catalogue(self, name: str, read: Callable[[str, Record], T]) -> dict[str, T]:
        """A catalogue in the frame's order, the site's own entries in the place of those with the same id, or last."""
        file = f"content/{name}{self.suffix}.yaml"
        record = self._record(file)
        own = {key: read(key, entry) for key, entry in record.entries()} if record else {}
        if not self.sparse:
            self.own[name] = own.keys()
        beneath = self._record(self.files.beneath.get(file, ""))
        if beneath is None:
            return own
        # A translation that the frame has of an entry is not one of the site's own entry.
        replaced = self.own.get(name, ())
        theirs = {
            key: own[key] if key in own else read(key, entry)
            for key, entry in beneath.entries()
            if key in own or key not in replaced
        }
        return {**theirs, **own}

    def _files(self, folder: str, read: Callable[[str, Record], T]) -> dict[str, T]:
        """Every YAML file of a folder; its name is the id."""
        found: dict[str, T] = {}
        for name in self._names(folder, ".yaml"):
            record = self._record(f"{folder}/{name}{self.suffix}.yaml")
            if record is not None and self._is_id(name, f"{folder}/{name}{self.suffix}.yaml"):
                found[name] = read(name, record)
        return found

    def _names(self, folder: str, ending: str) -> list[str]:
        """Names of this language's files: without a dot in the default language."""
        names = self.files.names(folder, f"{self.suffix}{ending}")
        return [name for name in names if "." not in name]

    def _is_id(self, name: str, file: str) -> bool:
        return check_id(name, Location(file), self.problems)

    # -- things ------------------------------------------------------------------------------

    def site(self, read: ReadPaths) -> Site:
        """Everything, the paths last: each is held against the rest where it is read."""
        record = self._record(f"content/site{self.suffix}.yaml")
        info = schema.site_info(record) if record else SiteInfo(Location("content/site.yaml"))
        municipalities = tuple(self._municipalities())
        rest = Site(
            info=info,
            lang=self.lang or info.languages[0],
            actors=self._catalogue("actors", schema.actor),
            laws=self._catalogue("laws", schema.law),
            services=self._catalogue("services", schema.service),
            terms=self._catalogue("glossary", schema.term),
            comparisons=self._files("content/comparisons", schema.comparison),
            tracks=self._files("content/onboarding", schema.track),
            pages=self._pages(),
            networks=self._files("content/networks", schema.network),
            regions=self._regions(),
            municipalities=municipalities,
            paths={},
            layers=tuple(self._layers()),
            files=(),
            logos=self._logos(info, municipalities) if not self.sparse else {},
        )
        paths = self._paths(read, rest)
        files = self._attachments(paths, municipalities) if not self.sparse else ()
        return replace(rest, paths={path.key: path for path in paths}, files=files)

    def _pages(self) -> dict[str, FreePage]:
        pages: dict[str, FreePage] = {}
        for name in self._names("content/pages", ".md"):
            file = f"content/pages/{name}{self.suffix}.md"
            document = self._document(file)
            if document is None or not self._is_id(name, file):
                continue
            pages[name] = schema.free_page(name, *document)
        return pages

    def _regions(self) -> dict[str, Region]:
        found: dict[str, Region] = {}
        for name in self.files.folders("regions"):
            file = f"regions/{name}/region{self.suffix}.yaml"
            if file not in self.files.by_name and not self.sparse:
                self.problems.add("file-missing", Location(file), name=f"region{self.suffix}.yaml")
                continue
            record = self._record(file)
            if record is None or not self._is_id(name, file):
                continue
            if name in RESERVED:
                self.problems.add("reserved-id", Location(file), id=name)
            found[name] = schema.region(name, record)
        return found

    def _paths(self, read: ReadPaths, rest: Site) -> list[ServicePath]:
        keys: list[PathKey] = []
        for region in self.files.folders("content"):
            if region not in NO_REGIONS:
                if not self.sparse:
                    self._is_id(region, f"content/{region}")
                keys += [(region, name) for name in self.files.folders(f"content/{region}")]
        found: list[ServicePath] = []
        for result in read(PathFiles(self.files, rest, self.sparse), keys):
            self.problems.extend(result.problems)
            self.files.used |= result.used
            if result.path is not None:
                found.append(result.path)
        return found

    def path(self, region: str, name: str) -> ServicePath | None:
        """One service path from its folder; in a layer, None when it has no file of the language."""
        folder = f"content/{region}/{name}"
        details: dict[str, Markdown] = {}
        for step in self._names(f"{folder}/steps", ".md"):
            file = f"{folder}/steps/{step}{self.suffix}.md"
            text = self._text(file)
            if text is not None:
                details[step] = schema.markdown(text, Location(file), self.problems)
        document = self._document(f"{folder}/index{self.suffix}.md")
        record = self._record(f"{folder}/path{self.suffix}.yaml")
        if not self.sparse:
            self._is_id(name, folder)
            for file in (f"{folder}/index.md", f"{folder}/path.yaml"):
                if file not in self.files.by_name:
                    self.problems.add("file-missing", Location(file), name=file.rsplit("/", 1)[1])
        if document is None and record is None and not details:
            return None
        start = Location(f"{folder}/path{self.suffix}.yaml")
        description = schema.service_description(*document) if document else ServiceDescription(start)
        phases, steps, journeys = schema.path_parts(record, details) if record else ((), (), ())
        steps += self._details_alone(details, {step.id for step in steps}, region, name)
        return ServicePath(
            start,
            region=region,
            id=name,
            folder=folder,
            description=description,
            phases=phases,
            steps=steps,
            journeys=journeys,
            places=record.places if record else {},
        )

    def _details_alone(self, details: dict[str, Markdown], steps: set[str], region: str, path: str) -> tuple[Step, ...]:
        """Long texts without a step in the same file: a fault, but in a layer a translation of its own."""
        alone = {step: detail for step, detail in details.items() if step not in steps}
        if self.sparse:
            return tuple(Step(detail.at, id=step, detail=detail) for step, detail in alone.items())
        for step, detail in alone.items():
            if steps:
                near = nearest(step, steps)
                self.problems.add("unknown-step", detail.at, step=step, path=f"{region}/{path}", near=near)
        return ()

    def _municipalities(self) -> Iterable[Municipality]:
        for region in self.files.folders("regions"):
            for name in self.files.folders(f"regions/{region}"):
                file = f"regions/{region}/{name}/municipality{self.suffix}.yaml"
                if file not in self.files.by_name and not self.sparse:
                    self.problems.add("file-missing", Location(file), name="municipality.yaml")
                record = self._record(file)
                if record is not None and self._is_id(name, file):
                    yield schema.municipality(name, region, record)

    def _layers(self) -> Iterable[Layer]:
        for region in self.files.folders("regions"):
            for municipality in self.files.folders(f"regions/{region}"):
                folder = f"regions/{region}/{municipality}"
                for name in self._names(folder, ".yaml"):
                    if name == "municipality":
                        continue
                    file = f"{folder}/{name}{self.suffix}.yaml"
                    record = self._record(file)
                    if name == STATEMENT:
                        self.problems.add("reserved-id", Location(file), id=name)
                    elif record is not None:
                        yield schema.layer(name, region, municipality, record)

    def _attachments(self, paths: Iterable[ServicePath], towns: Iterable[Municipality]) -> tuple[str, ...]:
        folders = ["content", "content/pages", *(path.folder for path in paths)]
        folders += [town.folder for town in towns]
        starts = tuple(f"{folder}/files/" for folder in folders)
        # Nearly all files are texts, and there are as many folders as paths.
        return tuple(name for name in self.files.by_name if "/files/" in name and name.startswith(starts))

    def _logos(self, info: SiteInfo, towns: Iterable[Municipality]) -> dict[str, Size]:
        """The sizes of the publishers' logos; what is no picture has none, which `check` tells."""
        found: dict[str, Size] = {}
        for folder, theme in themes(info, towns):
            for ref in (theme.logo, theme.logo_dark):
                path = self.files.by_name.get(f"{folder}/{ref}") if ref else None
                with suppress(OSError):
                    size = size_of(path, Path(path).read_bytes()) if path else None
                    if size:
                        found[f"{folder}/{ref}"] = size
        return found
