"""Make the site's font and its width table from the Inter of PyPI.

    pip install fonttools brotli fontpkg-inter
    python tools/make_font.py

Writes `templates/static/fonts/inter.woff2`, its licence beside it, and
`src/pathviz/layout/widths.py`.  All three are committed: a build needs neither fontTools nor the
network.  Run it again only to change the letters or to take a newer Inter.

The optical size is pinned at 14, because advance widths change with it; the weight axis is kept from
400 to 700.  The same file gives the letters that the browser draws and the widths that the layout
measures, so text cannot outgrow its box.
"""

from __future__ import annotations

import importlib.metadata
import pprint
import shutil
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "templates" / "static" / "fonts"
WIDTHS = ROOT / "src" / "pathviz" / "layout" / "widths.py"
OPTICAL_SIZE = 14
WEIGHTS = (400, 500, 600, 700)

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
SAMI = [ord(letter) for letter in "ƷʒǤǥǦǧǨǩǮǯʹʼˈ"]  # Skolt Sámi; the others are in Latin
PUNCTUATION = [ord(sign) for sign in "‐‑‒–—‘’‚“”„†•…‰′″‹›€−×≤≥≠≈\u2009\u200a\u202f№™"]
ARROWS = [ord(sign) for sign in "←↑→↓↔↕↗↘↩↪✓✗●○◆◇■□◐◉▲△▼"]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]


def inter() -> tuple[Path, Path]:
    """The variable Inter and its licence, as pip installed them."""
    files = importlib.metadata.files("fontpkg-inter") or []
    font = next(file for file in files if file.name == "Inter[opsz,wght].ttf")
    licence = next(file for file in files if file.name == "LICENSE")
    return Path(str(font.locate())), Path(str(licence.locate()))


def subsetted(source: Path) -> TTFont:
    """The letters of the site, one optical size, weights 400 to 700."""
    font = TTFont(source)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *SAMI, *PUNCTUATION, *ARROWS])
    subsetter.subset(font)
    return instancer.instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": (400, 700)})


def advances(font: TTFont) -> dict[str, tuple[int, ...]]:
    """Advance widths of every letter at each weight, in units of the em."""
    table: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "subset.ttf"
        font.flavor = None
        font.save(path)
        for weight in WEIGHTS:
            static = instancer.instantiateVariableFont(TTFont(path), {"wght": weight})
            metrics = static["hmtx"].metrics
            for code, glyph in static.getBestCmap().items():
                table.setdefault(chr(code), []).append(metrics[glyph][0])
    return {letter: tuple(table[letter]) for letter in sorted(table)}


def write_widths(font: TTFont, target: Path) -> None:
    """Write the width table as a module: compiled once, and quicker to load than JSON."""
    header = (
        '"""Advance widths of the committed Inter; made by tools/make_font.py, not by hand."""\n\n'
        "# fmt: off\n"
        f"UNITS_PER_EM = {font['head'].unitsPerEm}\n"
        f"WEIGHTS = {WEIGHTS}\n"
        "# letter: its advance at each weight\n"
        "ADVANCES: dict[str, tuple[int, int, int, int]] = "
    )
    body = pprint.pformat(advances(font), width=96, compact=True)
    target.write_text(header + body + "\n", encoding="utf-8")


def main() -> None:
    """Make the three files."""
    source, licence = inter()
    font = subsetted(source)
    write_widths(font, WIDTHS)
    FONTS.mkdir(parents=True, exist_ok=True)
    font.flavor = "woff2"
    font.save(FONTS / "inter.woff2")
    shutil.copyfile(licence, FONTS / "LICENSE-Inter.txt")
    print(f"{FONTS / 'inter.woff2'}: {(FONTS / 'inter.woff2').stat().st_size} bytes")


if __name__ == "__main__":
    main()
