"""Make the site's font and its width table from the Inter of PyPI.

    pip install fonttools brotli fontpkg-inter
    python tools/make_font.py

Writes `inter.woff2` and `inter-more.woff2` to `templates/static/fonts/`, their licence beside them, and
`src/pathviz/layout/widths.py`.  All are committed: a build needs neither fontTools nor the network.
Run it again only to change the letters or to take a newer Inter.

The first file holds what Finnish, Swedish and English are written with; a page that has other letters
(Sámi names, say) loads the second too.  `templates/static/tokens.css` tells which letters are in which:
this script prints the ranges.

The optical size is pinned at 14, because advance widths change with it; the weight axis is kept from
400 to 700.  The same file gives the letters that the browser draws and the widths that the layout
measures, so text cannot outgrow its box.

Every page loads the first file, so it is small: a grid of a thousandth of the em, which no screen tells from
a finer one; bold outlines that are off by three of those at most; and kerning among letters and the
marks beside them, the same at all weights, in steps of a tenth of a px of running text and from a quarter of one on.
"""

from __future__ import annotations

import importlib.metadata
import pprint
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "templates" / "static" / "fonts"
WIDTHS = ROOT / "src" / "pathviz" / "layout" / "widths.py"
OPTICAL_SIZE = 14
WEIGHTS = (400, 500, 600, 700)
UNITS_PER_EM = 1000

RARE = "#$*<>[\\]^`{|}~"
USUAL = [ord(sign) for sign in map(chr, range(0x20, 0x7F)) if sign not in RARE]
USUAL += [ord(sign) for sign in "\xa0§©\xad·»×ÄÅÉÖÜäåéöüŠšŽž‐‑–—‘’“”•…→−"]
KERNED_WEIGHT = 500
KERNED_SIGNS = ".,:;-–’”()/"
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
SAMI = [ord(letter) for letter in "ƷʒǤǥǦǧǨǩǮǯʹʼˈ"]  # Skolt Sámi; the others are in Latin
PUNCTUATION = [ord(sign) for sign in "‐‑‒–—‘’‚“”„†•…‰′″‹›€−×≤≥≠≈\u2009\u200a\u202f№™"]
ARROWS = [ord(sign) for sign in "←↑→↓↔↕↗↘↩↪✓✗●○◆◇■□◐◉▲△▼"]
FEATURES = ["kern", "tnum"]  # Inter's local letters are Catalan and Romanian
DIGITS = "0123456789"
LEAST_KERNING, KERNING_STEP = 15, 5
BY_CLASSES = 2  # the format of kerning
OUTLINE_TOLERANCE = 3
PHANTOMS = 4  # the points behind a letter's own that say how wide and high it is


def inter() -> tuple[Path, Path]:
    """The variable Inter and its licence, as pip installed them."""
    files = importlib.metadata.files("fontpkg-inter") or []
    font = next(file for file in files if file.name == "Inter[opsz,wght].ttf")
    licence = next(file for file in files if file.name == "LICENSE")
    return Path(str(font.locate())), Path(str(licence.locate()))


def subsetted(source: Path, letters: list[int]) -> TTFont:
    """Some letters, one optical size, weights 400 to 700."""
    font = pinned(source, letters, (400, 700))
    kerned = [code for code in letters if chr(code).isalpha() or chr(code) in KERNED_SIGNS]
    font["GPOS"] = pinned(source, kerned, KERNED_WEIGHT)["GPOS"]
    # What only told how kerning, and the measures of all letters together, change with the weight.
    for table in ("GDEF", "MVAR"):
        del font[table]
    coarsen_kerning(font)
    return font


def coarsen_kerning(font: TTFont) -> None:
    """Leave the kerning that is seen, in steps: then most of the table is nought, and the rest a few numbers."""
    tables = [table for lookup in font["GPOS"].table.LookupList.Lookup for table in lookup.SubTable]
    for row in [row for table in tables if table.Format == BY_CLASSES for row in table.Class1Record]:
        for value in [pair.Value1 for pair in row.Class2Record if pair.Value1]:
            is_seen = abs(value.XAdvance) >= LEAST_KERNING
            value.XAdvance = KERNING_STEP * round(value.XAdvance / KERNING_STEP) if is_seen else 0


def coarsen_outlines(font: TTFont) -> None:
    """Let the points of bolder letters follow their neighbours where that takes them no further than is tolerated."""
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    for name, variations in font["gvar"].variations.items():
        points, outline = glyphs._getCoordinatesAndControls(name, metrics)  # noqa: SLF001 (as fontTools' own modules)
        for variation in variations:
            variation.calcInferredDeltas(points, outline.endPts)
            variation.roundDeltas()
            sides = variation.coordinates[-PHANTOMS:]
            variation.optimize(points, outline.endPts, OUTLINE_TOLERANCE, isComposite=glyphs[name].isComposite())
            # How wide a letter is stays as it is measured.
            variation.coordinates[-PHANTOMS:] = sides


def pinned(source: Path, letters: list[int], weight: float | tuple[float, float]) -> TTFont:
    """Some letters on the coarser grid, at one optical size and at one weight or some."""
    font = TTFont(source)
    # What only menus of fonts read.
    font["fvar"].instances = []
    del font["STAT"]
    keep_digits_tabular(font)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [1, 2, 6]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": weight})
    scale_upem(font, UNITS_PER_EM)
    # Saved and read once more, so that no table remembers the glyphs that were left out.
    saved = BytesIO()
    font.save(saved)
    return TTFont(saved)


def keep_digits_tabular(font: TTFont) -> None:
    """Leave figures of one width to digits: no column of numbers here has the signs that Inter has for them too."""
    digits = {font.getBestCmap()[ord(digit)] for digit in DIGITS}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        for index in record.Feature.LookupListIndex if record.FeatureTag == "tnum" else ():
            for single in table.LookupList.Lookup[index].SubTable:
                kept = {glyph: other for glyph, other in single.mapping.items() if glyph in digits}
                single.mapping = kept


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


def ranges(letters: list[int]) -> str:
    """Letters as CSS writes them in `unicode-range`.

    >>> ranges([0x41, 0x42, 0xe4])
    'U+41-42, U+E4'
    """
    runs: list[list[int]] = []
    for code in sorted(letters):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in runs)


def write_font(source: Path, name: str, letters: list[int]) -> None:
    """Write one web font, and tell its size and letters."""
    font = subsetted(source, letters)
    coarsen_outlines(font)
    font.flavor = "woff2"
    font.save(FONTS / name)
    print(f"{name}: {(FONTS / name).stat().st_size} bytes\n  unicode-range: {ranges([*font.getBestCmap()])};")


def main() -> None:
    """Make the fonts, and the table of widths."""
    source, licence = inter()
    letters = [*LATIN, *SAMI, *PUNCTUATION, *ARROWS]
    write_widths(subsetted(source, letters), WIDTHS)
    FONTS.mkdir(parents=True, exist_ok=True)
    write_font(source, "inter.woff2", USUAL)
    write_font(source, "inter-more.woff2", sorted({*letters} - {*USUAL}))
    shutil.copyfile(licence, FONTS / "LICENSE-Inter.txt")


if __name__ == "__main__":
    main()
