"""What holds for all classes of the model."""

from __future__ import annotations

from copy import copy
from dataclasses import fields, is_dataclass

from pathviz import model
from pathviz.model import Markdown
from pathviz.problems import Location

HERE = Location("content/alue/polku/index.md", 3)
CLASSES = [each for each in vars(model).values() if isinstance(each, type) and is_dataclass(each)]


def test_all_classes_of_values_are_declared_alike() -> None:
    """A class that compares its values, and yet has a hash and no guard of its own, is one that `entity` made."""
    assert len(CLASSES) > 30
    assert all(each.__setattr__ is object.__setattr__ for each in CLASSES)
    assert None not in [vars(each)["__hash__"] for each in CLASSES]


def test_what_is_sent_to_another_process_is_what_comes() -> None:
    for each in CLASSES:
        one = each(*(field.name for field in fields(each)))  # each field has a value of its own
        # By the same way as pickle.
        assert vars(copy(one)) == vars(one) == {name: name for name in vars(one)}


def test_equal_values_are_equal_wherever_their_keys_stand() -> None:
    one, other = Markdown(HERE, text="a", places={"text": 1}), Markdown(HERE, text="a")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Markdown(HERE, text="b")
