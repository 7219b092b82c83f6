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

# A stop after a word of four letters or digits, or after a bracket, before a capital: "27.11.2022 mm. Kela" has none.
_SENTENCE: Final = re.compile(r".*?(?:[^\W_]{4}|[)”\"%])(?<!\besim)[.!?]+(?=\s+[^\W\d_a-zåäö])", re.DOTALL)


@viewclass
class CautionView:
    """A step to be prepared for, with the reason in a sentence; it may break there, or it `is_wait`."""

    anchor: str
    number: int
    label: str
    heading: Markup
    reason: Markup
    is_wait: bool


def cautions(draft: Draft, course: Course) -> tuple[CautionView, ...]:
    """First the steps where the path may break, then those where one waits, each in order."""
    steps = tuple(enumerate(course.shown, 1))
    gaps = [_caution(draft, n, step, "gap", step.gap, is_wait=False) for n, step in steps if step.gap]
    waits = [_caution(draft, n, step, *_length(step), is_wait=True) for n, step in steps if step.kind is StepKind.WAIT]
    return (*gaps, *waits)


def _length(step: Step) -> tuple[str, str]:
    """What is said of a wait, and its key: how long it takes, or else what is waited for."""
    return ("duration", step.duration) if step.duration else ("summary", step.summary)


def _caution(draft: Draft, number: int, step: Step, key: str, text: str, *, is_wait: bool) -> CautionView:
    return CautionView(
        anchor=urls.step_anchor(step.id),
        number=number,
        label=draft.words("step", n=number),
        heading=draft.heading(step, "title", step.title),
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
    found = _SENTENCE.match(text)
    return found[0] if found else text
