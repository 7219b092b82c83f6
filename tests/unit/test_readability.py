"""Texts that are hard to read, and the many that only look so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from factories import codes, description, end, path, start, to
from pathviz.checks.readability import hard_to_read, lix, passive, sentences
from pathviz.loader import load_site
from pathviz.problems import Problems

ROOT = Path(__file__).resolve().parents[2]
LONG = "Tulet ja kerrot " + "ja kerrot " * 6 + "meille."


@pytest.mark.parametrize(
    "text",
    [
        "Suunnitelma tehdään yhdessä.",
        "Sinulta kysytään asiaa.",
        "Asiasta sovitaan.",
        "Sinua kuunnellaan.",
        "Apua tarvitaan.",
        "Tuki arvioidaan.",
        "Siitä sovittiin.",
        "Sinua autettiin.",
        "Kaikki tehtiin valmiiksi.",
        "Tilanne arvioitiin.",
        "Sinulle on varattu aika",
        "On jo sovittu, mitä teet.",
        "Sinulle tarjottaisiin apua.",
    ],
)
def test_passives_are_found(text: str) -> None:
    assert passive(text)


@pytest.mark.parametrize(
    "text",
    [
        "Menet työtoimintaan ja kuntaan.",
        "Et tarvitse mitään. Et pyydä ketään.",
        "Hän kertoo tilanteestaan ja asioistaan ja hoitaa asioitaan.",
        "Hän tekee töitään mielellään.",
        "Tulet arviointiin ja kotiin. Menet nettiin.",
        "Mukana on tuttu ohjaaja.",
        "Tämä on tyhjä kohta ja hän on tyytyväinen.",
        "Otat yhteyttä iltaan asti.",
        "Olet alussa. Sinä autat itseään etsivää.",
        "Saat rahaa kerran kuussa suoraan tilille.",
    ],
)
def test_what_ends_like_a_passive_is_none(text: str) -> None:
    assert passive(text) == ""


def test_sentences_end_where_a_new_one_begins() -> None:
    assert sentences("Tulet klo 9. Kerrot, esim. kotoa. 2 päivää riittää.") == [
        "Tulet klo 9.",
        "Kerrot, esim. kotoa.",
        "2 päivää riittää.",
    ]


def test_lix_counts_words_in_a_sentence_and_long_words() -> None:
    assert lix("") == 0
    assert lix("Aa bb. Cc dd.") == 2
    assert lix("Pitkäsana aa. Bb cc.") == 2 + 25


def test_easy_texts_are_held_to_short_sentences_and_the_active_voice() -> None:
    long_words = "Asiakassuunnitelmassa tarvittavat yhteistyökumppanit osallistuvat. " * 4
    hard = path(start("alku", to("loppu"), easy=LONG, easy_title="Asia hoidetaan"), end("loppu", easy=long_words))
    assert codes(hard_to_read(hard, "fi")) == ["sentence-long", "easy-passive", "easy-words-long"]
    assert codes(hard_to_read(path(), "fi")) == []


def test_the_words_of_a_choice_are_easy_too() -> None:
    chosen = replace(to("loppu"), easy="Minut ohjataan muualle")
    found = list(hard_to_read(path(start("alku", chosen), end("loppu")), "fi"))
    assert [(problem.code, problem.values) for problem in found] == [
        ("easy-passive", {"key": "easy", "word": "ohjataan"})
    ]


def test_a_summary_may_have_longer_sentences() -> None:
    summary = " ".join(["sana"] * 25)
    assert codes(hard_to_read(path(description=description(summary=summary)), "fi")) == []
    found = list(hard_to_read(path(description=description(summary=f"{summary} yli.")), "fi"))
    assert [(problem.code, problem.severity) for problem in found] == [("sentence-long", "warning")]
    assert found[0].values == {"key": "summary", "begin": "sana sana sana sana", "words": "26", "limit": "25"}


def test_passives_are_looked_for_in_finnish_alone() -> None:
    swedish = path(start("alku", "loppu", easy="Du går till stugan taan tään."), end("loppu"))
    assert codes(hard_to_read(swedish, "sv")) == []


def test_our_own_texts_are_easy_to_read() -> None:
    loaded = load_site(ROOT, Problems())
    sites = {"fi": loaded.site, **loaded.layers}
    found = [
        problem for lang, site in sites.items() for each in site.paths.values() for problem in hard_to_read(each, lang)
    ]
    assert found == []
