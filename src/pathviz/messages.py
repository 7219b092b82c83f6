"""The wording of faults: a problem's code and values become a sentence in the author's language.

The words are in `faults.<lang>.toml` of the locale folder, one table a code; a language without a
file of its own gets the Finnish words. A code or value that the words do not know is an error of
ours and is raised.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pathviz.problems import Problem, Severity

DEFAULT: Final = "fi"
PARTS: Final = ("title", "message", "mend", "why")
# Tables that are not about one code: the words that sentences are made with.
SHARED: Final = frozenset({"severity", "suggest", "summary", "words", "reason", "requirement", "yaml", "choices"})
# One line a fault: a value that is longer than this tells no more.
_LONGEST_VALUE: Final = 120
_FORMATTER: Final = string.Formatter()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the site's fault page says of one code; `message` has `…` where a fault's own values stand."""

    code: str
    title: str
    message: str
    mend: str
    why: str
    example: str = ""
    severity: Severity = "error"


class Messages:
    """The sentences of one language.

    Raises on making: `tomllib.TOMLDecodeError` for a broken file, `OSError` for an unreadable one.
    """

    __slots__ = ("_shared", "_texts", "lang")

    def __init__(self, folder: Path, lang: str = DEFAULT) -> None:
        file = folder / f"faults.{lang}.toml"
        if not file.is_file():
            lang, file = DEFAULT, folder / f"faults.{DEFAULT}.toml"
        self.lang = lang
        tables: dict[str, dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
        self._shared = {name: table for name, table in tables.items() if name in SHARED}
        self._texts = {code: table for code, table in tables.items() if code not in SHARED}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that has words, in the order of the file, which goes by subject."""
        return tuple(self._texts)

    def line(self, problem: Problem) -> str:
        """One line as compilers print it: place, severity, code, what is wrong, how to mend it, what was meant.

        Raises:
            KeyError: the words of the code, or a value that they name, are missing.
        """
        severity = self._shared["severity"][problem.severity]
        return f"{one_line(str(problem.at))}: {severity}[{problem.code}] {self.sentence(problem)}"

    def sentence(self, problem: Problem) -> str:
        """What is wrong, how to mend it, what was meant; raises `KeyError` as `line` does."""
        texts = self._texts[problem.code]
        values = self._in_words(problem)
        sentences = [_fill(texts["message"], values), _fill(texts["mend"], values)]
        if near := self._meant(problem) or problem.near:
            sentences.append(_fill(self._shared["suggest"]["did_you_mean"], {"near": _shown(near)}))
        return " ".join(sentences)

    def explain(self, code: str) -> Explanation:
        """What the fault page says of a code; raises `KeyError` for one without words."""
        texts = self._texts[code]
        blank = {name: "…" for part in PARTS for name in placeholders(texts[part])}
        filled = {part: _fill(texts[part], blank) for part in PARTS}
        severity: Severity = "warning" if texts.get("severity") == "warning" else "error"
        return Explanation(code, example=texts.get("example", ""), severity=severity, **filled)

    def summary(self, errors: int, warnings: int) -> str:
        """How many faults a run found, as in `2 virhettä ja 1 varoitus.` or its like."""
        words = self._shared["summary"]
        counts = (("error", errors), ("warning", warnings))
        found = [_fill(words[f"{name}_{'one' if n == 1 else 'other'}"], {"n": str(n)}) for name, n in counts if n]
        return f"{words['and'].join(found)}." if found else words["none"]

    def _in_words(self, problem: Problem) -> dict[str, str]:
        """The problem's values, those that are words of ours or of a library put in plain language."""
        values = {name: _shown(value) for name, value in problem.values.items()}
        if problem.code == "wrong-type":
            values["expected"] = self._shared["words"][problem.values["expected"]]
        elif problem.code == "unknown-word":
            choices = self._choices(problem).items()
            values["known"] = ", ".join(f"{word} ({meaning})" if meaning else word for word, meaning in choices)
        elif "requirement" in values:
            values["requirement"] = self._shared["requirement"][problem.values["requirement"]]
        elif problem.code == "file-unreadable":
            values["reason"] = self._shared["reason"].get(problem.values["reason"], values["reason"])
        elif problem.code == "colour-too-faint":
            point = self._shared["words"]["point"]
            values |= {name: values[name].replace(".", point) for name in ("ratio", "least")}
        elif problem.code == "yaml-syntax":
            values["detail"] = self._yaml(values["detail"])
        return values

    def _meant(self, problem: Problem) -> str:
        """The choice whose meaning somebody wrote in place of it, as `julkaistu` of `published`."""
        if problem.code != "unknown-word":
            return ""
        word = problem.values["word"].casefold()
        return next((choice for choice, meaning in self._choices(problem).items() if meaning == word), "")

    def _choices(self, problem: Problem) -> dict[str, str]:
        """The words that an author may choose from, each with its meaning where it has one in this language."""
        meanings, key = self._shared["choices"], problem.values["key"]
        known = problem.values["known"].split(", ")
        return {word: meanings.get(f"{key}.{word}", meanings.get(word, "")) for word in known}

    def _yaml(self, detail: str) -> str:
        """A YAML reader's message in plain words; libyaml and PyYAML differ in all but a few words of it."""
        words = self._shared["yaml"]
        for part, plain in words.items():
            if part != "other" and part in detail:
                return plain
        return _fill(words["other"], {"detail": detail})


def placeholders(template: str) -> frozenset[str]:
    """The names in braces of a template.

    >>> sorted(placeholders("{a} {{b}} {c}"))
    ['a', 'c']
    """
    return frozenset(name for _, name, _, _ in _FORMATTER.parse(template) if name)


def _fill(template: str, values: Mapping[str, str]) -> str:
    return template.format_map(values)


def _shown(value: str) -> str:
    """A value as it may stand in a sentence: on one line, and not longer than a reader wants."""
    value = one_line(value)
    return value if len(value) <= _LONGEST_VALUE else f"{value[: _LONGEST_VALUE - 1]}…"


def one_line(text: str) -> str:
    """A file may hold what a terminal would take for an order; nothing of the kind is printed."""
    return "".join(each if each.isprintable() else " " if each.isspace() else "\ufffd" for each in text)
