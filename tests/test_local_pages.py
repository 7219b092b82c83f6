"""Municipalities' versions from files to pages: the local page, the municipality's own, the mirror, kept frames."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factories import TODAY, edit, full
from pathviz import cli
from pathviz.pipeline import Options, build, check, make

LOCAL = "alue/kunta/polku/index.html"
FRAME = "regions/.frames/alue/polku@2026-11-20.json"
Built = tuple[Path, dict[str, str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return full(tmp_path / "site")


def options(site: Path) -> Options:
    return Options(site, site / "output", today=TODAY)


def pages(site: Path, *, drafts: bool = False) -> dict[str, str]:
    """All pages of a site without errors by their addresses."""
    asked = options(site)
    made = make(check(asked), asked, drafts=drafts).files
    return {name: content.decode() for name, content in made.items() if name.endswith(".html")}


def words(html: str) -> str:
    """What is read of a page, without soft hyphens."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00ad", "")


def of_step(html: str, name: str) -> str:
    return html.partition('<li class="stp')[2].partition(f'id="vaihe-{name}"')[2].partition('<li class="stp')[0]


# -- the local page --------------------------------------------------------------------------


def test_the_local_page_has_the_whole_merged_path(site: Path) -> None:
    html = pages(site)[LOCAL]
    steps = re.findall(r'<li class="stp[^>]*id="vaihe-([^"]+)"', html)
    assert steps == ["tarve", "arviointi", "tutustuminen", "toiminta", "loppu"]
    assert 'k-step is-added" href="#vaihe-tutustuminen"' in html
    assert ">Paikallinen<" in of_step(html, "tutustuminen").replace("</span>", "<")
    assert ">Paikallinen<" not in of_step(html, "toiminta")
    assert '<a href="#vaihe-tutustuminen"><i>Jos:</i> <b>Kyllä</b>' in html


def test_the_local_text_stands_below_the_regional_with_the_name_on_it(site: Path) -> None:
    step = of_step(pages(site)[LOCAL], "arviointi")
    said = words(step)
    order = ["Arvioidaan yhdessä.", "Esimerkkikunta lisää", "Meillä arvioidaan", "Yhdistys", "3 §", "Kunnan ohje"]
    order += ["kunnan lomake", "kuntakortti", "Työllisyyspalvelut"]
    assert [word for word in order if word not in said] == []
    assert sorted(order[:3], key=said.index) == order[:3]
    regional = step.partition('class="blk local"')[0]
    assert "Meillä" not in regional
    assert "kuntakortti" not in regional


def test_who_wrote_a_step_is_told_where_there_is_something_local(site: Path) -> None:
    made = pages(site)
    said = {step: words(of_step(made[LOCAL], step)) for step in ("tarve", "arviointi", "tutustuminen")}
    assert "Alueen teksti Arvioidaan yhdessä." in said["arviointi"]
    assert "Paikallinen lisä" in said["arviointi"]
    assert "Esimerkkikunta on lisännyt tämän vaiheen Käydään työpajalla." in said["tutustuminen"]
    assert "Alueen teksti" not in said["tarve"]
    assert "Alueen teksti" not in made["alue/polku/index.html"]
    flow = made[LOCAL].partition('class="dia dia-flow"')[2].partition("</svg>")[0]
    assert words(flow).count("Paikallinen lisä") == 1


def test_what_is_left_out_stays_listed_with_its_reason_at_its_own_anchor(site: Path) -> None:
    html = pages(site)[LOCAL]
    (item,) = re.findall(r'<li[^>]* id="vaihe-odotus".*?</li>', html)
    assert "Kunnassa paikka järjestyy heti." in words(item)
    assert 'href="../../polku/index.html#vaihe-odotus"' in item


