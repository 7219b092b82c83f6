"""How much a reader loads before a service path's page is there: by bytes, as a host packs them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Final

MOST: Final = 60 * 1024
"""The most that the first view of a path's page takes: the page, its style sheets and scripts, and the font."""

SCRIPTS: Final = 15 * 1024
"""The most that all scripts together take that a service path's page may ever load."""


def packed(content: bytes) -> int:
    """A file's size as hosts send it."""
    return len(gzip.compress(content, 9))


def path_pages(built: Path) -> dict[str, str]:
    """The pages of paths, and of municipalities' versions of them, by their addresses."""
    texts = {page: page.read_text("utf-8") for page in built.rglob("index.html")}
    return {page.relative_to(built).as_posix(): text for page, text in texts.items() if 'class="xbar"' in text}


def first_view(built: Path, page: str, html: str) -> int:
    """The size of all that is asked for at once; what is printed, and what a reader asks for, comes later."""
    named = re.findall(r'<link rel="stylesheet" href="([^"]+)"(?! media="print")', html)
    named += re.findall(r'<script src="([^"]+)"', html)
    files = [(built / page).parent / name for name in named]
    font = (built / "static" / "fonts" / "inter.woff2").stat().st_size
    return sum(packed(file.read_bytes()) for file in (built / page, *files)) + font


def test_the_first_view_of_a_path_is_small(built: Path) -> None:
    pages = path_pages(built)
    assert len(pages) > 10
    sizes = {page: first_view(built, page, html) for page, html in pages.items()}
    assert {page: size for page, size in sizes.items() if size > MOST} == {}


def test_a_page_asks_for_few_files_at_once(built: Path) -> None:
    """A style sheet for the page, one for print, and those of versions and of a publisher; and two scripts."""
    for html in path_pages(built).values():
        assert len(re.findall(r'<link rel="stylesheet"', html)) <= 4
        assert len(re.findall(r'<script src="', html)) == 2


def test_the_scripts_of_a_path_are_small(built: Path) -> None:
    names = ("site", "service-path", "asked-for")
    sizes = {name: packed(file.read_bytes()) for name in names for file in built.glob(f"static/{name}.*.js")}
    assert sorted(sizes) == sorted(names)
    # What shows the definitions of terms stands in the file with these, below them.
    _, script = (built / "sanasto" / "termit.js").read_bytes().split(b"\n", 1)
    sizes["termit"] = packed(script)
    assert sum(sizes.values()) <= SCRIPTS, sizes
