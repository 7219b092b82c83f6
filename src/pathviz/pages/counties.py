"""Finland's wellbeing services counties and Helsinki as a schematic map of tiles.

The places are (row, column) from 1 and keep neighbours near each other, no more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class County:
    """An area that organises social and health care; `short` is its name on the map by language."""

    id: str
    row: int
    column: int
    short: dict[str, str]


def _county(id_: str, place: tuple[int, int], fi: str, sv: str, en: str = "") -> County:
    return County(id_, *place, {"fi": fi, "sv": sv, "en": en or fi})


COUNTIES: Final = (
    _county("lappi", (1, 3), "Lappi", "Lappland", "Lapland"),
    _county("keski-pohjanmaa", (2, 2), "Keski-Pohjanmaa", "Mellersta Österbotten", "Central Ostrobothnia"),
    _county("pohjois-pohjanmaa", (2, 3), "Pohjois-Pohjanmaa", "Norra Österbotten", "North Ostrobothnia"),
    _county("kainuu", (2, 4), "Kainuu", "Kajanaland"),
    _county("pohjanmaa", (3, 1), "Pohjanmaa", "Österbotten", "Ostrobothnia"),
    _county("etela-pohjanmaa", (3, 2), "Etelä-Pohjanmaa", "Södra Österbotten", "South Ostrobothnia"),
    _county("keski-suomi", (3, 3), "Keski-Suomi", "Mellersta Finland", "Central Finland"),
    _county("pohjois-savo", (3, 4), "Pohjois-Savo", "Norra Savolax", "North Savo"),
    _county("pohjois-karjala", (3, 5), "Pohjois-Karjala", "Norra Karelen", "North Karelia"),
    _county("satakunta", (4, 1), "Satakunta", "Satakunta"),
    _county("pirkanmaa", (4, 2), "Pirkanmaa", "Birkaland"),
    _county("paijat-hame", (4, 3), "Päijät-Häme", "Päijänne-Tavastland"),
    _county("etela-savo", (4, 4), "Etelä-Savo", "Södra Savolax", "South Savo"),
    _county("etela-karjala", (4, 5), "Etelä-Karjala", "Södra Karelen", "South Karelia"),
    _county("varsinais-suomi", (5, 1), "Varsinais-Suomi", "Egentliga Finland", "Southwest Finland"),
    _county("kanta-hame", (5, 2), "Kanta-Häme", "Egentliga Tavastland"),
    _county("keski-uusimaa", (5, 3), "Keski-Uusimaa", "Mellersta Nyland", "Central Uusimaa"),
    _county("kymenlaakso", (5, 4), "Kymenlaakso", "Kymmenedalen"),
    _county("lansi-uusimaa", (6, 2), "Länsi-Uusimaa", "Västra Nyland", "West Uusimaa"),
    _county("vantaa-ja-kerava", (6, 3), "Vantaa ja Kerava", "Vanda och Kervo", "Vantaa and Kerava"),
    _county("ita-uusimaa", (6, 4), "Itä-Uusimaa", "Östra Nyland", "East Uusimaa"),
    _county("helsinki", (7, 3), "Helsinki", "Helsingfors"),
)