def test_the_page_tells_what_is_different_and_whether_that_is_within_the_frame(site: Path) -> None:
    assert "Poikkeaa alueen polusta" in pages(site)[LOCAL]
    edit(site, "regions/alue/kunta/polku.yaml", lambda text: text.partition("add:")[0])
    html = pages(site)[LOCAL]
    assert "Täydentää alueen polkua" in html
    assert "Oma teksti" in words(html)
    edit(site, "regions/alue/kunta/polku.yaml", lambda text: text.partition("steps:")[0])
    assert "Sama kuin alueella" in pages(site)[LOCAL]


def test_every_link_and_anchor_of_a_site_with_layers_resolves(site: Path) -> None:
    edit(site, "content/alue/polku/index.md", lambda text: f"{text}\nKatso [odotus](#odotus).\n")
    made = pages(site)
    ids = {name: set(re.findall(r'\bid="([^"]+)"', html)) for name, html in made.items()}
    broken = []
    for name, html in made.items():
        if name == "404.html":
            continue
        for link in re.findall(r'<a [^>]*href="([^":]*)"', html):
            path, _, anchor = link.partition("#")
            target = (site / name).parent.joinpath(path).resolve().relative_to(site).as_posix() if path else name
            if target.endswith(".html") and (target not in made or (anchor and anchor not in ids[target])):
                broken.append(f"{name}: {link}")
    assert broken == []


def test_versions_are_one_switch_away_on_every_version(site: Path) -> None:
    made = pages(site)
    for name, other in (("alue/polku/index.html", "../kunta/polku/index.html"), (LOCAL, "../../polku/index.html")):
        (switch,) = re.findall(r"<details class=\"versions\">.*?</details>", made[name], re.DOTALL)
        assert f'href="{other}"' in switch
        assert switch.count('aria-current="page"') == 1
    assert "versions" not in made["alue/toinen/index.html"]


def test_the_municipality_and_its_region_list_each_other(site: Path) -> None:
    made = pages(site)
    assert 'href="polku/index.html"' in made["alue/kunta/index.html"]
    assert 'href="../toinen/index.html"' in made["alue/kunta/index.html"]
    assert "kirjaamo@example.fi" in made["alue/kunta/index.html"]
    assert 'href="kunta/index.html"' in made["alue/index.html"]


def duties(html: str) -> list[tuple[str, list[str]]]:
    """The lists of an actor's or a statute's page: each heading with the addresses of its steps."""
    lists = re.findall(r'<h3 class="pathname">(.*?)</h3>\s*<ul class="duties".*?>(.*?)</ul>', html, re.DOTALL)
    return [(words(head).strip(), re.findall(r'<p class="d-t"><a href="([^"]+)"', steps)) for head, steps in lists]


def test_an_actors_page_lists_its_steps_in_municipalities_versions(site: Path) -> None:
    made = pages(site)
    of_version = "../../alue/kunta/polku/index.html#vaihe-"
    lists = duties(made["toimijat/tyopaja/index.html"])
    regional, local = [steps for head, steps in lists if "Palvelupolku" in head][:2]
    assert all("kunta" not in step for step in regional)
    assert local == [f"{of_version}arviointi", f"{of_version}tutustuminen"]
    assert "Esimerkkikunta: Palvelupolku Paikallinen Esimerkkialue" in dict(lists)
    # Where the municipality alone has given an actor a part, that part is told, with its own task.
    lists = duties(made["toimijat/yhdistys/index.html"])
    assert [steps for head, steps in lists if "Esimerkkikunta" in head] == [[f"{of_version}arviointi"]]
    said = words(made["toimijat/yhdistys/index.html"])
    assert "Sopiiko palvelu? Täydentää alueen vaihetta Tukee arviota" in said
    assert "1 vaiheessa paikallisissa versioissa" in said
    assert "Tutustumiskäynti Oma vaihe Esittelee" in words(made["toimijat/tyopaja/index.html"])
    # A step in which the municipality says nothing is the region's alone.
    listed = [step for page in made.values() for _, steps in duties(page) for step in steps]
    assert not [step for step in listed if step.endswith("kunta/polku/index.html#vaihe-tarve")]


