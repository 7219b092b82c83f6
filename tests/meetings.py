"""A site for the tests of meetings and prints: a path with one of everything, and one of forty long steps."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from factories import TODAY, minimal
from pathviz.pipeline import Options, build

BASE_URL: Final = "https://polut.example.fi"
ALL: Final = "alue/kaikki/index.html"
LONG: Final = "alue/pitka/index.html"
STEPS: Final = 40

_ACTORS: Final = """\
asiakas: {name: Asiakas, kind: client, lane: client, summary: Kulkee polun.}
laheinen: {name: Läheinen, kind: community, lane: client, summary: Auttaa.}
ohjaaja: {name: Ohjaaja, kind: professional, lane: front, summary: Ohjaa asiakasta.}
lautakunta: {name: Lautakunta, kind: organisation, lane: back, summary: Päättää.}
arkisto: {name: Arkisto, kind: organisation, lane: back, summary: Säilyttää.}
kela: {name: Kela, kind: organisation, lane: support, summary: Neuvoo.}
"""

_INDEX: Final = """\
---
title: {title}
service: palvelu
summary: {summary}
easy: Lyhyesti sinulle.
status: ready
place: Alue
target_groups: [työttömät]
updated: 2026-11-01
version: 2026-11-02
reviewed: 2026-11-01
reviewed_by: Esimerkkiyksikkö
sources:
  - {{title: Lähde, publisher: Julkaisija, updated: 2026-11-01}}
---
## Ratkaisun perusidea

Teksti.
"""

_EVERYTHING: Final = """\
phases:
  eka:
    title: Ensimmäinen ryhmä
    steps:
      alku:
        title: Tarve havaitaan
        easy_title: Tarvitset apua
        kind: start
        summary: Asiakkaan tarve tunnistetaan.
        easy: Kerro, mitä tarvitset.
        staff: Kirjaa havainto järjestelmään.
        gap: Asiakas voi jäädä odottamaan.
        bring: [henkilökortti, omat paperit]
        contacts: [{name: Neuvonta, phone: 014 123 456}]
        roles:
          ohjaaja: {role: leads, task: Kuuntelee}
          asiakas: {role: takes_part, task: Kertoo tilanteestaan}
          arkisto: {role: informed, task: Tallentaa salaiset paperit}
        next: [tahto]
      tahto:
        title: Haluaako asiakas mukaan?
        kind: decision
        summary: Asiakas valitsee itse.
        easy: Saat itse päättää.
        roles:
          asiakas: {role: decides, task: Valitsee}
          ohjaaja: {role: supports, task: Kertoo vaihtoehdot}
        next:
          - {to: paatos, when: Asiakas haluaa, easy: Haluan mukaan}
          - {to: loppu, when: Asiakas ei halua, easy: En halua nyt}
  toka:
    title: Toinen ryhmä
    steps:
      paatos:
        title: Päätös palvelusta
        easy_title: Saat päätöksen
        kind: decision
        summary: Lautakunta ratkaisee hakemuksen.
        easy: Saat päätöksen.
        rights: Voit pyytää perustelut.
        deadline: kolme kuukautta
        roles:
          lautakunta: {role: decides, task: Käsittelee asian suljetussa kokouksessa}
          ohjaaja: {role: leads, task: Selittää päätöksen}
        next:
          - {to: odotus, when: Myönteinen, easy: Sain palvelun}
          - {to: alku, when: Lisää tietoa, easy: Minulta pyydettiin lisää, kind: back}
          - {to: alue/pitka#vaihe-2, when: Toinen palvelu, easy: Minut ohjattiin muualle}
      odotus:
        title: Paikkaa odotetaan
        kind: wait
        summary: Asiakas odottaa paikkaa.
        easy: Odotat paikkaa.
        duration: 2–4 viikkoa
        roles:
          ohjaaja: {role: leads, task: Pitää yhteyttä}
        next: [siirto, {to: loppu, when: Asiakas luopuu, easy: En odota enää}]
      siirto:
        title: Siirto toiseen palveluun
        easy_title: Siirryt muualle
        summary: Palvelu vaihtuu.
        easy: Siirryt toiseen palveluun.
        roles:
          ohjaaja: {role: leads, task: Saattaa}
        next: [alue/pitka]
      loppu:
        title: Palvelu ei ala
        kind: end
        summary: Asiakas ei tule palveluun.
        easy: Voit tulla myöhemmin.
        roles:
          ohjaaja: {role: leads, task: Sopii jatkosta}
"""


def _long(seed: int) -> str:
    """Forty steps in five phases; every text is long, every third step branches and every fourth may break."""
    chance = random.Random(seed)
    words = "työkyvyn arviointi suunnitelma tapaaminen työllisyyspalvelujen asiakas kertoo tukea".split()  # noqa: SIM905

    def text(fewest: int, most: int) -> str:
        return " ".join(chance.choices(words, k=chance.randint(fewest, most))).capitalize()

    lines = ["phases:"]
    for n in range(1, STEPS + 1):
        if n % 8 == 1:
            lines += [f"  ryhma-{n}:", f"    title: {text(2, 4)}", "    steps:"]
        kind = "start" if n == 1 else "end" if n == STEPS else "decision" if n % 3 == 0 and n < STEPS - 1 else "step"
        onward = [n + 1] if kind != "decision" else [n + 1, min(n + 2, STEPS), min(n + 3, STEPS), min(n + 4, STEPS)]
        branches = [f"{{to: vaihe-{m}, when: {text(3, 6)}, easy: {text(3, 6)}}}" for m in dict.fromkeys(onward)]
        lines += [
            f"      vaihe-{n}:",
            f"        title: {text(3, 6)}",
            f"        easy_title: {text(3, 6)}",
            f"        kind: {kind}",
            f"        summary: {text(10, 14)[:190]}.",
            f"        easy: {text(12, 16)}.",
            f"        staff: {text(20, 30)}.",
            f"        rights: {text(20, 30)}.",
            f"        bring: [{text(3, 5)}, {text(3, 5)}, {text(3, 5)} vielä]",
            "        duration: 3–24 kuukautta",
            *([f"        gap: {text(15, 25)}."] if n % 4 == 0 else []),
            "        contacts: [{name: Neuvonta, phone: 014 123 456, email: neuvonta@example.fi}]",
            "        roles:",
            *(
                f"          {actor}: {{role: {part}, task: {text(6, 12)}}}"
                for actor, part in (("ohjaaja", "leads"), ("kela", "advises"), ("laheinen", "supports"))
            ),
            f"          asiakas: {{role: takes_part, task: {text(6, 12)}}}",
            f"          lautakunta: {{role: {'decides' if n % 2 else 'informed'}, task: {text(6, 12)}}}",
            *([f"        next: [{', '.join(branches)}]"] if n < STEPS else []),
        ]
    return "\n".join(lines) + "\n"


def make(root: Path) -> Path:
    """The built site's folder."""
    minimal(
        root,
        {
            "content/actors.yaml": _ACTORS,
            "content/alue/kaikki/index.md": _INDEX.format(title="Polku jossa on kaikki", summary="Kaikki yhdessä."),
            "content/alue/kaikki/path.yaml": _EVERYTHING,
            "content/alue/pitka/index.md": _INDEX.format(title="Pitkä polku", summary="Neljäkymmentä vaihetta."),
            "content/alue/pitka/path.yaml": _long(1),
        },
    )
    output = root / "output"
    outcome = build(Options(root, output, base_url=BASE_URL, today=TODAY))
    errors = [problem for problem in outcome.problems if problem.severity == "error"]
    assert not errors, errors
    return output
