"""Pages from small sites made without disk: what is on them, and what can never be."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import pytest

import rendered
from factories import HERE, at, description, end, path, ref, role, site, start, step, to
from pathviz import pages
from pathviz.i18n import load_strings
from pathviz.layout.widths import ADVANCES
from pathviz.model import (
    Actor,
    ActorKind,
    Certainty,
    Document,
    Journey,
    Lane,
    Law,
    LawChange,
    Markdown,
    Quote,
    Region,
    Role,
    RolePart,
    ServicePath,
    Site,
    Status,
    Step,
    StepKind,
    Term,
)
from pathviz.pages import Context, Diagrams, Fault, PageSpec, Renderer
from pathviz.pages.drawn import fits_on_paper, paper_view
from pathviz.pages.qr import qr_code
from pathviz.pages.spec import Resolve
from pathviz.problems import Location
from rendered import RENDERER, TEMPLATES, render

HOSTILE = "<script>alert(1)</script>\"' & ä"


@dataclass(frozen=True)
class Text:
    """A text as it was written: prose has tests of its own."""

    text: str
    headings: Sequence[Any] = ()

    def resolved(self, resolve: Resolve) -> str:
        found = resolve(self.text)
        return f'<p><a href="{found}">x</a></p>' if found else "<p>x</p>"


def read(source: Markdown, *, level: int, prefix: str = "") -> Text:
    return Text(source.text if level > 1 else prefix)


def context(*sites: Site, **more: Any) -> Context:
    return rendered.context(*sites, prose=read, **more)


def path_page(*steps: Step, **more: Any) -> str:
    return render(context(site(path(*steps, **more))), "path", "alue", "polku")


def of_step(html: str, name: str) -> str:
    """The part of a page that is one step's."""
    return html.partition(f'id="vaihe-{name}"')[2].partition('</li>\n<li class="stp')[0]