def test_a_statutes_page_lists_what_a_layer_cites_and_the_region_does_not(site: Path) -> None:
    made = pages(site)
    page = made["lait/189-2001/index.html"]
    section = page.partition('id="pykala-3"')[2].partition("</section>")[0]
    assert duties(section) == [
        (
            "Esimerkkikunta: Palvelupolku Paikallinen Esimerkkialue",
            ["../../alue/kunta/polku/index.html#vaihe-arviointi"],
        )
    ]
    assert 'href="../../../lait/189-2001/index.html#pykala-3"' in of_step(made[LOCAL], "arviointi")
    assert "1 vaihe paikallisissa versioissa" in words(made["lait/index.html"])


def test_what_a_layer_cites_counts_on_its_page_alone(site: Path) -> None:
    edit(site, "regions/alue/kunta/polku.yaml", lambda text: text.replace("189/2001 3 §", "1301/2014"))
    edit(
        site,
        "content/laws.yaml",
        lambda text: (
            f"""{text}
1301/2014: {{name: Sosiaalihuoltolaki, status: in_force, checked: 2026-11-21, certainty: to_be_checked}}
"""
        ),
    )
    made = pages(site)
    head, regional = (made[name].partition('id="toisin"')[0] for name in (LOCAL, "alue/polku/index.html"))
    assert 'lait/1301-2014/index.html">1301/2014' in head
    assert 'lait/1301-2014/index.html">1301/2014' not in regional
    assert "Paikallisesti lisätyt lait Sosiaalihuoltolaki (1301/2014)" in words(made[LOCAL])
    assert "Paikallisesti lisätyt" not in made["alue/polku/index.html"]
    sources = words(made[LOCAL].partition('id="lahteet"')[2])
    assert "eivät ole näistä lähteistä. Ne on kirjoittanut Esimerkkikunta ." in sources


def test_drafts_are_not_on_the_pages_of_actors_and_statutes(site: Path) -> None:
    edit(site, "regions/alue/kunta/polku.yaml", lambda text: text.replace("status: published", "status: draft"))
    made = pages(site)
    lists = {name: html for name, html in made.items() if name.startswith(("toimijat/", "lait/"))}
    assert not [name for name, html in lists.items() if "Esimerkkikunta" in html or "pykala-3" in html]


def test_texts_lead_to_municipalities_their_versions_and_the_report(site: Path) -> None:
    links = "[kunta](alue/kunta) [versio](alue/kunta/polku#tutustuminen) [peilaus](peilaus)"
    edit(site, "content/pages/tietoa.md", lambda text: f"{text}\n{links}\n")
    edit(
        site,
        "regions/alue/kunta/polku.yaml",
        lambda text: text.replace("työpajalla**", "työpajalla** ([oma](#tutustuminen))"),
    )
    assert not check(options(site)).problems
    made = pages(site)
    page = made["sivut/tietoa/index.html"]
    for link in ("alue/kunta/index.html", "alue/kunta/polku/index.html#vaihe-tutustuminen", "peilaus/index.html"):
        assert f'href="../../{link}"' in page
    assert '<a href="#vaihe-tutustuminen">oma</a>' in of_step(made[LOCAL], "arviointi")


@pytest.mark.parametrize("link", ["alue/kunta#tarve", "alue/kunta/polku#ei-ole", "alue/kunta/toinen", "alue/kuntaa"])
def test_a_link_to_a_version_that_is_not_there_is_a_fault(site: Path, link: str) -> None:
    edit(site, "content/pages/tietoa.md", lambda text: f"{text}\n[x]({link})\n")
    assert [problem.code for problem in check(options(site)).problems] == ["link-broken"]


def test_the_text_of_an_added_step_is_checked_too(site: Path) -> None:
    edit(site, "regions/alue/kunta/polku.yaml", lambda text: text.replace("*etukäteen*", "[etukäteen](ei-ole)"))
    assert [problem.code for problem in check(options(site)).problems] == ["link-broken"]


