"""Problems in words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest

from factories import record
from pathviz import model
from pathviz.messages import Messages, placeholders
from pathviz.problems import Location, Problem, Problems
from pathviz.source import compose

LOCALES = Path(__file__).resolve().parent.parent.parent / "templates" / "locales"
FINNISH, ENGLISH = Messages(LOCALES), Messages(LOCALES, "en")
PLACE = Location("content/site.yaml", 3, 8)


def test_a_line_says_where_what_and_how_to_mend_it() -> None:
    problem = Problem("unknown-key", PLACE, {"key": "sumary"}, near="summary")
    assert FINNISH.line(problem) == (
        "content/site.yaml:3:8: virhe[unknown-key] Kohtaa ”sumary” ei tunneta tässä paikassa. "
        "Korjaa kohdan nimi ja sisennys tai poista kohta. Kaikki kohdat ovat sivuston sivulla kunnalle/muoto. "
        "Tarkoititko ”summary”?"
    )
    assert ENGLISH.line(problem) == (
        "content/site.yaml:3:8: error[unknown-key] The field “sumary” is not known here. "
        "Correct the field's name and indent, or remove it. All fields are on the site's page kunnalle/muoto. "
        "Did you mean “summary”?"
    )


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert not FINNISH.line(Problem("unknown-key", PLACE, {"key": "x"})).endswith("?")


def test_choices_are_told_with_their_meanings() -> None:
    problem = Problem("unknown-word", PLACE, {"key": "status", "word": "Julkaistu", "known": "draft, published"})
    assert FINNISH.sentence(problem) == (
        "Kohdassa ”status” ei voi olla ”Julkaistu”. Vaihtoehdot ovat: draft (luonnos), published (julkaistu). "
        "Valitse jokin näistä. Tarkoititko ”published”?"
    )
    assert "Vaihtoehdot ovat: front (asiakkaan kanssa), back (taustalla)." in FINNISH.sentence(
        Problem("unknown-word", PLACE, {"key": "lane", "word": "x", "known": "front, back"})
    )
    assert ENGLISH.sentence(problem).count("(") == 0


def test_every_choice_of_the_format_has_its_meaning_in_finnish() -> None:
    enums = [one for one in vars(model).values() if isinstance(one, type) and issubclass(one, StrEnum)]
    assert len(enums) > 8
    for one in enums:
        known = [word.value for word in one]
        line = FINNISH.line(Problem("unknown-word", PLACE, {"key": "x", "word": "x", "known": ", ".join(known)}))
        assert all(f"{word} (" in line for word in known), one


def test_the_severity_is_the_problems_own() -> None:
    values = {"key": "easy"}
    assert ": varoitus[should-have] " in FINNISH.line(Problem("should-have", PLACE, values, "warning"))
    assert ": virhe[should-have] " in FINNISH.line(Problem("should-have", PLACE, values, "error"))


@pytest.mark.parametrize(
    ("errors", "warnings", "finnish", "english"),
    [
        (0, 0, "Ei virheitä eikä varoituksia.", "No errors or warnings."),
        (1, 0, "1 virhe.", "1 error."),
        (0, 1, "1 varoitus.", "1 warning."),
        (2, 1, "2 virhettä ja 1 varoitus.", "2 errors and 1 warning."),
        (1, 12, "1 virhe ja 12 varoitusta.", "1 error and 12 warnings."),
        (0, 3, "3 varoitusta.", "3 warnings."),
    ],
)
def test_the_summary_counts_in_the_right_number(errors: int, warnings: int, finnish: str, english: str) -> None:
    assert FINNISH.summary(errors, warnings) == finnish
    assert ENGLISH.summary(errors, warnings) == english


@pytest.mark.parametrize("expected", ["text", "list", "mapping", "flag", "number", "date", "colour", "language"])
def test_what_is_expected_is_in_words(expected: str) -> None:
    for words in (FINNISH, ENGLISH):
        line = words.line(Problem("wrong-type", PLACE, {"key": "avain", "expected": expected}))
        assert words._shared["words"][expected] in line


def test_a_reason_of_the_system_is_translated_and_an_unknown_one_shown() -> None:
    def line(reason: str) -> str:
        return FINNISH.line(Problem("file-unreadable", PLACE, {"reason": reason}))

    assert "sinulla ei ole siihen lukuoikeutta" in line("Permission denied")
    assert "Stale file handle" in line("Stale file handle")


#: Texts that authors write, and a word of what they are told.
BROKEN = {
    "title: Polku: alku\n": "kaksoispiste",
    "title: x\n\tsummary: y\n": "sarkaimella",
    "title:\n\tsummary: y\n": "sarkaimella",
    "title: @x\n": "lainausmerkit",
    "title: %x\n": "lainausmerkit",
    "title: `x`\n": "lainausmerkit",
    "title: x\n summary: y\n": "sisennys",
    "a:\n    b: c\n  d: e\n": "sisennys",
    'title: "x" y\n': "lainausmerkin jälkeen",
    'title: "x\nsummary: y\n': "lopettava lainausmerkki",
    "title: 'x\nsummary: y\n": "lopettava lainausmerkki",
    'title: "x\n---\ny"\n': "lainausmerkeissä",
    "title: x\nsummary\nplace: y\n": "kaksoispiste ja välilyönti",
    "laws: [a, b\ntitle: x\n": "hakasulje",
    "a: {b: c\ntitle: x\n": "sulje }",
    "a: {b: c: d}\n": "kaksoispiste",
    "a:\n- b\nc: d\n e: f\n": "sisennys",
    "- a\nb: c\n": "yhdysmerkillä",
    "title: x\n---\ntitle: y\n": "saa olla vain yksi",
    "title: x\n...\ntitle: y\n": "pitää päättyä",
    "title: - x\n": "samalta riviltä",
    "title: , x\n": "lainausmerkit",
    "title: ]\n": "lainausmerkit",
    'title: "C:\\polku"\n': "kenoviiva",
    'title: "\\ud800"\n': "ei tarkoita mitään merkkiä",
    'title: "\\xZZ"\n': "puuttuu numeroita",
    "title: |x\n  y\n": "seuraavalta riviltä",
    "title: **lihava**\n": "lainausmerkkeihin",
    "title: *x\n": "lainausmerkkeihin",
    "title: & x\n": "lainausmerkkeihin",
    "title: !x!y z\n": "lainausmerkkeihin",
    "%FOO\ntitle: x\n": "%",
    "%YAML 9.1\n---\ntitle: x\n": "%-rivillä",
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_the_yaml_reader_says_is_told_in_plain_words(text: str) -> None:
    problems = Problems()
    assert compose(text, "a.yaml", problems) is None
    (problem,) = problems
    # An alias that is read, but not defined, is told of by a code of its own.
    assert problem.code in ("yaml-syntax", "yaml-alias")
    if problem.code == "yaml-syntax":
        other = FINNISH._shared["yaml"]["other"].partition("{")[0]
        assert other not in FINNISH.line(problem)
    assert BROKEN[text] in FINNISH.line(problem)


def test_an_unknown_detail_of_yaml_is_shown() -> None:
    line = ENGLISH.line(Problem("yaml-syntax", PLACE, {"detail": "found a purple cow"}))
    assert "found a purple cow" in line


def test_words_of_yaml_are_the_same_in_both_languages_and_in_one_order() -> None:
    assert list(FINNISH._shared["yaml"]) == list(ENGLISH._shared["yaml"])
    for table in ("severity", "suggest", "summary", "words", "reason"):
        assert FINNISH._shared[table].keys() == ENGLISH._shared[table].keys()


@pytest.mark.parametrize("value", ["a\nb", "a\x1b[31mb", "a\rb", "a\u2028b", "a\u202eb", "a\udc80b", "a\x00b"])
def test_a_fault_is_one_line_and_orders_nothing_from_the_terminal(value: str) -> None:
    problem = Problem("unknown-key", Location(f"content/{value}.yaml"), {"key": value}, near=value)
    line = FINNISH.line(problem)
    assert line.isprintable()
    assert line.splitlines() == [line]
    line.encode("utf-8")


def test_a_very_long_value_is_cut() -> None:
    line = FINNISH.line(Problem("unknown-key", PLACE, {"key": "x" * 10_000}))
    assert f"”{'x' * 119}…”" in line
    assert f"”{'x' * 120}”" in FINNISH.line(Problem("unknown-key", PLACE, {"key": "x" * 120}))
    assert "…" in FINNISH.line(Problem("unknown-key", PLACE, {"key": "x" * 121}))


def test_braces_in_a_value_stay_as_they_are() -> None:
    _, problems = record("{a}: b\n")
    (problem,) = problems
    assert problem.code == "wrong-type"
    line = FINNISH.line(Problem("unknown-key", PLACE, {"key": "{key.__class__}"}))
    assert "”{key.__class__}”" in line


def test_a_code_without_words_and_a_value_that_lacks_are_errors_of_ours() -> None:
    with pytest.raises(KeyError):
        FINNISH.line(Problem("no-such-code", PLACE))
    with pytest.raises(KeyError):
        FINNISH.line(Problem("unknown-key", PLACE))
    with pytest.raises(KeyError):
        FINNISH.explain("severity")


def test_a_language_without_words_gets_the_finnish_ones() -> None:
    words = Messages(LOCALES, "sv")
    assert words.lang == "fi"
    assert words.summary(1, 0) == "1 virhe."


@pytest.mark.parametrize("words", [FINNISH, ENGLISH], ids=["fi", "en"])
def test_every_code_is_explained(words: Messages) -> None:
    assert len(words.codes) > 60
    for code in words.codes:
        found = words.explain(code)
        assert found.code == code
        assert found.title
        assert found.message
        assert found.mend
        assert found.why
        for text in (found.title, found.message, found.why):
            assert "{" not in text, code
    assert words.explain("review-due").severity == "warning"
    assert words.explain("unknown-key").severity == "error"
    assert words.explain("comma-in-braces").example.startswith("roles:")
    assert "…" in words.explain("unknown-key").message


@pytest.mark.parametrize("words", [FINNISH, ENGLISH], ids=["fi", "en"])
def test_the_yaml_of_an_example_is_yaml(words: Messages) -> None:
    for code in words.codes:
        example = words.explain(code).example
        if example.startswith(("![", "Katso", "---", "content/")) or not example:
            continue
        problems = Problems()
        assert compose(example, "a.yaml", problems) is not None, (code, list(problems))


def test_placeholders_are_names_alone() -> None:
    assert placeholders("{a} {{b}} {c} {a}") == {"a", "c"}
    assert placeholders("") == frozenset()
