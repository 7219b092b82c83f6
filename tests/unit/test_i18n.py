"""The interface's words: complete in three languages, and nothing asked for that is not there."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pathviz import pages
from pathviz.i18n import Strings, UnknownString, load_strings
from pathviz.resources import own_templates

LOCALES = own_templates() / "locales"
LANGUAGES = ("fi", "sv", "en")


def words(lang: str) -> dict[str, str]:
    return dict(load_strings([own_templates()], lang).known)


def own_keys(lang: str) -> set[str]:
    def flat(table: dict[str, Any], prefix: str = "") -> set[str]:
        found: set[str] = set()
        for key, value in table.items():
            found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
        return found

    return flat(tomllib.loads((LOCALES / f"{lang}.toml").read_text("utf-8")))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_language_has_every_key(lang: str) -> None:
    assert own_keys(lang) == own_keys("fi")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_placeholders_are_the_same_in_every_language(lang: str) -> None:
    finnish, other = words("fi"), words(lang)
    differ = {
        key for key in finnish if set(re.findall(r"{(\w+)}", finnish[key])) != set(re.findall(r"{(\w+)}", other[key]))
    }
    assert differ == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_is_empty_or_ends_in_a_space(lang: str) -> None:
    assert {key: word for key, word in words(lang).items() if not word or word != word.strip()} == {}


def test_every_word_that_templates_ask_for_is_there() -> None:
    asked = set()
    for template in own_templates().glob("*.html"):
        asked |= set(re.findall(r"\bt\('([a-z0-9_.]+)'[,)]", template.read_text("utf-8")))
    assert len(asked) > 100
    assert asked - words("fi").keys() == set()


def test_every_word_is_asked_for() -> None:
    folders = (own_templates(), Path(pages.__file__).parent)
    files = [file for folder in folders for file in (*folder.rglob("*.html"), *folder.rglob("*.py"))]
    asked = "\n".join(file.read_text("utf-8") for file in files)
    # Of `legend.wait` what stands there is `'legend.' ~ shape`, of `count.steps.one` it is `"count.steps"`.
    computed = {start.rstrip("_.") for start in re.findall(r"""['"]([a-z0-9_]+[._][a-z0-9_]*)(?:\{|['"] ~)""", asked)}
    unused = {
        key
        for key in own_keys("fi")
        if not re.search(rf"""['"]{re.escape(re.sub(r"[.](one|other)$", "", key))}['"]""", asked)
        and not any(key.startswith((f"{start}.", f"{start}_")) for start in computed)
    }
    assert unused == set()


def test_unknown_key_is_an_error() -> None:
    with pytest.raises(UnknownString, match=r"no\.such"):
        Strings("fi", {})("no.such")
    with pytest.raises(UnknownString, match=r"no\.such"):
        Strings("fi", {}).known["no.such"]


@pytest.mark.parametrize(("lang", "text"), [("fi", "1.2.2026"), ("sv", "1.2.2026"), ("en", "1 February 2026")])
def test_dates(lang: str, text: str) -> None:
    assert Strings(lang, {}).date(dt.date(2026, 2, 1)) == text


@pytest.mark.parametrize(("n", "text"), [(0, "0 polkua"), (1, "1 polku"), (2, "2 polkua")])
def test_plural_forms(n: int, text: str) -> None:
    assert load_strings([own_templates()], "fi").count("count.paths", n) == text


def test_language_without_words_speaks_finnish() -> None:
    northern_sami = load_strings([own_templates()], "se")
    assert northern_sami.lang == "se"
    assert northern_sami("here") == "Olet tässä"


def test_site_may_say_some_words_otherwise(tmp_path: Path) -> None:
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "fi.toml").write_text('here = "Tässä"\n', "utf-8")
    strings = load_strings([tmp_path, own_templates()], "fi")
    assert strings("here") == "Tässä"
    assert strings("nav.paths") == "Polut"
