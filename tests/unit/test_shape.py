"""The format as it is described is the format as it is read: keys, types, examples, schemas."""

from __future__ import annotations

import copy
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from factories import SITES, check, record, write
from pathviz.cli import main
from pathviz.resources import own_templates
from pathviz.shape import ANY, FILES, FileKind, Shape, as_yaml, json_schemas, load_meanings
from pathviz.shape.explained import example_of, explained
from pathviz.source import split_front_matter

if os.environ.get("CI"):
    import jsonschema
else:
    jsonschema = pytest.importorskip("jsonschema", reason="run `python3 build.py test`, which installs it")

MEANINGS = load_meanings(own_templates() / "locales")
TABLES = tomllib.loads((own_templates() / "locales" / "format.fi.toml").read_text("utf-8"))
MEANT = {(table, key) for table, entries in TABLES.items() for key in entries if not key.startswith("_")}
"""Every table and key whose meaning is written."""
SCHEMAS = json_schemas(MEANINGS)
KINDS = {kind.name: kind for kind in FILES}
#: Faults that one file shows by itself, and a schema can tell.
TOLD = {
    "comma-in-braces",
    "dead-end",
    "document-without-target",
    "law-citation",
    "layer-not-text",
    "missing-key",
    "steps-outside-phases",
    "unknown-key",
    "unknown-word",
    "wrong-type",
}


class Yaml12(yaml.CSafeLoader):
    """YAML as editors read it: `no` and dates are texts."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$", re.IGNORECASE), list("tTfF"))


def errors(name: str, data: object) -> list[str]:
    """What a schema finds."""
    validator = jsonschema.Draft7Validator(SCHEMAS[name])
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(data)]


def schema_name(file: str) -> str:
    """The schema of a file of a site; nothing for a file that is no YAML."""
    parts = file.split("/")
    stem, *langs = parts[-1].removesuffix(".yaml").removesuffix(".md").split(".")
    layer = ".layer" if langs else ""
    if parts[-1].endswith(".md"):
        return "description" + layer if stem == "index" else "page" + layer if parts[1] == "pages" else ""
    folders = {"comparisons": "comparison", "networks": "network", "onboarding": "track"}
    if parts[0] == "regions":
        return {"region": "region" + layer, "municipality": "municipality"}.get(stem, "layer")
    return folders.get(parts[1], stem) + layer


def parsed(site: Path) -> Iterator[tuple[str, str, Any]]:
    """Every file of a site that has a schema: its name, the schema's, and what it holds."""
    for file in sorted(path for folder in ("content", "regions") for path in (site / folder).rglob("*")):
        name = file.relative_to(site).as_posix()
        if file.suffix not in (".yaml", ".md") or "/files/" in name or "/steps/" in name:
            continue
        text = file.read_text("utf-8")
        head = split_front_matter(text) if file.suffix == ".md" else (text,)
        if head is not None and schema_name(name) in SCHEMAS:
            data = yaml.load(head[0], Yaml12)  # noqa: S506 (a safe loader's child)
            if data is not None:
                yield name, schema_name(name), data


def shapes(kind: FileKind) -> Iterator[Shape]:
    pending = [kind.shape]
    while pending:
        shape = pending.pop()
        yield shape
        pending += [asking.shape for asking in shape.asks.values() if asking.shape is not None]


# -- the description -------------------------------------------------------------------------


def test_every_key_has_a_meaning_and_no_meaning_is_orphaned() -> None:
    asked = set()
    for kind in FILES:
        for shape in shapes(kind):
            table = MEANINGS.table_of(kind.name, shape)
            assert MEANINGS.about(table, "title")
            assert MEANINGS.about(table, "about").endswith(".")
            for asking in shape.asks.values():
                if asking.key == ANY and asking.shape is not None:
                    continue
                meaning = MEANINGS.of(table, asking)
                assert meaning.text.endswith("."), (table, asking.key)
                assert bool(meaning.example) == (asking.shape is None), (table, asking.key)
                # Every word that may be written is explained.
                assert all(word in meaning.text for word in asking.choices), (table, asking.key)
                asked |= {(table, asking.key), ("steps", asking.key)} if table == "add" else {(table, asking.key)}
    assert MEANT - asked == set()


def test_the_records_tell_what_the_readers_ask() -> None:
    shape = KINDS["path"].shape
    step = shape.asks["phases"].shape.asks["steps"].shape  # type: ignore[union-attr]
    assert step is not None
    assert [key for key, asking in step.asks.items() if asking.required] == ["title", "summary"]
    assert step.rules == {"dead-end"}
    assert step.asks["summary"].longest == 200
    assert KINDS["description"].shape.asks["sources"].required
    assert not {"kind", "laws", "statutory"} & KINDS["path"].layer.asks["steps"].shape.asks.keys()  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_the_examples_of_a_file_are_read_without_fault(kind: FileKind) -> None:
    text = as_yaml(example_of(kind, MEANINGS))
    one, problems = record(text)
    kind.read(one)
    assert list(problems) == []
    assert errors(kind.name, yaml.load(text, Yaml12)) == []  # noqa: S506