def test_lists_of_paths_name_the_municipalities_that_have_their_own(site: Path) -> None:
    made = pages(site)
    assert 'Omat versiot: <a href="alue/kunta/polku/index.html">Esimerkki' in made["index.html"]
    assert 'Omat versiot: <a href="kunta/polku/index.html">Esimerkki' in made["alue/index.html"]
    for name in ("toka", "kolmas", "neljas", "viides"):
        shutil.copytree(site / "regions/alue/kunta", site / "regions/alue" / name)
    front = words(pages(site)["index.html"])
    assert front.count("ja 2 muuta") == 1


def test_swedish_pages_have_the_same_course(site: Path) -> None:
    (site / "regions/alue/kunta/polku.sv.yaml").write_text(
        "steps: {arviointi: {local: Hos oss bedöms.}}\nadd: {tutustuminen: {title: Studiebesök}}\n"
        "omit: {odotus: Platsen ordnas genast.}\n",
        encoding="utf-8",
    )
    html = pages(site)[f"sv/{LOCAL}"]
    said = words(html)
    assert [word for word in ("Hos oss bedöms.", "Studiebesök", "Platsen ordnas genast.") if word not in said] == []
    assert re.findall(r'id="vaihe-([^"]+)"[^>]*><span class="n"', html) == re.findall(
        r'id="vaihe-([^"]+)"[^>]*><span class="n"', pages(site)[LOCAL]
    )


def test_drafts_show_in_the_preview_alone(site: Path) -> None:
    edit(site, "regions/alue/kunta/polku.yaml", lambda text: text.replace("status: published", "status: draft"))
    published = pages(site)
    assert LOCAL not in published
    assert "peilaus/index.html" not in published
    assert 'href="kunta/' in published["alue/index.html"]
    assert "versions" not in published["alue/polku/index.html"]
    preview = pages(site, drafts=True)
    assert "Luonnos" in preview[LOCAL]


def test_a_site_without_layers_has_nothing_of_it(site: Path) -> None:
    shutil.rmtree(site / "regions/alue/kunta")
    made = pages(site)
    assert "peilaus/index.html" not in made
    assert not [name for name, html in made.items() if 'class="versions"' in html or "blk local" in html]


# -- the mirror and kept frames --------------------------------------------------------------


def newer(site: Path) -> None:
    """The region changes its path: a new version, a step renamed, a way gone."""
    edit(site, "content/alue/polku/index.md", lambda text: text.replace("version: 2026-11-20", "version: 2026-11-21"))
    edit(
        site,
        "content/alue/polku/path.yaml",
        lambda text: text.replace("title: Työtoiminta", "title: Toiminta pajalla").replace(
            "          - {to: alue/toinen#alku, when: Tarvitsee muuta pian, optional: true}\n", ""
        ),
    )


def test_a_build_keeps_the_version_that_a_layer_names(site: Path) -> None:
    assert build(options(site)).files
    kept = (site / FRAME).read_bytes()
    assert json.loads(kept)["steps"]["toiminta"]["title"] == "Työtoiminta"
    again = build(options(site))
    assert again.was_current, "what a build keeps must not make the next one build again"
    newer(site)
    assert build(options(site)).files
    assert (site / FRAME).read_bytes() == kept


def test_a_check_keeps_nothing(site: Path) -> None:
    check(options(site))
    assert not (site / "regions" / ".frames").exists()


def test_what_changed_since_is_told_from_what_was_kept(site: Path) -> None:
    build(options(site))
    newer(site)
    for page in (LOCAL, "peilaus/index.html"):
        said = words(pages(site)[page])
        assert "Alueen polku on uudempi kuin tämä versio" in said
        assert "vaiheen nimi oli ”Työtoiminta”" in said
        assert "Vaihe ”Sopiiko palvelu?”: siirtymä poistettu" in said
    (found,) = check(options(site)).mirror
    assert found.is_older
    assert len(found.changes or ()) == 2


