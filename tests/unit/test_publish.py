"""Publishing: what is refused, what is kept, what is replaced."""

import json
import os
import pickle
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest

import pathviz.publish as publishing
from pathviz.publish import (
    ArtifactRefused,
    OutputRefused,
    check_names,
    check_output,
    heal,
    is_current,
    lock,
    staged,
    write_cache,
)
from pathviz.publish.exchange import exchange
from pathviz.publish.manifest import MANIFEST
from publishing import publish

T = TypeVar("T")
SITE_1 = {"index.html": b"one", "old/page.html": b"old", "style.css": b"a{}"}
SITE_2 = {"index.html": b"two", "new/page.html": b"new", "style.css": b"a{}"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of a site's sources with an output folder as it is in a fresh clone."""
    site = tmp_path / "site"
    for name in ("content", "regions", "templates", "output"):
        (site / name).mkdir(parents=True)
    (site / "output" / ".gitignore").write_text("*\n!.gitignore\n")
    return site


@pytest.fixture(params=["exchange", "journal"])
def output(site: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The output folder, which can and cannot be exchanged."""
    if request.param == "journal":
        monkeypatch.setattr(publishing, "_stays", lambda _output: True)
    return site / "output"


def content(output: Path) -> dict[str, bytes]:
    """The files of the published site."""
    files = (path for path in output.rglob("*") if path.is_file())
    published = {path.relative_to(output).as_posix(): path.read_bytes() for path in files}
    return {name: held for name, held in published.items() if name not in {MANIFEST, ".gitignore"}}


def sent(something: T) -> T:
    """Something as it comes to another process."""
    found: T = pickle.loads(pickle.dumps(something))  # noqa: S301 (our own)
    return found


def refusal(output: Path, site: Path) -> tuple[str, tuple[str, ...]]:
    """Why the output folder is refused, and what is named."""
    with pytest.raises(OutputRefused) as refused:
        check_output(output, site)
    return refused.value.reason, refused.value.names


def test_a_site_is_published_and_replaced(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    assert content(output) == SITE_1
    publish(SITE_2, output, site, digest="2")
    assert content(output) == SITE_2
    assert not (output / "old").exists()
    assert (output / ".gitignore").read_text() == "*\n!.gitignore\n"
    assert sorted(path.name for path in site.iterdir()) == ["content", "output", "regions", "templates"]
    assert not [path for path in output.glob(".pathviz-*") if path.name != MANIFEST]


def test_what_stays_the_same_keeps_its_time(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    os.utime(output / "style.css", (1, 1))
    publish(SITE_2, output, site, digest="2")
    assert (output / "style.css").stat().st_mtime == 1


def test_a_file_and_a_folder_may_change_places(site: Path, output: Path) -> None:
    first = {"a": b"file", "b/c": b"in a folder", "b/d/e": b"deeper"}
    second = {"a/x": b"in a folder", "b": b"file"}
    publish(first, output, site, digest="1")
    publish(second, output, site, digest="2")
    assert content(output) == second


def test_a_folder_that_is_not_there_is_made(site: Path, tmp_path: Path) -> None:
    output = tmp_path / "a" / "b" / "output"
    check_output(output, site)
    publish(SITE_1, output, site, digest="1")
    assert content(output) == SITE_1


def test_a_mended_file_is_written_again(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    (output / "style.css").write_bytes(b"b{}")
    publish(SITE_2, output, site, digest="2")
    assert content(output) == SITE_2


def test_the_manifest_is_the_same_for_the_same_site(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    before = (output / MANIFEST).read_bytes()
    publish(SITE_2, output, site, digest="2")
    publish(dict(reversed(SITE_1.items())), output, site, digest="1")
    assert (output / MANIFEST).read_bytes() == before


def test_current_is_what_is_whole_and_made_from_the_same(site: Path, output: Path) -> None:
    assert not is_current(output, "1")
    publish(SITE_1, output, site, digest="1")
    assert is_current(output, "1")
    assert not is_current(output, "2")


def test_a_changed_or_missing_file_is_not_current(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    (output / "index.html").write_bytes(b"eno")
    assert not is_current(output, "1")
    (output / "index.html").unlink()
    assert not is_current(output, "1")


@pytest.mark.parametrize(
    "damage", ["", "[]", "null", '{"pathviz": 9}', '{"pathviz": 1, "files": {"a": 1}, "digest": "1"}']
)
def test_a_damaged_manifest_makes_all_files_foreign(site: Path, output: Path, damage: str) -> None:
    publish({"index.html": b"one"}, output, site, digest="1")
    (output / MANIFEST).write_text(damage)
    assert not is_current(output, "1")
    assert refusal(output, site) == ("foreign-files", ("index.html",))


def test_a_manifest_that_leads_out_of_its_folder_is_none(site: Path, output: Path) -> None:
    (site / "precious").write_text("keep")
    files = {"../precious": ["0" * 64, 4]}
    (output / MANIFEST).write_text(json.dumps({"pathviz": 1, "digest": "1", "files": files}))
    publish(SITE_1, output, site, digest="1")
    assert (site / "precious").read_text() == "keep"


def test_foreign_files_are_refused_and_the_first_are_named(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    (output / "old" / "mine.txt").write_text("mine")
    for number in range(7):
        (output / f"note-{number}.txt").touch()
    with pytest.raises(OutputRefused) as refused:
        publish(SITE_2, output, site, digest="2")
    assert refused.value.reason == "foreign-files"
    assert refused.value.names == tuple(f"note-{number}.txt" for number in range(5))
    (output / "old" / "mine.txt").unlink()
    assert {path.name for path in output.glob("note-*")} == {f"note-{number}.txt" for number in range(7)}


def test_what_file_managers_leave_is_no_foreign_file(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    (output / "old" / ".DS_Store").touch()
    publish(SITE_2, output, site, digest="2")
    assert content(output).keys() >= SITE_2.keys()


def test_links_are_foreign_and_not_followed(site: Path, output: Path) -> None:
    (site / "content" / "path.yaml").write_text("precious")
    (output / "link").symlink_to(site / "content", target_is_directory=True)
    assert refusal(output, site) == ("foreign-files", ("link",))


def test_a_folder_that_became_a_link_is_not_followed(site: Path, output: Path, tmp_path: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    shutil.move(output / "old", tmp_path / "elsewhere")
    (output / "old").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(OutputRefused):
        publish(SITE_2, output, site, digest="2")
    assert (tmp_path / "elsewhere" / "page.html").read_bytes() == b"old"


@pytest.mark.parametrize("place", [".", "..", "content", "content/x", "regions", "templates/static"])
def test_the_sites_own_folders_are_refused(site: Path, place: str) -> None:
    assert refusal(site / place, site)[0] == "holds-site"


def test_a_linked_source_is_refused_too(site: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (site / "content").rmdir()
    (site / "content").symlink_to(tmp_path / "texts", target_is_directory=True)
    assert refusal(tmp_path / "texts", site)[0] == "holds-site"
    assert refusal(tmp_path / "texts" / "output", site)[0] == "holds-site"


def test_links_files_home_and_root_are_refused(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(site / "output", target_is_directory=True)
    assert refusal(tmp_path / "link", site)[0] == "is-link"
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file", site)[0] == "is-file"
    assert refusal(Path(site.anchor), tmp_path)[0] == "holds-site"
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    assert refusal(home, site)[0] == "holds-site"


def test_a_folder_that_cannot_be_written_is_refused(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Permissions themselves would not stop root, who runs many a test.
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != site)
    check_output(site / "output", site)
    assert refusal(site / "new" / "output", site)[0] == "not-writable"


def test_missing_permission_is_a_refusal(site: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "no")

    publish(SITE_1, output, site, digest="1")
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputRefused) as refused:
        publish(SITE_2, output, site, digest="2")
    monkeypatch.undo()
    assert refused.value.reason == "not-writable"
    assert content(output) == SITE_1


def test_a_full_disk_leaves_the_old_site(site: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    publish(SITE_1, output, site, digest="1")
    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(OSError, match="No space"):
        publish(SITE_2, output, site, digest="2")
    monkeypatch.undo()
    monkeypatch.setattr(publishing, "_stays", lambda _output: True)
    assert is_current(output, "1")
    assert sorted(path.name for path in site.iterdir()) == ["content", "output", "regions", "templates"]


def test_what_the_system_writes_in_parts_is_whole(site: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, rest: whole(descriptor, rest[:2]))
    publish(SITE_1, output, site, digest="1")
    monkeypatch.undo()
    assert content(output) == SITE_1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/passwd", "outside"),
        ("../x", "outside"),
        ("a/../../x", "outside"),
        ("a//b", "outside"),
        ("./a", "outside"),
        ("", "outside"),
        ("a/", "outside"),
        ("a\\..\\b", "character"),
        ("C:/x", "character"),
        ("a:stream", "character"),
        ("a?b", "character"),
        ("a\x00b", "character"),
        ("a/b.", "character"),
        ("a /b", "character"),
        ("\ud800", "character"),
        ("files/CON.pdf", "reserved"),
        ("com1", "reserved"),
        (".pathviz-manifest.json", "reserved"),
        (".PathViz-new/x", "reserved"),
        (".gitignore", "reserved"),
        ("ä" * 128, "too-long"),
    ],
)
def test_names_that_cannot_be_kept_are_refused_before_anything_is_written(site: Path, name: str, reason: str) -> None:
    with pytest.raises(ArtifactRefused) as refused:
        publish({"index.html": b"one", name: b"x"}, site / "output", site, digest="1")
    assert (refused.value.name, refused.value.reason) == (name, reason)
    assert content(site / "output") == {}


@pytest.mark.parametrize(
    "names", [("a/B.html", "a/b.html"), ("A/x", "a/y"), ("a", "a/b"), ("A", "a/b"), ("\u00e4", "a\u0308")]
)
def test_names_that_some_systems_take_for_one_are_refused(names: tuple[str, str]) -> None:
    with pytest.raises(ArtifactRefused) as refused:
        check_names(names)
    assert refused.value.reason == "collision"
    assert refused.value.other


def test_usual_names_are_kept() -> None:
    check_names(["index.html", "sv/index.html", "files/Kansi kuva (1).pdf", ".nojekyll", "console.js", "a/liite-ä.pdf"])


def test_two_builds_wait_for_one_another(site: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_PATIENCE", 0.2)
    waits: list[str] = []
    with lock.locked(output):
        with pytest.raises(OutputRefused) as refused:
            publish(SITE_1, output, site, digest="1", on_wait=lambda: waits.append("waited"))
        # What the other build is staging is not taken from it.
        stage = site / ".output.pathviz-new-1"
        stage.mkdir()
        heal(output)
        assert stage.exists()
    assert refused.value.reason == "locked"
    assert waits == ["waited"]
    publish(SITE_1, output, site, digest="1")
    assert content(output) == SITE_1
    assert not stage.exists()


def test_a_lock_left_by_a_killed_build_is_taken(site: Path, output: Path) -> None:
    (site / ".output.pathviz-lock").touch()
    publish(SITE_1, output, site, digest="1")
    assert not (site / ".output.pathviz-lock").exists()


def test_a_lock_whose_file_has_just_been_removed_is_nobodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lock"

    def taken_too_late(_file: int) -> bool:
        path.unlink()
        return True

    monkeypatch.setattr(lock, "_is_taken", taken_too_late)
    assert lock._try_lock(path) is None


def test_where_nothing_can_be_made_beside_the_folder_the_lock_is_in_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != site and access(path, mode))
    publish(SITE_1, site / "output", site, digest="1")
    publish(SITE_2, site / "output", site, digest="2")
    assert content(site / "output") == SITE_2


def test_what_appears_while_publishing_is_carried_over(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = site / "output"
    publish(SITE_1, output, site, digest="1")

    def disturbed(stage: Path, folder: Path) -> bool:
        for name in ("note.txt", "old/note.txt", "new"):
            (folder / name).write_text("mine")
        return exchange(stage, folder)

    monkeypatch.setattr(publishing, "exchange", disturbed)
    publish(SITE_2, output, site, digest="2")
    kept = {"note.txt": b"mine", "old/note.txt": b"mine", "new.kept-1": b"mine"}
    assert content(output) == SITE_2 | kept


def test_where_folders_cannot_be_exchanged_files_are_replaced(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = site / "output"
    monkeypatch.setattr(publishing, "exchange", lambda _stage, _output: False)
    publish(SITE_1, output, site, digest="1")
    folder = output.stat().st_ino
    publish(SITE_2, output, site, digest="2")
    assert content(output) == SITE_2
    assert output.stat().st_ino == folder


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")
def test_folders_change_names(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this file system cannot")
    assert (tmp_path / "one" / "other").exists()
    assert (tmp_path / "other" / "one").exists()
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "nothing")


def test_a_cache_is_kept_where_it_can_be(site: Path) -> None:
    for content in (b"one", b"two"):
        write_cache(site / ".pathviz-cache", "last.json", content)
        assert (site / ".pathviz-cache" / "last.json").read_bytes() == content
    assert sorted(path.name for path in (site / ".pathviz-cache").iterdir()) == [".gitignore", "last.json"]
    (site / "file").touch()
    write_cache(site / "file", "last.json", b"one")
    assert (site / "file").read_bytes() == b""


def test_what_is_not_published_is_thrown_away(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    with staged(output, site) as stage:
        stage.write("a/b/index.html", b"two", b"")
    assert content(output) == SITE_1
    assert sorted(path.name for path in site.iterdir()) == ["content", "output", "regions", "templates"]


def test_a_fault_of_what_is_staged_is_told_as_it_is(site: Path, output: Path) -> None:
    with pytest.raises(PermissionError, match="a template"), staged(output, site):
        raise PermissionError(13, "a template")


def test_what_a_killed_build_was_writing_is_thrown_away(site: Path) -> None:
    output = site / "output"
    publish(SITE_1, output, site, digest="1")
    part = site / ".output.pathviz-part-1"
    (part / "alue").mkdir(parents=True)
    (part / "alue" / "index.html").write_text("half")
    (part / "link").symlink_to(site / "content", target_is_directory=True)
    (site / "content" / "site.yaml").touch()
    heal(output)
    assert not part.exists()
    assert content(output) == SITE_1
    assert (site / "content" / "site.yaml").exists()


def test_several_processes_write_one_version(site: Path, output: Path) -> None:
    publish(SITE_1, output, site, digest="1")
    with staged(output, site) as stage:
        for name, held in SITE_2.items():
            sent(stage).write(name, held, sha256(held).digest())
        sizes = {name: len(held) for name, held in SITE_2.items()}
        digests = {name: sha256(held).digest() for name, held in SITE_2.items()}
        publishing.publish(stage, sizes, digests, digest="2")
    assert content(output) == SITE_2
    assert is_current(output, "2")


def test_a_refusal_can_come_from_another_process() -> None:
    refused = sent(ArtifactRefused("a/B", "collision", "a/b"))
    assert (refused.name, refused.reason, refused.other) == ("a/B", "collision", "a/b")
    assert str(refused) == "'a/B': collision with 'a/b'"


@contextmanager
def interrupted_after(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    """Press Ctrl-C at the end of one of publishing's own functions."""
    function = getattr(publishing, name)

    def interrupted(*arguments: object, **named: object) -> None:
        function(*arguments, **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(publishing, name, interrupted)
        with pytest.raises(KeyboardInterrupt):
            yield


@pytest.mark.parametrize(
    ("step", "expected"), [("check_names", SITE_1), ("write_safely", SITE_1), ("exchange", SITE_2)]
)
def test_ctrl_c_leaves_a_whole_site_and_nothing_else(
    site: Path, monkeypatch: pytest.MonkeyPatch, step: str, expected: dict[str, bytes]
) -> None:
    output = site / "output"
    publish(SITE_1, output, site, digest="1")
    with interrupted_after(monkeypatch, step):
        publish(SITE_2, output, site, digest="2")
    assert content(output) == expected
    assert sorted(path.name for path in site.iterdir()) == ["content", "output", "regions", "templates"]
