"""A language laid over the site: every text that is translated, and everything else as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from factories import HERE, SITES, at, check, end, full, load, path, record, role, site, start, step, to, write
from pathviz import schema
from pathviz.layers import localise, localise_path
from pathviz.model import (
    Comparison,
    ComparisonRow,
    Contact,
    Document,
    Entity,
    Markdown,
    Phase,
    Ref,
    Role,
    ServiceDescription,
    ServicePath,
    Site,
    Step,
    Transition,
)
from pathviz.problems import Location

SWEDISH = "content/alue/polku/path.sv.yaml"
POLKU = "content/alue/polku"


def place(line: int = 1) -> Location:
    return Location(SWEDISH, line)


def translated(name: str, **texts: str) -> Step:
    """A step of a layer that holds these texts."""
    return Step(place(), id=name, places={key: place(n) for n, key in enumerate(texts, 2)}, **texts)  # type: ignore[arg-type]


def layer_of(*steps: Step, **more: object) -> ServicePath:
    empty = ServiceDescription(place())
    values = {"description": empty, "folder": POLKU, **more}
    return ServicePath(place(), region="alue", id="polku", steps=steps, **values)  # type: ignore[arg-type]


def test_a_translation_of_a_version_names_only_what_the_version_has(tmp_path: Path) -> None:
    full(tmp_path / "site")
    lines = ["steps:", "  arvionti: {local: Boka tid}", "  arviointi:", "    roles: {yhdistis: {task: Stöder}}"]
    lines += ["add:", "  tutustumien: {title: Besök}", "omit:", "  odotuss: Ingen kö"]
    (tmp_path / "site/regions/alue/kunta/polku.sv.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    found = [(p.values["id"], p.near) for p in check(tmp_path / "site") if p.code == "translation-unknown-id"]
    assert found == [
        *(("arvionti", "arviointi"), ("yhdistis", "yhdistys"), ("tutustumien", "tutustuminen"), ("odotuss", "odotus")),
    ]


def swedish() -> tuple[Site, Site, Site]:
    """The full site in Finnish, its Swedish layer, and the two together."""
    loaded, _ = load(SITES / "full")
    layer = loaded.layers["sv"]
    return loaded.site, layer, localise(loaded.site, layer)


# -- fallback --------------------------------------------------------------------------------


def test_a_text_of_the_layer_stands_in_its_place_and_tells_its_file() -> None:
    base = path(start("alku", "loppu", places={"title": at(3), "summary": at(4)}), end("loppu"))
    found = localise_path(base, layer_of(translated("alku", title="Början"))).steps[0]
    assert (found.title, found.summary) == ("Början", "alku tapahtuu.")
    assert found.place("title").file == SWEDISH
    assert found.place("summary") == at(4)
    assert found.next == base.steps[0].next
    assert found.roles == base.steps[0].roles


def test_without_a_layer_everything_stays() -> None:
    base = path()
    assert localise_path(base, None) is base
    assert localise_path(base, layer_of()) == base
    assert localise_path(base, layer_of(translated("tuntematon", title="x"))) == base


def test_an_empty_text_of_the_layer_is_no_translation() -> None:
    base = path(start("alku", "loppu", places={"title": at(3)}), end("loppu"))
    found = localise_path(base, layer_of(translated("alku", title=""))).steps[0]
    assert found.title == "Alku"
    assert found.place("title") == at(3)


def test_every_file_of_the_full_site_says_its_language() -> None:
    base, _, both = swedish()
    polku = both.paths["alue", "polku"]
    assert (both.lang, both.info.languages) == ("sv", ("fi", "sv"))
    assert polku.description.title == "Servicestig"
    assert polku.description.place("title").file == f"{POLKU}/index.sv.md"
    assert polku.description.place("updated").file == f"{POLKU}/index.md"
    assert polku.description.place_text == "Exempelområdet"
    assert both.actors["asiakas"].name == "Klient"
    assert both.actors["tyopaja"].name == "Työpaja"
    assert both.actors["ohjaaja"].summary == base.actors["ohjaaja"].summary
    assert both.actors["ohjaaja"].synonyms == ("handledare",)
    assert both.terms["tyokokeilu"].name == "Arbetsprövning"
    assert both.regions["alue"].name == "Exempelområdet"
    assert both.pages["tietoa"].title == "Om webbplatsen"
    assert [phase.title for phase in polku.phases] == ["Hänvisning", "Service"]
    assert polku.journeys[0].title == "Silmu Orienterare"
    assert polku.journeys[0].summary == "Kokeilee rohkeasti."


def test_a_localised_place_leads_to_the_very_text() -> None:
    _, _, both = swedish()
    texts = {file: (SITES / "full" / file).read_text(encoding="utf-8").split("\n") for file in _files()}
    checked = 0
    for entity in entities(list(both.paths.values())):
        for key in entity.places:
            value = getattr(entity, {"place": "place_text"}.get(key, key), None)
            if isinstance(value, str) and value and key != "id":
                where = entity.place(key)
                line = texts[where.file][where.line - 1][where.column - 1 :]
                assert line.lstrip("\"'").startswith(value[:10]), (where, line, value)
                checked += 1
    assert checked > 60


def _files() -> list[str]:
    root = SITES / "full"
    return [file.relative_to(root).as_posix() for file in root.rglob("*") if file.suffix in (".md", ".yaml")]


# -- transitions -----------------------------------------------------------------------------


def translation(target: str, when: str = "", easy: str = "") -> Transition:
    written = {key: place() for key, text in (("when", when), ("easy", easy)) if text}
    return replace(to(target, when), easy=easy, where=place(), places=written)


def whens(base: list[Transition], layer: list[Transition]) -> list[str]:
    one = path(start("a", *base), end("b"), end("c"))
    other = Step(place(), id="a", next=tuple(layer), places={"next": place()})
    return [each.when for each in localise_path(one, layer_of(other)).steps[0].next]


def test_transitions_match_by_their_target() -> None:
    base = [to("b", "Kyllä"), to("c", "Ei")]
    assert whens(base, [translation("c", "Nej"), translation("b", "Ja")]) == ["Ja", "Nej"]
    assert whens(base, [translation("c", "Nej")]) == ["Kyllä", "Nej"]
    assert whens(base, [translation("d", "X")]) == ["Kyllä", "Ei"]


def test_repeated_targets_match_by_condition_and_then_by_order() -> None:
    base = [to("b", "Kyllä"), to("b", "Ehkä"), to("b", "Sähköposti")]
    assert whens(base, [translation("b", "Ja"), translation("b", "Kanske"), translation("b", "E-post")]) == [
        "Ja",
        "Kanske",
        "E-post",
    ]
    # The same word in both languages: it is the translation of that one, wherever it stands.
    assert whens(base, [translation("b", "Sähköposti"), translation("b", "Ja")]) == ["Ja", "Ehkä", "Sähköposti"]


def test_a_transition_keeps_where_it_leads_and_how() -> None:
    base = [to("b", "Kyllä", back=True, optional=True)]
    one = path(start("a", *base), end("b"))
    layer = Step(place(), id="a", next=(translation("b", "Ja", "Jag vill"),), places={"next": place()})
    found = localise_path(one, layer_of(layer)).steps[0].next[0]
    assert (found.when, found.easy, found.back, found.optional) == ("Ja", "Jag vill", True, True)
    assert found.target == base[0].target


# -- lists, parts and long texts -------------------------------------------------------------


def test_lists_of_texts_and_markdown_are_replaced_whole() -> None:
    base, _, both = swedish()
    polku, before = both.paths["alue", "polku"], base.paths["alue", "polku"]
    assert polku.steps[0].information == ("utbildning och arbetshistoria",)
    assert polku.description.target_groups == ("långtidsarbetslösa",)
    assert len(before.description.target_groups) == 2
    assert [quote.text for quote in polku.journeys[0].quotes] == ["Vad kan jag göra?"]
    assert polku.description.body is not None
    assert polku.description.body.at.file == f"{POLKU}/index.sv.md"
    assert polku.steps[1].detail is not None
    assert polku.steps[1].detail.text.startswith("## Så bedöms det")


def test_an_empty_long_text_is_no_translation(tmp_path: Path) -> None:
    full(tmp_path / "site")
    index = (SITES / "full" / POLKU / "index.sv.md").read_text(encoding="utf-8")
    head = index[: index.index("---\n", 4) + 4]
    write(tmp_path / "site", {f"{POLKU}/steps/arviointi.sv.md": " \n", f"{POLKU}/index.sv.md": head + "\n\n"})
    loaded, _ = load(tmp_path / "site")
    both = localise(loaded.site, loaded.layers["sv"]).paths["alue", "polku"]
    base = loaded.site.paths["alue", "polku"]
    assert both.steps[1].detail == base.steps[1].detail
    assert both.description.body == base.description.body
    assert both.description.title == "Servicestig"


def test_what_a_layer_cannot_write_is_kept_in_every_part() -> None:
    base, _, both = swedish()
    polku, before = both.paths["alue", "polku"], base.paths["alue", "polku"]
    assert polku.description.image is not None
    assert before.description.image is not None
    assert (polku.description.image.alt, polku.description.image.file) == (
        "Tre personer vid ett bord",
        before.description.image.file,
    )
    documents = polku.description.documents
    assert [(each.title, each.file and each.file.id, each.url) for each in documents] == [
        ("Servicebeskrivning", "files/palvelukuvaus.txt", ""),
        ("Ohje", None, "https://example.fi/ohje"),
    ]
    (contact,) = polku.steps[0].contacts
    assert (contact.name, contact.email) == ("Rådgivning", "neuvonta@example.fi")
    assert contact.valid_until == before.steps[0].contacts[0].valid_until
    (source,) = polku.description.sources
    assert (source.publisher, source.updated) == ("Innobyn", before.description.sources[0].updated)
    assert both.info.theme is not None
    assert (both.info.theme.name, both.info.theme.accent) == ("Exempel", "#1a5fb4")
    assert both.info.statement is not None
    assert (both.info.statement.method, both.info.statement.answer_days) == ("Egen bedömning", 14)
    assert [change.text for change in both.laws["189/2001"].changes] == [
        "Tjänsterna överfördes till kommunerna.",
        "Laki muuttui.",
    ]
    assert both.laws["189/2001"].changes[0].date == base.laws["189/2001"].changes[0].date


def test_cells_and_subjects_of_a_comparison_are_merged() -> None:
    base, _, both = swedish()
    comparison, before = both.comparisons["vertailu"], base.comparisons["vertailu"]
    assert dict(comparison.subjects) == {"eka": "Den första", "toka": "Toinen"}
    assert comparison.rows[0].aspect == "För vem"
    assert dict(comparison.rows[0].cells) == {"eka": "Kaikille", "toka": "För få"}
    assert comparison.rows[0].place("toka").file == "content/comparisons/vertailu.sv.yaml"
    assert comparison.rows[0].place("eka").file == "content/comparisons/vertailu.yaml"
    assert comparison.rows[0].source == "189/2001"
    assert comparison.rows[1] == before.rows[1]


def test_a_cell_of_no_subject_and_an_empty_cell_are_none() -> None:
    rows = ComparisonRow(HERE, aspect="A", cells={"eka": "Kaikille", "toka": "Harvoille"})
    mine = Comparison(HERE, id="v", subjects={"eka": "1", "toka": "2"}, rows=(rows,))
    over = ComparisonRow(place(), cells={"eka": "", "kolmas": "För någon"}, places={"kolmas": place()})
    theirs = Comparison(place(), id="v", rows=(over,), places={"rows": place()})
    base = site(comparisons={"v": mine})
    both = localise(base, replace(base, lang="sv", comparisons={"v": theirs}))
    assert both.comparisons["v"].rows[0] == rows


def test_a_document_or_contact_too_many_in_the_layer_is_none() -> None:
    base = step("a", documents=(Document(HERE, title="Yksi", url="https://a.fi"),), contacts=())
    documents = tuple(Document(place(n), title=f"d{n}", places={"title": place(n)}) for n in (1, 2))
    contacts = (Contact(place(), name="c", places={"name": place()}),)
    written = {"documents": place(), "contacts": place()}
    layer = Step(place(), id="a", documents=documents, contacts=contacts, places=written)
    (found,) = localise_path(path(base), layer_of(layer)).steps
    assert [(each.title, each.url) for each in found.documents] == [("d1", "https://a.fi")]
    assert found.contacts == ()


def test_a_layer_changes_nothing_but_texts() -> None:
    """A layer that says more is a fault, and what it says is not used all the same."""
    text = "title: Namn\nkind: team\nlane: back\nsuccessor: x\nsummary: S\n"
    found, problems = record(text, sparse=True)
    layer = schema.actor("ohjaaja", found)
    base = site()
    both = localise(base, replace(base, lang="sv", actors={"ohjaaja": layer}))
    before, after = base.actors["ohjaaja"], both.actors["ohjaaja"]
    assert (after.kind, after.lane, after.successor) == (before.kind, before.lane, before.successor)
    assert {problem.code for problem in problems} == {"layer-not-text", "unknown-key"}


def test_a_region_keeps_its_languages_and_codes() -> None:
    found, problems = record("languages: [en]\ncodes: {b: '2'}\n", sparse=True)
    layer = schema.region("alue", found)
    base = site()
    region = replace(base.regions["alue"], languages=("fi", "sv"), codes={"a": "1"})
    both = localise(replace(base, regions={"alue": region}), replace(base, lang="sv", regions={"alue": layer}))
    assert both.regions["alue"].languages == ("fi", "sv")
    assert dict(both.regions["alue"].codes) == {"a": "1", "b": "2"}
    assert [problem.code for problem in problems] == ["layer-not-text"]


# -- properties ------------------------------------------------------------------------------

WORDS = ("alku", "arviointi", "odotus", "toiminta", "loppu", "ryhma", "valmennus", "paatos")
TEXTS = ("title", "summary", "easy_title", "easy", "duration", "gap", "staff", "rights", "deadline")
LISTS = ("information", "bring")


def random_path(chance: random.Random) -> ServicePath:
    names = chance.sample(WORDS, chance.randrange(1, len(WORDS)))
    steps = []
    for name in names:
        written = [key for key in TEXTS if chance.random() < 0.7]
        values: dict[str, object] = {key: f"fi {key} {name}" for key in written}
        values |= {
            key: tuple(f"fi {n}" for n in range(chance.randrange(1, 4))) for key in LISTS if chance.random() < 0.5
        }
        follows = [to(chance.choice(names), chance.choice(["", "Kyllä", "Ei"])) for _ in range(chance.randrange(4))]
        roles = tuple(role(actor) for actor in chance.sample(["a", "b", "c"], chance.randrange(4)))
        detail = Markdown(HERE, text="fi") if chance.random() < 0.3 else None
        places = {key: at(chance.randrange(1, 99)) for key in values}
        steps.append(Step(HERE, id=name, next=tuple(follows), roles=roles, detail=detail, places=places, **values))  # type: ignore[arg-type]
    return path(*steps, phases=(Phase(HERE, id="p", title="fi", places={"title": at(1)}),))


def random_layer(chance: random.Random, base: ServicePath) -> ServicePath:
    steps = []
    for name in chance.sample(WORDS, chance.randrange(len(WORDS))):
        values: dict[str, object] = {key: f"sv {key} {name}" for key in TEXTS if chance.random() < 0.4}
        values |= {key: ("sv",) for key in LISTS if chance.random() < 0.3}
        mine = next((each for each in base.steps if each.id == name), None)
        following = tuple(
            replace(each, when=f"sv {each.when}" if each.when else "", where=place(), places={"when": place()})
            for each in (mine.next if mine else ())
            if chance.random() < 0.6
        )
        roles = tuple(
            Role(place(), actor=Ref(actor, place()), task="sv", places={"task": place()})
            for actor in "ax"
            if chance.random() < 0.5
        )
        detail = Markdown(place(), text="sv") if chance.random() < 0.3 else None
        places = {key: place() for key in values}
        steps.append(Step(place(), id=name, next=following, roles=roles, detail=detail, places=places, **values))  # type: ignore[arg-type]
    return layer_of(*steps)


def skeleton(value: object) -> object:
    """All of a thing but its texts, places and long texts: what no language may change."""
    if isinstance(value, Markdown):
        return "markdown"
    if is_dataclass(value) and not isinstance(value, type):
        kept = [each for each in fields(value) if each.name not in ("where", "places")]
        return type(value).__name__, [(each.name, skeleton(getattr(value, each.name))) for each in kept]
    if isinstance(value, tuple):
        return "texts" if value and all(isinstance(each, str) for each in value) else [skeleton(each) for each in value]
    return bool(value) if isinstance(value, str) else value


def entities(value: object) -> Iterator[Entity]:
    """A thing and everything in it."""
    if isinstance(value, Entity):
        yield value
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from entities(getattr(value, each.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from entities(item)


@pytest.mark.parametrize("seed", range(80))
def test_nothing_of_the_base_is_lost_and_everything_of_the_layer_is_used(seed: int) -> None:
    chance = random.Random(seed)
    base = random_path(chance)
    layer = random_layer(chance, base)
    both = localise_path(base, layer)
    assert [each.id for each in both.steps] == [each.id for each in base.steps]
    theirs = {each.id: each for each in layer.steps}
    for mine, merged in zip(base.steps, both.steps, strict=True):
        over = theirs.get(mine.id)
        for key in (*TEXTS, *LISTS):
            said = getattr(over, key, None) if over else None
            assert getattr(merged, key) == (said or getattr(mine, key))
            # The file of a place tells the language of the text.
            if getattr(merged, key):
                assert (merged.place(key).file == SWEDISH) == bool(said)
        assert [each.target for each in merged.next] == [each.target for each in mine.next]
        assert [(each.back, each.optional) for each in merged.next] == [(e.back, e.optional) for e in mine.next]
        assert sum(each.when.startswith("sv ") for each in merged.next) == sum(
            bool(each.when) for each in (over.next if over else ())
        )
        assert [(each.actor, each.parts) for each in merged.roles] == [(each.actor, each.parts) for each in mine.roles]
        assert (merged.detail is None) == (mine.detail is None and (over is None or over.detail is None))


@pytest.mark.parametrize("seed", range(20))
def test_a_layer_that_covers_every_text_leaves_the_frame_as_it_was(seed: int) -> None:
    chance = random.Random(seed)
    base = random_path(chance)
    written = []
    for each in base.steps:
        texts: dict[str, Any] = {key: ("sv",) if key in LISTS else f"sv {key}" for key in each.places}
        written.append(replace(each, **texts, where=place(), places=dict.fromkeys(each.places, place())))
    both = localise_path(base, layer_of(*written))
    assert skeleton(both.steps) == skeleton(base.steps)
    for merged in both.steps:
        assert all(merged.place(key).file == SWEDISH for key in merged.places)


def test_localising_with_an_empty_layer_is_the_site_in_that_language() -> None:
    base, layer, _ = swedish()
    catalogues = (
        "actors",
        "laws",
        "services",
        "terms",
        "comparisons",
        "tracks",
        "pages",
        "networks",
        "regions",
        "paths",
    )
    nothing: dict[str, Any] = {name: {} for name in catalogues}
    empty = replace(layer, info=replace(layer.info, places={}), **nothing)
    assert localise(base, empty) == replace(base, lang="sv")


def test_localising_twice_is_localising_once() -> None:
    _, layer, both = swedish()
    assert localise(both, layer) == both
