"""Files, front matter and YAML: what is read, and where what cannot be read stands."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from factories import spots
from pathviz.problems import Location, Problems
from pathviz.records import read_record
from pathviz.source import (
    MAX_BYTES,
    MAX_DEPTH,
    MappingNode,
    Node,
    _SlowLoader,
    as_id,
    check_id,
    compose,
    is_untangled,
    read_text,
    split_front_matter,
)

# -- files -----------------------------------------------------------------------------------


def read(tmp_path: Path, content: bytes) -> tuple[str | None, Problems]:
    file = tmp_path / "a.yaml"
    file.write_bytes(content)
    problems = Problems()
    return read_text(file, "content/a.yaml", problems), problems


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("ä\n".encode(), "ä\n"),
        ("\ufeffä\n".encode(), "ä\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb\r", "a\nb\n"),
        (b"a\n\r\nb\r\rc", "a\n\nb\n\nc"),
        (b"a\tb\n", "a\tb\n"),
    ],
)
def test_a_text_has_plain_line_ends_and_no_mark(tmp_path: Path, content: bytes, text: str) -> None:
    found, problems = read(tmp_path, content)
    assert found == text
    assert not problems


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"\xe4", "not-utf8", 1, 1),
        ("ä".encode() + b"\xe4", "not-utf8", 1, 2),
        (b"a\r\nb\r\nc\xff", "not-utf8", 3, 2),
        ("\ufeffä".encode() + b"\xff", "not-utf8", 1, 2),
        (b"\xff\xfet\x00", "not-utf8", 1, 1),
        (b"t\x00\xff", "not-text", 1, 2),
        (b"a\nb\x00", "not-text", 2, 2),
        (b"\x1b[31m", "not-text", 1, 1),
        ("äö\x7f".encode(), "not-text", 1, 3),
        (b"a\r\n\x0c", "not-text", 2, 1),
    ],
)
def test_what_is_no_text_is_a_fault_at_its_place(
    tmp_path: Path, content: bytes, code: str, line: int, column: int
) -> None:
    found, problems = read(tmp_path, content)
    assert found is None
    assert [(p.code, p.at) for p in problems] == [(code, Location("content/a.yaml", line, column))]


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    assert read(tmp_path, b"x" * MAX_BYTES)[0] is not None
    found, problems = read(tmp_path, b"x" * (MAX_BYTES + 1))
    assert found is None
    assert [(p.code, p.values) for p in problems] == [("file-too-large", {"limit": "1000"})]


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    problems = Problems()
    assert read_text(tmp_path / "none.yaml", "none.yaml", problems) is None
    assert read_text(tmp_path, "folder", problems) is None
    assert {p.at.file: (p.code, p.values["reason"]) for p in problems} == {
        "none.yaml": ("file-unreadable", "No such file or directory"),
        "folder": ("file-unreadable", "Is a directory"),
    }


# -- front matter ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\ntitle: x\n---\nTeksti\n", ("title: x\n", "Teksti\n", 4)),
        ("---\ntitle: x\n---", ("title: x\n", "", 3)),
        ("--- \t\ntitle: x\n---  \nTeksti", ("title: x\n", "Teksti", 4)),
        ("---\n---\n", ("", "", 3)),
        ("---\na: |\n  ---\nb: c\n---\nTeksti\n---\n", ("a: |\n  ---\nb: c\n", "Teksti\n---\n", 6)),
        ("---\na: b\n----\n---\n", ("a: b\n----\n", "", 5)),
    ],
)
def test_front_matter_stands_between_two_lines_of_hyphens(text: str, parts: tuple[str, str, int]) -> None:
    assert split_front_matter(text) == parts


@pytest.mark.parametrize("text", ["", "Teksti\n", "---\ntitle: x\n", "---", "\n---\na: b\n---\n", "--- a: b\n---\n"])
def test_a_text_without_front_matter_has_none(text: str) -> None:
    assert split_front_matter(text) is None


# -- YAML ------------------------------------------------------------------------------------


def faults(text: str, first_line: int = 1) -> list[tuple[str, int, int]]:
    problems = Problems()
    assert compose(text, "content/a.yaml", problems, first_line=first_line) is None
    return spots(problems)


def scalars(text: str) -> dict[str, str]:
    node = compose(text, "a.yaml", Problems())
    assert node is not None
    return {key[0]: value[0] for key, value in node.value}


@pytest.mark.parametrize(
    "word",
    [
        "020",
        "0o17",
        "1_000",
        "1e3",
        "1:30",
        "no",
        "No",
        "ei",
        "yes",
        "on",
        "off",
        "y",
        "true",
        "null",
        "~",
        "2026-11-21",
    ],
)
def test_every_value_stays_the_text_that_was_written(word: str) -> None:
    assert scalars(f"code: {word}\n{word}x: y\n") == {"code": word, f"{word}x": "y"}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert list(scalars("<<: x\n=: y\n")) == ["<<", "="]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: a: b\n", ("yaml-syntax", 1, 9)),
        ("a: b\nc\nd: e\n", ("yaml-syntax", 2, 1)),
        ("a: b\nc:d\ne: f\n", ("yaml-syntax", 2, 1)),
        ("a:\n\tb: c\n", ("yaml-syntax", 2, 1)),
        ('ä: "x\n', ("yaml-syntax", 1, 4)),
        ('ä: {b: "x}\nc: d\n', ("yaml-syntax", 1, 8)),
        ("a: |\n\tb\n", ("yaml-syntax", 2, 1)),
        ("a: b\n---\nc: d\n", ("yaml-syntax", 2, 1)),
        ("a: b\n...\nc: d\n", ("yaml-syntax", 3, 1)),
        ("", ("file-empty", 1, 1)),
        ("# x\n", ("file-empty", 1, 1)),
        ("---\n", ("file-empty", 1, 1)),
        ("- a\n", ("wrong-type", 1, 1)),
        ("\n\n  teksti\n", ("wrong-type", 3, 3)),
        ("a: &x b\n", ("yaml-alias", 1, 4)),
        ("a:\n- &x b\n- *x\n", ("yaml-alias", 2, 3)),
        ("a: [&x b]\n", ("yaml-alias", 1, 5)),
        ("&x a: b\n", ("yaml-alias", 1, 1)),
        ("a: !!str b\n", ("yaml-tag", 1, 4)),
        ("a: !!python/object/apply:os.system [ls]\n", ("yaml-tag", 1, 4)),
        ("a: !Oma b\n", ("yaml-tag", 1, 4)),
        ("a: !<tag:x> b\n", ("yaml-tag", 1, 4)),
    ],
)
def test_faults_of_notation_stand_at_their_place(text: str, fault: tuple[str, int, int]) -> None:
    assert faults(text) == [fault]
    code, line, column = fault
    assert faults(text, first_line=2) == [(code, line + 1, column)]


def test_a_tag_is_named_as_it_was_written() -> None:
    problems = Problems()
    compose("a: !!python/name:os.system x\n", "a.yaml", problems)
    assert [p.values["tag"] for p in problems] == ["!!python/name:os.system"]


@pytest.mark.parametrize(
    "text", ["a: b & c\n", "a: b * c\n", "a: Huom! b\n", 'a: "&b *c !d"\n', "a: |\n  &b *c\n", "a: 1*2\n"]
)
def test_signs_within_a_text_are_a_text(text: str) -> None:
    problems = Problems()
    assert compose(text, "a.yaml", problems) is not None
    assert not problems


def laughs() -> str:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "{" * 100_000,
        "a: " + "[a, " * 100_000,
        "a: " + "{a: " * 100_000,
        "a: " + '["x", ' * 50_000 + "]" * 50_000,
        "a: " + "[\n" * 100_000,
        "a: " + "[ # x\n" * 50_000,
        "a:\n  " + "- " * 100_000,
        "? " * 100_000,
        "- ? " * 100_000,
    ],
    ids=["[", "{", "[a,", "{a:", "mixed", "[ on lines", "[ with comments", "-", "?", "- ?"],
)
def test_deep_nesting_is_a_fault_and_not_a_fall(text: str) -> None:
    problems = Problems()
    assert compose(text, "a.yaml", problems) is None
    assert [(p.code, p.values) for p in problems] == [("yaml-too-deep", {"limit": str(MAX_DEPTH)})]


@pytest.mark.parametrize("depth", [100, 500, 900])
@pytest.mark.parametrize("opening", ["[", "{a: ", "[a, "])
def test_what_is_not_looked_at_twice_does_not_fall_either(opening: str, depth: int) -> None:
    closing = {"[": "]", "{a: ": "}", "[a, ": "]"}[opening]
    problems = Problems()
    compose("a:\n" + f" {opening}\n" * depth + f" {closing}\n" * depth, "a.yaml", problems)
    assert all(p.code in ("yaml-too-deep", "yaml-syntax") for p in problems)


@pytest.mark.parametrize("depth", [100, 900])
def test_deep_brackets_that_are_read_are_one_fault(depth: int) -> None:
    problems = Problems()
    assert read_record("a:\n" + " [\n" * depth + " b\n" + " ]\n" * depth, "a.yaml", problems) is not None
    assert spots(problems) == [("yaml-too-deep", 1 + MAX_DEPTH + 2, 2)]


def test_nesting_by_indents_does_not_fall() -> None:
    text = "".join(f"{' ' * n}a:\n" for n in range(1300))
    assert len(text) < MAX_BYTES
    problems = Problems()
    compose(text, "a.yaml", problems)
    assert [p.code for p in problems] == ["yaml-too-deep"]


def test_a_billion_laughs_is_one_fault() -> None:
    assert faults(laughs()) == [("yaml-alias", 1, 5)]


def events_of(text: str) -> Iterator[yaml.Event]:
    return iter(yaml.parse(text, Loader=yaml.BaseLoader))


@pytest.mark.parametrize("seed", range(60))
def test_no_alias_anchor_or_tag_slips_through(seed: int) -> None:
    """Whatever PyYAML's own parser sees as one of them is a fault here, however it is written."""
    chance = random.Random(seed)
    pieces = [
        "a: ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "? ",
        "\n",
        "\n  ",
        "&b ",
        "*b ",
        "!c ",
        "!!str ",
        '"x"',
        "y",
        "\t",
    ]
    for _ in range(60):
        text = "k: " + "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 12)))
        try:
            forbidden = any(
                isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None)
                for event in events_of(text)
            )
        except yaml.YAMLError:
            continue
        problems = Problems()
        node = compose(text, "a.yaml", problems)
        if forbidden:
            assert node is None, text
            assert problems


