"""The worker that keeps the site on a reader's device: what it is told of the site's files."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factories import path, site
from pathviz import making
from pathviz.pages import offline
from pathviz.resources import own_templates

FILES = {
    "index.html": b"etusivu",
    "404.html": b"ei",
    "robots.txt": b"",
    "_headers": b"/*",
    "ei-yhteytta/index.html": b"ei verkkoa",
    "sv/index.html": b"framsida",
    "sv/ei-yhteytta/index.html": b"inget",
    "sanasto/termit.js": b"1",
    "static/site.0123abcd.css": b"a{}",
    "alue/polku/index.html": b"polku" * 100,
    "alue/polku/toimijat.0123abcd.js": b"2" * 100,
    "alue/polku/files/liite (1).pdf": b"%PDF" * 1000,
    "upotus/alue/polku/index.html": b"kehys",
}
SHELL = {
    "index.html",
    "sv/index.html",
    "ei-yhteytta/index.html",
    "sv/ei-yhteytta/index.html",
    "sanasto/termit.js",
    "static/site.0123abcd.css",
}


def digests(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: hashlib.sha256(content).digest() for name, content in files.items()}


def sizes(files: dict[str, bytes]) -> dict[str, int]:
    return {name: len(content) for name, content in files.items()}


def told(files: dict[str, bytes] = FILES, **more: Any) -> dict[str, Any]:
    """What a worker is told of the site."""
    script = offline.worker(sizes(files), digests(files), [own_templates()], ("fi", "sv"), on=True, **more).decode()
    first = script.partition("\n")[0]
    found: dict[str, Any] = json.loads(first.removeprefix("const SITE=").removesuffix(";"))
    return found


def test_a_small_site_is_kept_whole_each_file_by_its_digest() -> None:
    found = told()
    assert found["whole"] is True
    assert found["files"].keys() == {
        *SHELL,
        "alue/polku/index.html",
        "alue/polku/toimijat.0123abcd.js",
        "alue/polku/files/liite%20%281%29.pdf",
    }
    assert base64.b64decode(found["files"]["index.html"]) == hashlib.sha256(b"etusivu").digest()
    assert (found["langs"], found["offline"]) == (["sv/"], "ei-yhteytta/index.html")


@pytest.mark.parametrize(
    ("room", "is_whole", "has"),
    [
        (100_000, True, {"alue/polku/files/liite%20%281%29.pdf", "alue/polku/index.html"}),
        (2000, True, {"alue/polku/index.html"}),
        (300, False, set()),
    ],
)
def test_attachments_go_first_and_then_pages(
    room: int, is_whole: Any, has: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline, "WHOLE_SITE", room)
    found = told()
    assert found["whole"] is is_whole
    assert {name for name in found["files"] if name.startswith("alue/") and "toimijat" not in name} == has
    assert found["files"].keys() >= SHELL


def test_any_file_that_changes_makes_another_version() -> None:
    version = told()["version"]
    assert told(dict(reversed(FILES.items())))["version"] == version
    others = [told({**FILES, name: content + b"!"})["version"] for name, content in FILES.items() if "/" in name]
    assert version not in others[:-1]
    assert others[-1] == version, "what is not kept does not count"


def test_the_worker_is_made_of_the_files_that_are_published(tmp_path: Path) -> None:
    files = making.make({"fi": site(path())}, tmp_path).files
    first = files["sw.js"].decode().partition("\n")[0]
    names = json.loads(first.removeprefix("const SITE=").removesuffix(";"))["files"]
    for name, digest in names.items():
        assert base64.b64encode(hashlib.sha256(files[name]).digest()).decode() == digest
    assert b'data-worker="../../sw.js"' in files["alue/polku/index.html"]
    assert b"data-worker" not in files["404.html"], "it does not know where it stands"
    assert b"worker-src &#39;self&#39;" in files["index.html"]


@pytest.mark.parametrize("drafts", [True, False])
def test_turned_off_or_previewed_the_worker_removes_what_was_kept(drafts: Any, tmp_path: Path) -> None:
    found = site(path())
    found = found if drafts else replace(found, info=replace(found.info, offline=False))
    files = making.make({"fi": found}, tmp_path, drafts=drafts).files
    assert b"unregister" in files["sw.js"]
    assert b"fetch" not in files["sw.js"]
    assert "ei-yhteytta/index.html" not in files
    assert [name for name, content in files.items() if b"data-worker=" in content] == []


def test_a_site_may_bring_a_worker_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "worker.js").write_text("self.mine = SITE.version;", encoding="utf-8")
    script = offline.worker(sizes(FILES), digests(FILES), [tmp_path, own_templates()], ("fi",), on=True)
    assert script.endswith(b"self.mine=SITE.version;\n")
