"""How classes of the model are made: as frozen dataclasses, whose frost the type checker keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["entity"]

if TYPE_CHECKING:
    from dataclasses import dataclass as entity
else:
    from dataclasses import dataclass

    def entity(*, frozen: bool) -> Any:  # noqa: ANN401 (what the real one gives)
        """A dataclass, frozen for the type checker alone: there it shows that nobody changes what was loaded.

        At run time a frozen one calls `object.__setattr__` for every field of every object, which was an eighth of
        all work of reading. Equality and hash are those of a frozen one.
        """
        return dataclass(unsafe_hash=frozen)
