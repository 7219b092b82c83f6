"""A step into the text of a path or of a municipality's layer, and no letter else: it goes where YAML's marks say.

YAML is never written anew, for that would lose comments and the author's way of writing. What comes out is read again
and held against what was meant; where the two differ, nothing is changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pathviz.problems import Problems
from pathviz.source import MappingNode, Node, Scalar, SequenceNode, compose

_CONTENT: Final = re.compile(r"( *)[^ #]")


class CannotEdit(Exception):
    """The text is written in a way in which nothing can be inserted safely."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """A new step: its id, its text as it stands in a file, the step it follows and the one it leads to."""

    id: str
    text: str
    after: str
    before: str


@dataclass(slots=True)
class _Text:
    """A text with the changes that are to be made to it, each a span of characters and what takes its place."""

    text: str
    starts: list[int] = field(init=False)
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [0]
        for line in self.text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def span(self, scalar: Scalar) -> tuple[int, int]:
        """Where a scalar on one line stands; raises CannotEdit for any other."""
        _, start, end, _ = scalar
        if start.line != end.line:
            raise CannotEdit
        return self.starts[start.line] + start.column, self.starts[start.line] + end.column

    def changed(self) -> str:
        """The text with all changes made."""
        found = self.text
        for start, end, words in sorted(self.changes, reverse=True):
            found = found[:start] + words + found[end:]
        return found


def with_step(text: str, step: Insertion) -> str:
    """The text of a `path.yaml` with a new step after another one. Raises CannotEdit."""
    top = _composed(text)
    edited = _Text(text)
    _insert_step(edited, top, step)
    if _turn(edited, top, step) != 1:
        raise CannotEdit
    for route in _routes(top):
        _insert_in_route(edited, route, step)
    return _verified(edited.changed(), _expected(_data(top), step))


def with_turned(text: str, step: Insertion) -> str:
    """The text of a translation in which the transition leads to the new step, where it is translated at all."""
    top = _composed(text)
    edited = _Text(text)
    meant = _data(top)
    if _turn(edited, top, step):
        _turn_data(meant, step)
    return _verified(edited.changed(), meant)


def with_added(text: str, step: str) -> str:
    """The text of a municipality's layer with a step of its own, the last of them. Raises CannotEdit."""
    top = _composed(text)
    edited = _Text(text)
    found = _value(top, "add")
    if found is None:
        indented = "".join(f"  {line}" for line in step.splitlines(keepends=True))
        start = "" if text.endswith("\n") else "\n"
        edited.changes.append((len(text), len(text), f"{start}\nadd:\n{indented}"))
    elif isinstance(found[1], MappingNode) and found[1].value:
        _insert_below(edited, found[1], found[1].value[-1][0][0], step)
    else:
        raise CannotEdit
    meant = _data(top)
    meant["add"] = {**meant.get("add", {}), **_data(_composed(step))}
    return _verified(edited.changed(), meant)


def _composed(text: str) -> MappingNode:
    problems = Problems()
    node = compose(text, "path.yaml", problems)
    if node is None or problems or "\t" in text or "\r" in text:
        raise CannotEdit
    return node


def _verified(text: str, meant: object) -> str:
    # As JSON, since the order of the steps is part of what is meant.
    if json.dumps(_data(_composed(text))) != json.dumps(meant):
        raise CannotEdit
    return text


# -- where things stand ----------------------------------------------------------------------


def _value(mapping: Node | None, key: str) -> tuple[Scalar, Node] | None:
    if not isinstance(mapping, MappingNode):
        return None
    return next(((name, value) for name, value in mapping.value if name[0] == key), None)


def _all_steps(top: MappingNode) -> Iterator[MappingNode]:
    """The mappings of steps: of each phase, and of a path without phases."""
    phases = _value(top, "phases")
    inner = [value for _, value in phases[1].value] if phases and isinstance(phases[1], MappingNode) else []
    for holder in [*inner, top]:
        steps = _value(holder, "steps")
        if steps and isinstance(steps[1], MappingNode):
            yield steps[1]


def _routes(top: MappingNode) -> Iterator[SequenceNode]:
    journeys = _value(top, "journeys")
    for _, journey in journeys[1].value if journeys and isinstance(journeys[1], MappingNode) else []:
        route = _value(journey, "route")
        if route and isinstance(route[1], SequenceNode):
            yield route[1]


# -- changes ---------------------------------------------------------------------------------


def _insert_step(edited: _Text, top: MappingNode, step: Insertion) -> None:
    """Put the step's own lines below those of the step it follows."""
    steps = next((steps for steps in _all_steps(top) if _value(steps, step.after)), None)
    if steps is None:
        raise CannotEdit
    _insert_below(edited, steps, step.after, step.text)