class _Texts(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


class _Controls(HTMLParser):
    """Whether each button and field of a page is hidden, by itself or by what it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[bool] = []
        self._hidden: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_hidden = "hidden" in dict(attrs) or any(self._hidden)
        if tag in {"button", "input", "select", "textarea"}:
            self.found.append(is_hidden)
        if tag not in {"input", "meta", "link", "br", "img", "hr"}:
            self._hidden.append(is_hidden)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the library's)
        self._hidden.pop()


def bilingual(**more: Any) -> tuple[Site, Site]:
    """A site in Finnish and Swedish whose region is published in both."""
    region = Region(Location("regions/alue/region.yaml"), id="alue", name="Alue", languages=("fi", "sv"))
    finnish = site(path(), regions={"alue": region}, **more)
    finnish = replace(finnish, info=replace(finnish.info, languages=("fi", "sv")))
    return finnish, replace(finnish, lang="sv")


# ---------------------------------------------------------------- which pages there are


def test_plan_has_a_page_of_each_thing() -> None:
    specs = pages.plan({"fi": site(path())})
    assert [(spec.kind, *spec.key) for spec in specs] == [
        ("front",),
        ("region", "alue"),
        ("path", "alue", "polku"),
        ("actors",),
        ("actor", "ohjaaja"),
        ("meeting",),
        ("services",),
        ("sources",),
        ("accessibility",),
        ("faults",),
        ("offline",),
        ("format",),
        ("not_found",),
        ("robots",),
    ]


def test_region_without_a_language_has_no_pages_in_it() -> None:
    finnish, swedish = bilingual()
    other = replace(finnish.regions["alue"], languages=("fi",))
    alone = {lang: replace(each, regions={"alue": other}) for lang, each in (("fi", finnish), ("sv", swedish))}
    kinds = {(spec.kind, spec.lang) for spec in pages.plan(alone)}
    assert ("path", "fi") in kinds
    assert ("front", "sv") in kinds
    assert not {("path", "sv"), ("region", "sv")} & kinds
    front = render(context(*alone.values()), "front", lang="sv")
    assert 'href="../alue/index.html" hreflang="fi"' in front


def test_every_planned_page_can_be_made() -> None:
    finnish, swedish = bilingual(
        laws={"189/2001": Law(HERE, id="189/2001", name="Laki")},
        terms={"tuki": Term(HERE, id="tuki", name="Tuki", definition="Apua.")},
    )
    whole = context(finnish, swedish, faults=lambda _lang: [Fault("dead-end", "Vaihe jää kesken.", "Lisää next.")])
    found = [RENDERER.render_all(spec, whole)[0] for spec in pages.plan(whole.sites)]
    assert len({artifact.path for artifact in found}) == len(found)


def test_same_input_gives_the_same_bytes() -> None:
    whole = context(*bilingual())
    spec = PageSpec("path", ("alue", "polku"), "fi")
    assert RENDERER.render_all(spec, whole) == Renderer(TEMPLATES).render_all(spec, whole)


# ---------------------------------------------------------------- what is on them


def test_texts_are_escaped_wherever_they_stand() -> None:
    plain = ("title", "summary", "easy", "easy_title", "gap", "staff", "duration", "deadline", "rights")
    texts: dict[str, Any] = dict.fromkeys(plain, HOSTILE) | dict.fromkeys(("bring", "information"), (HOSTILE,))
    papers = (Document(HERE, title=HOSTILE, url="https://a.fi/?a=1&b=2"),)
    ways = (to("loppu", HOSTILE), to("alku", HOSTILE, back=True))
    example = Journey(
        HERE, id="a", title=HOSTILE, summary=HOSTILE, quotes=(Quote(HERE, text=HOSTILE),), route=(ref("alku"),)
    )
    hostile = path(
        start("alku", *ways, **texts, roles=(role(task=HOSTILE),), documents=papers),
        end("loppu"),
        description=description(title=HOSTILE, summary=HOSTILE, easy=HOSTILE, target_groups=(HOSTILE,)),
        journeys=(example,),
    )
    whole = site(hostile, actors={"ohjaaja": Actor(HERE, id="ohjaaja", name=HOSTILE, summary=HOSTILE)})
    whole = replace(whole, info=replace(whole.info, title=HOSTILE, feedback="a@b.fi", publisher=HOSTILE))
    made_of = context(whole)
    for spec in pages.plan(made_of.sites):
        html = RENDERER.render_all(spec, made_of)[0].content.decode()
        assert "<script>alert" not in html, spec
        assert "alert(1)</script>" not in html, spec


def test_json_ld_survives_a_script_end() -> None:
    html = path_page(description=description(title="</script><b>", summary="Kuvaus"))
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    found = json.loads(data)
    assert found["name"] == "</script><b>"
    assert found["@type"] == "GovernmentService"


def test_every_step_has_its_anchor_number_and_words() -> None:
    ways = to("loppu", "Kyllä"), to("alku", "Ei", back=True)
    html = path_page(
        start("alku", "valinta"),
        step("valinta", *ways, kind=StepKind.DECISION, gap="Voi jäädä. Sopikaa tuesta."),
        end("loppu"),
    )
    part = of_step(html, "valinta")
    assert "Vaihe 2: </span>Valinta" in part
    assert '<a href="#vaihe-loppu"><i>Jos:</i> <b>Kyllä</b> <small>Vaihe 3: Loppu</small></a>' in part
    assert "<em>Paluu aiempaan</em>" in part
    assert "Voi katketa" in part
    assert "Voi jäädä. Sopikaa tuesta." in part
    above = html.split('class="wrap stage')[0]
    assert '<a href="#vaihe-valinta">Vaihe 2: Valinta</a> <span>Voi jäädä.</span>' in above, (
        "gaps are told before the drawing, with their reasons"
    )


def test_every_step_leads_to_those_beside_it() -> None:
    html = path_page(start("alku", "valinta"), step("valinta", "loppu"), end("loppu"))
    beside = [
        re.findall(r'<a class="(\w+)" href="#vaihe-(\w+)"', of_step(html, each))
        for each in ("alku", "valinta", "loppu")
    ]
    assert beside == [[("foll", "valinta")], [("prev", "alku"), ("foll", "loppu")], [("prev", "valinta")]]


def test_waits_are_told_after_gaps_with_how_long_they_take() -> None:
    html = path_page(
        start("alku", "jono"),
        step("jono", "pitka", kind=StepKind.WAIT, summary="Odotetaan paikkaa. Soittakaa."),
        step("pitka", "loppu", kind=StepKind.WAIT, duration="2–4 viikkoa", summary="Odotetaan."),
        end("loppu", gap="Jää yksin."),
    )
    above = html.split('class="gaps"')[1].split("</section>")[0]
    assert re.findall(r"<li>.*: (\w+)</a> <span>(.*)</span></li>", above) == [
        ("Loppu", "Jää yksin."),
        ("Jono", "<b>Odotus:</b> Odotetaan paikkaa."),
        ("Pitka", "<b>Odotus:</b> 2–4 viikkoa"),
    ]
    assert re.findall(r"(\w+ \d) vaiheessa<span[^>]*>: ([\d, ]+)", above) == [
        ("katketa 1", "4"),
        ("Odotusta 2", "2, 3"),
    ]


def test_roles_are_words_strongest_first() -> None:
    roles = (
        role("ohjaaja", RolePart.TAKES_PART, task="On mukana"),
        role("ohjaaja", RolePart.DECIDES, RolePart.LEADS, task="Päättää"),
    )
    part = of_step(path_page(start("alku", "loppu", roles=roles), end("loppu")), "alku")
    words = re.findall(r'href="#g-\w+"/></svg>(\w+)', part.split('class="roles"')[1])
    assert words == ["Vastaa", "Päättää", "Osallistuu"]


def test_scripts_are_told_whose_part_it_is() -> None:
    actors = {
        "asiakas": Actor(HERE, id="asiakas", name="Asiakas", kind=ActorKind.CLIENT, lane=Lane.CLIENT),
        "jono": Actor(HERE, id="jono", name="Jono", lane=Lane.BACK),
    }
    roles = (role("asiakas", RolePart.LEADS, RolePart.DECIDES), role("jono", RolePart.INFORMED))
    whole = site(path(start("alku", "loppu", roles=roles), end("loppu", roles=roles)), actors=actors)
    html = render(context(whole), "path", "alue", "polku")
    rows = [attrs for _, attrs in _Texts(html).tags if "data-lane" in attrs]
    said = [(row["data-actor"], row["data-lane"], "data-you" in row) for row in rows[:2]]
    assert said == [("asiakas", "client", True), ("jono", "back", False)]
    own = html.split('data-lane="client"')[1].split("</li>")[0]
    assert re.findall(r'href="#g-(\w+)"', own) == ["leads", "decides"]


def test_branch_has_the_clients_words_where_they_are_others() -> None:
    ways = (replace(to("a", "Asiakas haluaa"), easy="Haluan"), replace(to("b", "En halua"), easy="En halua"))
    part = of_step(path_page(start("alku", *ways), end("a"), end("b")), "alku")
    branches = part.partition('class="branch"')[2].partition("</ul>")[0]
    assert re.findall(r"<b>(.*?)</b>(?: <q>(.*?)</q>)?", branches) == [("Asiakas haluaa", "Haluan"), ("En halua", "")]


def test_qr_code_of_the_public_address_stands_where_it_is_known() -> None:
    whole = site(path())
    assert 'class="qr"' not in render(context(whole), "path", "alue", "polku")
    public = replace(whole, info=replace(whole.info, base_url="https://a.fi/polut"))
    html = render(context(public), "path", "alue", "polku")
    assert qr_code("https://a.fi/polut/alue/polku/") in html
    assert "<p>https://a.fi/polut/alue/polku/</p>" in html


def test_font_is_asked_for_ahead_where_the_page_is_read_from_a_host() -> None:
    link = '<link rel="preload" href="../../static/fonts/inter.woff2" as="font" crossorigin>'
    whole = site(path())
    assert link not in render(context(whole), "path", "alue", "polku")
    public = replace(whole, info=replace(whole.info, base_url="https://a.fi/polut"))
    assert link in render(context(public), "path", "alue", "polku")


def test_everything_is_open_and_nothing_claims_to_be_expandable() -> None:
    html = path_page()
    assert "aria-expanded" not in html
    controls = _Controls(html)
    assert controls.found
    assert all(controls.found), "a control that needs a script is shown by it"


def test_illustration_source_and_uncertain_law_are_said() -> None:
    law = Law(HERE, id="189/2001", name="Laki työtoiminnasta", certainty=Certainty.TO_BE_CHECKED)
    found = path(
        start("alku", "loppu", laws=(ref("189/2001 2 §"),), illustration=True, statutory=True),
        end("loppu", source=1),
    )
    html = render(context(site(found, laws={"189/2001": law})), "path", "alue", "polku")
    part = of_step(html, "alku")
    assert "Oma havainnollistus" in part
    assert "Lakisääteinen vaihe" in part
    assert 'href="../../lait/189-2001/index.html#pykala-2"' in part
    assert "Tarkistettava" in part
    assert 'href="#lahde-1"' in of_step(html, "loppu")
    assert 'id="lahde-1"' in html


def test_comment_link_names_step_address_and_version() -> None:
    whole = site(path())
    whole = replace(whole, info=replace(whole.info, feedback="palaute@a.fi", base_url="https://a.fi/polut"))
    part = of_step(render(context(whole), "path", "alue", "polku"), "alku")
    link = next(each for each in re.findall(r'href="(mailto:[^"]+)"', part))
    assert link.startswith("mailto:palaute@a.fi?subject=Palaute:%20Vaihe%201:%20Alku")
    assert "https://a.fi/polut/alue/polku/%23vaihe-alku" in link
    assert "1.11.2026" in link


@pytest.mark.parametrize(
    ("state", "words"), [(Status.DEVELOPING, "vielä kehitettiin"), (Status.ARCHIVED, "on päättynyt")]
)
def test_state_of_the_service_is_said(state: Status, words: str) -> None:
    assert words in path_page(description=description(status=state))


def test_review_date_is_printed_and_left_to_a_script_to_judge() -> None:
    html = path_page(description=description())
    assert '<time datetime="2027-11-01" data-due="tarkistus on myöhässä">1.11.2027</time>' in html
    assert ">tarkistus on myöhässä" not in html


def test_other_path_is_linked_by_its_title() -> None:
    here = path(start("alku", to("alue/muu#keski", "Muu")), end("loppu"))
    there = path(
        start("a", "keski"), step("keski", "b"), end("b"), name="muu", description=description(title="Muu polku")
    )
    html = render(context(site(here, there)), "path", "alue", "polku")
    assert 'href="../muu/index.html#vaihe-keski"' in of_step(html, "alku")
    assert "Muu polku – Vaihe 2: Keski" in of_step(html, "alku")
    back = render(context(site(here, there)), "path", "alue", "muu")
    assert "Tänne voi tulla" in back


def test_actor_page_groups_steps_and_always_tells_of_decisions() -> None:
    html = render(context(site(path())), "actor", "ohjaaja")
    assert re.findall(r'class="rgroup" id="(\w+)"', html) == ["leads", "decides"]
    assert "Ei päätä yhdessäkään" in html
    assert "../../alue/polku/index.html#vaihe-alku" in html


def test_law_page_groups_steps_by_section_in_order() -> None:
    law = Law(HERE, id="1/2000", name="Laki", changes=(LawChange(HERE, text="Muuttui."),))
    found = path(
        start("alku", "loppu", laws=(ref("1/2000 27 d §"), ref("1/2000"))), end("loppu", laws=(ref("1/2000 3 §"),))
    )
    html = render(context(site(found, laws={"1/2000": law})), "law", "1/2000")
    assert re.findall(r'class="rgroup" id="([\w-]+)"', html) == ["muutokset", "laki", "pykala-3", "pykala-27-d"]
    assert "Päivä ei tiedossa" in html


def test_each_page_that_lists_a_step_tells_in_which_language_its_texts_are() -> None:
    """Pages share what they say alike of a step: the second that lists it must tell as much as the first."""
    swedish = at(1, file="content/x.sv.yaml")

    def in_swedish(actor: str) -> Role:
        return Role(swedish, actor=ref(actor), parts=(RolePart.LEADS,))

    first = start("alku", "loppu", at=swedish, roles=(in_swedish("kela"),))
    last = end("loppu", at=swedish, roles=(in_swedish("te"), in_swedish("ely")), laws=(ref("1/2000"), ref("2/2000")))
    whole = site(
        path(first, last, description=replace(description(), where=swedish, places={})),
        regions={"alue": Region(swedish, id="alue", name="Alue", languages=("fi", "sv"))},
        actors={name: Actor(swedish, id=name, name=name) for name in ("kela", "te", "ely")},
        laws={name: Law(HERE if name == "1/2000" else swedish, id=name, name="Lag") for name in ("1/2000", "2/2000")},
    )
    both = context(replace(whole, info=replace(whole.info, languages=("fi", "sv"))), replace(whole, lang="sv"))
    # All is in Swedish but the name of a statute, which the last step shows on actors' pages.
    found = {actor: 'class="alert"' in render(both, "actor", actor, lang="sv") for actor in ("kela", "te", "ely")}
    assert found == {"kela": False, "te": True, "ely": True}
    assert 'class="alert"' not in render(both, "law", "2/2000", lang="sv")


def test_steps_of_another_site_are_not_kept() -> None:
    first, second = (
        context(site(path(start("alku", "loppu", title=title), end("loppu")))) for title in ("Lounas", "Kahvi")
    )
    assert "Lounas" in render(first, "actor", "ohjaaja")
    html = render(second, "actor", "ohjaaja")
    assert "Kahvi" in html
    assert "Lounas" not in html


def test_actors_and_statutes_of_another_site_are_not_kept() -> None:
    def page(actor: str, law: str) -> str:
        roles = (role("tekija"),)
        steps = start("alku", "loppu", roles=roles, laws=(ref("1/2000 3 §"),)), end("loppu", roles=roles)
        actors = {"tekija": Actor(HERE, id="tekija", name=actor)}
        found = site(path(*steps), actors=actors, laws={"1/2000": Law(HERE, id="1/2000", name=law)})
        return render(context(found), "path", "alue", "polku")

    first, second = page("Kokki", "Ruokalaki"), page("Tarjoilija", "Juomalaki")
    assert "Kokki" in first
    assert "Ruokalaki" in first
    assert "Tarjoilija" in second
    assert "Juomalaki" in second
    assert not re.search("Kokki|Ruokalaki", second)


@pytest.mark.parametrize("where", [HERE, at(1, file="content/x.sv.yaml")], ids=["fi", "sv"])
def test_each_path_s_page_tells_in_which_language_its_statutes_names_are(where: Location) -> None:
    """What pages of paths share of a statute is shared in the first language alone, where no name falls back."""
    swedish = at(1, file="content/x.sv.yaml")
    lead = Role(swedish, actor=ref("kela"), parts=(RolePart.LEADS,))
    steps = start("alku", "loppu", at=swedish, roles=(lead,), laws=(ref("1/2000"),)), end("loppu", at=swedish, roles=())
    about = replace(description(service=None, sources=()), where=swedish, places={})
    whole = site(
        *[path(*steps, name=name, description=about) for name in ("eka", "toka")],
        regions={"alue": Region(swedish, id="alue", name="Alue", languages=("fi", "sv"))},
        actors={"kela": Actor(swedish, id="kela", name="Kela")},
        laws={"1/2000": Law(where, id="1/2000", name="Laki")},
    )
    both = context(replace(whole, info=replace(whole.info, languages=("fi", "sv"))), replace(whole, lang="sv"))
    told = ['class="alert"' in render(both, "path", "alue", name, lang="sv") for name in ("eka", "toka")]
    assert told == [where is HERE] * 2


def test_diagram_is_shown_at_the_place_its_width_asks_for() -> None:
    drawn = {("alue", "polku", "fi"): Diagrams(b"<svg>kulku</svg>", b"<svg>kisko</svg>", (610, 700), (300, 1900))}
    html = render(context(site(path()), diagrams=drawn), "path", "alue", "polku")
    assert "stage fit-narrow" in html
    assert '<svg id="dia-flow">kulku</svg>' in html
    assert '<svg id="dia-rail">kisko</svg>' in html
    wide = {key: replace(each, flow_size=(1200, 2000)) for key, each in drawn.items()}
    html = render(context(site(path()), diagrams=wide), "path", "alue", "polku")
    assert "stage fit-wide" in html


@pytest.mark.parametrize(
    ("flow", "rail_left", "printed"),
    [
        ((610, 900), 48, ("flow", 1)),
        ((735, 1000), 48, ("flow", 1)),
        ((745, 900), 48, ("rail", 2)),
        ((610, 1200), 48, ("rail", 2)),
        ((610, 1200), 83, ("rail", 3)),
    ],
)
def test_the_drawing_that_fits_is_printed(flow: tuple[int, int], rail_left: int, printed: tuple[str, int]) -> None:
    pieces = ((0, 200), (200, 300))
    in_flow, in_rail = (pieces, ()) if fits_on_paper(*flow) else ((), pieces)
    found = paper_view(
        Diagrams(b"", b"", flow, (300, 500), flow_pieces=in_flow, rail_pieces=in_rail, rail_left=rail_left)
    )
    assert found is not None
    assert (found.name, found.columns) == printed
    # All that is to be seen is within what is seen.
    shown = (0, flow[0]) if found.name == "flow" else (rail_left if found.columns == 3 else 0, 300)
    for piece, box in zip(pieces, found.boxes, strict=True):
        left, top, width, height = map(int, box.split())
        assert (top, height) == piece
        assert left <= shown[0]
        assert left + width >= shown[1]


# ---------------------------------------------------------------- languages, addresses, head


def test_text_that_fell_back_is_marked_and_the_page_says_so() -> None:
    finnish, swedish = bilingual()
    own = Location("content/alue/polku/index.sv.md")
    there = swedish.paths["alue", "polku"]
    translated = replace(there.description, title="Stig", places={"title": own, "summary": at(1)})
    swedish = replace(swedish, paths={there.key: replace(there, description=translated)})
    html = render(context(finnish, swedish), "path", "alue", "polku", lang="sv")
    assert "<h1>Stig</h1>" in html
    assert '<span lang="fi">Alku</span>' in html
    assert "En del av texterna på den här sidan är på finska." in html
    assert 'lang="fi"' not in render(context(finnish, swedish), "path", "alue", "polku").split("</header>")[1]


def test_page_names_its_other_languages() -> None:
    html = render(context(*bilingual()), "region", "alue")
    assert 'rel="alternate"' not in html, "search engines take whole addresses alone"
    public = [replace(one, info=replace(one.info, base_url="https://a.fi")) for one in bilingual()]
    assert '<link rel="alternate" hreflang="sv" href="https://a.fi/sv/alue/">' in render(
        context(*public), "region", "alue"
    )
    assert '<a href="../sv/alue/index.html" lang="sv" hreflang="sv">Svenska</a>' in html


def test_canonical_address_only_where_it_is_known() -> None:
    whole = site(path())
    assert "canonical" not in render(context(whole), "front")
    public = replace(whole, info=replace(whole.info, base_url="https://a.fi/polut"))
    assert '<link rel="canonical" href="https://a.fi/polut/alue/">' in render(context(public), "region", "alue")
    listed = render(context(public), "sitemap")
    assert "<loc>https://a.fi/polut/alue/polku/</loc><lastmod>2026-11-01</lastmod>" in listed
    assert "Sitemap: https://a.fi/polut/sitemap.xml" in render(context(public), "robots")


def test_not_found_page_links_from_the_root_where_it_is_known() -> None:
    whole = site(path())
    assert 'href="alue/index.html"' in render(context(whole), "not_found")
    public = replace(whole, info=replace(whole.info, base_url="https://a.fi/polut"))
    html = render(context(public), "not_found")
    assert 'href="/polut/alue/"' in html
    assert 'href="/polut/static/site.' in html


def test_policy_stands_right_after_the_character_set() -> None:
    html = path_page()
    assert (
        '<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\''
        in html.replace("&#39;", "'")
    )
    assert html.count("Content-Security-Policy") == 1


def test_long_words_have_soft_hyphens_only_where_they_are_seen() -> None:
    word = "Työllistymissuunnitelma"
    html = path_page(start(word.lower(), "loppu", title=word), end("loppu"), description=description(title=word))
    assert "<h1>Työllistymis\u00adsuunnitelma</h1>" in html
    for tag, attrs in _Texts(html).tags:
        assert not any("\u00ad" in (value or "") for value in attrs.values()), (tag, attrs)
    assert "\u00ad" not in re.findall(r"<title>(.*?)</title>", html)[0]
    assert "\u00ad" not in re.findall(r"ld\+json\">(.*?)</script>", html)[0]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("#loppu", "#vaihe-loppu"),
        ("#tausta", "#kuvaus-tausta"),
        ("alue/polku#alku", "#vaihe-alku"),
        ("alue", "../index.html"),
        ("toimijat/ohjaaja", "../../toimijat/ohjaaja/index.html"),
        ("lahteet", "../../lahteet/index.html"),
        ("files/ohje.pdf", "files/ohje.pdf"),
        ("ei/mitaan", None),
    ],
)
def test_links_of_authors_lead_where_they_mean(written: str, link: str | None) -> None:
    found = path(description=description(body=Markdown(HERE, text=written)))
    whole = replace(site(found), files=("content/alue/polku/files/ohje.pdf",))
    body = render(context(whole), "path", "alue", "polku").split('class="prose">')[1].split("</div>")[0]
    assert body.strip() == (f'<p><a href="{link}">x</a></p>' if link else "<p>x</p>")


# ---------------------------------------------------------------- files


def test_static_files_are_named_after_their_content() -> None:
    assets = pages.static_assets(TEMPLATES, [])
    assert re.fullmatch(r"static/site\.[0-9a-f]{8}\.css", assets["site.css"])
    assert assets["fonts/inter.woff2"] == "static/fonts/inter.woff2"
    assert assets["favicon.svg"] in assets.files


def test_style_sheets_and_scripts_are_published_without_their_comments(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "own.css").write_text("/* why */\na { color : red; }\n", "utf-8")
    (tmp_path / "static" / "own.js").write_text("// why\nvar näin = '/* this */';\n", "utf-8")
    (tmp_path / "static" / "odd.css").write_bytes(b"/* why */ a::after { content: '\xff' }")
    assets = pages.static_assets([tmp_path, *TEMPLATES], [])
    assert assets.files[assets["own.css"]] == b"a{color:red}"
    assert assets.files[assets["own.js"]].decode() == "var näin='/* this */';"
    assert assets.files[assets["odd.css"]] == b"a::after{content:'\xff'}"


def test_scripts_that_are_loaded_together_are_one_file() -> None:
    assets = pages.static_assets(TEMPLATES, [])
    whole = assets.files[assets["service-path.js"]].decode()
    # What the others call comes first.
    assert 0 < whole.index("popstate") < whole.index("tapaaminen-malli")
    assert not [name for name in assets.addresses if name in ("state.js", "explorer.js", "meeting.js", "print.js")]


def test_every_letter_that_is_measured_is_in_one_of_the_fonts() -> None:
    tokens = (TEMPLATES[0] / "static" / "tokens.css").read_text("utf-8")
    ranges = [line.split(":")[1] for line in tokens.splitlines() if "unicode-range:" in line]
    usual, other = [
        {
            code
            for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", each)
            for code in range(int(first, 16), int(last or first, 16) + 1)
        }
        for each in ranges
    ]
    assert {*map(ord, ADVANCES)} <= usual | other
    written = "Yötä päivää, Åbo: “sitten” – 9 §! \xa0\xad…→"
    assert {*map(ord, written)} <= usual - other, "a page of Finnish loads one font"
    assert {*map(ord, "čŋžđ#*€")} - {ord("ž")} <= other


def test_site_may_bring_its_own_files_and_templates(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "favicon.svg").write_text("<svg/>")
    (tmp_path / "404.html").write_text("{{ t('not_found.title') }}!")
    folders = [tmp_path, *TEMPLATES]
    assert pages.static_assets(folders, []).files["static/favicon.svg"] == b"<svg/>"
    found = Renderer(folders).render_all(PageSpec("not_found", (), "fi"), context(site(path())))[0]
    assert found.content.decode() == "Sivua ei löydy!"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{% macro duties(groups) %}{% endmacro %}", "_duties.html: no macro 'heading'"),
        ("{% macro heading(path, region) %}\n{{ 1 // 0 }}{% endmacro %}", "_duties.html:2: ZeroDivisionError"),
        ("{% set heading = 1 %}", "_duties.html: no macro 'heading'"),
    ],
)
def test_fault_in_the_sites_own_list_of_steps_is_told(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "_duties.html").write_text(written)
    renderer = Renderer([tmp_path, *TEMPLATES])
    with pytest.raises(jinja2.TemplateError, match=re.escape(said)):
        renderer.render_all(PageSpec("actor", ("ohjaaja",), "fi"), context(site(path())))


def _own_page(folder: Path, written: str) -> str:
    """What a site's own page for addresses that lead nowhere says."""
    (folder / "404.html").write_text(written)
    renderer = Renderer([folder, *TEMPLATES])
    return renderer.render_all(PageSpec("not_found", (), "fi"), context(site(path())))[0].content.decode()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{{ '<b>' }}{{ 1 < 2 }}{{ '<b>'|safe }}{{ none }}", "&lt;b&gt;True<b>None"),
        ("{% macro m(a, b='&') %}{{ a }}{{ b }}{% endmacro %}{{ m('<') }}{{ m('a', b='c') }}", "&lt;&amp;ac"),
        ("{% macro m() %}<i>{{ caller() }}</i>{% endmacro %}{% call m() %}<{% endcall %}", "<i><</i>"),
        ("{% set a = {'b': '<'} %}{{ a.b }}{{ a.c is defined }}", "&lt;False"),
        ("{% for n in range(3) recursive %}{{ n }}{{ '-' if not loop.last }}{% endfor %}", "0-1-2"),
        ("{% autoescape false %}{{ '<' }}{% endautoescape %}", "<"),
        (
            "{% filter upper %}a{% block a %}b{{ self.b() }}{% endblock %}{% endfilter %}{% block b %}c{% endblock %}",
            "ABCc",
        ),
        ("{% set a %}<{{ '<' }}{% endset %}{{ a }}", "<&lt;"),
    ],
)
def test_sites_own_templates_are_jinjas(tmp_path: Path, written: str, shown: str) -> None:
    assert _own_page(tmp_path, written) == shown


