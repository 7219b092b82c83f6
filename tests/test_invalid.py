"""Every fault has a tiny site that shows it, a line that says it, and words in both languages.

`tests/invalid/<code>/` holds the site and `expected.txt`, all that is printed about it in Finnish.
What no repository should hold (links, bytes that are no text, huge files) is made by `BUILDERS`.
"""

from __future__ import annotations

import ast
import os
import shutil
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from factories import check, minimal
from pathviz.messages import PARTS, SHARED, Messages, placeholders
from pathviz.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
INVALID = ROOT / "tests" / "invalid"
LOCALES = ROOT / "templates" / "locales"
LANGUAGES = ("fi", "en")


# -- the sites -------------------------------------------------------------------------------


def too_large(site: Path) -> None:
    (site / "content" / "glossary.yaml").write_text("# " + "x" * 1_000_000, encoding="utf-8")


def unreadable(site: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes among its files")
    os.mkfifo(site / "content" / "glossary.yaml")


def linked(site: Path) -> None:
    target = site.parent / "elsewhere.yaml"
    target.write_text("polku: {name: Polku, definition: Reitti}\n", encoding="utf-8")
    try:
        (site / "content" / "glossary.yaml").symlink_to(target)
    except OSError:
        pytest.skip("this system lets nobody make links")


def control_character(site: Path) -> None:
    (site / "content" / "glossary.yaml").write_bytes(b"polku:\n  name: Pol\x00ku\n")


def latin_1(site: Path) -> None:
    (site / "content" / "glossary.yaml").write_bytes("polku:\n  name: Työ\n".encode("latin-1"))


def nested(site: Path) -> None:
    (site / "content" / "glossary.yaml").write_text("polku: " + "[" * 100_000, encoding="utf-8")


BUILDERS: dict[str, Callable[[Path], None]] = {
    "file-too-large": too_large,
    "file-unreadable": unreadable,
    "link-refused": linked,
    "not-text": control_character,
    "not-utf8": latin_1,
    "yaml-too-deep": nested,
}


def site_of(code: str, tmp_path: Path) -> Path:
    """The broken site of a code: as it is in the repository, or built upon that."""
    if code not in BUILDERS:
        return INVALID / code
    site = tmp_path / "site"
    shutil.copytree(INVALID / code, site)
    BUILDERS[code](site)
    return site


@pytest.mark.parametrize("code", sorted(folder.name for folder in INVALID.iterdir()))
def test_the_site_has_this_fault_and_no_other(code: str, tmp_path: Path) -> None:
    found = check(site_of(code, tmp_path))
    expected = (INVALID / code / "expected.txt").read_text(encoding="utf-8").splitlines()
    words = Messages(LOCALES, "fi")
    assert [words.line(problem) for problem in found] == expected
    assert code in {problem.code for problem in found}
    english = Messages(LOCALES, "en")
    for problem in found:
        line = english.line(problem)
        assert line.startswith(f"{problem.at}: {problem.severity}[{problem.code}] ")
        assert "{" not in line or problem.code == "comma-in-braces"


def test_fifty_faults_in_ten_files_come_out_sorted_in_one_run(tmp_path: Path) -> None:
    # Written in the opposite order, so that nothing is sorted by chance.
    terms = {f"termi{n}": [f"puuttuu{n}{m}" for m in range(5)] for n in range(9, -1, -1)}
    files: dict[str, str | bytes | None] = {}
    for name, lacking in terms.items():
        modules = "".join(f"  - title: Osa\n    read: [{each}]\n" for each in lacking)
        files[f"content/onboarding/{name}.yaml"] = f"title: Polku\nmodules:\n{modules}"
    found = check(minimal(tmp_path, files))
    assert len(found) == 50
    assert len({problem.at.file for problem in found}) == 10
    places = [problem.at for problem in found]
    assert places == sorted(places)
    lines = [Messages(LOCALES, "fi").line(problem) for problem in found]
    assert len(set(lines)) == 50
    assert all("\n" not in line for line in lines)


# -- the source ------------------------------------------------------------------------------

#: Functions of ours that make a problem, the position of the code among their arguments, and the
#: values that they add by themselves.
MAKERS = {"Problem": set[str](), "_problem": set[str](), "warning": set[str](), "_unknown": {"id"}}
NO_VALUES = {"near", "severity"}


def problems_in(source: Path) -> Iterator[tuple[str, frozenset[str], str]]:
    """Code, names of the values and severity of every problem that a module can make."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name not in MAKERS:
            for call in ast.walk(function):
                if isinstance(call, ast.Call):
                    yield from problems_of(call, function)


def problems_of(call: ast.Call, function: ast.FunctionDef) -> Iterator[tuple[str, frozenset[str], str]]:
    name = ast.unparse(call.func)
    noted = name.endswith("problems.add")
    if not (noted or name in MAKERS) or not call.args:
        return
    values = {keyword.arg for keyword in call.keywords if keyword.arg} - NO_VALUES | MAKERS.get(name, set())
    severity = "warning" if name == "warning" else "error"
    if name == "Problem":
        for argument in call.args[2:3]:
            for mapping in [argument, *assigned(argument, function)]:
                if isinstance(mapping, ast.Dict):
                    values |= {str(key.value) for key in mapping.keys if isinstance(key, ast.Constant)}
        if any(isinstance(each, ast.Constant) and each.value == "warning" for each in call.args[3:]):
            severity = "warning"
    for code in [call.args[0], *assigned(call.args[0], function)]:
        for constant in ast.walk(code):
            if isinstance(constant, ast.Constant):
                yield str(constant.value), frozenset(values), severity


def assigned(name: ast.expr, function: ast.FunctionDef) -> list[ast.expr]:
    """What a function puts in a variable; of a condition, what it chooses between."""
    found: list[ast.expr] = []
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign) or not isinstance(name, ast.Name):
            continue
        if any(isinstance(target, ast.Name) and target.id == name.id for target in node.targets):
            value = node.value
            found += [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
    return found


def source_problems() -> dict[str, set[tuple[frozenset[str], str]]]:
    found: dict[str, set[tuple[frozenset[str], str]]] = defaultdict(set)
    for module in sorted((ROOT / "src" / "pathviz").rglob("*.py")):
        for code, values, severity in problems_in(module):
            found[code].add((values, severity))
    return found


SOURCE = source_problems()


@cache
def texts(lang: str) -> dict[str, dict[str, str]]:
    tables = tomllib.loads((LOCALES / f"faults.{lang}.toml").read_text(encoding="utf-8"))
    return {code: table for code, table in tables.items() if code not in SHARED}


def test_the_source_is_understood() -> None:
    # One of each way in which the code makes a problem, so that the search below cannot pass by finding none.
    assert SOURCE["duplicate-key"] == {(frozenset({"key", "first"}), "error")}
    assert SOURCE["unknown-actor"] == {(frozenset({"id"}), "error")}
    assert SOURCE["review-due"] == {(frozenset({"due"}), "warning")}
    assert SOURCE["html-removed"] == {(frozenset({"what"}), "warning")}
    assert SOURCE["image-not-found"] == {(frozenset({"target"}), "error")}
    assert len(SOURCE) > 60


@pytest.mark.parametrize("code", sorted(SOURCE))
def test_a_code_always_has_the_same_values_and_severity(code: str) -> None:
    assert len(SOURCE[code]) == 1, SOURCE[code]


def test_every_code_has_a_site_and_no_site_is_orphaned() -> None:
    assert {folder.name for folder in INVALID.iterdir()} == set(SOURCE)
    assert set(BUILDERS) <= set(SOURCE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_words_and_no_words_are_orphaned(lang: str) -> None:
    assert set(texts(lang)) == set(SOURCE)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(SOURCE))
def test_the_words_name_the_values_of_the_code(code: str, lang: str) -> None:
    table = texts(lang)[code]
    values, severity = next(iter(SOURCE[code]))
    assert set(PARTS) <= set(table)
    assert set(table) <= {*PARTS, "example", "severity"}
    assert placeholders(table["message"]) == values
    assert placeholders(table["mend"]) <= values
    assert not placeholders(table["title"] + table["why"])
    assert table.get("severity", "error") == severity
    for part in ("message", "mend", "why"):
        assert table[part].endswith("."), part
        assert "\n" not in table[part]
    assert not table["title"].endswith(".")


@pytest.mark.parametrize("code", sorted(SOURCE))
def test_both_languages_say_the_same_things(code: str) -> None:
    finnish, english = texts("fi")[code], texts("en")[code]
    assert finnish.keys() == english.keys()
    assert placeholders(finnish["mend"]) == placeholders(english["mend"])


def test_problem_is_the_only_thing_that_is_said(tmp_path: Path) -> None:
    """The smallest site says nothing at all, so that what a broken one says comes from what is broken."""
    found: list[Problem] = check(minimal(tmp_path))
    assert found == []
