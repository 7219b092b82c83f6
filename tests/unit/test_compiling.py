"""Templates' code is kept from run to run, and only our own templates'."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import jinja2
import pytest

from pathviz.pages import compiling
from pathviz.pages.compiling import Environment, filled, template_environment


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of kept code."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = Path(importlib.util.cache_from_source(compiling.__file__)).parent
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """A site's own templates, and ours."""
    found = [tmp_path / "theirs", tmp_path / "ours"]
    for folder in found:
        folder.mkdir()
    (found[1] / "page.html").write_text("<p>{{ name }}</p>", "utf-8")
    return found


def page(folders: list[Path]) -> str:
    """What a run that begins just now makes."""
    return template_environment(folders).get_template("page.html").render(name="Polku & tie")


def test_kept_code_is_not_compiled_again(kept: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert page(folders) == "<p>Polku &amp; tie</p>"
    assert len(list(kept.iterdir())) == 1

    def compile_again(*_: object) -> None:
        pytest.fail("the template was compiled again")

    monkeypatch.setattr(Environment, "_generate", compile_again)
    assert page(folders) == "<p>Polku &amp; tie</p>"


def test_a_template_that_has_changed_is_compiled_anew(kept: Path, folders: list[Path]) -> None:
    page(folders)
    (folders[1] / "page.html").write_text("<b>{{ name }}</b>", "utf-8")
    assert page(folders) == "<b>Polku &amp; tie</b>"
    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"nonsense", b"j2"], ids=["empty", "nonsense", "short"])
def test_spoilt_code_is_compiled_anew(kept: Path, folders: list[Path], content: bytes) -> None:
    page(folders)
    (file,) = kept.iterdir()
    file.write_bytes(content)
    assert page(folders) == "<p>Polku &amp; tie</p>"
    assert file.read_bytes() != content


def test_the_code_of_another_jinja_is_not_used(
    kept: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    page(folders)
    (file,) = kept.iterdir()
    before = file.read_bytes()
    monkeypatch.setattr(jinja2, "__version__", "99")
    page(folders)
    assert file.read_bytes() != before


def test_a_site_s_own_templates_are_neither_kept_nor_found(kept: Path, folders: list[Path]) -> None:
    (folders[0] / "page.html").write_text("<i>{{ name }}</i>", "utf-8")
    assert page(folders) == "<i>Polku &amp; tie</i>"
    assert list(kept.iterdir()) == []


def test_nothing_is_kept_where_that_is_not_wanted(
    kept: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    page(folders)
    assert list(kept.iterdir()) == []


def test_a_page_is_made_where_nothing_can_be_kept(kept: Path, folders: list[Path]) -> None:
    kept.rmdir()
    assert page(folders) == "<p>Polku &amp; tie</p>"


@pytest.fixture
def with_partial(folders: list[Path]) -> list[Path]:
    """Our page includes a partial of ours."""
    (folders[1] / "page.html").write_text("{% set a = 1 %}<p>{% include '_name.html' %}</p>{{ a }}", "utf-8")
    (folders[1] / "_name.html").write_text("{% set a = 2 %}{{ name }}{{ a }}", "utf-8")
    return folders


@pytest.mark.usefixtures("kept")
def test_a_partial_sees_the_page_s_names_and_keeps_what_it_sets(with_partial: list[Path]) -> None:
    assert page(with_partial) == "<p>Polku &amp; tie2</p>1"


@pytest.mark.usefixtures("kept")
def test_a_page_is_compiled_anew_when_a_partial_in_it_has_changed(with_partial: list[Path]) -> None:
    page(with_partial)
    (with_partial[1] / "_name.html").write_text("<b>{{ name }}</b>", "utf-8")
    assert page(with_partial) == "<p><b>Polku &amp; tie</b></p>1"


@pytest.mark.usefixtures("kept")
def test_a_site_s_own_partial_stands_in_our_page(with_partial: list[Path]) -> None:
    page(with_partial)
    (with_partial[0] / "_name.html").write_text("<i>{{ name }}</i>", "utf-8")
    assert page(with_partial) == "<p><i>Polku &amp; tie</i></p>1"


def _mixed(folders: list[Path], theirs: str = "", **ours: str) -> str:
    """A page of ours, or a site's own page in its place, among templates of ours."""
    for name, template in {"page": "", **ours}.items():
        (folders[1] / f"{name}.html").write_text(template, "utf-8")
    if theirs:
        (folders[0] / "page.html").write_text(theirs, "utf-8")
    return filled(template_environment(folders).get_template("page.html"), {"name": "”ä & b” →", "n": 3}).decode()


_NAME = "”ä &amp; b” →"
_BASE = "<p>–{% block main %}{{ n }}{% endblock %}</p>{{ name }}"


@pytest.mark.usefixtures("kept")
def test_a_page_is_put_together_as_bytes_whatever_its_letters(folders: list[Path]) -> None:
    page = "{% extends 'base.html' %}{% block main %}…{{ name }}{{ super() }}{% endblock %}"
    assert _mixed(folders, page=page, base=_BASE) == f"<p>–…{_NAME}3</p>{_NAME}"


@pytest.mark.usefixtures("kept")
def test_what_a_macro_and_an_assignment_give_are_texts(folders: list[Path]) -> None:
    page = "{% macro m(a) %}–{{ a }}{% endmacro %}{% set b %}…{{ name }}{% endset %}{{ m(name) }}{{ b }}{{ b|length }}"
    assert _mixed(folders, page=page) == f"–{_NAME}…{_NAME}{len(_NAME) + 1}"


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (
            "{% extends 'base.html' %}{% block main %}…{{ name }}{{ super() }}{% endblock %}",
            f"<p>–…{_NAME}3</p>{_NAME}",
        ),
        ("…{% include 'base.html' %}", f"…<p>–3</p>{_NAME}"),
        ("{% for i in (1, 2) %}{% include 'part.html' %}{% endfor %}", f"–{_NAME}" * 2),
        ("{% macro m() %}{% include 'part.html' %}{% endmacro %}{{ m() }}", f"–{_NAME}"),
        ("{% set a %}{% include 'part.html' %}{% endset %}{{ a }}{{ a|length }}", f"–{_NAME}{len(_NAME) + 1}"),
        ("{% autoescape false %}–{{ name|upper }}{% endautoescape %}", "–”Ä & B” →"),
        ("{% filter upper %}{% include 'part.html' %}{% endfilter %}", "–”Ä &AMP; B” →"),
        ("{% block a %}…{{ n }}{% endblock %}{{ self.a() }}", "…3…3"),
    ],
)
def test_a_site_s_own_page_holds_templates_of_ours(folders: list[Path], page: str, shown: str) -> None:
    assert _mixed(folders, page, base=_BASE, part="–{{ name }}") == shown


@pytest.mark.usefixtures("kept")
def test_a_page_of_ours_stands_in_a_site_s_own_base(folders: list[Path]) -> None:
    (folders[0] / "base.html").write_text("<b>{% block main %}{% endblock %}</b>…{{ name }}", "utf-8")
    page = "{% extends 'base.html' %}{% block main %}–{{ name }}{% endblock %}"
    assert _mixed(folders, page=page) == f"<b>–{_NAME}</b>…{_NAME}"