def test_the_page_tells_of_every_key_once(built: Path) -> None:
    parts = {part.table: part for part in explained(MEANINGS)}
    told = {(table, key.key) for table, part in parts.items() for key in part.keys}
    ids = {(table, MEANINGS.about(table, "id") if key == ANY else key) for table, key in MEANT}
    assert told == ids
    page = (built / "kunnalle" / "muoto" / "index.html").read_text("utf-8").replace("\u00ad", "")
    anchors = re.findall(r'<h[23] id="muoto-([^"]+)"', page)
    assert anchors == list(parts)
    assert all(f"#muoto-{key.part}" in page for part in parts.values() for key in part.keys if key.part)
    assert page.count('<th scope="row">') == len(told)
    assert "../kunnalle/muoto/index.html" in (built / "virheet" / "index.html").read_text("utf-8")


# -- the schemas -----------------------------------------------------------------------------


@pytest.mark.parametrize("site", [SITES / "full", SITES / "minimal", ROOT], ids=["full", "minimal", "repository"])
def test_good_files_pass(site: Path) -> None:
    found = {name: errors(schema, data) for name, schema, data in parsed(site)}
    assert len(found) > 4
    assert {name: said for name, said in found.items() if said} == {}


def test_every_schema_is_used_by_some_good_file() -> None:
    used = {schema for site in (SITES / "full", ROOT) for _, schema, _ in parsed(site)}
    assert set(SCHEMAS) - used <= {"region.layer", "page.layer", "site.layer"}


INVALID = sorted(folder for folder in (ROOT / "tests" / "invalid").iterdir())


@pytest.mark.parametrize("site", INVALID, ids=lambda site: site.name)
def test_a_schema_finds_what_one_file_shows(site: Path) -> None:
    found = check(site)
    if any(problem.code.startswith("yaml-") or problem.code == "duplicate-key" for problem in found):
        pytest.skip("an editor reads no YAML in it, or says so itself")
    told = {problem.at.file for problem in found if problem.code in TOLD}
    # That a word is none of the site's languages, or an address in a form of ours, is known to the check alone.
    hinted = {
        problem.at.file for problem in found if problem.code in ("bad-address", "frame-ancestor", "id-not-url-safe")
    }
    said = {name for name, schema, data in parsed(site) if errors(schema, data)}
    assert told <= said
    assert said <= told | hinted


def changed(data: Any, path: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """What a file holds with one thing wrong in it: a key mistyped, a value of another type."""
    if isinstance(data, Mapping):
        for key in data:
            other = copy.deepcopy(dict(data))
            other["xx-" + key] = other.pop(key)
            yield f"{'/'.join(map(str, path))}/xx-{key}", other
            yield f"{'/'.join(map(str, path))}/{key}=[[x]]", {**data, key: [["x"]]}
            yield from ((name, {**data, key: inner}) for name, inner in changed(data[key], (*path, key)))
    elif isinstance(data, list):
        yield from ((name, [inner]) for name, inner in changed(data[0], path))


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_a_schema_and_the_reader_refuse_the_same(kind: FileKind) -> None:
    data = yaml.load(as_yaml(example_of(kind, MEANINGS)), yaml.BaseLoader)  # noqa: S506 (texts alone)
    tried = 0
    for name, wrong in changed(data, ()):
        if kind.name == "comparison" and name.startswith(("links/xx-", "rows/xx-", "subjects/xx-")):
            continue  # keys of rows and links are the subjects, whose ids a schema cannot know
        one, problems = record(yaml.dump(wrong, allow_unicode=True, sort_keys=False))
        kind.read(one)
        refused = {problem.code for problem in problems} & {*TOLD, "id-not-url-safe"}
        assert bool(refused) == bool(errors(kind.name, wrong)), (name, list(problems), errors(kind.name, wrong))
        tried += 1
    assert tried > 3


# -- the command -----------------------------------------------------------------------------


def test_the_command_writes_them_and_new_files_name_them(tmp_path: Path) -> None:
    site = tmp_path / "oma"
    assert main(["new", str(site), "--frame", "-", "--yes"]) == 0
    for name, schema, data in parsed(site):
        assert errors(schema, data) == []
        if name.endswith(".yaml"):
            line = (site / name).read_text("utf-8").split("\n", 1)[0]
            file = (site / name).parent / line.removeprefix("# yaml-language-server: $schema=")
            assert file.resolve() == site / "schemas" / f"{schema}.json"
            assert file.is_file()
    before = {file.name: file.read_bytes() for file in (site / "schemas").iterdir()}
    assert before.keys() == {f"{name}.json" for name in SCHEMAS}
    write(site, {"schemas/path.json": "old", "schemas/oma.json": "mine"})
    assert main(["schema", "--site", str(site)]) == 0
    assert {file.name: file.read_bytes() for file in (site / "schemas").iterdir()} == before | {"oma.json": b"mine"}
    assert main(["schema", "--output", str(tmp_path / "muualla")]) == 0
    assert (tmp_path / "muualla" / "layer.json").is_file()
