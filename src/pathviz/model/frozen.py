"""How classes of the model are made: as frozen dataclasses, whose frost the type checker keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["entity"]

if TYPE_CHECKING:
    from dataclasses import dataclass as entity
else:
    import copyreg
    from collections.abc import Callable
    from dataclasses import MISSING, Field, dataclass, fields
    from operator import attrgetter

    def entity(*, frozen: bool) -> Callable[[type], type]:
        """A dataclass, which is for the type checker alone what it costs most to be, and which travels light.

        There it is frozen, which shows that nobody changes what was loaded, and some of its fields go by keyword. At
        run time a frozen one calls `object.__setattr__` for every field of every object, which was an eighth of all
        work of reading; equality and hash are those of a frozen one. And every field may be given by its position: so
        an object is sent to another process as its class and its values, at half the cost of a dictionary of them.
        """

        def made(cls: type) -> type:
            for each in vars(cls).values():
                if isinstance(each, Field):
                    _by_position(each)
            found = dataclass(unsafe_hash=frozen)(cls)
            values = attrgetter(*[each.name for each in fields(found)])
            copyreg.pickle(found, lambda one: (found, values(one)))
            return found

        return made

    def _by_position(field: Any) -> None:  # noqa: ANN401 (a field of any type)
        """Lets a field stand after others that need not be given."""
        field.kw_only = False
        if field.default is MISSING and field.default_factory is MISSING:
            field.default = None
