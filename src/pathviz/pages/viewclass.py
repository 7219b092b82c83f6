"""The class of views: frozen for whoever writes code, quick to make for whoever waits for the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def viewclass(cls: type[T]) -> type[T]:
    """`cls` as a dataclass with slots which the type checker takes for frozen.

    A page has hundreds of views, all read once by a template. That `dataclass(frozen=True)` guards them
    at run time too makes each take three times as long to make: a call for every field.

    >>> @viewclass
    ... class Stop:
    ...     number: int
    ...     title: str = ""
    >>> Stop(2)
    Stop(number=2, title='')
    """
    return dataclass(slots=True)(cls)
