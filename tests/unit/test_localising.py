"""A municipality's layer over a regional path: the rules one by one, then on random paths and layers."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from factories import FILE, TODAY, at, end, path, ref, role, site, start, step, to
from pathviz.checks import PATH_RULES, check_site
from pathviz.checks import layer as rules
from pathviz.layers import localise, localise_layer, localise_path
from pathviz.localising import (
    ChangeKind,
    DivergenceKind,
    LocalPath,
    Origin,
    changes_between,
    fill,
    merge,
    outline,
    snapshot,
)
from pathviz.model import (
    AddedStep,
    Contact,
    Document,
    Journey,
    Layer,
    LocalStep,
    Markdown,
    Municipality,
    OmittedStep,
    Ref,
    RolePart,
    ServicePath,
    Site,
    Step,
    StepKind,
    Transition,
)
from pathviz.problems import Location, Problem

LAYER = "regions/alue/kunta/polku.yaml"


def here(line: int = 1) -> Location:
    return Location(LAYER, line)


def layer_of(
    *steps: LocalStep, add: Sequence[AddedStep] = (), omit: dict[str, str] | None = None, **more: Any
) -> Layer:
    omitted = tuple(
        OmittedStep(here(90 + n), id=name, reason=why) for n, (name, why) in enumerate((omit or {}).items())
    )
    values: dict[str, Any] = {"region": "alue", "municipality": "kunta", "path": "polku", **more}
    return Layer(here(), steps=steps, add=tuple(add), omit=omitted, summary="Oma.", **values)


def added(
    name: str, after: str, *following: str | Transition, before: str = "", line: int = 50, **more: Any
) -> AddedStep:
    found = step(name, *following, **{"at": here(line), **more})
    found = replace(found, next=tuple(replace(each, where=here(line + 1)) for each in found.next))
    return AddedStep(
        here(line),
        step=found,
        after=Ref(after, here(line + 2)),
        before=Ref(before, here(line + 3)) if before else None,
    )


def ways(local: LocalPath | ServicePath, name: str) -> list[tuple[str, str]]:
    """Where a step leads, and on what condition."""
    steps = (local.path if isinstance(local, LocalPath) else local).steps
    (found,) = [each for each in steps if each.id == name]
    return [(str(each.target), each.when) for each in found.next]


def order(local: LocalPath) -> list[str]:
    return [each.id for each in local.path.steps]


def told(local: LocalPath) -> list[tuple[str, int]]:
    return [(problem.code, problem.at.line) for problem in local.problems]


def faults_of(whole: ServicePath) -> list[Problem]:
    """What the rules of paths say of one, whatever its site."""
    return [problem for rule in PATH_RULES for problem in rule(whole)]


def straight() -> ServicePath:
    return path(start("a", "b"), step("b", "c"), step("c", "d"), end("d"))


def branching() -> ServicePath:
    """From a to b, which branches to c (that leads back to b too) and to d."""
    return path(
        start("a", "b"),
        step("b", to("c", "Kyllä"), to("d", "Ei"), kind=StepKind.DECISION),
        step("c", "d", to("b", "Tilanne muuttuu", back=True)),
        end("d"),
    )


# -- adding ----------------------------------------------------------------------------------


def test_an_added_step_takes_over_the_way_of_the_step_it_comes_after() -> None:
    local = merge(straight(), layer_of(add=[added("x", "b")]))
    assert order(local) == ["a", "b", "x", "c", "d"]
    assert (ways(local, "b"), ways(local, "x")) == ([("x", "")], [("c", "")])
    assert local.origin("x") is Origin.MUNICIPALITY
    assert local.origin("b") is Origin.REGION
    assert local.origins["b", "next"] == (Origin.MUNICIPALITY,)
    assert local.origins["c", "next"] == (Origin.REGION,)


def test_steps_after_the_same_step_keep_the_order_of_the_file() -> None:
    local = merge(straight(), layer_of(add=[added("x", "b"), added("z", "x"), added("y", "b")]))
    assert order(local) == ["a", "b", "x", "z", "y", "c", "d"]
    assert [ways(local, each) for each in "bxzy"] == [[("x", "")], [("z", "")], [("y", "")], [("c", "")]]


def test_a_step_may_stand_in_the_file_before_the_one_it_comes_after() -> None:
    local = merge(straight(), layer_of(add=[added("y", "x"), added("x", "a")]))
    assert order(local) == ["a", "x", "y", "b", "c", "d"]
    assert not local.problems


def test_before_names_the_branch_and_the_condition_stays_where_the_choice_is_made() -> None:
    local = merge(branching(), layer_of(add=[added("x", "b", before="d"), added("y", "b", before="d")]))
    assert ways(local, "b") == [("c", "Kyllä"), ("x", "Ei")]
    assert (ways(local, "x"), ways(local, "y")) == ([("y", "")], [("d", "")])
    assert order(local) == ["a", "b", "c", "x", "y", "d"]


def test_a_way_back_stays_one_behind_the_added_step() -> None:
    local = merge(branching(), layer_of(add=[added("x", "c", before="b")]))
    (_, back) = local.path.steps[2].next
    assert (str(back.target), back.when, back.back) == ("x", "Tilanne muuttuu", False)
    assert [(str(way.target), way.back) for way in local.path.steps[3].next] == [("b", True)]


def test_a_way_to_another_path_can_be_preceded() -> None:
    base = path(start("a", "alue/muu"), step("b", "d"), end("d"))
    local = merge(base, layer_of(add=[added("x", "a")]))
    assert (ways(local, "a"), ways(local, "x")) == ([("x", "")], [("alue/muu", "")])


def test_where_a_step_branches_the_branch_must_be_named() -> None:
    local = merge(branching(), layer_of(add=[added("x", "b")]))
    assert told(local) == [("branch-not-named", 52)]
    assert ways(local, "b") == ways(branching(), "b")


def test_a_branch_that_is_not_there_is_told() -> None:
    assert told(merge(straight(), layer_of(add=[added("x", "a", before="d")]))) == [("branch-not-there", 53)]


def test_steps_that_come_after_each_other_are_told() -> None:
    local = merge(straight(), layer_of(add=[added("x", "y"), added("y", "x", line=60)]))
    assert told(local) == [("added-in-circle", 52), ("added-in-circle", 62)]
    assert local.path == straight()


def test_an_added_decision_keeps_its_words_and_the_way_it_took_over() -> None:
    own = added("x", "b", to("c", "Sopii"), to("oma", "Ei sovi"), kind=StepKind.DECISION)
    close = added("oma", "x", kind=StepKind.END, line=60)
    local = merge(straight(), layer_of(add=[own, close]))
    assert ways(local, "x") == [("c", "Sopii"), ("oma", "Ei sovi")]
    assert order(local) == ["a", "b", "x", "oma", "c", "d"]
    assert not faults_of(local.path)
    assert [each.value for each in local.divergences if each.departs] == ["oma"]


def test_the_way_taken_over_stays_beside_an_own_branch() -> None:
    local = merge(straight(), layer_of(add=[added("x", "b", to("d", "Valmis"))]))
    assert ways(local, "x") == [("d", "Valmis"), ("c", "")]


# -- statutory steps -------------------------------------------------------------------------


def statutory() -> ServicePath:
    return path(start("a", "b"), step("b", "c", statutory=True), step("c", "d"), end("d"))


@pytest.mark.parametrize(
    "own",
    [
        added("x", "a", to("c", "Suoraan")),
        added("x", "a", to("alue/muu", "Muualle")),
        added("x", "a", to("c", "Suoraan", back=True)),
        added("x", "a", "c", kind=StepKind.START),
    ],
)
def test_no_own_branch_goes_around_a_statutory_step(own: AddedStep) -> None:
    assert told(merge(statutory(), layer_of(add=[own]))) == [("statutory-bypassed", 51)]


def test_the_way_around_may_be_long() -> None:
    chain = [
        added("x", "a", to("y", "Meillä")),
        added("y", "x", "z", line=60),
        added("z", "y", "c", line=70),
    ]
    assert [code for code, _ in told(merge(statutory(), layer_of(add=chain)))] == ["statutory-bypassed"]


@pytest.mark.parametrize(
    "own",
    [
        added("x", "a"),
        added("x", "b", to("d", "Valmis")),
        added("x", "c", to("a", "Uudelleen", back=True)),
        added("x", "a", "b", kind=StepKind.START),
    ],
)
def test_own_branches_that_pass_it_are_free(own: AddedStep) -> None:
    assert told(merge(statutory(), layer_of(add=[own]))) == []


def test_a_statutory_step_that_the_region_itself_goes_around_may_be_gone_around_there_alone() -> None:
    base = path(
        step("a", to("b", "Laki"), to("c", "Muu"), kind=StepKind.START),
        step("b", "e", statutory=True),
        step("c", "e"),
        end("e"),
    )
    assert told(merge(base, layer_of(add=[added("x", "a", to("e", "Heti"), before="c")]))) == []
    around = added("x", "a", to("e", "Heti"), before="b")
    assert [code for code, _ in told(merge(base, layer_of(add=[around])))] == ["statutory-bypassed"]


def test_a_statutory_step_is_not_left_out() -> None:
    local = merge(statutory(), layer_of(omit={"b": "Ei ole."}))
    assert local.path == statutory()
    assert not local.omitted


# -- leaving out -----------------------------------------------------------------------------


def test_leaving_out_joins_what_came_before_to_what_came_after() -> None:
    local = merge(straight(), layer_of(omit={"b": "Ei ole.", "c": "Ei ole."}))
    assert order(local) == ["a", "d"]
    assert ways(local, "a") == [("d", "")]
    assert [(left.id, why.reason) for left, why in local.omitted] == [("b", "Ei ole."), ("c", "Ei ole.")]
    assert local.departs


def test_a_joined_way_has_the_only_condition() -> None:
    before = path(
        step("a", to("b", "Kyllä"), to("d", "Ei"), kind=StepKind.START), step("b", "c"), step("c", "d"), end("d")
    )
    assert ways(merge(before, layer_of(omit={"b": "Ei."})), "a") == [("c", "Kyllä"), ("d", "Ei")]
    after = path(
        start("a", "b"),
        step("b", to("c", "Kyllä"), to("d", "Ei"), kind=StepKind.DECISION),
        step("c", "d"),
        end("d"),
    )
    assert ways(merge(after, layer_of(omit={"b": "Ei."})), "a") == [("c", "Kyllä"), ("d", "Ei")]


def test_conditions_that_differ_are_told() -> None:
    base = path(
        step("a", to("b", "Kyllä"), to("d", "Ei"), kind=StepKind.START),
        step("b", "d", to("c", "Ehkä")),
        step("c", "d"),
        end("d"),
    )
    local = merge(base, layer_of(omit={"b": "Ei."}))
    assert sorted(problem.values["after"] for problem in local.problems) == ["c", "d"]
    assert told(local) == [("conditions-differ", 90)] * 2


def test_a_plain_way_beats_an_optional_one() -> None:
    base = path(start("a", "b", to("c", optional=True)), step("b", "c"), end("c"))
    local = merge(base, layer_of(omit={"b": "Ei."}))
    assert [(str(way.target), way.optional) for way in local.path.steps[0].next] == [("c", False)]
    base = path(start("a", "c", to("b", "Halutessa", optional=True)), step("b", "c"), end("c"))
    local = merge(base, layer_of(omit={"b": "Ei."}))
    assert [(str(way.target), way.when, way.optional) for way in local.path.steps[0].next] == [("c", "", False)]


def test_no_way_leads_from_a_step_to_itself() -> None:
    local = merge(branching(), layer_of(omit={"c": "Ei."}))
    assert ("b", "") not in ways(local, "b")
    base = path(start("a", "b"), step("b", "c", to("a", "Uusi", back=True)), end("c"))
    assert ways(merge(base, layer_of(omit={"b": "Ei."})), "a") == [("c", "")]


def test_a_step_that_would_lead_nowhere_is_told() -> None:
    assert told(merge(straight(), layer_of(omit={"d": "Ei."}))) == [("dead-end", 90)]


def test_an_added_step_may_stand_where_one_is_left_out() -> None:
    local = merge(straight(), layer_of(add=[added("x", "b")], omit={"b": "Meillä toisin."}))
    assert order(local) == ["a", "x", "c", "d"]
    assert [ways(local, each) for each in "ax"] == [[("x", "")], [("c", "")]]


def test_journeys_follow_the_local_path() -> None:
    example = Journey(at(9), id="e", title="E", route=(ref("a"), ref("b"), ref("c"), ref("d")))
    base = replace(straight(), journeys=(example,))
    local = merge(base, layer_of(add=[added("x", "b"), added("y", "b")], omit={"c": "Ei."}))
    assert [each.id for each in local.path.journeys[0].route] == ["a", "b", "x", "y", "d"]
    assert not faults_of(local.path)


# -- unions and origins ----------------------------------------------------------------------


def test_nothing_inherited_is_lost_and_each_item_knows_its_origin() -> None:
    base = path(
        start("a", "d", laws=(ref("189/2001"),), bring=("kortti",), contacts=(Contact(at(3), name="Alue"),)),
        end("d"),
    )
    local_step = LocalStep(
        here(),
        id="a",
        local=Markdown(here(), text="Meillä näin."),
        roles=(role("ohjaaja", RolePart.SUPPORTS), role("paja", RolePart.CARRIES_OUT)),
        laws=(ref("189/2001"), ref("1301/2014")),
        bring=("kortti", "lomake"),
        contacts=(Contact(here(), name="Kunta"),),
        documents=(Document(here(), title="Ohje", url="https://a.fi"),),
    )
    local = merge(base, layer_of(local_step))
    found = local.path.steps[0]
    assert [(each.actor.id, [*each.parts]) for each in found.roles] == [
        ("ohjaaja", [RolePart.LEADS, RolePart.SUPPORTS]),
        ("paja", [RolePart.CARRIES_OUT]),
    ]
    assert [law.id for law in found.laws] == ["189/2001", "1301/2014"]
    assert found.bring == ("kortti", "lomake")
    assert [each.name for each in found.contacts] == ["Alue", "Kunta"]
    region, kunta = Origin.REGION, Origin.MUNICIPALITY
    assert local.origins["a", "laws"] == local.origins["a", "bring"] == (region, kunta)
    assert local.origins["a", "roles"] == local.origins["a", "contacts"] == (region, kunta)
    assert local.origins["a", "documents"] == (kunta,)
    assert found.summary == base.steps[0].summary
    assert not local.departs
    kind = DivergenceKind
    assert [(each.kind, each.value) for each in local.divergences] == [
        (kind.LOCAL_TEXT, ""),
        (kind.ADDED_ROLE, "ohjaaja"),
        (kind.ADDED_ROLE, "paja"),
        (kind.ADDED_LAW, "1301/2014"),
        (kind.ADDED_CONTACT, "Kunta"),
        (kind.ADDED_DOCUMENT, "Ohje"),
        (kind.ADDED_BRING, "lomake"),
    ]


def test_who_leads_besides_departs_from_the_frame() -> None:
    base = path(start("a", "d", roles=(role("ohjaaja", RolePart.SUPPORTS),)), end("d"))
    local = merge(base, layer_of(LocalStep(here(), id="a", roles=(role("paja", RolePart.LEADS),))))
    assert local.departs
    assert [each.kind for each in local.divergences] == [DivergenceKind.ADDED_LEAD]


# -- language last ---------------------------------------------------------------------------


def test_language_comes_last() -> None:
    swedish = Location("content/alue/polku/path.sv.yaml")
    base = path(
        step("a", to("b", "Kyllä"), to("d", "Ei"), kind=StepKind.START, places={"title": at(3)}),
        step("b", "d2"),
        end("d"),
        end("d2"),
    )
    said = [to("b", "Ja"), to("d", "Nej")]
    said = [replace(each, where=swedish, places={"when": swedish}) for each in said]
    layer = replace(
        base,
        steps=(Step(swedish, id="a", title="Börja", next=tuple(said), places={"title": swedish, "next": swedish}),),
    )
    mine = layer_of(add=[added("x", "a", before="b")], omit={"b": "Ei järjestetä."})
    at_sv = Location("regions/alue/kunta/polku.sv.yaml")
    theirs = replace(
        mine,
        where=at_sv,
        add=(AddedStep(at_sv, step=Step(at_sv, id="x", title="Ny", places={"title": at_sv})),),
        omit=(OmittedStep(at_sv, id="b", reason="Ordnas inte.", places={"reason": at_sv}),),
    )
    plan = outline(base, mine)
    local = fill(plan, localise_path(base, layer), localise_layer(mine, theirs))
    assert ways(local, "a") == [("x", "Ja"), ("d", "Nej")]
    assert [each.title for each in local.path.steps] == ["Börja", "Ny", "D", "D2"]
    assert local.omitted[0][1].reason == "Ordnas inte."


# -- changes of the frame --------------------------------------------------------------------


def test_what_changed_in_the_frame_is_told_step_by_step() -> None:
    old = straight()
    new = path(
        start("a", to("b"), to("d", "Ei"), title="Uusi nimi"),
        step("b", "d", roles=(role(), role("paja", RolePart.SUPPORTS)), laws=(ref("189/2001"),), gap="Voi jäädä."),
        step("e", "d"),
        end("d"),
    )
    kept = json.loads(json.dumps(snapshot(old)))
    found = [(each.kind, each.step, each.key, each.value) for each in changes_between(kept, snapshot(new))]
    kind = ChangeKind
    assert found == [
        (kind.STEP_RENAMED, "a", "title", "A"),
        (kind.WAY_ADDED, "a", "next", "d"),
        (kind.TEXT_CHANGED, "b", "gap", ""),
        (kind.ITEM_ADDED, "b", "laws", "189/2001"),
        (kind.ITEM_ADDED, "b", "roles", "paja"),
        (kind.WAY_ADDED, "b", "next", "d"),
        (kind.WAY_REMOVED, "b", "next", "c"),
        (kind.STEP_ADDED, "e", "", ""),
        (kind.STEP_REMOVED, "c", "", ""),
    ]
    assert changes_between(kept, snapshot(old)) == ()


# -- random paths and layers -----------------------------------------------------------------


def random_frame(chance: random.Random) -> ServicePath:
    """A path without faults: a chain with branches onward, exits, ways back and statutory steps."""
    count = chance.randint(4, 12)
    names = [f"s{n}" for n in range(count)]
    steps = []
    for n, name in enumerate(names[:-1]):
        later = names[n + 2 :]
        targets = [names[n + 1], *chance.sample(later, min(len(later), chance.choice((0, 0, 1, 2))))]
        statutory = n > 0 and chance.random() < 0.3
        ways_on: list[Transition]
        if len(targets) > 1:
            ways_on = [to(target, f"{name} ehto {k}") for k, target in enumerate(targets)]
            kind = StepKind.DECISION
        else:
            ways_on, kind = [to(targets[0])], StepKind.STEP
            if later and chance.random() < 0.2:
                ways_on.append(to(chance.choice(later), f"{name} halu", optional=True))
        if chance.random() < 0.15:
            ways_on.append(to("alue/muu", f"{name} muualle"))
        if n and chance.random() < 0.2:
            ways_on.append(to(chance.choice(names[:n]), f"{name} takaisin", back=True))
        kind = StepKind.START if n == 0 else kind
        steps.append(step(name, *ways_on, kind=kind, statutory=statutory, places={"title": at(n + 2)}))
    steps.append(end(names[-1]))
    route = [names[0]]
    while route[-1] != names[-1]:
        ahead = [way.target.step for way in steps[names.index(route[-1])].next if not way.back and way.target.step]
        route.append(chance.choice(ahead))
    example = Journey(at(99), id="esimerkki", title="E", route=tuple(ref(each) for each in route))
    return path(*steps, journeys=(example,))


def random_municipality(chance: random.Random, base: ServicePath, name: str = "kunta") -> Layer:
    """A layer that may do whatever one can, right or wrong."""
    ids = [each.id for each in base.steps]
    own: list[AddedStep] = []
    for n in range(chance.randint(0, 3)):
        after = chance.choice([*ids[:-1], *(each.step.id for each in own)])
        targets = next((each.next for each in base.steps if each.id == after), ())
        before = str(chance.choice(targets).target) if len(targets) > 1 and chance.random() < 0.9 else ""
        branch = [to(chance.choice(ids), f"oma {n}")] if chance.random() < 0.3 else []
        own.append(added(f"x{n}", after, *branch, before=before, line=100 + 10 * n))
    omit = {each: f"{each} ei ole." for each in ids[1:-1] if chance.random() < 0.12}
    local = [
        LocalStep(
            here(),
            id=each,
            local=Markdown(here(), text="Näin."),
            roles=(role("paja", RolePart.SUPPORTS),),
            laws=(ref("1/2000"),),
            bring=("lomake",),
        )
        for each in ids
        if each not in omit and chance.random() < 0.3
    ]
    return layer_of(*local, add=own, omit=omit, municipality=name)


SEEDS = range(250)


@pytest.mark.parametrize("seed", range(40))
def test_an_empty_layer_changes_nothing(seed: int) -> None:
    base = random_frame(random.Random(seed))
    assert not faults_of(base), "the random path itself has faults"
    local = merge(base, layer_of())
    assert local.path == base
    assert all(mine is theirs for mine, theirs in zip(local.path.steps, base.steps, strict=True))
    assert (local.divergences, local.omitted, local.problems) == ((), (), ())


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_regional_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    base = random_frame(chance)
    layer = random_municipality(chance, base)
    local = merge(base, layer)
    merged = {each.id: each for each in local.path.steps}
    left_out = {each.id: why for each, why in local.omitted}
    assert set(merged) == {each.id for each in base.steps} - set(left_out) | set(local.added)
    assert all(why.reason for why in left_out.values())
    assert [each for each in order(local) if each not in local.added] == [
        each.id for each in base.steps if each.id not in left_out
    ]
    for each in base.steps:
        if each.id in left_out:
            assert not each.statutory
            continue
        found = merged[each.id]
        texts = ("title", "summary", "kind", "statutory", "gap", "easy", "rights", "detail")
        assert all(getattr(found, key) == getattr(each, key) for key in texts)
        for key in ("laws", "documents", "contacts", "information", "bring"):
            assert set(getattr(each, key)) <= set(getattr(found, key))
        for mine, theirs in zip(each.roles, found.roles, strict=False):
            assert mine.actor == theirs.actor
            assert set(mine.parts) <= set(theirs.parts)
        for key in ("roles", "laws", "bring", "next"):
            assert len(local.origins[each.id, key]) == len(getattr(found, key))
        if each.statutory:
            assert {r.actor for r in found.roles if RolePart.LEADS in r.parts} == {
                r.actor for r in each.roles if RolePart.LEADS in r.parts
            }


@pytest.mark.parametrize("seed", SEEDS)
def test_what_comes_of_it_is_a_good_path_or_a_fault_with_its_place(seed: int) -> None:
    chance = random.Random(seed)
    base = random_frame(chance)
    layer = random_municipality(chance, base)
    local = merge(base, layer)
    whole = site(base, path(name="muu"), layers=[layer])
    found = [*rules.local_path_broken(whole)]
    assert {problem.at.file for problem in found} <= {LAYER, FILE}
    assert all(problem.at.file == LAYER for problem in found)
    if not found:
        assert not faults_of(local.path)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_gets_around_a_statutory_step(seed: int) -> None:
    """Walks of the local path by which one reaches a step that the region reaches by the statutory one alone."""
    chance = random.Random(seed)
    base = random_frame(chance)
    local = merge(base, random_municipality(chance, base))
    bypassed = {problem.values["step"] for problem in local.problems if problem.code == "statutory-bypassed"}
    for must in (each.id for each in base.steps if each.statutory):
        free = set(reached(base, must))
        through = {each.id for each in base.steps} - free
        around = (set(reached(local.path, must)) & through) - {must}
        if must not in bypassed:
            assert not around, (must, around)


def reached(whole: ServicePath, without: str) -> list[str]:
    """What can be reached from the start without one of the steps."""
    steps = {each.id: each for each in whole.steps}
    seen = [whole.steps[0].id]
    for name in seen:
        for way in steps[name].next:
            if way.target.step in steps and way.target.step not in (*seen, without) and not way.target.is_elsewhere:
                seen.append(way.target.step)
    return seen


def test_random_layers_are_right_often_enough_to_prove_something() -> None:
    good = bypassing = 0
    for seed in SEEDS:
        chance = random.Random(seed)
        base = random_frame(chance)
        local = merge(base, random_municipality(chance, base))
        good += not local.problems and bool(local.added or local.omitted)
        bypassing += any(problem.code == "statutory-bypassed" for problem in local.problems)
    assert good > 60
    assert bypassing > 10


@pytest.mark.parametrize("seed", range(60))
def test_language_last_changes_words_alone(seed: int) -> None:
    chance = random.Random(seed)
    base = random_frame(chance)
    layer = random_municipality(chance, base)
    plan = outline(base, layer)
    finnish = merge(base, layer)
    frame = replace(base, steps=tuple(in_swedish(each) for each in base.steps))
    theirs = replace(layer, add=tuple(replace(each, step=in_swedish(each.step)) for each in layer.add))
    swedish = fill(plan, frame, theirs)
    assert replace(swedish.path, steps=tuple(in_swedish(each) for each in finnish.path.steps)) == swedish.path
    assert swedish.origins == finnish.origins
    assert [(each.kind, each.step) for each in swedish.divergences] == [
        (each.kind, each.step) for each in finnish.divergences
    ]


def in_swedish(each: Step) -> Step:
    """A step with all of its words in another language."""
    ways_on = tuple(replace(way, when=f"sv {way.when}" if way.when else "") for way in each.next)
    return replace(each, title=f"sv {each.title}", summary="sv", next=ways_on)


@pytest.mark.parametrize("seed", range(20))
def test_layers_of_different_municipalities_never_touch(seed: int) -> None:
    chance = random.Random(seed)
    base = random_frame(chance)
    one, other = (random_municipality(chance, base, name) for name in ("eka", "toka"))
    alone = merge(base, one)
    again = [merge(base, each) for each in (other, one, other)]
    assert again[1] == alone
    assert again[0] == again[2]
    whole = {problem.sort_key for problem in rules.local_path_broken(site(base, layers=[one, other]))}
    assert {problem.sort_key for problem in rules.local_path_broken(site(base, layers=[one]))} <= whole


def test_a_layer_of_one_municipality_is_translated_alone() -> None:
    swedish = Location("regions/alue/eka/polku.sv.yaml")
    base = straight()
    one, other = (layer_of(municipality=name, omit={"b": "Ei."}) for name in ("eka", "toka"))
    kunnat = tuple(Municipality(here(), region="alue", id=name, name=name) for name in ("eka", "toka"))
    finnish: Site = site(base, layers=[one, other], municipalities=kunnat)
    translated = replace(one, where=swedish, summary="Egen.", omit=(), steps=(), places={"summary": swedish})
    sparse = site(layers=[translated], lang="sv", regions={}, actors={}, services={})
    both = localise(finnish, sparse)
    assert [each.summary for each in both.layers] == ["Egen.", "Oma."]
    assert [each.omit for each in both.layers] == [one.omit, other.omit]


def test_a_site_with_a_good_layer_has_no_faults() -> None:
    base = straight()
    layer = layer_of(add=[added("x", "b", roles=(role(),))], omit={"c": "Ei."})
    kunta = Municipality(here(), region="alue", id="kunta", name="Kunta")
    assert not list(check_site(site(base, layers=[layer], municipalities=(kunta,)), {}, TODAY))