def _insert_below(edited: _Text, steps: MappingNode, after: str, text: str) -> None:
    """Put the lines of a new entry of a mapping below those of another one."""
    found = _value(steps, after)
    if steps.flow_style or found is None:
        raise CannotEdit
    lines = edited.text.splitlines(keepends=True)
    _, key, _, _ = found[0]
    following = key.line + 1
    while following < len(lines) and not _is_content(lines[following], key.column):
        following += 1
    # Comments no deeper than the steps, and empty lines, belong to what comes next.
    end = following
    while not lines[end - 1].strip() or _is_comment(lines[end - 1], key.column):
        end -= 1
    gap = any(not line.strip() for line in lines[end:following]) and following < len(lines)
    indented = "".join(f"{' ' * key.column}{line}" for line in text.splitlines(keepends=True))
    unended = "" if lines[end - 1].endswith("\n") else "\n"
    at = edited.starts[end]
    edited.changes.append((at, at, unended + "\n" * gap + indented))


def _is_content(line: str, column: int) -> bool:
    """Whether something stands in a line that is set in no further than a column: no part of what is above."""
    found = _CONTENT.match(line)
    return found is not None and len(found[1]) <= column and line.strip() != ""


def _is_comment(line: str, column: int) -> bool:
    stripped = line.lstrip(" ")
    return stripped.startswith("#") and len(line) - len(stripped) <= column


def _turn(edited: _Text, top: MappingNode, step: Insertion) -> int:
    """Let the transition lead to the new step; gives how many there are."""
    turned = 0
    for steps in _all_steps(top):
        found = _value(steps, step.after)
        following = _value(found[1], "next") if found else None
        if following is None:
            continue
        items = following[1].value if isinstance(following[1], SequenceNode) else [following[1]]
        for item in items:
            target = (_value(item, "to") or (None, None))[1] if isinstance(item, MappingNode) else item
            if isinstance(target, tuple) and target[0].strip() == step.before:
                start, end = edited.span(target)
                if edited.text[start:end].strip("\"'") != step.before:
                    raise CannotEdit
                edited.changes.append((start, end, step.id))
                turned += 1
    return turned


def _insert_in_route(edited: _Text, route: SequenceNode, step: Insertion) -> None:
    """Let an example client who goes from the one step to the other go through the new one."""
    for one, other in zip(route.value, route.value[1:], strict=False):
        if (_data(one), _data(other)) != (step.after, step.before):
            continue
        start, end = edited.span(one)
        if route.flow_style:
            edited.changes.append((end, end, f", {step.id}"))
            continue
        line = one[1].line
        before = edited.text[edited.starts[line] : start]
        if before.strip() != "-":
            raise CannotEdit
        at = edited.starts[line + 1]
        edited.changes.append((at, at, f"{before}{step.id}\n"))


# -- what is meant ---------------------------------------------------------------------------


def _data(node: Node) -> Any:  # noqa: ANN401 (whatever a file holds)
    if isinstance(node, MappingNode):
        return {key[0]: _data(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_data(value) for value in node.value]
    return node[0]


def _expected(data: dict[str, Any], step: Insertion) -> dict[str, Any]:
    """What the file should say: all that it said, and the new step."""
    _turn_data(data, step)
    own = _data(_composed(step.text))
    for holder in _holders(data):
        steps = holder["steps"]
        if step.after in steps:
            holder["steps"] = {}
            for key, value in steps.items():
                holder["steps"] |= {key: value, **(own if key == step.after else {})}
    for journey in _mappings(data.get("journeys")):
        route = journey.get("route")
        if isinstance(route, list):
            journey["route"] = []
            for one, other in zip(route, [*route[1:], None], strict=True):
                journey["route"] += [one, step.id] if (one, other) == (step.after, step.before) else [one]
    return data


def _turn_data(data: dict[str, Any], step: Insertion) -> None:
    for holder in _holders(data):
        following = holder["steps"].get(step.after)
        if not isinstance(following, dict) or "next" not in following:
            continue
        if isinstance(following["next"], list):
            following["next"] = [_turned(item, step) for item in following["next"]]
        else:
            following["next"] = _turned(following["next"], step)


def _turned(item: Any, step: Insertion) -> Any:  # noqa: ANN401 (a text or a mapping)
    if isinstance(item, dict):
        return {key: step.id if key == "to" and value == step.before else value for key, value in item.items()}
    return step.id if item == step.before else item


def _holders(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in (*_mappings(data.get("phases")), data) if isinstance(one.get("steps"), dict)]


def _mappings(data: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (whatever a file holds)
    return [one for one in data.values() if isinstance(one, dict)] if isinstance(data, dict) else []
