"""Small values that many things share: places, references, texts, contacts, documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field

from pathviz.model.frozen import entity
from pathviz.problems import Location, Place, unpacked

Places = Mapping[str, "int | Place"]
"""Where each key was written: a packed place in the file of the thing itself, or one elsewhere.

Hundreds of places a path would be as many objects; a packed place is a number (see `problems.packed`).
"""


@entity(frozen=True)
class Ref:
    """A written reference to an id, with its place, so that a wrong one can be reported there."""

    id: str
    where: Place

    @property
    def at(self) -> Location:
        """Its place."""
        return Location(*self.where)

    def __str__(self) -> str:
        return self.id


@entity(frozen=True)
class Entity:
    """What every loaded thing has: its place and the place of each key that was written."""

    where: Place
    places: Places = field(default_factory=dict, compare=False, repr=False)

    @property
    def at(self) -> Location:
        """Where the whole thing begins."""
        return Location(*self.where)

    def place(self, key: str) -> Location:
        """Where `key` was written, or where the whole thing begins."""
        found = self.places.get(key)
        if isinstance(found, int):
            return unpacked(found, self.where[0])
        return Location(*(found or self.where))


@entity(frozen=True, kw_only=True)
class Markdown(Entity):
    """A Markdown text and the line on which it begins. `places` is not used."""

    text: str = ""


@entity(frozen=True, kw_only=True)
class Contact(Entity):
    """A role's or unit's contact, never a person."""

    name: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    valid_until: dt.date | None = None


@entity(frozen=True, kw_only=True)
class Document(Entity):
    """An attachment (`file`, relative to the path's folder) or a link (`url`)."""

    title: str = ""
    url: str = ""
    file: Ref | None = None


@entity(frozen=True, kw_only=True)
class Image(Entity):
    """A picture with its required text alternative."""

    file: Ref | None = None
    alt: str = ""


@entity(frozen=True, kw_only=True)
class Source(Entity):
    """Where the facts of a description come from."""

    title: str = ""
    publisher: str = ""
    updated: dt.date | None = None
    url: str = ""
    note: str = ""
