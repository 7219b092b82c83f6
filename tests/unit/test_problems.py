"""Places, problems and their collector."""

from __future__ import annotations

import random
from copy import copy

import pytest

from pathviz.problems import Location, Problem, Problems, nearest, packed, unpacked


def test_a_location_reads_as_compilers_print_it() -> None:
    assert str(Location("content/site.yaml", 3, 8)) == "content/site.yaml:3:8"
    assert str(Location("content/site.yaml")) == "content/site.yaml:1:1"


@pytest.mark.parametrize("place", [(1, 1), (3, 8), (100_000, 1), (1, 1_000_000)])
def test_a_packed_place_unpacks_to_itself(place: tuple[int, int]) -> None:
    assert unpacked(packed(*place), "a.yaml") == Location("a.yaml", *place)


def test_a_location_travels_between_processes() -> None:
    sent = copy(Location("a.yaml", 3, 8))  # by the same way as pickle
    assert sent == Location("a.yaml", 3, 8)
    assert type(sent) is Location


def test_problems_come_out_by_file_line_column_and_code_whatever_the_order() -> None:
    written = [
        Problem("b", Location("a.yaml", 2, 1)),
        Problem("a", Location("a.yaml", 10, 1)),
        Problem("a", Location("a.yaml", 2, 2)),
        Problem("a", Location("a.yaml", 2, 1)),
        Problem("a", Location("b.yaml", 1, 1), {"id": "y"}),
        Problem("a", Location("b.yaml", 1, 1), {"id": "x"}),
    ]
    orders = []
    for seed in range(10):
        shuffled = written[:]
        random.Random(seed).shuffle(shuffled)
        problems = Problems()
        problems.extend(shuffled)
        orders.append(list(problems))
    assert all(order == orders[0] for order in orders)
    assert [(p.at.file, p.at.line, p.at.column, p.code, p.values.get("id", "")) for p in orders[0]] == [
        ("a.yaml", 2, 1, "a", ""),
        ("a.yaml", 2, 1, "b", ""),
        ("a.yaml", 2, 2, "a", ""),
        ("a.yaml", 10, 1, "a", ""),
        ("b.yaml", 1, 1, "a", "x"),
        ("b.yaml", 1, 1, "a", "y"),
    ]


def test_the_same_fault_is_given_once_and_another_value_is_another_fault() -> None:
    problems = Problems()
    for word in ("x", "x", "y"):
        problems.add("unknown-key", Location("a.yaml"), key=word)
    assert [problem.values["key"] for problem in problems] == ["x", "y"]


def test_warnings_are_no_errors() -> None:
    problems = Problems()
    assert not problems
    problems.extend([Problem("should-have", Location("a.yaml"), {"key": "easy"}, "warning")])
    problems.add("missing-key", Location("a.yaml"), near="title", key="title")
    assert problems
    assert {p.code: (p.severity, p.near) for p in problems} == {
        "should-have": ("warning", ""),
        "missing-key": ("error", "title"),
    }


def test_the_nearest_word_is_the_same_whatever_the_order() -> None:
    known = ["ohjaaja", "ohjaajat", "asiakas"]
    assert nearest("ohjaja", known) == "ohjaaja"
    assert nearest("ohjaja", reversed(known)) == "ohjaaja"
    assert nearest("ohjaja", []) == ""
    assert nearest("", known) == ""
    assert nearest("kissa", ["sosiaaliohjaaja"]) == ""