def test_sites_own_template_may_add_to_a_block_of_ours(tmp_path: Path) -> None:
    title = context(site(path())).strings["fi"]("not_found.title")
    (tmp_path / "404.html").write_text(f"{{% extends '_base.html' %}}{{% block main %}}{title}{{% endblock %}}")
    (tmp_path / "own").mkdir()
    written = "{% extends '404.html' %}{% block main %}<{{ super() }}>{% endblock %}"
    (tmp_path / "own" / "faults.html").write_text(written)
    renderer = Renderer([tmp_path / "own", tmp_path, *TEMPLATES])
    found = renderer.render_all(PageSpec("faults", (), "fi"), context(site(path())))[0].content.decode()
    assert f"<{title}>" in found
    assert found.count("<main") == 1
    assert found.startswith("<!doctype html>")


def test_what_the_sites_own_template_lacks_is_told_in_jinjas_words(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError, match="has no attribute 'weight'"):
        _own_page(tmp_path, "{{ page.weight }}")
    with pytest.raises(jinja2.UndefinedError, match="'nobody' is undefined"):
        _own_page(tmp_path, "{{ nobody('a') }}")


def test_attachments_are_published_as_they_are(tmp_path: Path) -> None:
    files: Mapping[str, str] = {
        "content/alue/polku/files/a.pdf": "alue/polku/files/a.pdf",
        "content/pages/files/b.pdf": "sivut/files/b.pdf",
    }
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    whole = replace(site(path()), files=tuple(files))
    assert pages.attachments(whole, [tmp_path]) == {address: name.encode() for name, address in files.items()}


