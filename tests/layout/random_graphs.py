"""Random service paths: plausible ones, and harder ones than anybody writes."""

from __future__ import annotations

import random

from pathviz.layout.geometry import Chip, Edge, Node, PathGraph

WORDS = [
    "hakemus",
    "käsittely",
    "päätös",
    "asiakas",
    "neuvonta",
    "palvelutarpeen",
    "arviointi",
    "lausunto",
    "liitteet",
    "kotikäynti",
    "oikaisuvaatimus",
    "toimeentulotuki",
    "sosiaaliturva",
    "ilmoitus",
    "rekisteröinti",
    "lupa",
    "tarkastus",
    "ja",
    "tai",
    "työ",
    "Sosiaalihuoltolainmukainentyöllistymistätukevatoiminta",
    "monialainen",
    "työllistymissuunnitelma",
    "työllisyyspalvelujen",
    "asiantuntija",
    "kuntouttava",
    "työtoiminta",
    "väliarviointi",
    "B-lausunto",
    "oma",
]
ACTORS = (
    "Asiakas",
    "Sosiaaliohjaaja",
    "Työllisyyspalvelujen asiantuntija",
    "Hyvinvointialueen monialainen yhteispalvelu",
    "Kela",
    "Työkykykoordinaattori",
    "Palveluntuottaja",
    "Lääkäri",
    "Työnantaja",
)
CHIPS = (
    Chip("gap", "Voi katketa"),
    Chip("duration", "3–24 kk"),
    Chip("duration", "enintään kolme kuukautta päätöksestä"),
    Chip("local", "Kunnan lisäys"),
    Chip("optional", "Vapaaehtoinen"),
    Chip("wait", "Odotusaika"),
)


def words(source: random.Random, least: int, most: int) -> str:
    """Some Finnish words with a capital first letter."""
    chosen = [source.choice(WORDS) for _ in range(source.randint(least, most))]
    return " ".join(chosen).capitalize()


def label(source: random.Random) -> str:
    """A condition, from a word to 80 letters."""
    if source.random() < 0.6:
        return source.choice(("Kyllä", "Ei", "Ei, tietoja puuttuu", "Tilanne muuttuu", "Muu syy"))
    return words(source, 2, 7)[:80].strip()


def random_graph(seed: int) -> PathGraph:
    """A path of 5 to 40 steps, the same for the same seed."""
    source = random.Random(seed)
    count = source.randint(5, 40)
    phases = source.choice((0, 0, 2, 3, 4, 6))
    phases = min(phases, count // 3)
    kinds = ["step"] * count
    edges: list[tuple[int, int, str, bool | None, bool]] = []
    for i in range(count - 1):
        roll = source.random()
        if roll < 0.22 and i + 2 < count:
            kinds[i] = "decision"
            branches = source.randint(2, 4)
            goals = [i + 1, *[source.randint(i + 1, min(count - 1, i + 6)) for _ in range(branches - 1)]]
            if source.random() < 0.35 and i:
                goals[-1] = source.randint(max(0, i - 8), i - 1)
            edges += [(i, goal, label(source), None, False) for goal in goals]
        elif roll < 0.32:
            kinds[i] = "wait"
            edges.append((i, i + 1, "", None, False))
        elif roll < 0.36:
            kinds[i] = "end"
        else:
            edges.append((i, i + 1, "", None, False))
            if source.random() < 0.12:
                far = source.randint(i + 1, min(count - 1, i + 5))
                edges.append((i, far, label(source) if source.random() < 0.5 else "", None, True))
            if source.random() < 0.08 and i > 1:
                edges.append((i, source.randint(0, i - 1), label(source), True, False))
    if source.random() < 0.15:
        edges.append((count // 2, count // 2, "Uudelleen", None, False))
    kinds[0], kinds[-1] = "start", "end"
    exits = source.randint(0, 3)
    nodes = [
        Node(
            f"s{i}",
            words(source, 1, 6),
            kinds[i],
            i + 1,
            ACTORS[actor := source.randrange(len(ACTORS))],
            actor,
            i * phases // count if phases else None,
            f"#vaihe-s{i}",
            "",
            tuple(source.sample(CHIPS, source.choice((0, 0, 0, 1, 1, 2, 3)))),
        )
        for i in range(count)
    ]
    for k in range(exits):
        leaves = source.randrange(count)
        nodes.append(
            Node(
                f"x{k}",
                words(source, 1, 3),
                "exit",
                None,
                "",
                0,
                nodes[leaves].phase,
                f"../x{k}",
                "",
                (),
            )
        )
        edges.append((leaves, count + k, label(source), None, source.random() < 0.3))
    titles = tuple(words(source, 1, 4) for _ in range(phases))
    return PathGraph(
        f"polku {seed}",
        tuple(nodes),
        tuple(Edge(nodes[a].id, nodes[b].id, text, back, opt) for a, b, text, back, opt in edges),
        titles,
    )
