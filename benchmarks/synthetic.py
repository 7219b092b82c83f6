"""A synthetic site: as many service paths as asked for, of about 12 steps and 600 words, from a seed.

    python3 benchmarks/synthetic.py FOLDER --paths 1000 --seed 1

The texts are Finnish words in random order: long enough to wrap, hyphenate and compress as real ones do.
Paths have one of five shapes, as many municipalities' versions of few regional paths do; what is worked out
for a shape is then shared. With --varied nearly every path has a shape of its own.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ACTORS: Final = {
    "asiakas": ("Asiakas", "client", "client"),
    "sosiaaliohjaaja": ("Sosiaaliohjaaja", "professional", "front"),
    "sosiaalityontekija": ("Sosiaalityöntekijä", "professional", "front"),
    "tyokykykoordinaattori": ("Työkykykoordinaattori", "professional", "front"),
    "tyohonvalmentaja": ("Työhönvalmentaja", "professional", "front"),
    "tyollisyyspalvelut": ("Työllisyyspalvelujen asiantuntija", "organisation", "front"),
    "palveluntuottaja": ("Palveluntuottaja", "organisation", "front"),
    "kela": ("Kela", "organisation", "support"),
    "tyonantaja": ("Työnantaja", "employer", "support"),
}
LAWS: Final = ("1301/2014 36 §", "1301/2014 39 §", "710/1982 27 d §", "710/1982 27 e §", "189/2001", "381/2023")
WORDS: Final = (  # noqa: SIM905 (words are read best as text)
    "asiakas palvelu suunnitelma arviointi tuki työ opinnot tavoite tilanne kuntoutus päätös tapaaminen yhteistyö "
    "hyvinvointialue työllisyysalue ammattilainen työtoiminta työhönvalmennus palvelutarpeen työkyvyn osatyökykyinen "
    "monialainen verkosto yhteydenotto toimeentulo arki taidot vahvuudet kokeilu työpaikka jatkosuunnitelma seuranta "
    "selvittää sopii kertoo arvioi tukee ohjaa kirjaa tapaa etsii kokeilee varmistaa yhdessä ennen jälkeen usein myös "
    "rauhassa nopeasti kotona työpaikalla puhelimessa viikoittain tarvittaessa ja sekä että kun jos mutta siksi"
).split()
SECTIONS: Final = ("Ratkaisun perusidea", "Toimintaympäristö", "Kohderyhmä ja asiakasymmärrys", "Vinkit soveltajille")
PATHS_A_REGION: Final = 50


@dataclass(frozen=True)
class Shape:
    """The places of two decisions and a wait among a path's steps, and to which step the second decision returns."""

    first: int = 2
    second: int = 6
    wait: int = 4
    back: int = 1