def test_lanes_of_a_path_are_its_clients_then_who_leads_then_the_rest() -> None:
    names = {name: Actor(HERE, id=name, name=name.capitalize()) for name in ("ohjaaja", "kela", "tuki")}
    names["asiakas"] = Actor(HERE, id="asiakas", name="Asiakas", kind=ActorKind.CLIENT)
    found = path(
        start("alku", "loppu", roles=(role("kela", RolePart.SUPPORTS), role(), role("asiakas", RolePart.TAKES_PART))),
        end("loppu", to("alue/muu"), roles=(role("tuki", RolePart.INFORMED, RolePart.DECIDES, RolePart.LEADS),)),
    )
    whole = site(found, path(name="muu"), actors=names)
    strings = load_strings(TEMPLATES, "fi")
    graph = pages.path_graph(found, whole, pages.index_site(whole), strings)
    given = pages.lane_graph(graph, found, whole, strings)
    assert [(lane.actor, lane.colour) for lane in given.lanes] == [
        ("asiakas", -1),
        ("ohjaaja", 0),
        ("tuki", 1),
        ("kela", -1),
    ]
    assert given.home == (1, 2, 2), "a way out stands with the step that leads there"
    assert [(one.lane, one.name) for one in given.played[0]] == [(0, "Asiakas"), (1, "Ohjaaja"), (3, "Kela")]
    assert [part.word for part in given.played[1][0].parts] == ["Vastaa", "Päättää", "Saa tiedon"], "strongest first"


