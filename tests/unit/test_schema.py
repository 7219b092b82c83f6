"""The grammar of the format: which keys there are, what each holds, and what is required."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from factories import SITES, check, codes, load, minimal, record, spots
from pathviz import schema
from pathviz.model import Markdown, RolePart, Step, StepKind
from pathviz.problems import Location
from pathviz.records import Record
from pathviz.schema.values import CITATION, citations, colour, contact, document, email, web_address

ROOT = Path(__file__).resolve().parent.parent.parent
STEP = "title: X\nsummary: Y\nroles: {ohjaaja: {role: leads, task: Z}}\nnext: [loppu]\n"


def steps_of(text: str) -> tuple[tuple[Step, ...], list[tuple[str, int, int]]]:
    found, problems = record(text)
    _, steps, _ = schema.path_parts(found, {})
    return steps, spots(problems)


# -- small values ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "189/2001",
        "1301/2014 36 §",
        "710/1982 27 d §",
        "189/2001 2 § 1 mom.",
        "189/2001 2 § 3 kohta",
        "189/2001 2 § 1 mom. 3 kohta",
    ],
)
def test_a_citation_as_finnish_statutes_are_cited(written: str) -> None:
    found, problems = record(f"laws: [{written}]\n")
    assert [each.id for each in citations(found)] == [written]
    assert not problems


@pytest.mark.parametrize(
    "written",
    [
        "laki 189/2001",
        "189/01",
        "0/2001",
        "189/2001 §",
        "189/2001 2§",
        "189/2001, 2 §",
        "36 §",
        "189-2001",
        "189/2001 2 d",
        "x",
    ],
)
def test_any_other_citation_is_a_fault_and_left_out(written: str) -> None:
    assert not CITATION.match(written)
    found, problems = record(f'laws: [189/2001, "{written}"]\n')
    assert [each.id for each in citations(found)] == ["189/2001"]
    assert spots(problems) == [("law-citation", 1, 18)]


@pytest.mark.parametrize(
    "address",
    ["https://example.fi", "http://example.fi/a?b=c#d", "HTTPS://example.fi", "mailto:a@b.fi", "tel:+358501234567"],
)
def test_an_address_that_browsers_open(address: str) -> None:
    found, problems = record(f'url: "{address}"\n')
    assert web_address(found, "url") == address
    assert not problems


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.fi",
        "//example.fi",
        "www.example.fi",
        "/polku",
        "https:example.fi",
        "https:///polku",
        "https://a b",
        "https://",
        "mailto:",
        "https",
    ],
)
def test_any_other_address_is_a_fault_and_not_used(address: str) -> None:
    found, problems = record(f'url: "{address}"\n')
    assert web_address(found, "url") == ""
    assert spots(problems) == [("bad-address", 1, 6)]


@pytest.mark.parametrize("address", ["http://[", "https://[::1", "https://example.fi:port/"])
def test_a_broken_address_stops_nothing(address: str) -> None:
    found, _ = record(f'url: "{address}"\n')
    assert web_address(found, "url") in ("", address)


@pytest.mark.parametrize("word", ["a@b.fi", "etu.suku+x@ala.kunta.fi"])
def test_an_email_address(word: str) -> None:
    found, problems = record(f"feedback: {word}\n")
    assert email(found, "feedback") == word
    assert not problems


@pytest.mark.parametrize("word", ["a.b.fi", "a@b", "a b@c.fi", "<a@b.fi>", "a@b.fi, c@d.fi", "mailto:"])
def test_any_other_email_is_a_fault(word: str) -> None:
    found, problems = record(f'feedback: "{word}"\n')
    assert email(found, "feedback") == ""
    assert codes(problems) == ["bad-address"]


def test_a_colour_is_six_digits() -> None:
    found, problems = record("a: '#1A5FB4'\nb: '#fff'\nc: red\nd: '#1a5fb4; x'\n")
    assert [colour(found, key) for key in "abcd"] == ["#1a5fb4", "", "", ""]
    assert spots(problems) == [("wrong-type", line, 4) for line in (2, 3, 4)]


def test_a_document_has_a_file_or_an_address() -> None:
    found, problems = record("title: Lomake\nfile: files/a.pdf\n")
    assert document(found).file is not None
    assert not problems
    found, problems = record("title: Lomake\n")
    document(found)
    assert codes(problems) == ["document-without-target"]


def test_a_contact_needs_a_name() -> None:
    found, problems = record("email: a@b.fi\nname:\nvalid_until: 2026-11-21\nhenkilo: x\n")
    assert contact(found).valid_until == dt.date(2026, 11, 21)
    assert spots(problems) == [("missing-key", 2, 1), ("unknown-key", 4, 1)]


# -- the path --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["title", "summary"])
def test_a_step_requires_its_texts(key: str) -> None:
    text = "".join(line for line in STEP.splitlines(keepends=True) if not line.startswith(key))
    _, faults = steps_of("steps:\n  alku:\n" + "".join(f"    {line}\n" for line in text.splitlines()))
    assert faults == [("missing-key", 2, 3)]


def test_a_step_that_is_no_end_goes_on() -> None:
    lines = [line for line in STEP.splitlines() if not line.startswith("next")]
    for last, expected in (
        ("", [("dead-end", 2, 3)]),
        ("next:", [("dead-end", 2, 3)]),
        ("next: []", [("dead-end", 2, 3)]),
        ("kind: end", []),
        ("kind: end\n    next: [alue/polku]", []),
        ("next: loppu", []),
    ):
        _, faults = steps_of("steps:\n  alku:\n" + "".join(f"    {line}\n" for line in [*lines, last]))
        assert faults == expected, last


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("arviointi", "arviointi"),
        ("27-d", "27-d"),
        ("alue/polku", "alue/polku"),
        ("alue/polku#arviointi", "alue/polku#arviointi"),
    ],
)
def test_a_transition_leads_to_a_step_or_another_path(written: str, target: str) -> None:
    for form in (f"[{written}]", f"[{{to: {written}}}]", written):
        steps, faults = steps_of(f"steps:\n  a: {{title: X, summary: Y, next: {form}}}\n")
        assert str(steps[0].next[0].target) == target
        assert not faults


@pytest.mark.parametrize(
    "written", ["Työ", "a b", "alue/", "/polku", "alue/polku#", "#a", "a/b/c", "../a", "https://x.fi", "a/b#c#d"]
)
def test_any_other_target_is_a_fault_and_names_no_step(written: str) -> None:
    steps, faults = steps_of(f'steps:\n  a: {{title: X, summary: Y, next: ["{written}"]}}\n')
    assert [fault[0] for fault in faults] == ["bad-target"]
    assert steps[0].next[0].target.step == ""


def test_a_transition_has_its_condition_and_kind() -> None:
    steps, faults = steps_of(
        "steps:\n  a:\n    title: X\n    summary: Y\n    next:\n"
        "      - {to: b, when: Kyllä, easy: Haluan}\n      - {to: c, kind: back, optional: true}\n      - {when: Ei}\n"
    )
    first, second = steps[0].next
    assert (first.when, first.easy, first.back, first.optional, first.at.line) == ("Kyllä", "Haluan", False, False, 6)
    assert (second.when, second.back, second.optional) == ("", True, True)
    assert faults == [("missing-key", 8, 9)]


def test_roles_keep_their_order_and_may_have_several_parts() -> None:
    steps, faults = steps_of(
        "steps:\n  a:\n    title: X\n    summary: Y\n    kind: end\n    roles:\n"
        "      z: {role: [decides, leads]}\n      a: {role: supports, task: T}\n"
        "      b: {task: T}\n      c: {role: tekee}\n"
    )
    assert [(role.actor.id, role.parts) for role in steps[0].roles] == [
        ("z", (RolePart.DECIDES, RolePart.LEADS)),
        ("a", (RolePart.SUPPORTS,)),
        ("b", ()),
        ("c", ()),
    ]
    assert faults == [("missing-key", 9, 7), ("unknown-word", 10, 17)]
    leading = steps[0].leading_role
    assert leading is not None
    assert leading.actor.id == "z"


def test_steps_stand_in_phases_or_not_but_not_both() -> None:
    body = "{title: X, summary: Y, kind: end}"
    _, faults = steps_of(f"phases:\n  p:\n    title: P\n    steps:\n      a: {body}\nsteps:\n  b: {body}\n")
    assert faults == [("steps-outside-phases", 6, 1)]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("phases:\n", [("missing-key", 1, 1)]),
        ("steps:\n", [("missing-key", 1, 1)]),
        ("steps: {}\n", [("missing-key", 1, 1)]),
        ("phases: {p: {title: P}}\n", [("missing-key", 1, 1), ("missing-key", 1, 10)]),
        ("phases: [a]\n", [("missing-key", 1, 1), ("wrong-type", 1, 9)]),
        ("steps: teksti\n", [("missing-key", 1, 1), ("wrong-type", 1, 8)]),
        ("journeys: {}\n", [("missing-key", 1, 1)]),
    ],
)
def test_a_path_without_steps_is_a_fault(text: str, faults: list[tuple[str, int, int]]) -> None:
    assert steps_of(text)[1] == faults


def test_a_journey_needs_a_title_and_a_route() -> None:
    found, problems = record(
        "steps: {a: {title: X, summary: Y, kind: end}}\n"
        "journeys:\n  silmu:\n    title: S\n    quotes: [Mitä?, {text: Vad?, lang: sv}]\n  tyhjä: {}\n"
    )
    _, _, journeys = schema.path_parts(found, {})
    assert [(quote.text, quote.lang) for quote in journeys[0].quotes] == [("Mitä?", ""), ("Vad?", "sv")]
    assert spots(problems) == [
        ("missing-key", 3, 3),
        ("id-not-url-safe", 6, 3),
        ("missing-key", 6, 3),
        ("missing-key", 6, 3),
    ]
    assert {problem.values.get("key") for problem in problems} == {None, "route", "title"}


def test_a_description_requires_what_the_format_says() -> None:
    found, problems = record("title: X\n", first_line=2)
    schema.service_description(found, Markdown(Location("a.md", 4), text=""))
    required = {"service", "summary", "status", "updated", "reviewed", "sources"}
    assert {problem.values["key"] for problem in problems} == required
    assert {problem.at.line for problem in problems} == {2}


# -- catalogues ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "required"),
    [
        (schema.actor, {"name", "kind", "lane", "summary"}),
        (schema.law, {"name", "status", "checked", "certainty"}),
        (schema.service, {"name"}),
        (schema.term, {"name", "definition"}),
        (schema.comparison, {"title"}),
        (schema.track, {"title"}),
        (schema.region, {"name"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_entry_requires_what_the_format_says_and_a_layer_of_it_nothing(read: object, required: set[str]) -> None:
    assert callable(read)
    name = "189/2001" if read is schema.law else "a"
    found, problems = record("synonyms: []\n")
    read(name, found)
    assert {problem.values["key"] for problem in problems if problem.code == "missing-key"} == required
    found, problems = record("x: []\n", sparse=True)
    read(name, found)
    assert codes(problems) == ["unknown-key"]


def test_an_answer_is_one_of_the_options() -> None:
    text = "title: T\nmodules: [{title: M, questions: [{ask: Q, options: [A, B], answer: %s}]}]\n"
    for answer, expected in (("A", []), ("a", ["answer-not-an-option"]), ("C", ["answer-not-an-option"])):
        found, problems = record(text % answer)
        schema.track("t", found)
        assert codes(problems) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("why: V", []),
        ("options: [A, B], answer: A", []),
        ("options: [A, B], answer: C", ["answer-not-an-option"]),
        ("options: [A, B]", ["missing-key"]),
    ],
)
def test_a_translated_question_has_its_options_and_answer_together(written: str, expected: list[str]) -> None:
    found, problems = record(f"modules: [{{questions: [{{ask: Q, {written}}}]}}]\n", sparse=True)
    schema.track("t", found)
    assert codes(problems) == expected


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("[alue/polku, 189/2001, 710/1982 27 d §]", []),
        ("[189/2001 §2]", ["law-citation"]),
    ],
)
def test_what_a_comparison_cites_is_a_citation(about: str, expected: list[str]) -> None:
    found, problems = record(f"title: T\nabout: {about}\n")
    assert [ref.id for ref in schema.comparison("v", found).about]
    assert codes(problems) == expected


def test_a_comparison_links_its_own_subjects() -> None:
    found, problems = record("title: T\nsubjects: {a: A, b: B}\nlinks: {a: sanasto#a, c: sanasto#c}\n")
    assert {name: link.id for name, link in schema.comparison("v", found).links.items()} == {"a": "sanasto#a"}
    assert codes(problems) == ["unknown-key"]


@pytest.mark.parametrize(
    ("read", "text", "key"),
    [
        (schema.track, "title: T\nmodules: [{minutes: 5}]\n", "title"),
        (schema.track, "title: T\nmodules: [{title: M, questions: [{options: [A], answer: A}]}]\n", "ask"),
        (schema.track, "title: T\nmodules: [{title: M, questions: [{ask: Q, options: [A]}]}]\n", "answer"),
        (schema.comparison, "title: T\nrows: [{source: S}]\n", "aspect"),
        (schema.region, "name: N\ncontacts: [{email: a@b.fi}]\n", "name"),
    ],
)
def test_parts_require_what_the_format_says(read: Callable[[str, Record], object], text: str, key: str) -> None:
    found, problems = record(text)
    read("a", found)
    assert [(p.code, p.values["key"]) for p in problems] == [("missing-key", key)]


@pytest.mark.parametrize("key", ["frame", "summary"])
def test_a_municipal_layer_requires_its_frame_and_summary(key: str) -> None:
    lines = {"frame": "frame: 2026-11-01\n", "summary": "summary: Oma\n"}
    found, problems = record("status: draft\n" + "".join(line for name, line in lines.items() if name != key))
    schema.layer("polku", "alue", "kunta", found)
    assert [(p.code, p.values["key"]) for p in problems] == [("missing-key", key)]
    found, problems = record("code: '020'\n")
    schema.municipality("kunta", "alue", found)
    assert [(p.code, p.values["key"]) for p in problems] == [("missing-key", "name")]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("changes: [{date: 2026-01-01}]\n", {"text", "certainty"}),
        ("changes: [{text: T, certainty: certain}]\n", set()),
    ],
)
def test_a_change_of_a_law_requires_its_text_and_certainty(text: str, keys: set[str]) -> None:
    found, problems = record(f"name: L\nstatus: in_force\nchecked: 2026-11-21\ncertainty: certain\n{text}")
    schema.law("189/2001", found)
    assert {p.values["key"] for p in problems} == keys


@pytest.mark.parametrize(
    ("name", "fine"), [("189/2001", True), ("189/01", False), ("189-2001", False), ("laki", False)]
)
def test_a_law_is_named_by_its_number(name: str, *, fine: bool) -> None:
    found, problems = record("name: L\nstatus: in_force\nchecked: 2026-11-21\ncertainty: certain\n")
    schema.law(name, found)
    assert codes(problems) == ([] if fine else ["law-citation"])


@pytest.mark.parametrize(
    ("text", "keys"),
    [("sources: [{publisher: P}]\n", {"title"}), ("image: {}\n", set()), ("image: {alt: A}\n", {"file"})],
)
def test_parts_of_a_description_require_what_the_format_says(text: str, keys: set[str]) -> None:
    rest = "title: T\nservice: s\nsummary: S\nstatus: ready\nupdated: 2026-11-01\nreviewed: 2026-11-01\n"
    rest += "" if text.startswith("sources") else "sources: [{title: T}]\n"
    found, problems = record(rest + text)
    schema.service_description(found, Markdown(Location("a.md", 4), text=""))
    assert {p.values["key"] for p in problems} == keys


def test_cells_of_a_comparison_are_its_subjects() -> None:
    found, problems = record(
        "title: T\nsubjects: {a: A, b: B}\nrows:\n  - {aspect: X, a: 1, source: S}\n  - {aspect: Y, b: 2, c: 3}\n"
    )
    comparison = schema.comparison("x", found)
    assert [dict(row.cells) for row in comparison.rows] == [{"a": "1", "b": ""}, {"a": "", "b": "2"}]
    assert [(p.code, p.at.line, p.values["key"]) for p in problems] == [("unknown-key", 5, "c")]


def test_a_layer_translates_cells_without_naming_the_subjects() -> None:
    found, problems = record("rows:\n  - {a: ett, aspect: X}\n", sparse=True)
    assert dict(schema.comparison("x", found).rows[0].cells) == {"a": "ett"}
    assert not problems


# -- the site --------------------------------------------------------------------------------


def test_the_first_language_is_the_default_and_each_counts_once() -> None:
    found, problems = record("title: T\npublisher: P\nlanguages: [sv, fi, sv, Suomi, x-y]\n")
    assert schema.site_info(found).languages == ("sv", "fi")
    assert spots(problems) == [("wrong-type", 3, 25), ("wrong-type", 3, 32)]


def test_a_site_without_languages_is_finnish() -> None:
    found, _ = record("title: T\npublisher: P\n")
    assert schema.site_info(found).languages == ("fi",)


def test_a_municipal_layer() -> None:
    found, problems = record(
        "frame: 2026-11-01\nsummary: Oma\nsteps:\n  a:\n    local: |\n      **Meillä**\n"
        "add:\n  b: {after: a, title: B, summary: S, local: Lisäksi}\n  c: {title: C, summary: S}\n"
        "omit:\n  d: Ei järjestetä.\n  e:\n"
    )
    layer = schema.layer("polku", "alue", "kunta", found)
    local = layer.steps[0].local
    assert local is not None
    assert (local.text, local.at.line) == ("**Meillä**\n", 6)
    assert [(each.step.id, each.after.id if each.after else "") for each in layer.add] == [("b", "a"), ("c", "")]
    assert [(each.id, each.reason, each.at.line) for each in layer.omit] == [("d", "Ei järjestetä.", 11), ("e", "", 12)]
    assert spots(problems) == [("missing-key", 9, 3), ("missing-key", 12, 3)]


# -- the whole format ------------------------------------------------------------------------


def keys_of_the_format() -> set[str]:
    """Every key that the grammar asks a record for."""
    found: set[str] = set()
    for module in (ROOT / "src" / "pathviz" / "schema").glob("*.py"):
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                words = [
                    each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
                ]
                name = ast.unparse(call.func)
                asked = name.startswith(("record.", "inner.", "item.")) and not name.endswith("problems.add")
                if asked or name in ("ref", "refs", "web_address", "email", "colour"):
                    found.update(words[:1])
    return found


def test_the_full_site_uses_every_key_and_has_no_fault() -> None:
    assert check(SITES / "full") == []
    files = [*(SITES / "full").rglob("*.yaml"), *(SITES / "full").rglob("*.md")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    keys = keys_of_the_format()
    assert {"title", "not_same_as", "answer_days", "before", "optional", "file", "accent"} <= keys
    unused = {key for key in keys if not re.search(rf"(?:^|[\s{{,]){key}:", text, re.MULTILINE)}
    assert unused == set()


def test_the_full_site_has_every_kind_of_everything() -> None:
    site = load(SITES / "full")[0].site
    steps = [step for path in site.paths.values() for step in path.steps]
    transitions = [transition for step in steps for transition in step.next]
    assert {step.kind for step in steps} == set(StepKind)
    assert {part for step in steps for role in step.roles for part in role.parts} == set(RolePart)
    assert any(transition.optional for transition in transitions)
    assert any(transition.back for transition in transitions)
    assert {(t.target.is_elsewhere, bool(t.target.step)) for t in transitions} == {
        (False, True),
        (True, False),
        (True, True),
    }
    layer = site.layers[0]
    assert layer.steps
    assert layer.add
    assert layer.omit


def test_the_minimal_site_is_small_and_has_no_fault(tmp_path: Path) -> None:
    assert check(SITES / "minimal") == []
    assert check(minimal(tmp_path)) == []
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 6