class Writer:
    """Makes words, sentences and files from one random source."""

    def __init__(self, seed: int, *, varied: bool = False) -> None:
        self.random = random.Random(seed)
        self.varied = varied

    def sentence(self, fewest: int, most: int) -> str:
        """A sentence of some words."""
        words = self.random.choices(WORDS, k=self.random.randint(fewest, most))
        return " ".join(words).capitalize() + "."

    def text(self, words: int) -> str:
        """Sentences of about so many words in all."""
        found: list[str] = []
        while sum(len(sentence.split()) for sentence in found) < words:
            found.append(self.sentence(6, 14))
        return " ".join(found)

    def description(self, number: int) -> str:
        """An `index.md`."""
        sections = "\n\n".join(f"## {section}\n\n{self.text(45)}\n\n{self.text(30)}" for section in SECTIONS)
        return (
            f"---\ntitle: Palvelupolku {number}\nservice: palvelu\nsummary: {self.sentence(8, 12)}\n"
            f"easy: {self.sentence(5, 8)}\nstatus: ready\nplace: Esimerkkialue\ntarget_groups: [työttömät]\n"
            "created: 2021-03-25\nupdated: 2022-11-30\nreviewed: 2026-11-21\nreviewed_by: Toimitus\n"
            "laws: [189/2001]\nsources: [{title: Lähde, publisher: Julkaisija, updated: 2022-11-30}]\n---\n"
            f"{sections}\n"
        )

    def path(self) -> str:
        """A `path.yaml` of three phases with decisions, a wait, a way back and two ends."""
        lines = ["phases:"]
        count = self.random.randint(10, 14)
        ids = [f"vaihe-{n}" for n in range(1, count + 1)]
        shape = Shape()
        if self.varied:
            first, second, wait = sorted(self.random.sample(range(2, count - 2), 3))
            shape = Shape(first, second, wait, self.random.randrange(1, second))
        for phase in range(3):
            lines += [f"  ryhma-{phase + 1}:", f"    title: {self.sentence(1, 3)[:-1]}", "    steps:"]
            for n in range(phase * count // 3, (phase + 1) * count // 3):
                lines += self.step(ids, n, shape)
        return "\n".join(lines) + "\n"

    def step(self, ids: list[str], n: int, shape: Shape) -> list[str]:
        """One step's lines."""
        last = len(ids) - 1
        kind = "start" if n == 0 else "end" if n == last else "wait" if n == shape.wait else "step"
        nexts = [] if n == last else [ids[n + 1]]
        if n in (shape.first, shape.second) and n + 2 <= last:
            kind = "decision"
            back = f"{{to: {ids[shape.back]}, when: Tilanne muuttuu, kind: back}}"
            nexts = [f"{{to: {ids[n + 1]}, when: Kyllä}}", f"{{to: {ids[n + 2]}, when: Ei vielä}}"]
            nexts += [back] if n == shape.second else []
        pad = "        "
        roles = self.random.sample(sorted(ACTORS), 3)
        lines = [
            f"      {ids[n]}:",
            f"{pad}title: {self.sentence(2, 5)[:-1]}",
            f"{pad}kind: {kind}",
            f"{pad}summary: {self.sentence(6, 12)}",
            f"{pad}easy: {self.sentence(4, 8)}",
            f"{pad}roles:",
            f"{pad}  {roles[0]}: {{role: leads, task: {self.sentence(3, 7)}}}",
            f"{pad}  {roles[1]}: {{role: supports, task: {self.sentence(3, 7)}}}",
            f"{pad}  {roles[2]}: {{role: takes_part, task: {self.sentence(3, 7)}}}",
            f"{pad}laws: [{self.random.choice(LAWS)}]",
            f"{pad}source: 1",
        ]
        if n % 4 == 3:
            lines += [f"{pad}gap: {self.sentence(6, 10)}", f"{pad}duration: 3–24 kk"]
        if nexts:
            lines.append(f"{pad}next: [{', '.join(nexts)}]")
        return lines


def _catalogues(folder: Path) -> None:
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    (content / "site.yaml").write_text(
        "title: Koesivusto\nlanguages: [fi]\npublisher: Toimitus\nfeedback: palaute@example.fi\n", "utf-8"
    )
    actors = [
        f"{key}: {{name: {name}, kind: {kind}, lane: {lane}, summary: Tekee osansa.}}"
        for key, (name, kind, lane) in ACTORS.items()
    ]
    (content / "actors.yaml").write_text("\n".join(actors) + "\n", "utf-8")
    laws = [
        f"{number}: {{name: Laki {number}, status: in_force, checked: 2026-11-21, certainty: certain}}"
        for number in sorted({law.split(" ")[0] for law in LAWS})
    ]
    (content / "laws.yaml").write_text("\n".join(laws) + "\n", "utf-8")
    (content / "services.yaml").write_text("palvelu: {name: Palvelu}\n", "utf-8")


def make_site(folder: Path, paths: int, seed: int = 1, *, varied: bool = False) -> None:
    """Write a synthetic site into a folder; the same arguments give the same bytes."""
    _catalogues(folder)
    writer = Writer(seed, varied=varied)
    for number in range(paths):
        region = f"alue-{number // PATHS_A_REGION + 1}"
        if number % PATHS_A_REGION == 0:
            home = folder / "regions" / region
            home.mkdir(parents=True, exist_ok=True)
            (home / "region.yaml").write_text(f"name: Alue {number // PATHS_A_REGION + 1}\nlanguages: [fi]\n", "utf-8")
        home = folder / "content" / region / f"polku-{number + 1}"
        home.mkdir(parents=True, exist_ok=True)
        (home / "index.md").write_text(writer.description(number + 1), "utf-8")
        (home / "path.yaml").write_text(writer.path(), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--paths", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--varied", action="store_true")
    arguments = parser.parse_args()
    make_site(arguments.folder, arguments.paths, arguments.seed, varied=arguments.varied)