def test_actors_who_seldom_take_part_share_a_lane() -> None:
    many = [f"toimija{i}" for i in range(9)]
    names = {name: Actor(HERE, id=name, name=name) for name in ("ohjaaja", *many)}
    others = tuple(role(name, RolePart.SUPPORTS) for name in many)
    found = path(start("alku", "loppu", roles=(role(), *others)), end("loppu", roles=(role(), *others[5:])))
    whole = site(found, actors=names)
    strings = load_strings(TEMPLATES, "fi")
    graph = pages.path_graph(found, whole, pages.index_site(whole), strings)
    given = pages.lane_graph(graph, found, whole, strings)
    assert [lane.actor for lane in given.lanes] == ["ohjaaja", "toimija0", *many[5:], ""]
    assert [lane.name for lane in given.lanes][-1] == "Muut toimijat"
    assert [one.name for one in given.played[0] if one.lane == 6] == many[1:5]


def test_graph_of_a_path_for_its_diagrams() -> None:
    found: ServicePath = path(
        start("alku", to("valinta")),
        step(
            "valinta", to("loppu", "Kyllä"), to("alku", "Ei", back=True), to("alue/muu", "Muu"), kind=StepKind.DECISION
        ),
        step("retki", "loppu", gap="Voi jäädä.", duration="2 kk"),
        end("loppu", to("alue/muu", "Muu", optional=True)),
    )
    whole = site(found, path(name="muu", description=description(title="Muu polku")))
    graph = pages.path_graph(found, whole, pages.index_site(whole), load_strings(TEMPLATES, "fi"))
    assert [(node.id, node.kind, node.number) for node in graph.nodes] == [
        ("alku", "start", 1),
        ("valinta", "decision", 2),
        ("retki", "step", 3),
        ("loppu", "end", 4),
        ("ulos-alue-muu", "exit", None),
    ]
    assert graph.nodes[-1].href == "../muu/index.html"
    assert [chip.text for chip in graph.nodes[2].chips] == ["Voi katketa", "2 kk"]
    assert [(edge.source, edge.target, edge.back, edge.optional) for edge in graph.edges] == [
        ("alku", "valinta", None, False),
        ("valinta", "loppu", None, False),
        ("valinta", "alku", True, False),
        ("valinta", "ulos-alue-muu", None, False),
        ("retki", "loppu", None, False),
        ("loppu", "ulos-alue-muu", None, True),
    ]


