"""Accessibility statements on pages: the site's, a municipality's own, and which one a page leads to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from factories import HERE, path, site
from pathviz import making
from pathviz.model import Accessibility, Municipality, Region, Site, Statement
from pathviz.problems import Location

FACTS: Mapping[str, Any] = {
    "conformance": Accessibility.PARTIAL,
    "issues": ("Kaaviota vieritetään.",),
    "burden": ("Videoita ei ole tekstitetty.",),
    "out_of_scope": ("Kartta on upotettu.",),
    "alternatives": "Sama tekstinä.",
    "drafted": dt.date(2026, 11, 1),
    "updated": dt.date(2026, 11, 2),
    "method": "Oma arvio.",
    "unit": "Viestintä",
    "feedback": "palaute@example.fi",
}


def statement(**more: Any) -> Statement:
    return Statement(HERE, **{**FACTS, **more})


def whole(own: Statement | None = None, **more: Any) -> Site:
    """A site with a municipality, in Finnish, its region published in Swedish too."""
    place = Location("regions/alue/region.yaml")
    town = Municipality(HERE, region="alue", id="kunta", name="Kunta", statement=own)
    regions = {"alue": Region(place, id="alue", name="Alue", languages=("fi", "sv"))}
    found = site(path(), regions=regions, municipalities=(town,))
    facts = {"publisher": "Julkaisija", "statement": statement(), "languages": ("fi", "sv"), **more}
    return replace(found, info=replace(found.info, **facts))


def made(found: Site, tmp_path: Any) -> dict[str, str]:
    sites = {"fi": found, "sv": replace(found, lang="sv")}
    files = making.make(sites, tmp_path).files
    return {name: content.decode() for name, content in files.items() if name.endswith(".html")}


def words(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace("\u00ad", "").replace("\u2060", "")


def linked(html: str) -> str:
    """Where the foot of a page leads for its statement."""
    (found,) = re.findall(r'<li><a href="([^"]+)">(?:Saavutettavuusseloste|Tillgänglighetsutlåtande)</a>', html)
    return str(found)


def test_a_statement_tells_every_fact_that_is_required(tmp_path: Any) -> None:
    said = words(made(whole(), tmp_path)["saavutettavuus/index.html"])
    facts = [each for value in FACTS.values() for each in (value if isinstance(value, tuple) else (value,))]
    texts = [each for each in facts if isinstance(each, str) and not isinstance(each, Accessibility)]
    assert [each for each in texts if each not in said] == []
    for each in ("osittain", "1.11.2026", "2.11.2026", "Julkaisija", "306/2019", "kohtuuton rasite", "14 päivän"):
        assert each in said, each
    for each in ("Traficom", "saavutettavuus@traficom.fi", "www.saavutettavuusvaatimukset.fi", "029 534 5000"):
        assert each in said, each
    order = ["Kaaviota", "kohtuuton rasite", "Videoita", "eivät koske", "Kartta"]
    assert sorted(order, key=said.index) == order


def test_every_language_leads_to_the_authority_in_it(tmp_path: Any) -> None:
    html = made(whole(statement()), tmp_path)
    assert 'href="https://www.tillganglighetskrav.fi/"' in html["sv/saavutettavuus/index.html"]
    assert 'href="https://www.tillganglighetskrav.fi/"' in html["sv/alue/kunta/saavutettavuus/index.html"]


def test_what_nobody_has_said_is_not_claimed(tmp_path: Any) -> None:
    bare = Statement(HERE)
    said = words(made(whole(statement=bare), tmp_path)["saavutettavuus/index.html"])
    assert "ei ole vielä kertonut" in said
    assert "täyttävät lain vaatimat" not in said
    assert "laadittu" not in said
    assert "Mikä ei ole saavutettavaa" not in said


def test_nobody_promises_to_be_slower_than_the_act_allows(tmp_path: Any) -> None:
    page = "saavutettavuus/index.html"
    assert "Vastaamme 7 päivän" in words(made(whole(statement=statement(answer_days=7)), tmp_path)[page])
    slow = words(made(whole(statement=statement(answer_days=30)), tmp_path)[page])
    assert "30 päivän" not in slow
    assert "Vastaamme 14 päivän" in slow


def test_a_municipalitys_pages_lead_to_its_own_statement(tmp_path: Any) -> None:
    html = made(whole(statement(unit="Kunnan viestintä")), tmp_path)
    for prefix in ("", "sv/"):
        own = f"{prefix}alue/kunta/saavutettavuus/index.html"
        assert "Kunnan viestintä" in words(html[own])
        assert linked(html[f"{prefix}alue/kunta/index.html"]) == "saavutettavuus/index.html"
        assert linked(html[own]) == "index.html"
        assert linked(html[f"{prefix}alue/polku/index.html"]).endswith("../saavutettavuus/index.html")
        assert 'href="../../../saavutettavuus/index.html"' in html[own], "the whole site's"
        assert 'href="../alue/kunta/saavutettavuus/index.html"' in html[f"{prefix}saavutettavuus/index.html"]


def test_a_municipality_without_a_statement_leads_to_the_sites(tmp_path: Any) -> None:
    html = made(whole(), tmp_path)
    assert "alue/kunta/saavutettavuus/index.html" not in html
    assert linked(html["alue/kunta/index.html"]) == "../../saavutettavuus/index.html"
    assert [name for name, page in html.items() if not name.startswith("upotus/") and not linked(page)] == []


def test_a_statement_tells_what_a_browser_keeps(tmp_path: Any) -> None:
    page = "saavutettavuus/index.html"
    assert "toimivat ilman verkkoa" in words(made(whole(), tmp_path)[page])
    assert "toimivat ilman verkkoa" not in words(made(whole(offline=False), tmp_path)[page])
