"""Where a service path may break and where one waits: what its page tells of before anything else."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.model import Step, StepKind
from pathviz.pages.draft import Draft
from pathviz.pages.steps import Course
from pathviz.pages.viewclass import viewclass

# A stop before a capital, and what stands before it: a word of four letters or digits, or a bracket. "27.11.2022 mm.
# Kela" has none.
_STOP: Final = re.compile(r"[.!?]+(?=\s+[^\W\d_a-zåäö])")
_WORD: Final = re.compile(r"(?:[^\W_]{4}|[)”\"%])(?<!\besim)\Z")
_LETTERS: Final = 4
"""So many letters before a stop tell whether it ends a sentence."""


@viewclass
class CautionsView:
    """What to be prepared for: in a line as a few `kinds`, and step by step."""

    kinds: tuple[KindView, ...]
    steps: tuple[CautionView, ...]


@viewclass
class KindView:
    """Steps of a kind, `breaks` or `waits`: how many in words, and their numbers."""

    kind: str
    said: str
    numbers: str


@viewclass
class CautionView:
    """A step to be prepared for, with the reason in a sentence; it may break there, or it `is_wait`."""

    anchor: str
    number: int
    label: str
    heading: Markup
    reason: Markup
    is_wait: bool


def cautions(draft: Draft, course: Course) -> CautionsView:
    """First the steps where the path may break, then those where one waits, each in order."""
    steps = tuple(enumerate(course.shown, 1))
    gaps = [_caution(draft, course, n, "gap", step.gap, is_wait=False) for n, step in steps if step.gap]
    waits = [
        _caution(draft, course, n, *_length(step), is_wait=True) for n, step in steps if step.kind is StepKind.WAIT
    ]
    return CautionsView(
        tuple(
            KindView(
                kind, draft.words.count(f"caution.{kind}", len(found)), ", ".join(str(each.number) for each in found)
            )
            for kind, found in (("breaks", gaps), ("waits", waits))
            if found
        ),
        (*gaps, *waits),
    )


def _length(step: Step) -> tuple[str, str]:
    """What is said of a wait, and its key: how long it takes, or else what is waited for."""
    return ("duration", step.duration) if step.duration else ("summary", step.summary)


def _caution(draft: Draft, course: Course, number: int, key: str, text: str, *, is_wait: bool) -> CautionView:
    step = course.shown[number - 1]
    return CautionView(
        anchor=urls.step_anchor(step.id),
        number=number,
        label=course.labels[number - 1],
        heading=course.headings[number - 1],
        reason=draft.text(step, key, first_sentence(text)),
        is_wait=is_wait,
    )


def first_sentence(text: str) -> str:
    """The first sentence of a text; all of it where it is not clear where that ends.

    >>> first_sentence("Vastuu voi hämärtyä (lähde 2). Sopikaa, kuka vastaa.")
    'Vastuu voi hämärtyä (lähde 2).'
    >>> first_sentence("Tukea antaa esim. Kela. Sopikaa siitä.")
    'Tukea antaa esim. Kela.'
    """
    for stop in _STOP.finditer(text):
        at = stop.start()
        if _WORD.search(text, max(0, at - _LETTERS), at):
            return text[: stop.end()]
    return text
