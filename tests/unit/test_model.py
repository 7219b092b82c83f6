"""What holds for all classes of the model."""

from __future__ import annotations

import inspect
import pickle
from dataclasses import fields, is_dataclass

from pathviz import model
from pathviz.model import Markdown
from pathviz.problems import Location

HERE = Location("content/alue/polku/index.md", 3)


def test_all_classes_of_values_are_declared_alike() -> None:
    """A class that compares its values, and yet has a hash and no guard of its own, is one that `entity` made."""
    classes = [each for each in vars(model).values() if isinstance(each, type) and is_dataclass(each)]
    assert len(classes) > 30
    assert all(each.__setattr__ is object.__setattr__ for each in classes)
    assert None not in [vars(each)["__hash__"] for each in classes]


def test_what_was_loaded_travels_whole_and_fields_that_go_by_keyword_come_last() -> None:
    text = Markdown(HERE, "a", places={"text": 1})
    assert (text.text, text.places) == ("a", {"text": 1})
    sent = pickle.loads(pickle.dumps(text))  # noqa: S301 (our own)
    assert (sent, sent.places) == (text, text.places)
    for each in vars(model).values():
        if isinstance(each, type) and is_dataclass(each):
            by_position = [field.name for field in fields(each) if not field.kw_only]
            assert list(inspect.signature(each).parameters)[: len(by_position)] == by_position


def test_equal_values_are_equal_wherever_their_keys_stand() -> None:
    one, other = Markdown(HERE, text="a", places={"text": 1}), Markdown(HERE, text="a")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Markdown(HERE, text="b")
