"""Plain YAML read line by line: whatever is read so is what libyaml reads, to the last place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from factories import SITES
from pathviz.plain import plain_mapping
from pathviz.problems import Problems
from pathviz.source import compose, mapping_of, split_front_matter
from pathviz.written import Mapping, Sequence, Value

PLAIN = """\
# otsikko
title: Työ 27 d § (ehkä)!
url: https://a.b/c:d

nothing:
null-word: null
quoted: "Kyllä, #1: [ehkä]"
empty: ""
steps:
  alku:
    roles: {a: {role: leads, task: "Kysyy, {kuulee}"}, b:   {role: tukee},  c: [d, e]}
    next: [loppu, {to: alku, kind: back}]
  loppu:
      kind: end
sources:
- title: Yksi
  laws: [1301/2014 36 §]
-   title: Kaksi
list:
  - {to: a, when: Kun}
  - sana toinen
  - "x"
last: 2026-11-21
"""


def said(value: Value) -> object:
    """All that is known of a value: what it is, what it holds in order, and where everything stands."""
    if isinstance(value, Mapping):
        held = [(key, said(inner)) for key, inner in value.values.items() if key in value.places]
        return value.at, value.is_flow, list(value.keys.items()), held, value.places
    if isinstance(value, Sequence):
        return value.at, [(said(item), place) for item, place in value.items]
    return value, type(value)


def by_libyaml(text: str, first_line: int = 1) -> tuple[Mapping | None, Problems]:
    problems = Problems()
    node = compose(text, "a.yaml", problems, first_line=first_line)
    return (mapping_of(node, "a.yaml", problems, first_line=first_line) if node else None), problems


def assert_same(text: str, first_line: int = 1) -> bool:
    """Whether a text is plain; if so, libyaml says the same of it and finds no fault."""
    plain = plain_mapping(text, first_line)
    if plain is None:
        return False
    mapping, problems = by_libyaml(text, first_line)
    assert mapping is not None, text
    assert not problems, text
    assert said(plain) == said(mapping), text
    return True


@pytest.mark.parametrize("first_line", [1, 2])
def test_what_is_usually_written_is_plain(first_line: int) -> None:
    assert assert_same(PLAIN, first_line)


@pytest.mark.parametrize(
    "line",
    [
        "a: b: c",
        "a: b # c",
        "a: b:",
        "a: b\tc",
        "a:\tb",
        "a : b",
        "a: b ",
        "a: 'b'",
        'a: "b\\n"',
        'a: "b',
        'a: "b" c',
        "a: |",
        "a: &x b",
        "a: *x",
        "a: !x b",
        "a: - b",
        "a: ? b",
        "a: @b",
        "a: %b",
        "a: `b",
        "a: {b: c",
        "a: {b: c}}",
        "a: {b: c]",
        "a: {b, c: d}",
        "a: {b: c, b: d}",
        "a: {b:c}",
        "a: {b: c?}",
        "a: []",
        "a: {}",
        "a: [b: c]",
        "a: [b, , c]",
        "a: [b]]",
        "a: [b] c",
        "a: [[[b]]]",
        "a: b\n  c",
        "a: b\n  c: d",
        "a: b\nc",
        "a: b\na: c",
        "a:\n  b: c\n d: e",
        " a: b\nc: d",
        "a:\n- b\n c: d",
        "a:\n- b\n- c: d\n e: f",
        "a:\n  - b\n - c",
        "- a",
        "--- \na: b",
        "a: b\n...",
        "? a\n: b",
        '"a": b',
        "a: b\x85c",
        "a: b\u2028c",
        "a: b\ufeffc",
        "a: 😀",
        "",
        "# a",
    ],
)
def test_what_is_not_surely_plain_is_left_to_libyaml(line: str) -> None:
    assert plain_mapping(line + "\n") is None


def test_deep_nesting_is_left_to_libyaml() -> None:
    assert plain_mapping("".join(f"{' ' * n}a:\n" for n in range(1000))) is None


@pytest.mark.parametrize("seed", range(40))
def test_texts_of_any_kind_are_read_as_libyaml_reads_them(seed: int) -> None:
    chance = random.Random(seed)
    words = ["b", "b c", "b:c", "b: c", "b #c", "b#c", '"b, c"', '""', "null", "~", "1:30", "ä–ö", "b,c", "b?", "'b'"]
    words += [" ", "", "{a: b}", "{a: b, c: {d: e}}", "[b]", "[b, c ]", "[ b,c]", '{a: [b, "c"], d: e f}', "[b,]"]
    words += ["{a: b:c}", "{a: b,c: d}", "{a: [b, [c]]}", "[b c]", "{a:  b }", '{a: "b", c: ""}', "[null]"]
    words += ["{a: null}", "[{a: b}, c]"]
    starts = ["a:", "b:", "c: ", "d-e: ", "f/g:  ", "- ", "- a: ", "-  b:", "# c", "", "h i: "]
    plain = 0
    for _ in range(150):
        lines = []
        indent = 0
        for _ in range(chance.randrange(1, 7)):
            indent = max(0, indent + chance.choice([0, 0, 0, 2, 2, -2, 1, -4]))
            start = chance.choice(starts)
            lines.append(" " * indent + start + (chance.choice(words) if start.endswith(" ") else ""))
        plain += assert_same("\n".join(lines) + chance.choice(["", "\n"]))
    assert plain


@pytest.mark.parametrize("file", sorted(SITES.rglob("*.yaml")) + sorted(SITES.rglob("*.md")), ids=str)
def test_files_of_sites_are_read_as_libyaml_reads_them(file: Path) -> None:
    text = file.read_text("utf-8")
    parts = split_front_matter(text) if file.suffix == ".md" else (text, "", 0)
    if parts is not None:
        assert_same(parts[0])