def test_positions_count_characters() -> None:
    node = compose("äö: ÄÖ\n€€: 😀 x\n", "a.yaml", Problems())
    assert node is not None
    places = [(value[1].line + 1, value[1].column + 1) for _, value in node.value]
    assert places == [(1, 5), (2, 5)]


@pytest.mark.parametrize("text", ["a: b\nc: [d, 'e']\n", 'a: |\n  b\n? c\n: {d: "e", f}\n', "äö:\n- ~\n-\n- - b\n"])
def test_without_libyaml_the_nodes_are_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(node: Node | None) -> object:
        if isinstance(node, tuple):
            words, start, end, style = node
            return words, style, (start.line, start.column), (end.line, end.column)
        assert node is not None
        assert isinstance(node.value, list)
        parts = [part for pair in node.value for part in pair] if isinstance(node, MappingNode) else node.value
        return type(node), node.start_mark.line, node.start_mark.column, [shown(part) for part in parts]

    fast = shown(compose(text, "a.yaml", Problems()))
    monkeypatch.setattr("pathviz.source._LOADER", _SlowLoader)
    assert shown(compose(text, "a.yaml", Problems())) == fast


@pytest.mark.parametrize("text", ["a: b\n", "a: [\n"])
def test_others_who_read_yaml_have_the_nodes_that_they_know(text: str) -> None:
    compose(text, "a.yaml", Problems())
    node = yaml.compose("a: b\n", Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    assert isinstance(node, yaml.MappingNode)
    assert isinstance(node.value[0][0], yaml.ScalarNode)


# -- ids -------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["a", "a-b", "27-d", "x1"])
def test_an_id_can_be_an_address(word: str) -> None:
    problems = Problems()
    assert check_id(word, Location("a.yaml"), problems)
    assert not problems


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("Työ", "tyo"),
        ("a b", "a-b"),
        ("a_b", "a-b"),
        ("-a", "a"),
        ("a--b", "a-b"),
        ("a-", "a"),
        ("a\n", "a"),
        ("..", ""),
        ("a/b", "a-b"),
        ("%2e", "2e"),
        ("", ""),
        ("ı", ""),  # noqa: RUF001
    ],
)
def test_what_can_be_no_address_is_a_fault_with_the_id_it_could_be(word: str, near: str) -> None:
    problems = Problems()
    assert not check_id(word, Location("a.yaml", 2, 3), problems)
    assert [(p.code, p.near, p.at) for p in problems] == [("id-not-url-safe", near, Location("a.yaml", 2, 3))]
    assert as_id(word) == near


@pytest.mark.parametrize("mark", ["[", "![", "[a](", "[[]", "[a](((", "<a ", "a<b ", "> " * 20, "> " * 60])
def test_text_that_readers_choke_on_is_a_fault(mark: str) -> None:
    problems = Problems()
    assert not is_untangled("Alku.\n\n" + mark * 41, Location("a.md", 10), problems)
    (problem,) = problems
    assert problem.code == "text-tangled"
    assert problem.at.line == 12


@pytest.mark.parametrize(
    "text",
    [
        "[linkki](osoite) " * 500,
        "- [x] tehty (näin)\n" * 500,
        "(sulku\n\n" * 500,
        "> lainaus\n" * 500,
        "5 < 6 ja 7 > 6\n" * 100,
    ],
)
def test_text_that_is_only_long_is_none(text: str) -> None:
    problems = Problems()
    assert is_untangled(text, Location("a.md"), problems)
    assert not problems


def test_markdown_beyond_the_limit_is_a_fault() -> None:
    problems = Problems()
    assert not is_untangled("a" * 200_001, Location("a.md"), problems)
    assert [problem.code for problem in problems] == ["file-too-large"]