@pytest.mark.parametrize("kept", [None, "rikki {", "[]", '{"title": 3}', '{"title": "a", "summary": 1, "steps": []}'])
def test_without_a_kept_version_it_is_told_that_there_is_none(site: Path, kept: str | None) -> None:
    newer(site)
    if kept is not None:
        (site / FRAME).parent.mkdir(parents=True)
        (site / FRAME).write_text(kept, encoding="utf-8")
    assert "Alueen versiota 20.11.2026 ei ole tallella" in words(pages(site)["peilaus/index.html"])


def test_a_build_follows_what_is_kept(site: Path) -> None:
    build(options(site))
    newer(site)
    build(options(site))
    (site / FRAME).unlink()
    assert not build(options(site)).was_current
    assert "ei ole tallella" in (site / "output/peilaus/index.html").read_text(encoding="utf-8")


def test_check_prints_the_report_after_the_faults(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(options(site))
    newer(site)
    assert cli.main(["check", "--site", str(site)]) == 0
    printed = capsys.readouterr().out
    faults, _, report = printed.partition("\nPeilaus\n")
    assert "varoitus[frame-older]" in faults
    for line in (
        "Esimerkkikunta, Esimerkkialue: Palvelupolku",
        "  Poikkeaa alueen polusta",
        "    Odotus: Jätetty pois: Kunnassa paikka järjestyy heti.",
        "    Sopiiko palvelu?: Oma tekijä: Yhdistys",
        "    Vaihe ”Toiminta pajalla”: vaiheen nimi oli ”Työtoiminta”",
        "Alueen polut sellaisinaan",
        "  Esimerkkikunta, Esimerkkialue: Toinen polku",
    ):
        assert line in report.splitlines()


def test_the_report_is_machine_readable(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(options(site))
    newer(site)
    assert cli.main(["check", "--site", str(site), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {each["code"] for each in found["problems"]} == {"frame-older"}
    (problem,) = found["problems"]
    assert (problem["file"], problem["line"], problem["severity"]) == ("regions/alue/kunta/polku.yaml", 1, "warning")
    assert "2026-11-20" in problem["message"]
    (row,) = found["report"]
    assert (row["municipality"], row["path"], row["verdict"], row["frame_is_newer"]) == (
        "kunta",
        "polku",
        "departs",
        True,
    )
    assert [each["step"] for each in row["departures"]] == ["odotus"]
    assert [(each["municipality"], each["path"]) for each in found["as_region"]] == [("kunta", "toinen")]
    assert {each["kind"] for each in row["changes"]} == {"step_renamed", "way_removed"}


def test_the_page_of_the_report_begins_with_all_versions_and_ends_with_those_that_have_none(site: Path) -> None:
    newer(site)
    page = pages(site)["peilaus/index.html"]
    (table,) = re.findall(r"<table.*?</table>", page, re.DOTALL)
    assert 'href="#peili-1"' in table
    (row,) = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL)
    cells = [words(cell).strip() for cell in re.findall(r"<td.*?</td>", row)]
    assert cells == ["Palvelupolku", "Poikkeaa alueen polusta", "1", "8", "20.11.2026 Alueen polku on uudempi"]
    followers = page.partition('id="sellaisenaan-h"')[2]
    assert 'href="../alue/toinen/index.html"' in followers
    assert "polku/index.html#" not in followers


def test_with_errors_there_is_no_report(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, "regions/alue/kunta/polku.yaml", lambda text: text.replace("after: arviointi", "after: puuttuu"))
    assert cli.main(["check", "--site", str(site)]) == 1
    assert "Peilaus" not in capsys.readouterr().out
    assert cli.main(["check", "--site", str(site), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["report"] == []


def test_a_strict_check_of_a_newer_frame_fails(site: Path) -> None:
    newer(site)
    reading = check(replace(options(site), strict=True))
    assert [problem.code for problem in reading.problems] == ["frame-older"]