def test_front_page_tells_what_is_new_the_newest_first() -> None:
    days = {"vanha": dt.date(2026, 1, 5), "uusi": dt.date(2026, 11, 3), "toinen": dt.date(2026, 11, 3)}
    paths = [
        path(name=name, description=description(title=name.capitalize(), version=day)) for name, day in days.items()
    ]
    change = LawChange(Location("content/laws.yaml"), date=dt.date(2026, 5, 1), text="Laki muuttui.")
    law = Law(Location("content/laws.yaml"), id="1/2000", name="Laki", changes=(change,))
    html = render(context(site(*paths, laws={"1/2000": law})), "front")
    news = html[html.index('<ul class="news"') :]
    assert re.findall(r'<time datetime="([^"]*)"', news) == ["2026-11-03", "2026-05-01", "2026-01-05"]
    assert re.findall(r'<a href="alue/(\w+)/', news) == ["uusi", "toinen", "vanha"]
    assert "Laki muuttui." in news


def test_front_page_names_every_area_of_the_map() -> None:
    html = render(
        context(site(path(region="helsinki"), regions={"helsinki": Region(HERE, id="helsinki", name="Helsinki")})),
        "front",
    )
    tiles = html[html.index('<ul class="tiles"') : html.index('<p class="key"')]
    assert tiles.count('<li class="r') == 22
    assert re.findall(r'<a class="tile" href="([^"]*)"', tiles) == ["helsinki/index.html"]
    assert tiles.count("ei vielä kuvattu") == 21


