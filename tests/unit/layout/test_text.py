"""Measuring and wrapping."""

from __future__ import annotations

import pytest

from layout.random_graphs import random_graph
from pathviz.layout import text as measured
from pathviz.layout.breaks import break_points
from pathviz.layout.text import SAFETY, narrowest, width, wrap
from pathviz.layout.widths import ADVANCES, UNITS_PER_EM

LONG = "Sosiaalihuoltolainmukainentyöllistymistätukevatoiminta"


def test_width_is_the_sum_of_advances() -> None:
    units = ADVANCES["a"][2] + ADVANCES["ä"][2]
    assert width("aä", 15, 600) == pytest.approx(units * 15 * SAFETY / UNITS_PER_EM)


def test_heavier_text_is_wider() -> None:
    assert width("asiakassuunnitelma", 15, 700) > width("asiakassuunnitelma", 15, 400)


def test_unknown_letters_take_room() -> None:
    assert width("漢", 15, 600) > width("n", 15, 600)


@pytest.mark.parametrize("letters", ["åäö", "ŠšŽž", "ÁáČčĐđŊŋŦŧ", "ÂâÕõǤǥǦǧǨǩƷʒǮǯʹ", "→–”“’…"])
def test_the_font_has_the_letters_of_the_languages(letters: str) -> None:
    assert all(letter in ADVANCES for letter in letters)


def test_lines_joined_give_the_text_back() -> None:
    text = f"Palvelutarpeen arviointi ja {LONG} kotona"
    assert "".join(line.text for line in wrap(text, 150, 15, 600)) == text


@pytest.mark.parametrize("limit", [60, 90, 120, 168, 240])
def test_lines_fit_with_their_hyphens(limit: float) -> None:
    for line in wrap(f"Monialainen {LONG} ja työllistymissuunnitelma", limit, 15, 600):
        assert line.width <= limit + 0.01


def test_lines_are_balanced() -> None:
    first, second = wrap("Ohjaus muuhun palveluun kunnassa", 200, 15, 600)
    assert abs(first.width - second.width) < 60


def test_soft_hyphens_win_and_vanish() -> None:
    lines = wrap("työllisty\u00admissuunnitelma", 130, 15, 600)
    assert [line.text for line in lines] == ["työllisty", "missuunnitelma"]
    assert lines[0].hyphen is not None


def test_own_hyphens_break_without_another() -> None:
    lines = wrap("opinto-ohjaajakeskustelut", 120, 15, 600)
    assert lines[0].text == "opinto-"
    assert lines[0].hyphen is None


def test_compounds_break_between_their_parts() -> None:
    assert wrap("kuntoutussuunnitelma", 130, 15, 600)[0].text == "kuntoutus"
    assert wrap("toteuttamiskelpoinen", 130, 15, 600)[0].text == "toteuttamis"


def test_no_part_of_a_word_is_shorter_than_three_letters() -> None:
    assert all(3 <= point <= len(LONG) - 3 for point in break_points(LONG))


def test_narrowest_takes_the_first_width_that_does() -> None:
    assert len(narrowest("yksi kaksi kolme neljä", (60.0, 90.0, 300.0), 13, 600, 2)) == 2
    assert len(narrowest(LONG * 3, (60.0, 90.0), 13, 600, 2)) > 2


def test_empty_text_has_no_lines() -> None:
    assert wrap("", 100, 15, 600) == ()


@pytest.mark.parametrize("limit", [6_000.0, 8_000.0, 10_100.0, 11_200.0, 20_000.0])
def test_whole_words_fall_into_lines_as_all_words_do(limit: float) -> None:
    found = 0
    for node in random_graph(11).nodes:
        words = measured._words(node.title, 600)
        ends = measured._ends(words, limit, len(words.words))
        if ends:
            found += 1
            filled = measured._fill(words, limit, 600, len(words.words))
            assert measured._whole(words, ends, 1.0) == measured._broken(filled, 1.0)
            if len(ends) > 1:
                assert not measured._ends(words, limit, len(ends) - 2)
    assert found
