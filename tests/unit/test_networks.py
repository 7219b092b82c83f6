"""Networks: read with their faults in place, put into other languages, shown as a drawing and as a list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factories import SITES, check, codes, minimal, record, spots
from pathviz import schema
from pathviz.layers import localise
from pathviz.loader import load_site
from pathviz.making import make
from pathviz.model import Network
from pathviz.problems import Problem, Problems

FILE = "content/networks/v.yaml"
GOOD = """title: Verkosto
centre: {name: Keskus}
groups:
  - title: Ryhmä
    members: [Yksi, {name: Kaksi, task: Auttaa}]
"""


def read(text: str, *, sparse: bool = False) -> tuple[Network, list[Problem]]:
    found, problems = record(text, sparse=sparse)
    return schema.network("v", found), list(problems)


def test_members_are_mappings_or_names_alone() -> None:
    network, problems = read(GOOD)
    assert problems == []
    assert [(m.name, m.task, m.place("name").line) for m in network.groups[0].members] == [
        ("Yksi", "", 5),
        ("Kaksi", "Auttaa", 5),
    ]


def test_an_actor_needs_no_name_but_a_nameless_nobody_is_a_fault() -> None:
    text = "title: V\ncentre: {actor: asiakas}\ngroups:\n  - title: R\n    members: [{actor: kela}, {task: Auttaa}]\n"
    assert spots(read(text)[1]) == [("missing-key", 5, 30)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title: V\ngroups: [{title: R, members: [A]}]\n", "centre"),
        ("title: V\ncentre: {name: A}\n", "groups"),
        ("title: V\ncentre: {name: A}\ngroups: [{title: R}]\n", "members"),
        ("centre: {name: A}\ngroups: [{title: R, members: [A]}]\n", "title"),
    ],
)
def test_what_every_network_has(text: str, key: str) -> None:
    found = read(text)[1]
    assert [(problem.code, problem.values["key"]) for problem in found] == [("missing-key", key)]


def test_a_layer_holds_texts_alone() -> None:
    assert read("title: N\ngroups: [{members: [{task: Hjälper}]}]\n", sparse=True)[1] == []
    found = read("centre: {actor: kela}\nregion: alue\nillustration: true\n", sparse=True)[1]
    assert codes(found) == ["layer-not-text"] * 3


def test_what_is_named_must_be_there(tmp_path: Path) -> None:
    text = (
        "title: V\nregion: alu\ncentre: {actor: ohjaja}\ngroups:\n  - title: R\n    members:\n"
        "      - {name: A, to: alue/plku}\n      - {name: B, to: alue/polku#alk}\n      - {actor: nobody}\n"
    )
    found = check(minimal(tmp_path, {FILE: text}))
    assert spots(found) == [
        ("unknown-region", 2, 9),
        ("unknown-actor", 3, 17),
        ("unknown-path", 7, 23),
        ("unknown-step", 8, 23),
        ("unknown-actor", 9, 17),
    ]
    assert [problem.near for problem in found][:2] == ["alue", "ohjaaja"]


def test_a_translation_of_a_network_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {FILE: GOOD, "content/networks/w.sv.yaml": "title: N\n"}
    files["content/site.yaml"] = (
        (SITES / "minimal/content/site.yaml").read_text("utf-8").replace("languages: [fi]", "languages: [fi, sv]")
    )
    assert "translation-unknown-id" in codes(check(minimal(tmp_path, files)))


def test_a_layer_is_put_over_members_by_their_order() -> None:
    loaded = load_site(SITES / "full", Problems())
    network = localise(loaded.site, loaded.layers["sv"]).networks["verkosto"]
    first, second, third = network.groups[0].members
    assert (network.title, network.groups[0].title) == ("Klientens nätverk", "Yrkespersoner")
    assert (first.actor and first.actor.id, first.task, second.name, third.name) == (
        "ohjaaja",
        "Handleder",
        "Egen verkstad",
        "Granne",
    )
    assert network.centre
    assert network.centre.task == "Berättar"
    assert network.place("title").file.endswith(".sv.yaml")
    assert network.sources[0].updated


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    loaded = load_site(SITES / "full", Problems())
    sites = {"fi": loaded.site, "sv": localise(loaded.site, loaded.layers["sv"])}
    return make(sites, SITES / "full").files


def test_the_list_says_all_that_the_drawing_does(files: dict[str, bytes]) -> None:
    html = files["verkostot/verkosto/index.html"].decode()
    drawing = re.search(r"<svg class=\"net\".*?</svg>", html, re.DOTALL)
    assert drawing
    listed = html[drawing.end() :]
    for words in re.findall(r"<text[^>]*>([^<]+)</text>", drawing[0]):
        assert words.strip() in listed
    for href in re.findall(r'href="([^"]+)"', drawing[0]):
        assert f'href="{href}"' in listed
    assert "style=" not in drawing[0]
    assert 'role="graphics-document"' in drawing[0]
    assert "../../toimijat/ohjaaja/index.html" in drawing[0]


def test_networks_are_listed_and_told_on_their_regions_page(files: dict[str, bytes]) -> None:
    for page in ("verkostot/index.html", "alue/index.html"):
        assert "Asiakkaan verkosto" in files[page].decode()
    assert "Klientens nätverk" in files["sv/verkostot/verkosto/index.html"].decode()
    assert b"verkostot/verkosto/" not in files["index.html"]