# ---------------------------------------------------------------- terms of the glossary


def glossary_site(*, lang: str = "fi", file: str = "content/glossary.yaml") -> Site:
    term = Term(
        Location(file), id="tyokyky", name="Työkyky", definition="Se, miten <voi>.", not_same_as=(ref("tyokyky"),)
    )
    steps = (
        start("alku", "loppu", summary="Työkyvystä puhutaan. Työkyky on.", easy="Työkykysi on tärkeä."),
        end("loppu", summary="Työkykyä tuetaan."),
    )
    return replace(site(path(*steps)), lang=lang, terms={"tyokyky": term})


def test_terms_are_marked_once_a_step_and_never_in_easy_texts() -> None:
    html = render(context(glossary_site()), "path", "alue", "polku")
    tag = '<a class="tm" href="../../sanasto/index.html#termi-tyokyky">'
    assert re.findall(rf"{tag}([^<]*)</a>", html) == ["Työkyvystä", "Työkykyä"]
    assert "terms." not in html, "the look of a path's page is in one file"


def test_a_page_without_terms_needs_no_look_for_them() -> None:
    assert "terms." not in render(context(glossary_site()), "glossary")


def test_a_term_in_another_language_than_the_text_is_not_marked() -> None:
    swedish = glossary_site(file="content/glossary.sv.yaml")
    info = replace(swedish.info, languages=("fi", "sv"))
    html = render(context(replace(swedish, info=info)), "path", "alue", "polku")
    assert 'class="tm"' not in html


def test_definitions_are_a_script_that_no_word_can_break_out_of() -> None:
    definitions, script = render(context(glossary_site()), "terms").split("\n", 1)
    assert "pathvizTerms.terms[" in script
    assert definitions.startswith("var pathvizTerms={")
    told = json.loads(definitions.removeprefix("var pathvizTerms=").removesuffix(";"))
    assert told["terms"] == {
        "termi-tyokyky": "<p><b>Työkyky</b> Se, miten &lt;voi&gt;.</p>"
        '<p class="not">Eri asia kuin <a href="#termi-tyokyky">Työkyky</a></p>',
    }
