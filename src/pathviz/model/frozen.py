"""How classes of the model are made: as frozen dataclasses, whose frost the type checker keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["entity"]

if TYPE_CHECKING:
    from dataclasses import dataclass as entity
else:
    import copyreg
    from collections.abc import Callable
    from dataclasses import dataclass, fields
    from operator import attrgetter

    def entity(*, frozen: bool, kw_only: bool = False) -> Callable[[type], type]:
        """A dataclass that is cheap to make and to send; what it asks of its users, the type checker sees to.

        A frozen one calls `object.__setattr__` for every field of every object, which was an eighth of all work of
        reading: here nothing is frozen at run time, but equality and hash are those of a frozen one. And every field
        may be given by its position: so an object travels to another process as its class and a tuple of values, at
        half the cost of a dictionary of them.
        """

        def made(cls: type) -> type:
            if kw_only:  # a field that must be given may follow others that need not be
                for name in vars(cls)["__annotations__"].keys() - vars(cls).keys():
                    setattr(cls, name, None)
            found = dataclass(unsafe_hash=frozen)(cls)
            values = attrgetter(*[each.name for each in fields(found)])
            copyreg.pickle(found, lambda one: (found, values(one)))
            return found

        return made
