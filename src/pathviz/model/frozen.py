"""How classes of the model are made: as frozen dataclasses, whose frost the type checker keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["entity"]

if TYPE_CHECKING:
    from dataclasses import dataclass as entity
else:
    import copyreg
    from collections.abc import Callable
    from dataclasses import dataclass
    from operator import attrgetter
    from types import FunctionType

    def entity(*, frozen: bool) -> Callable[[type], type]:
        """A dataclass, which is for the type checker alone what it costs most to be, and which travels light.

        There it is frozen, which shows that nobody changes what was loaded, and some of its fields go by keyword. At
        run time a frozen one calls `object.__setattr__` for every field of every object, which was an eighth of all
        work of reading; equality and hash are those of a frozen one. And every field may be given by its position,
        those that go by keyword after the others: so an object is sent to another process as its class and its
        values, at half the cost of a dictionary of them.
        """

        def made(cls: type) -> type:
            found = dataclass(unsafe_hash=frozen)(cls)
            values = attrgetter(*_by_position(found.__init__))
            copyreg.pickle(found, lambda one: (found, values(one)))
            return found

        return made

    def _by_position(init: FunctionType) -> tuple[str, ...]:
        """Let what goes by keyword be given by position too; the names of all arguments, in order."""
        code, by_keyword = init.__code__, init.__kwdefaults__ or {}
        count = code.co_argcount + code.co_kwonlyargcount
        names = code.co_varnames[1:count]
        defaults = [*(init.__defaults__ or ()), *map(by_keyword.get, names[code.co_argcount - 1 :])]
        init.__code__ = code.replace(co_argcount=count, co_kwonlyargcount=0)
        init.__defaults__ = tuple(defaults)
        return names
