"""A mapping read key by key: values, places, and what is said of what is not as it should be."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import pytest

from factories import codes, record, spots
from pathviz.problems import Location


class Kind(StrEnum):
    """Two words."""

    FIRST = "first"
    OTHER = "other"


def test_places_are_those_of_values_and_of_keys_of_what_has_parts() -> None:
    found, _ = record("title:   x\nlist: [a]\nmap:\n  b: c\nempty:\nquoted: 'y'\n", first_line=5)
    assert {key: (found.place(key).line, found.place(key).column) for key in found.places} == {
        "title": (5, 10),
        "list": (6, 1),
        "map": (7, 1),
        "quoted": (10, 9),
    }
    assert found.key_place("empty") == Location("a.yaml", 9, 1)
    assert found.key_place("none") == found.where


@pytest.mark.parametrize("written", ["", "~", "null", "[]", "{}"])
def test_nothing_written_is_nothing(written: str) -> None:
    found, problems = record(f"a: x\ntitle: {written}\n")
    assert not found.has("title")
    assert "title" not in found.places
    assert found.text("title", required=True) == ""
    assert [(p.code, p.at.line, p.at.column) for p in problems] == [("missing-key", 2, 1)]


@pytest.mark.parametrize("written", ["'~'", '"null"', "x"])
def test_a_quoted_nothing_is_a_text(written: str) -> None:
    found, problems = record(f"title: {written}\n")
    assert found.text("title", required=True) == written.strip("'\"")
    assert not problems


def test_an_empty_quoted_text_is_no_text_for_a_reader() -> None:
    found, _ = record('title: ""\n')
    assert found.text("title") == ""


def test_what_is_required_is_missed_at_the_record() -> None:
    found, problems = record("\n\na: b\n")
    found.text("title", required=True)
    assert spots(problems) == [("missing-key", 3, 1)]


def test_white_space_of_a_text_is_folded_and_of_markdown_kept() -> None:
    found, _ = record("a: >\n  x\n   y\n\n  z\nb: |\n  x\n   y\n\n  z\nc: x\n")
    assert found.text("a") == "x y z"
    assert found.block("b") == ("x\n y\n\nz\n", Location("a.yaml", 7, 1))
    assert found.block("c") == ("x", Location("a.yaml", 11, 4))


def test_a_duplicate_key_is_a_fault_at_the_second_and_names_the_first() -> None:
    found, problems = record("a: x\nb: y\na: z\n")
    assert found.text("a") == "x"
    assert [(p.code, p.at.line, p.values) for p in problems] == [("duplicate-key", 3, {"key": "a", "first": "1"})]


def test_a_key_that_is_no_word_is_a_fault() -> None:
    _, problems = record("title: x\n{a: b}: c\n[d]: e\n")
    assert spots(problems) == [("wrong-type", 2, 1), ("wrong-type", 3, 1)]


def test_an_unknown_key_is_a_fault_with_the_nearest_that_is_known() -> None:
    found, problems = record("sumary: x\nxyz: y\n")
    found.text("summary")
    found.close()
    assert [(p.code, p.near) for p in problems] == [("unknown-key", "summary"), ("unknown-key", "")]


@pytest.mark.parametrize(
    "text", ["{task: Kertoo, mitä toivoo}", "{task: Suunnittelee, toteuttaa}", "{task: 1,5 tuntia}"]
)
def test_a_comma_that_cut_a_text_in_braces_is_told_of_as_such(text: str) -> None:
    found, problems = record(text + "\n")
    found.text("task")
    found.close()
    (problem,) = problems
    assert problem.code == "comma-in-braces"
    assert problem.at.column == text.index(",") + 2 + (text[text.index(",") + 1] == " ")
    assert problem.values["text"] == text.partition(",")[2].strip(" }")


def test_a_forgotten_value_in_braces_is_no_cut_text() -> None:
    found, problems = record("{role: leads, taks}\n")
    found.text("role"), found.text("task")
    found.close()
    assert [(p.code, p.near) for p in problems] == [("unknown-key", "task")]


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\u0007", "\\x7f", "\\u0085"])
def test_a_control_character_cannot_be_written_by_an_escape(escape: str) -> None:
    found, problems = record(f'a: "x{escape}y"\nb: "x{escape}y"\nc: ["{escape}"]\n')
    found.text("a"), found.block("b"), found.texts("c")
    assert spots(problems) == [("not-text", 1, 4), ("not-text", 2, 4), ("not-text", 3, 5)]


def test_tabs_and_line_ends_by_escapes_are_white_space() -> None:
    found, problems = record('a: "x\\ty\\nz"\n')
    assert found.text("a") == "x y z"
    assert not problems


def test_a_text_may_be_as_long_as_its_limit() -> None:
    found, problems = record(f"a: {'ä' * 5}\nb: {'ä' * 6}\n")
    found.text("a", longest=5)
    found.text("b", longest=5)
    assert [(p.code, p.at.line, p.at.column, p.values) for p in problems] == [
        ("text-too-long", 2, 4, {"key": "b", "length": "6", "limit": "5"})
    ]


@pytest.mark.parametrize(("written", "value"), [("true", True), ("True", True), ("false", False)])
def test_a_flag(written: str, *, value: bool) -> None:
    found, problems = record(f"a: {written}\n")
    assert found.flag("a") is value
    assert not problems


@pytest.mark.parametrize("written", ["yes", "no", "on", "ei", "kyllä", "1", "[true]", "{a: b}"])
def test_other_words_are_no_flags(written: str) -> None:
    found, problems = record(f"a: {written}\n")
    assert found.flag("a") is False
    assert {(p.code, p.at.column) for p in problems} == {("wrong-type", 4)}


@pytest.mark.parametrize(("written", "value"), [("0", 0), ("12", 12), ("020", 20), ("999999", 999999)])
def test_a_number(written: str, value: int) -> None:
    found, problems = record(f"a: {written}\n")
    assert found.number("a") == value
    assert not problems


@pytest.mark.parametrize("written", ["-1", "1.5", "1e3", "1_0", "0x1", "1000000", "٣", "vuosi", "[1]", "9" * 5000])
def test_other_words_are_no_numbers(written: str) -> None:
    found, problems = record(f"a: {written}\n")
    assert found.number("a") is None
    assert codes(problems)[0] == "wrong-type"


def test_a_date() -> None:
    found, problems = record("a: 2026-11-21\nb: '2024-02-29'\n")
    assert (found.date("a"), found.date("b")) == (dt.date(2026, 11, 21), dt.date(2024, 2, 29))
    assert not problems


@pytest.mark.parametrize(
    "written",
    [
        "21.11.2026",
        "2026-02-30",
        "2026-13-01",
        "2026-1-1",
        "0000-01-01",
        "2026-11-21T10:00",
        "٢٠٢٦-١١-٢١",  # noqa: RUF001
        "eilen",
        "[2026-11-21]",
    ],
)
def test_other_words_are_no_dates(written: str) -> None:
    found, problems = record(f"a: {written}\n")
    assert found.date("a") is None
    assert {(p.code, p.values["key"]) for p in problems} == {("wrong-type", "a")}


def test_a_choice_is_one_of_its_words() -> None:
    found, problems = record("a: other\nb: othr\nc: [other]\n")
    assert found.choice("a", Kind, Kind.FIRST) is Kind.OTHER
    assert found.choice("b", Kind, Kind.FIRST) is Kind.FIRST
    assert found.choice("c", Kind, Kind.FIRST) is Kind.FIRST
    assert found.choice("d", Kind, Kind.FIRST) is Kind.FIRST
    assert [(p.code, p.near, p.values.get("known", "")) for p in problems] == [
        ("unknown-word", "other", "first, other"),
        ("wrong-type", "", ""),
    ]


def test_choices_are_one_or_several() -> None:
    found, problems = record("a: other\nb: [first, other]\n")
    assert found.choices("a", Kind) == (Kind.OTHER,)
    assert found.choices("b", Kind) == (Kind.FIRST, Kind.OTHER)
    assert not problems
    assert found.choices("c", Kind) == ()
    assert codes(problems) == ["missing-key"]


def test_a_text_stands_for_a_list_of_one() -> None:
    found, problems = record("a: x\nb: [y, z]\nc:\n  - v\n  - w\n")
    assert found.texts("a") == ("x",)
    assert found.texts("b") == ("y", "z")
    assert found.located_texts("c") == (("v", Location("a.yaml", 4, 5)), ("w", Location("a.yaml", 5, 5)))
    assert not problems


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: {b: c}\n", ("wrong-type", 1, 4)),
        ("a: [b, [c]]\n", ("wrong-type", 1, 8)),
        ("a:\n  - b\n  - c: d\n", ("wrong-type", 3, 5)),
    ],
)
def test_a_list_of_texts_holds_texts(text: str, fault: tuple[str, int, int]) -> None:
    found, problems = record(text)
    found.texts("a")
    assert spots(problems) == [fault]


def test_items_are_records_and_texts() -> None:
    found, problems = record("a: [x, {b: c}, [d]]\n")
    items = list(found.items("a"))
    assert items[0] == ("x", Location("a.yaml", 1, 5))
    assert not isinstance(items[1], tuple)
    assert items[1].text("b") == "c"
    assert spots(problems) == [("wrong-type", 1, 16)]


def test_records_are_mappings_alone() -> None:
    found, problems = record("a: [x, {b: c}]\n")
    assert [each.text("b") for each in found.records("a")] == ["c"]
    assert spots(problems) == [("wrong-type", 1, 5)]


def test_entries_keep_their_order_and_stand_at_their_names() -> None:
    found, problems = record("z: {a: b}\nm:\n  a: b\nx:\ny: text\nempty: {}\n")
    assert [(name, entry.where[1]) for name, entry in found.entries()] == [("z", 1), ("m", 2), ("empty", 6)]
    assert spots(problems) == [("wrong-type", 4, 1), ("wrong-type", 5, 4)]
    found.close()
    assert codes(problems) == ["wrong-type", "wrong-type"]


def test_named_texts() -> None:
    found, problems = record('codes: {b: "020", a: x}\n')
    assert found.named_texts("codes") == {"b": "020", "a": "x"}
    assert not problems


def test_a_layer_requires_nothing_and_holds_texts_alone() -> None:
    found, problems = record("a: x\nd: 2026-11-21\nf: true\nn: 1\nk: other\n", sparse=True)
    assert found.text("title", required=True) == ""
    assert found.text("a") == "x"
    assert (found.date("d"), found.flag("f"), found.number("n")) == (None, False, None)
    assert found.choice("k", Kind, Kind.FIRST) is Kind.FIRST
    assert spots(problems) == [("layer-not-text", line, 1) for line in (2, 3, 4, 5)]
