"""Every rule: what it finds, where, and what it lets pass."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from factories import FILE, HERE, TODAY, at, codes, description, end, path, ref, role, site, start, step, to
from pathviz import checks
from pathviz.checks import completeness, graph, layer, references
from pathviz.model import (
    Accessibility,
    Actor,
    AddedStep,
    Comparison,
    Contact,
    Document,
    Image,
    Journey,
    Law,
    Layer,
    LayerStatus,
    LocalStep,
    Markdown,
    Module,
    Municipality,
    OmittedStep,
    Ref,
    Region,
    RolePart,
    ServicePath,
    Site,
    SiteInfo,
    Statement,
    Step,
    StepKind,
    Target,
    Term,
    Track,
    Transition,
)
from pathviz.problems import Location, Problem
from pathviz.targets import link_target, link_words

Rule = Callable[[ServicePath], Iterator[Problem]]


def found(rule: Rule, *steps: Step, journeys: tuple[Journey, ...] = ()) -> list[tuple[str, dict[str, str], int]]:
    """Code, values and line of what a rule finds in a path of these steps."""
    return [(p.code, p.values, p.at.line) for p in rule(path(*steps, journeys=journeys))]


def decision(name: str, *following: str | Transition, **more: object) -> Step:
    return step(name, *following, kind=StepKind.DECISION, **more)


def test_a_plain_site_has_no_fault() -> None:
    assert list(checks.check_site(site(path()), {}, TODAY)) == []


def test_every_rule_of_the_modules_is_run() -> None:
    """A rule that nobody calls finds nothing: every public function that gives problems is in a list."""
    run = {*checks.PATH_RULES, *checks.SITE_RULES, *checks.CATALOGUE_RULES, *checks.DATED_RULES}
    run |= {layer.unknown_in_translation, completeness.translation_missing}
    run |= {checks.links.broken_link, checks.links.removed_html, checks.links.unused_attachment}
    parts = {references.unknown_roles, references.unknown_laws, references.unknown_elsewhere}
    for module in (graph, references, completeness, layer, checks.links):
        for name, function in vars(module).items():
            if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_"):
                gives = str(getattr(function, "__annotations__", {}).get("return", ""))
                assert "Iterator[Problem]" not in gives or function in run | parts, name


# -- structure -------------------------------------------------------------------------------


def test_an_id_is_a_steps_own() -> None:
    steps = (start("a", "b", at=at(2)), end("b", at=at(5)), step("a", at=at(9)), step("a", at=at(12)))
    assert found(graph.duplicate_id, *steps) == [
        ("duplicate-id", {"id": "a", "first": f"{FILE}:2:1"}, 9),
        ("duplicate-id", {"id": "a", "first": f"{FILE}:2:1"}, 12),
    ]


def test_a_path_begins_and_ends() -> None:
    steps = (step("a", "b", at=at(2)), step("b", "a", at=at(5)))
    assert found(graph.path_without_start, *steps) == [("path-without-start", {"step": "a"}, 2)]
    assert found(graph.path_without_end, *steps) == [("path-without-end", {"step": "b"}, 5)]
    assert found(graph.path_without_start, start("a", "b"), end("b")) == []
    assert found(graph.path_without_end, start("a", "b"), end("b")) == []
    nothing = replace(path(), steps=())
    assert list(graph.path_without_start(nothing)) == list(graph.path_without_end(nothing)) == []


def test_an_end_leads_to_other_paths_alone() -> None:
    steps = (start("a", "b"), end("b", to("a", line=7), to("alue/toinen", line=8)))
    assert found(graph.end_goes_on, *steps) == [("end-goes-on", {"step": "b", "target": "a"}, 7)]


def test_every_step_is_reached_from_some_start() -> None:
    steps = (
        start("a", to("b"), to("d", back=True)),
        end("b"),
        step("c", "b", at=at(5)),
        end("d"),
        start("e", "f"),
        end("f"),
        step("g", "h", at=at(8)),
        step("h", "g", at=at(9)),
    )
    assert found(graph.unreachable_step, *steps) == [
        ("unreachable-step", {"step": "c"}, 5),
        ("unreachable-step", {"step": "g"}, 8),
        ("unreachable-step", {"step": "h"}, 9),
    ]


def test_without_a_start_that_alone_is_said() -> None:
    assert found(graph.unreachable_step, step("a", "b"), end("b")) == []


def test_a_circle_has_a_way_out() -> None:
    caught = (start("a", "b", "e"), step("b", "c", at=at(3)), step("c", to("b", back=True), at=at(4)), end("e"))
    assert found(graph.loop_without_exit, *caught) == [("loop-without-exit", {"steps": "b, c"}, 3)]
    itself = (start("a", "b", "e"), step("b", "b", at=at(3)), end("e"))
    assert found(graph.loop_without_exit, *itself) == [("loop-without-exit", {"steps": "b"}, 3)]


@pytest.mark.parametrize("way", [to("e"), to("alue/toinen"), to("alue/toinen#x"), to("kirjoitusvirhe")])
def test_a_circle_with_a_way_out_is_none(way: Transition) -> None:
    """A mistyped way has a fault of its own, so nothing more is said of it."""
    assert found(graph.loop_without_exit, start("a", "b", "e"), step("b", "c"), step("c", "b", way), end("e")) == []


def test_a_decision_has_branches_and_they_have_conditions() -> None:
    one = decision("b", to("c", "Kyllä", line=4), places={"next": at(3)})
    assert found(graph.too_few_branches, one) == [("too-few-branches", {"step": "b"}, 3)]
    two = decision("b", to("c", "Kyllä", line=4), to("d", line=5), to("alue/toinen", line=6))
    assert found(graph.too_few_branches, two) == []
    assert found(graph.branch_without_condition, two) == [
        ("branch-without-condition", {"step": "b", "to": "d"}, 5),
        ("branch-without-condition", {"step": "b", "to": "alue/toinen"}, 6),
    ]
    assert found(graph.too_few_branches, decision("b")) == []  # a dead end, said by the schema
    assert found(graph.branch_without_condition, step("b", to("c"))) == []


def test_another_way_on_says_when() -> None:
    ways = (to("b"), to("c", "Ei"), to("d", optional=True), to("e", back=True), to("f", line=9))
    assert found(graph.several_plain_transitions, step("a", *ways)) == [
        ("several-plain-transitions", {"step": "a", "to": "f"}, 9)
    ]
    assert found(graph.several_plain_transitions, step("a", *ways[:4])) == []
    assert found(graph.several_plain_transitions, decision("a", "b", "c")) == []


def test_the_same_way_is_written_once() -> None:
    ways = (
        to("b", "Kyllä"),
        to("b", "Ei"),
        to("b", "Kyllä", line=4),
        to("alue/b"),
        to("alue/b", optional=True, line=6),
    )
    assert found(graph.duplicate_transition, step("a", *ways)) == [
        ("duplicate-transition", {"step": "a", "to": "b"}, 4),
        ("duplicate-transition", {"step": "a", "to": "alue/b"}, 6),
    ]


def test_one_leads_unless_they_lead_together() -> None:
    roles = (
        role("x"),
        role("y", RolePart.DECIDES),
        role("z", RolePart.SUPPORTS, RolePart.LEADS, line=6),
        role("w", line=7),
    )
    assert found(graph.two_leads, step("a", roles=roles)) == [
        ("two-leads", {"step": "a", "first": "x", "second": "z"}, 6),
        ("two-leads", {"step": "a", "first": "x", "second": "w"}, 7),
    ]
    assert found(graph.two_leads, step("a", roles=roles, joint=True)) == []
    assert found(graph.two_leads, step("a", roles=roles[1:3])) == []


def test_somebody_does_something_in_every_step() -> None:
    assert found(graph.step_without_role, step("a", roles=(), at=at(3)), step("b")) == [
        ("step-without-role", {"step": "a"}, 3)
    ]


def journey(*route: str) -> Journey:
    return Journey(HERE, id="silmu", route=tuple(ref(name, line) for line, name in enumerate(route, 10)))


def test_a_journey_follows_the_transitions() -> None:
    steps = (start("a", "b"), step("b", "c", to("a", back=True)), end("c", to("alue/toinen")))
    assert found(graph.journey_jumps, *steps, journeys=(journey("a", "b", "a", "b", "c"),)) == []
    assert found(graph.journey_jumps, *steps, journeys=(journey("a", "c", "b"),)) == [
        ("journey-jumps", {"journey": "silmu", "here": "a", "there": "c"}, 11),
        ("journey-jumps", {"journey": "silmu", "here": "c", "there": "b"}, 12),
    ]
    lost = list(graph.journey_jumps(path(*steps, journeys=(journey("a", "bb", "c"),))))
    assert [(p.code, p.values, p.near, p.at.line) for p in lost] == [
        ("unknown-step", {"step": "bb", "path": "alue/polku"}, "b", 11)
    ]


@pytest.mark.parametrize("seed", range(40))
def test_reaching_is_what_walking_finds(seed: int) -> None:
    """The rules of reaching against the plainest way to say the same: the closure of the transitions."""
    chance = random.Random(seed)
    names = [f"s{n}" for n in range(chance.randrange(2, 9))]
    kinds = {name: chance.choice([StepKind.STEP, StepKind.STEP, StepKind.START, StepKind.END]) for name in names}
    kinds[names[0]] = StepKind.START
    ways = {
        name: chance.sample(names, chance.randrange(3)) if kinds[name] is not StepKind.END else [] for name in names
    }
    reach = {name: {name} for name in names}
    for _ in names:
        for name in names:
            for other in list(reach[name]):
                reach[name] |= set(ways[other])
    starts = [name for name in names if kinds[name] is StepKind.START]
    outs = {name for name in names if not ways[name]}
    walked = path(*(step(name, *ways[name], kind=kinds[name]) for name in names))
    assert {p.values["step"] for p in graph.unreachable_step(walked)} == {
        name for name in names if not any(name in reach[begin] for begin in starts)
    }
    caught = [name for name in names if not reach[name] & outs]
    assert [p.values["steps"] for p in graph.loop_without_exit(walked)] == ([", ".join(caught)] if caught else [])


def test_a_long_path_is_walked_without_falling() -> None:
    names = [f"s{n}" for n in range(5000)]
    steps = [step(a, b) for a, b in pairwise(names)]
    assert list(graph.unreachable_step(path(start("alku", names[0]), *steps, end(names[-1])))) == []
    assert list(graph.loop_without_exit(path(start("alku", names[0]), *steps, end(names[-1])))) == []


# -- references ------------------------------------------------------------------------------


def in_site(*steps: Step) -> list[str]:
    """Codes of all that is said of a site with one path of these steps."""
    return codes(checks.check_site(site(path(*steps)), {}, TODAY))


def test_actors_laws_services_and_steps_are_in_their_catalogues() -> None:
    steps = (
        start("alku", "lopu", "loppu", roles=(role("ohjaja"),), laws=(ref("189/2011 2 §"),)),
        end("loppu", to("alue/pollku"), to("alue/toinen#alkku")),
    )
    laws = {"189/2001": object()}
    other = path(start("alku", "loppu"), end("loppu"), name="toinen")
    whole = site(replace(path(*steps), description=description(service=ref("palvellu"))), other, laws=laws)
    found = list(checks.check_site(whole, {}, TODAY))
    by_code = {p.code: (p.values, p.near) for p in found}
    assert by_code["unknown-actor"] == ({"id": "ohjaja"}, "ohjaaja")
    assert by_code["unknown-law"] == ({"id": "189/2011"}, "189/2001")
    assert by_code["unknown-service"] == ({"id": "palvellu"}, "palvelu")
    assert by_code["unknown-path"] == ({"path": "alue/pollku"}, "alue/polku")
    assert [(p.values, p.near) for p in found if p.code == "unknown-step"] == [
        ({"step": "lopu", "path": "alue/polku"}, "loppu"),
        ({"step": "alkku", "path": "alue/toinen"}, "alku"),
    ]


def test_a_target_that_could_not_be_read_is_not_looked_for() -> None:
    nowhere = Transition(HERE, target=Target("", "", ""))
    assert in_site(start("alku", "loppu", replace(nowhere, when="x")), end("loppu")) == []


def test_a_source_is_one_of_the_descriptions() -> None:
    for number, expected in ((1, []), (0, ["unknown-source"]), (2, ["unknown-source"]), (None, [])):
        assert codes(references.unknown_source(path(step("a", source=number)))) == expected


def test_a_region_speaks_languages_of_the_site() -> None:
    region = Region(HERE, id="alue", name="Alue", languages=("fi", "sv"))
    whole = site(regions={"alue": region})
    assert [(p.code, p.values) for p in references.unknown_language(whole)] == [
        ("unknown-word", {"key": "languages", "word": "sv", "known": "fi"})
    ]


def test_regions_and_municipalities_have_addresses_of_their_own() -> None:
    municipality = Municipality(at(1, file="regions/alue/polku/municipality.yaml"), region="alue", id="polku")
    elsewhere = Municipality(HERE, region="toinen", id="polku")
    whole = site(path(), path(region="aluee"), municipalities=(municipality, elsewhere))
    assert [(p.code, p.values, p.near, str(p.at)) for p in references.shared_id(whole)] == [
        ("shared-id", {"id": "polku"}, "", "regions/alue/polku/municipality.yaml:1:1"),
        ("unknown-region", {"id": "aluee"}, "alue", "content/aluee/polku:1:1"),
    ]


def test_terms_and_successors_are_in_their_catalogues() -> None:
    terms = {"a": Term(HERE, id="a", see=(ref("b"),), not_same_as=(ref("a"),))}
    actors = {"x": Actor(HERE, id="x", successor=ref("y")), "z": Actor(HERE, id="z", successor=ref("x"))}
    found_here = list(references.catalogue_references(site(terms=terms, actors=actors)))
    assert [(p.code, p.values) for p in found_here] == [("unknown-term", {"id": "b"}), ("unknown-actor", {"id": "y"})]


@pytest.mark.parametrize(
    ("read", "code"),
    [
        *((word, "") for word in ("termi", "alue/polku", "alue/polku#alku", "alue", "toimijat/ohjaaja")),
        *(("termii", "unknown-term"), ("alue/pollku", "unknown-path"), ("alue/polku#alkku", "unknown-step")),
        *(("ale/polku", "unknown-path"), ("alue/polku/x", "unknown-path"), ("#alku", "unknown-term")),
    ],
)
def test_what_a_track_reads_is_there(read: str, code: str) -> None:
    track = Track(HERE, id="t", actors=(ref("ohjaaja"),), modules=(Module(HERE, title="M", read=(ref(read),)),))
    whole = site(path(), terms={"termi": Term(HERE, id="termi")}, tracks={"t": track})
    assert codes(references.onboarding_references(whole)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("about", "code"),
    [
        *((word, "") for word in ("sanasto#termi", "alue/polku#alku", "189/2001", "189/2001 2 §", "palvelut#palvelu")),
        *(("sanasto#termii", "unknown-term"), ("alue/pollku", "unknown-path"), ("alue/polku#alkku", "unknown-step")),
        *(("189/2002 2 §", "unknown-law"), ("termi", "link-broken"), ("#alku", "link-broken")),
        *(("toimijat/ohjaajja", "unknown-actor"), ("vertailut", ""), ("perehdytys", "link-broken")),
    ],
)
def test_what_a_comparison_is_about_is_there(about: str, code: str) -> None:
    terms, laws = {"termi": Term(HERE, id="termi")}, {"189/2001": Law(HERE, id="189/2001")}

    def found(comparison: Comparison) -> list[str]:
        whole = site(path(), terms=terms, laws=laws, comparisons={"v": comparison})
        return codes(references.comparison_references(whole))

    assert found(Comparison(HERE, id="v", about=(ref(about),))) == ([code] if code else [])
    assert found(Comparison(HERE, id="v", links={"a": ref(about)})) == ([code] if code else [])


def test_the_actor_of_a_track_is_in_the_catalogue() -> None:
    whole = site(tracks={"t": Track(HERE, id="t", actors=(ref("ohjaja"),))})
    assert [(p.code, p.near) for p in references.onboarding_references(whole)] == [("unknown-actor", "ohjaaja")]


@pytest.mark.parametrize(
    "name", ["files/b.pdf", "../polku/files/a.pdf", "files/../files/a.pdf", "/files/a.pdf", "a.pdf", ""]
)
def test_documents_and_pictures_are_files_of_the_path(name: str) -> None:
    files = ("content/alue/polku/files/a.pdf", "content/alue/toinen/files/a.pdf")
    document = Document(HERE, title="A", file=Ref(name, HERE))
    image = Image(HERE, file=Ref(name, HERE), alt="Kuva")
    whole = site(replace(path(step("a", documents=(document,))), description=description(image=image)), files=files)
    assert codes(references.file_not_found(whole)) == ["file-not-found"] * 2
    fine = Document(HERE, title="A", file=Ref("files/a.pdf", HERE))
    assert codes(references.file_not_found(site(path(step("a", documents=(fine,))), files=files))) == []


def test_a_mistyped_file_is_suggested() -> None:
    document = Document(HERE, title="A", file=Ref("files/ohje.pfd", HERE))
    files = ("content/alue/polku/files/ohje.pdf", "content/alue/polkukin/files/ohje.pfdd")
    (problem,) = references.file_not_found(site(path(step("a", documents=(document,))), files=files))
    assert problem.near == "files/ohje.pdf"


# -- municipal layers ------------------------------------------------------------------------


def municipal(**more: object) -> Layer:
    values: dict[str, object] = {"region": "alue", "municipality": "kunta", "path": "polku", **more}
    return Layer(at(1, file="regions/alue/kunta/polku.yaml"), **values)  # type: ignore[arg-type]


def layered(*layers: Layer, base: ServicePath | None = None) -> Site:
    return site(base or path(), layers=layers)


def test_a_municipal_layer_lies_on_a_path() -> None:
    (problem,) = layer.unknown_in_layer(layered(municipal(path="pollku")))
    assert (problem.code, problem.values, problem.near) == ("unknown-path", {"path": "alue/pollku"}, "alue/polku")
    assert list(layer.unknown_in_layer(layered(municipal()))) == []


def test_a_municipal_layer_names_steps_of_the_path_and_its_own() -> None:
    added = AddedStep(at(8), step=step("uusi"), after=ref("alku", 9), before=ref("lopu", 10))
    second = AddedStep(at(11), step=step("loppu", at=at(11)), after=ref("uusi", 12))
    over = municipal(
        steps=(LocalStep(at(2), id="alkku"), LocalStep(at(3), id="alku"), LocalStep(at(4), id="uusi")),
        omit=(OmittedStep(at(5), id="loppu"), OmittedStep(at(6), id="lopppu")),
        add=(added, second),
    )
    base = path(start("alku", "loppu", at=at(20)), end("loppu", at=at(30)))
    assert [(p.code, p.values, p.near, p.at.line) for p in layer.unknown_in_layer(layered(over, base=base))] == [
        ("unknown-step", {"step": "alkku", "path": "alue/polku"}, "alku", 2),
        ("unknown-step", {"step": "uusi", "path": "alue/polku"}, "", 4),
        ("unknown-step", {"step": "lopppu", "path": "alue/polku"}, "loppu", 6),
        ("unknown-step", {"step": "lopu", "path": "alue/polku"}, "loppu", 10),
        ("duplicate-id", {"id": "loppu", "first": f"{FILE}:30:1"}, "", 11),
    ]


def test_a_municipal_layer_names_actors_and_laws_that_are_there() -> None:
    over = municipal(
        steps=(LocalStep(HERE, id="alku", roles=(role("x"),), laws=(ref("1/1999"),)),),
        add=(AddedStep(HERE, step=step("uusi", roles=(role("y"),), laws=(ref("2/1999 3 §"),)), after=ref("alku")),),
    )
    assert [(p.code, p.values["id"]) for p in layer.unknown_in_layer(layered(over))] == [
        ("unknown-actor", "x"),
        ("unknown-law", "1/1999"),
        ("unknown-actor", "y"),
        ("unknown-law", "2/1999"),
    ]


def test_a_statutory_step_is_not_left_out() -> None:
    base = path(start("alku", "loppu", statutory=True), end("loppu"))
    over = municipal(omit=(OmittedStep(at(5), id="alku"), OmittedStep(at(6), id="loppu")))
    assert [(p.code, p.values, p.at.line) for p in layer.statutory_omitted(layered(over, base=base))] == [
        ("statutory-omitted", {"step": "alku"}, 5)
    ]


# -- languages -------------------------------------------------------------------------------


def test_a_translation_is_of_something() -> None:
    base = site(path(start("alku", to("loppu", "Ei")), end("loppu")), terms={"termi": Term(HERE, id="termi")})
    polku = path(
        step("alku", to("lopu"), roles=(role("ohjaja"),)),
        step("alkku"),
        journeys=(Journey(HERE, id="silmu"),),
    )
    translated = replace(
        site(polku, path(name="toinen")),
        lang="sv",
        terms={"termii": Term(HERE, id="termii"), "termi": Term(HERE, id="termi")},
    )
    assert [(p.code, p.values, p.near) for p in layer.unknown_in_translation(base, translated)] == [
        ("translation-unknown-id", {"id": "termii"}, "termi"),
        ("translation-unknown-id", {"id": "silmu"}, ""),
        ("translation-unknown-id", {"id": "ohjaja"}, "ohjaaja"),
        ("translation-unknown-id", {"id": "lopu"}, "loppu"),
        ("translation-unknown-id", {"id": "alkku"}, "alku"),
        ("unknown-path", {"path": "alue/toinen"}, ""),
    ]


def speaking(*languages: str, written: tuple[str, ...] = ("title", "summary")) -> Site:
    places = {key: at(3) for key in written}
    polku = path(start("alku", "loppu", places=places), end("loppu", places=places))
    return site(polku, regions={"alue": Region(HERE, id="alue", languages=languages)})


def test_a_region_that_speaks_a_language_has_its_texts() -> None:
    base = speaking("fi", "sv")
    nothing = replace(site(), lang="sv")
    assert [(p.code, p.severity, p.values) for p in completeness.translation_missing(base, nothing)] == [
        ("translation-missing", "warning", {"lang": "sv", "count": "2", "first": "path"})
    ]
    assert list(completeness.translation_missing(speaking("fi"), nothing)) == []
    assert list(completeness.translation_missing(base, replace(base, lang="sv"))) == []
    half = replace(speaking("fi", "sv", written=("title",)), lang="sv")
    assert [p.values for p in completeness.translation_missing(base, half)] == [
        {"lang": "sv", "count": "2", "first": "alku"}
    ]


# -- dates and what is good to have ----------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
        ((2026, 11, 21), 0, (2026, 11, 21)),
        ((2026, 11, 21), 25, (2028, 12, 21)),
        ((9999, 12, 31), 12, (9999, 12, 31)),
        ((2026, 11, 21), 999_999, (9999, 12, 31)),
    ],
)
def test_months_after_a_day(day: tuple[int, int, int], months: int, due: tuple[int, int, int]) -> None:
    assert completeness.months_after(dt.date(*day), months) == dt.date(*due)


def test_a_review_is_due_the_day_after_its_date() -> None:
    polku = replace(path(), description=description(reviewed=dt.date(2025, 11, 21)))
    assert list(completeness.review_due(site(polku), dt.date(2026, 11, 21))) == []
    (problem,) = completeness.review_due(site(polku), dt.date(2026, 11, 22))
    assert (problem.code, problem.severity, problem.values) == ("review-due", "warning", {"due": "2026-11-21"})


def test_a_contact_expires_wherever_it_stands() -> None:
    def contact(name: str) -> Contact:
        return Contact(HERE, name=name, valid_until=dt.date(2026, 11, 20))

    contacts = {name: (contact(name),) for name in ("alue", "kunta", "vaihe", "oma", "uusi")}
    over = municipal(
        steps=(LocalStep(HERE, id="alku", contacts=contacts["oma"]),),
        add=(AddedStep(HERE, step=step("uusi", contacts=contacts["uusi"]), after=ref("alku")),),
    )
    whole = site(
        path(start("alku", "loppu", contacts=contacts["vaihe"]), end("loppu")),
        layers=(over,),
        regions={"alue": Region(HERE, id="alue", contacts=contacts["alue"])},
        municipalities=(Municipality(HERE, region="alue", id="kunta", contacts=contacts["kunta"]),),
    )
    expired = list(completeness.contact_expired(whole, TODAY))
    assert {p.values["name"] for p in expired} == set(contacts)
    assert {p.values["day"] for p in expired} == {"2026-11-20"}
    assert list(completeness.contact_expired(whole, dt.date(2026, 11, 20))) == []


def test_dates_follow_each_other() -> None:
    place = {key: at(n) for n, key in enumerate(("created", "updated", "ended"), 3)}

    def pair(**dates: dt.date) -> list[tuple[dict[str, str], int]]:
        values: dict[str, object] = {"updated": None, **dates}
        polku = replace(path(), description=description(**values, places=place))
        return [(p.values, p.at.line) for p in completeness.dates_disagree(polku)]

    one, two = dt.date(2026, 1, 1), dt.date(2026, 1, 2)
    assert pair(created=two, updated=one) == [({"first": "created", "second": "updated"}, 4)]
    assert pair(created=two, ended=one) == [({"first": "created", "second": "ended"}, 5)]
    assert pair(created=one, updated=one, ended=one) == []
    assert pair(updated=two, ended=one) == []


def test_what_readers_miss_is_a_warning() -> None:
    bare = description(places={"title": HERE})
    polku = replace(path(step("a", easy="", at=at(3)), step("b", roles=(role(task="", line=6),))), description=bare)
    assert [(p.severity, p.values["key"], p.at.line) for p in completeness.should_have(polku)] == [
        ("warning", "easy", 1),
        ("warning", "target_groups", 1),
        ("warning", "reviewed_by", 1),
        ("warning", "place", 1),
        ("warning", "easy", 3),
        ("warning", "task", 6),
    ]


def test_of_a_description_that_could_not_be_read_nothing_more_is_said() -> None:
    unread = replace(path(), description=description(places={}, title="", sources=()))
    assert list(completeness.should_have(unread)) == []


def statement(**more: Any) -> Statement:
    """A statement with every fact that is required of one without shortcomings."""
    facts: dict[str, Any] = {"conformance": Accessibility.FULL, "drafted": dt.date(2026, 11, 1), **more}
    return Statement(HERE, **facts, places=dict.fromkeys((*completeness.STATEMENT_FACTS, *facts), HERE))


def town(**more: Any) -> Municipality:
    return Municipality(at(9), region="alue", id="kunta", name="Kunta", **more)


def test_every_publisher_has_an_accessibility_statement() -> None:
    base = site()
    assert list(completeness.statement_missing(base)) == []
    none = replace(base, info=replace(base.info, statement=None, publisher="Kunta"))
    (problem,) = completeness.statement_missing(none)
    assert (problem.code, problem.values["name"], problem.severity) == ("statement-missing", "Kunta", "warning")
    unread = replace(base, info=replace(base.info, statement=None, places={}))
    assert list(completeness.statement_missing(unread)) == []


@pytest.mark.parametrize(
    ("status", "publisher", "own", "missing"),
    [
        (LayerStatus.PUBLISHED, "Alue", None, [(9, "Kunta")]),
        (LayerStatus.DRAFT, "Alue", None, []),
        (LayerStatus.PUBLISHED, "Kunta", None, []),
        (LayerStatus.PUBLISHED, "Alue", statement(), []),
    ],
)
def test_a_municipality_that_publishes_has_a_statement_of_its_own(
    status: LayerStatus, publisher: str, own: Statement | None, missing: list[tuple[int, str]]
) -> None:
    layer = Layer(HERE, region="alue", municipality="kunta", path="polku", status=status)
    base = site(layers=[layer], municipalities=(town(statement=own),))
    problems = completeness.statement_missing(replace(base, info=replace(base.info, publisher=publisher)))
    assert [(problem.at.line, problem.values["name"]) for problem in problems] == missing


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, []),
        ({"conformance": Accessibility.PARTIAL}, ["issues"]),
        ({"conformance": Accessibility.NONE, "burden": ("A",), "alternatives": "B"}, []),
        ({"issues": ("A",)}, ["alternatives"]),
        ({"out_of_scope": ("A",)}, ["alternatives"]),
    ],
)
def test_an_accessibility_statement_has_what_is_required_of_it(facts: Mapping[str, Any], missing: list[str]) -> None:
    base = site()
    for each in (
        replace(base, info=replace(base.info, statement=statement(**facts))),
        replace(base, municipalities=(town(statement=statement(**facts)),)),
    ):
        problems = list(completeness.statement_incomplete(each))
        assert [problem.values["key"] for problem in problems] == missing
        assert [problem.values["requirement"] for problem in problems] == missing
    part = Statement(HERE, places={"conformance": HERE, "method": HERE})
    lacking = replace(base, info=replace(base.info, statement=part))
    assert [p.values["key"] for p in completeness.statement_incomplete(lacking)] == ["drafted", "unit", "feedback"]


def test_an_accessibility_statement_is_reviewed_every_year() -> None:
    old = statement(drafted=dt.date(2025, 11, 20))
    base = site(municipalities=(town(statement=old),))
    days = [dt.date(2026, 11, 20), dt.date(2026, 11, 21)]
    assert [codes(completeness.statement_old(base, day)) for day in days] == [[], ["statement-old"]]
    reviewed = replace(base, municipalities=(town(statement=replace(old, updated=dt.date(2025, 12, 1))),))
    assert list(completeness.statement_old(reviewed, days[1])) == []
    backwards = replace(base, municipalities=(town(statement=replace(old, updated=dt.date(2025, 1, 1))),))
    assert codes(completeness.statement_dates_disagree(backwards)) == ["dates-disagree"]
    assert codes(completeness.statement_dates_disagree(reviewed)) == []


def test_an_attachment_is_used_by_a_document_a_picture_or_a_text() -> None:
    files = tuple(f"content/alue/polku/files/{name}" for name in ("a.pdf", "b.png", "c.pdf", "d.pdf", "e.pdf"))
    index = Location("content/alue/polku/index.md")
    body = Markdown(index, text="[c](files/c.pdf) `files/e.pdf`")
    document = Document(HERE, title="A", file=Ref("files/a.pdf", HERE))
    image = Image(HERE, file=Ref("files/b.png", HERE), alt="B")
    polku = replace(path(step("a", documents=(document,))), description=description(image=image, body=body))
    whole = site(polku, files=files)
    found = checks.links.unused_attachment(checks.links.texts_to_check(whole), whole)
    assert [(p.code, p.severity, p.at.file) for p in found] == [
        ("attachment-unused", "warning", files[3]),
        ("attachment-unused", "warning", files[4]),
    ]


@pytest.mark.parametrize("name", ["toimijat", "lait", "sanasto", "palvelut", "lahteet", "saavutettavuus", "peilaus"])
def test_a_link_leads_to_no_list_that_the_site_has_not(name: str) -> None:
    empty = site(actors={}, services={}, info=SiteInfo(HERE, title="Polut"))
    assert link_target(empty, name) is None
    assert name not in link_words(empty)
