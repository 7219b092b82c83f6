"""A site on disk becomes the model: what is read, what is refused, and what nobody reads."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from factories import SITES, check, codes, load, minimal, write
from pathviz.files import walk
from pathviz.loader import load_site
from pathviz.problems import Location, Problem, Problems, SiteNotFound

POLKU = "content/alue/polku"
FULL = SITES / "full"


def links_work(folder: Path) -> bool:
    try:
        (folder / "a-link").symlink_to(folder)
    except OSError:
        return False
    (folder / "a-link").unlink()
    return True


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.at.file) for problem in problems]


# -- what is read ----------------------------------------------------------------------------


def test_the_full_site_is_read_whole() -> None:
    loaded, problems = load(FULL)
    site = loaded.site
    assert problems == []
    assert (site.lang, site.info.languages, set(loaded.layers)) == ("fi", ("fi", "sv"), {"sv"})
    assert set(site.paths) == {("alue", "polku"), ("alue", "toinen")}
    path = site.paths["alue", "polku"]
    assert path.folder == POLKU
    assert [phase.id for phase in path.phases] == ["ohjautuminen", "palvelu"]
    assert [(step.id, step.phase) for step in path.steps] == [
        ("tarve", "ohjautuminen"),
        ("arviointi", "ohjautuminen"),
        ("odotus", "palvelu"),
        ("toiminta", "palvelu"),
        ("loppu", "palvelu"),
    ]
    assert [step.id for step in path.steps if step.detail] == ["arviointi"]
    assert (set(site.pages), set(site.tracks), set(site.comparisons)) == ({"tietoa"}, {"uusi-ohjaaja"}, {"vertailu"})
    assert [(each.region, each.id) for each in site.municipalities] == [("alue", "kunta")]
    assert [(each.region, each.municipality, each.path) for each in site.layers] == [("alue", "kunta", "polku")]
    assert site.files == (
        f"{POLKU}/files/kansi.svg",
        f"{POLKU}/files/kuva.svg",
        f"{POLKU}/files/palvelukuvaus.txt",
        "content/files/tunnus-vaalea.svg",
        "content/files/tunnus.svg",
        "content/pages/files/ohje.txt",
        "regions/alue/kunta/files/vaakuna.svg",
    )
    assert site.logos == {
        "content/files/tunnus.svg": (120, 40),
        "content/files/tunnus-vaalea.svg": (120, 40),
        "regions/alue/kunta/files/vaakuna.svg": (113, 136),
    }


def test_codes_stay_texts() -> None:
    site = load(FULL)[0].site
    assert site.municipalities[0].code == "020"
    assert dict(site.regions["alue"].codes) == {"hyvinvointialue": "020"}


def test_places_are_exact_in_front_matter_body_and_yaml() -> None:
    path = load(FULL)[0].site.paths["alue", "polku"]
    index = f"{POLKU}/index.md"
    assert path.description.place("title") == Location(index, 2, 8)
    assert path.description.place("sources") == Location(index, 23, 1)
    assert path.description.body is not None
    assert path.description.body.at == Location(index, 30)
    step = path.steps[0]
    assert step.at == Location(f"{POLKU}/path.yaml", 5, 7)
    assert step.place("title") == Location(f"{POLKU}/path.yaml", 6, 16)
    assert step.roles[1].at == Location(f"{POLKU}/path.yaml", 13, 11)
    assert step.laws[1].at == Location(f"{POLKU}/path.yaml", 15, 30)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_marks_of_other_systems_change_no_place(tmp_path: Path, ending: str) -> None:
    changed = {
        file.relative_to(FULL).as_posix(): "\ufeff" + file.read_text(encoding="utf-8").replace("\n", ending)
        for file in FULL.rglob("*")
        if file.suffix in (".md", ".yaml")
    }
    shutil.copytree(FULL, tmp_path / "site")
    loaded, problems = load(write(tmp_path / "site", changed))
    assert problems == []
    assert loaded == load(FULL)[0]
    places = loaded.site.paths["alue", "polku"].description.places
    assert places == load(FULL)[0].site.paths["alue", "polku"].description.places


def test_a_fault_in_front_matter_has_the_line_of_the_file(tmp_path: Path) -> None:
    text = (SITES / "minimal" / POLKU / "index.md").read_text(encoding="utf-8")
    broken = text.replace("status: ready", "status: x").replace("place: Alue", "plaace: Alue")
    problems = check(minimal(tmp_path, {f"{POLKU}/index.md": broken.replace("\n", "\r\n")}))
    assert [(p.code, p.at.line, p.at.column) for p in problems] == [
        ("should-have", 1, 1),
        ("unknown-word", 6, 9),
        ("unknown-key", 7, 1),
    ]


def test_a_yaml_fault_in_front_matter_has_the_line_of_the_file(tmp_path: Path) -> None:
    found = check(minimal(tmp_path, {"content/pages/tietoa.md": "---\ntitle: a: b\n---\n"}))
    assert [(p.code, p.at) for p in found] == [("yaml-syntax", Location("content/pages/tietoa.md", 2, 9))]


def test_files_of_a_language_hold_its_texts_alone() -> None:
    layer = load(FULL)[0].layers["sv"]
    assert layer.lang == "sv"
    assert layer.info.title == "Servicestigar"
    assert layer.files == ()
    steps = {step.id: step for step in layer.paths["alue", "polku"].steps}
    assert steps["arviointi"].title == "Passar servicen?"
    detail = steps["arviointi"].detail
    assert detail is not None
    assert detail.at.file == f"{POLKU}/steps/arviointi.sv.md"


def test_a_long_text_may_be_the_only_translation_of_a_step(tmp_path: Path) -> None:
    shutil.copytree(FULL, tmp_path / "site")
    (tmp_path / "site" / POLKU / "path.sv.yaml").unlink()
    (tmp_path / "site" / POLKU / "index.sv.md").unlink()
    layer = load(tmp_path / "site")[0].layers["sv"]
    assert [(step.id, bool(step.detail)) for step in layer.paths["alue", "polku"].steps] == [("arviointi", True)]


def test_a_step_text_without_its_step_is_a_fault(tmp_path: Path) -> None:
    found = check(minimal(tmp_path, {f"{POLKU}/steps/alkku.md": "Teksti.\n"}))
    assert [(p.code, p.at.file, p.near) for p in found] == [("unknown-step", f"{POLKU}/steps/alkku.md", "alku")]


# -- what is missing or not read -------------------------------------------------------------


def test_a_folder_without_a_site_is_none(tmp_path: Path) -> None:
    with pytest.raises(SiteNotFound) as caught:
        load_site(tmp_path / "none", Problems())
    assert caught.value.folder == str(tmp_path / "none")


@pytest.mark.parametrize(
    ("lacking", "said_of"),
    [
        (f"{POLKU}/path.yaml", ("file-missing", f"{POLKU}/path.yaml")),
        (f"{POLKU}/index.md", ("file-missing", f"{POLKU}/index.md")),
    ],
)
def test_a_path_has_two_files(tmp_path: Path, lacking: str, said_of: tuple[str, str]) -> None:
    assert said(check(minimal(tmp_path, {lacking: None}))) == [said_of]


def test_a_region_and_a_municipality_have_their_files(tmp_path: Path) -> None:
    files = {"regions/toinen/kunta/polku.yaml": "frame: 2026-11-01\nsummary: Oma.\n"}
    found = said(check(minimal(tmp_path, dict(files))))
    assert found == [
        ("file-missing", "regions/toinen/kunta/municipality.yaml"),
        ("unknown-path", "regions/toinen/kunta/polku.yaml"),
        ("file-missing", "regions/toinen/region.yaml"),
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("content/actor.yaml", "actors.yaml"),
        ("content/alue/readme.md", ""),
        (f"{POLKU}/Index.md", "index.md"),
        (f"{POLKU}/path.yml", "path.yaml"),
        (f"{POLKU}/index.sv.md", "index.md"),
        (f"{POLKU}/steps/alku.txt", ""),
        (f"{POLKU}/kuva.png", ""),
        ("content/pages/tietoa.markdown", ""),
        ("content/comparisons/a.md", ""),
        ("regions/alue/kuva.png", ""),
        ("regions/luku.txt", ""),
        ("content/actors.yaml.txt", "actors.yaml"),
        ("content/alue/polku/steps/alku.md.txt", "alku.md"),
        ("content/muu.yml", "muu.yaml"),
    ],
)
def test_a_file_that_nobody_reads_is_told_of(tmp_path: Path, name: str, near: str) -> None:
    found = check(minimal(tmp_path, {name: "x\n"}))
    assert [(p.code, p.at) for p in found] == [("file-unread", Location(name))]
    assert found[0].values == {"name": name.rpartition("/")[2], "folder": name.rpartition("/")[0]}
    if near:
        assert found[0].near == near


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "actors.yaml~", ".actors.yaml.swp", "a.tmp", "A.BAK", "Thumbs.db", ".git/config", "desktop.ini"],
)
def test_what_editors_and_systems_leave_is_passed_over(tmp_path: Path, name: str) -> None:
    assert check(minimal(tmp_path, {f"content/{name}": b"\xff\x00"})) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("content/Alue/polku", "id-not-url-safe"),
        ("content/alue/Pölkky", "id-not-url-safe"),
        ("content/pages/Tietoa Meistä.md", "id-not-url-safe"),
    ],
)
def test_names_that_become_addresses_are_ids(tmp_path: Path, name: str, code: str) -> None:
    base = {file.name: file.read_bytes() for file in (SITES / "minimal" / POLKU).iterdir()}
    files = {name: "---\ntitle: T\n---\n"} if name.endswith(".md") else {f"{name}/{key}": v for key, v in base.items()}
    assert code in codes(check(minimal(tmp_path, dict(files))))


def test_a_region_may_not_take_a_name_of_the_sites_own(tmp_path: Path) -> None:
    found = check(minimal(tmp_path, {"regions/sanasto/region.yaml": "name: Sanasto\n"}))
    assert said(found) == [("reserved-id", "regions/sanasto/region.yaml")]


def test_one_broken_file_hides_no_other(tmp_path: Path) -> None:
    broken: dict[str, str | bytes | None] = {
        "content/glossary.yaml": "a: [\n",
        "content/laws.yaml": b"\xff",
        "content/pages/a.md": "ei alkutietoja\n",
        "content/comparisons/b.yaml": "titel: x\n",
        "regions/alue/kunta/municipality.yaml": "nimi: Kunta\n",
    }
    found = check(minimal(tmp_path, broken))
    assert said(found) == [
        ("missing-key", "content/comparisons/b.yaml"),
        ("unknown-key", "content/comparisons/b.yaml"),
        ("yaml-syntax", "content/glossary.yaml"),
        ("not-utf8", "content/laws.yaml"),
        ("front-matter-missing", "content/pages/a.md"),
        ("missing-key", "regions/alue/kunta/municipality.yaml"),
        ("unknown-key", "regions/alue/kunta/municipality.yaml"),
    ]


def test_a_path_that_cannot_be_read_has_that_fault_alone(tmp_path: Path) -> None:
    found = check(minimal(tmp_path, {f"{POLKU}/path.yaml": "steps:\n\talku: x\n"}))
    assert said(found) == [("yaml-syntax", f"{POLKU}/path.yaml")]


@pytest.mark.parametrize(
    "broken",
    [
        "content/actors.yaml",
        "content/services.yaml",
        "regions/alue/region.yaml",
        f"{POLKU}/path.yaml",
        "content/glossary.yaml",
        "content/laws.yaml",
    ],
)
@pytest.mark.parametrize("content", [b"\ta: b\n", b"\xff", b"a: *b\n", b"# x\n"])
def test_a_file_that_cannot_be_read_is_said_once_and_not_wherever_it_is_named(
    tmp_path: Path, broken: str, content: bytes
) -> None:
    index = (SITES / "minimal" / POLKU / "index.md").read_text(encoding="utf-8")
    files: dict[str, str | bytes | None] = {
        f"{POLKU}/index.md": index.replace("sources:", "laws: [189/2001]\nsources:"),
        "content/laws.yaml": "189/2001: {name: L, status: in_force, checked: 2026-11-01, certainty: certain}\n",
        "content/glossary.yaml": "polku: {name: Polku, definition: Reitti}\n",
        "content/onboarding/uusi.yaml": "title: T\nmodules: [{title: M, read: [polku, alue/polku#alku]}]\n",
    }
    found = check(minimal(tmp_path, files | {broken: content}))
    assert [problem.at.file for problem in found] == [broken]


def test_a_file_that_is_read_says_what_it_lacks(tmp_path: Path) -> None:
    found = check(minimal(tmp_path, {"content/actors.yaml": None, "content/laws.yaml": "\tx\n"}))
    assert {problem.code for problem in found} == {"unknown-actor", "yaml-syntax"}
    assert len(found) == 4


def test_a_translation_of_a_file_that_cannot_be_read_is_not_orphaned(tmp_path: Path) -> None:
    shutil.copytree(FULL, tmp_path / "site")
    found = check(write(tmp_path / "site", {"content/services.yaml": "\tx\n"}))
    assert said(found) == [("yaml-syntax", "content/services.yaml")]


# -- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["content/glossary.yaml", f"{POLKU}/files/salaisuus.txt", f"{POLKU}/steps/alku.md"])
def test_a_linked_file_is_refused(tmp_path: Path, name: str) -> None:
    if not links_work(tmp_path):
        pytest.skip("this system lets nobody make links")
    secret = tmp_path / "secret"
    secret.write_text("salaisuus: {name: Salaisuus, definition: x}\n", encoding="utf-8")
    site = minimal(tmp_path / "site")
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).symlink_to(secret)
    loaded, problems = load(site)
    assert said(problems) == [("link-refused", name)]
    assert "salaisuus" not in repr(loaded).lower()


def test_a_linked_folder_is_refused(tmp_path: Path) -> None:
    if not links_work(tmp_path):
        pytest.skip("this system lets nobody make links")
    write(tmp_path / "elsewhere", {"index.md": "---\ntitle: Salaisuus\n---\n", "files/salaisuus.txt": "x"})
    site = minimal(tmp_path / "site")
    (site / "content" / "alue" / "linkki").symlink_to(tmp_path / "elsewhere")
    (site / POLKU / "files").symlink_to(tmp_path / "elsewhere" / "files")
    loaded, problems = load(site)
    assert said(problems) == [("link-refused", "content/alue/linkki"), ("link-refused", f"{POLKU}/files")]
    assert loaded.site.files == ()
    assert "salaisuus" not in repr(loaded).lower()


@pytest.mark.parametrize("folder", ["content", "regions"])
def test_a_linked_root_is_refused(tmp_path: Path, folder: str) -> None:
    if not links_work(tmp_path):
        pytest.skip("this system lets nobody make links")
    site = minimal(tmp_path / "site")
    (site / folder).rename(tmp_path / "moved")
    (site / folder).symlink_to(tmp_path / "moved")
    _, problems = load(site)
    assert ("link-refused", folder) in said(problems)


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    if not links_work(tmp_path):
        pytest.skip("this system lets nobody make links")
    site = minimal(tmp_path)
    (site / "content" / "alue" / "kierros").symlink_to(site / "content")
    (site / "content" / "itse").symlink_to(site / "content" / "itse")
    assert codes(load(site)[1]) == ["link-refused", "link-refused"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes among its files")
    site = minimal(tmp_path)
    os.mkfifo(site / "content" / "laws.yaml")
    assert said(load(site)[1]) == [("file-unreadable", "content/laws.yaml")]


def test_a_folder_that_may_not_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = minimal(tmp_path)
    scan = os.scandir

    def refusing(folder: str) -> object:
        if Path(folder).name == "polku":
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    problems = Problems()
    files = walk(site, problems)
    assert [(p.code, p.at.file, p.values) for p in problems] == [
        ("file-unreadable", POLKU, {"reason": "Permission denied"})
    ]
    assert "content/site.yaml" in files.by_name


def test_a_name_that_is_no_text_is_told_of_in_text(tmp_path: Path) -> None:
    site = minimal(tmp_path)
    try:
        (Path(os.fsdecode(os.fsencode(site / "content") + b"/\xff.yaml"))).write_text("a: b\n", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this system has texts alone as names")
    assert codes(load(site)[1]) == ["not-utf8"]


@pytest.mark.parametrize(
    "name",
    [
        "../../../salaisuus.txt",
        "../toinen/files/liite.txt",
        "files/../../toinen/files/liite.txt",
        "files/../files/oma.txt",
        "./files/oma.txt",
        "files//oma.txt",
        "/etc/passwd",
        "files\\oma.txt",
        "path.yaml",
        "files",
        "files/",
        "FILES/oma.txt",
    ],
)
def test_a_document_names_a_file_of_its_own_path(tmp_path: Path, name: str) -> None:
    index = (SITES / "minimal" / POLKU / "index.md").read_text(encoding="utf-8")
    used = 'documents: [{title: A, file: "files/oma.txt"}]\nsources:'
    other = {file.name: file.read_bytes() for file in (SITES / "minimal" / POLKU).iterdir()}
    files: dict[str, str | bytes | None] = {f"content/alue/toinen/{key}": value for key, value in other.items()}
    files |= {
        "content/alue/toinen/files/liite.txt": "x",
        "content/alue/toinen/index.md": index.replace("sources:", used.replace("oma", "liite")),
        f"{POLKU}/files/oma.txt": "x",
        f"{POLKU}/index.md": index.replace("sources:", used.replace("}]", f"}}, {{title: B, file: '{name}'}}]")),
    }
    (tmp_path / "salaisuus.txt").write_text("x", encoding="utf-8")
    found = check(minimal(tmp_path / "site", files))
    assert [(p.code, p.values["id"]) for p in found] == [("file-not-found", name)]


def test_nothing_outside_the_site_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    shutil.copytree(FULL, site)
    write(tmp_path, {"content/site.yaml": "title: Muu\n", "secret.yaml": "x"})
    write(site, {"muu/salaisuus.yaml": "x", "salaisuus.yaml": "x", "output/index.html": "x"})
    opened: set[Path] = set()
    open_path = Path.open

    def watching(self: Path, *arguments: Any, **named: Any) -> object:
        opened.add(self)
        return open_path(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", watching)
    assert load(site)[1] == []
    assert opened
    assert all(file.is_relative_to(site / "content") or file.is_relative_to(site / "regions") for file in opened)
    assert all(".." not in file.parts for file in opened)
