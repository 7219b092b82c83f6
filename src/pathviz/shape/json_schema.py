"""JSON Schemas of the format's files, for editors that complete and underline while one writes.

They take what the readers take: a text may look like a number, one text stands for a list of one, and a key without a
value is no fault unless the key is required. What needs the whole site (does an id exist?) only `pathviz check` knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pathviz.schema.catalogues import STATUTE
from pathviz.schema.site import LANGUAGE
from pathviz.schema.values import CITATION, COLOUR, EMAIL, ORIGIN
from pathviz.shape.asked import ANY, Asking, Kind, Shape
from pathviz.shape.files import FILES, FileKind
from pathviz.shape.meanings import Meanings
from pathviz.source import ID

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The version that the YAML language server knows best."""


def _pattern(form: re.Pattern[str], more: str = "") -> str:
    """A form of texts as schemas write it, in which `more` may follow."""
    return f"^{form.pattern.removesuffix(chr(92) + 'Z')}{more}$"


_ID: Final = _pattern(ID)
_STATUTE: Final = _pattern(STATUTE)
_FORMS: Final[Mapping[str, str]] = {
    "citation": _pattern(CITATION),
    "colour": _pattern(COLOUR),
    "email": _pattern(EMAIL),
    "language": _pattern(LANGUAGE),
    "origin": _pattern(ORIGIN, "/?"),
    "web": "^([hH][tT][tT][pP][sS]?://[^\\s/]|[mM][aA][iI][lL][tT][oO]:[^\\s]|[tT][eE][lL]:[^\\s])",
}
_RULES: Final[Mapping[str, dict[str, Any]]] = {
    "document-without-target": {"anyOf": [{"required": ["url"]}, {"required": ["file"]}]},
    "dead-end": {
        "if": {"properties": {"kind": {"const": "end"}}, "required": ["kind"]},
        "else": {"required": ["next"]},
    },
}
_SCALAR: Final = ["string", "number", "boolean"]


def json_schemas(meanings: Meanings) -> dict[str, dict[str, Any]]:
    """Every schema by its name: of each kind of file (`path`), and of its language layer (`path.layer`)."""
    found = {kind.name: _file(kind, kind.shape, meanings) for kind in FILES}
    found |= {f"{kind.name}.layer": _file(kind, kind.layer, meanings) for kind in FILES if kind.has_layer}
    return dict(sorted(found.items()))


def _file(kind: FileKind, shape: Shape, meanings: Meanings) -> dict[str, Any]:
    schema = _Schemas(kind, meanings).mapping(shape)
    if kind.either and shape is kind.shape:
        schema["required"] = [key for key in schema.get("required", []) if key not in kind.either]
        schema["oneOf"] = [{"required": [key]} for key in kind.either]
    title = meanings.about(meanings.table_of(kind.name, Shape(kind.name)), "title")
    return {"$schema": DRAFT, "title": title, **schema}


class _Schemas:
    """The schemas of one kind of file."""

    def __init__(self, kind: FileKind, meanings: Meanings) -> None:
        self._kind = kind.name
        self._meanings = meanings

    def mapping(self, shape: Shape) -> dict[str, Any]:
        """The schema of a mapping."""
        table = self._meanings.table_of(self._kind, shape)
        schema: dict[str, Any] = {"type": "object", "description": self._meanings.about(table, "about")}
        properties = {asking.key: self._described(table, asking) for asking in shape.known}
        if properties:
            schema["properties"] = properties
        schema["additionalProperties"] = False
        if shape.rest is not None:
            schema["additionalProperties"] = self._described(table, shape.rest)
            if shape.rest.shape is not None:
                schema["propertyNames"] = {"pattern": _STATUTE if self._kind == "laws" else _ID}
        required = [asking.key for asking in shape.known if asking.required]
        if required:
            schema["required"] = required
        for rule in sorted(shape.rules):
            schema |= _RULES[rule]
        return schema

    def _described(self, table: str, asking: Asking) -> dict[str, Any]:
        meaning = self._meanings.of(table, asking) if asking.key != ANY or asking.shape is None else None
        schema = self._value(asking)
        if not asking.required and asking.key != ANY:
            schema = _or_nothing(schema)
        if meaning is None:
            return schema
        longest = f" Enintään {asking.longest} merkkiä." if asking.longest else ""
        example = f" Esimerkki: {meaning.example}" if meaning.example else ""
        return {"description": f"{meaning.text}{longest}{example}", **schema}

    def _value(self, asking: Asking) -> dict[str, Any]:
        if asking.shape is not None:
            return self._nested(asking, asking.shape)
        text, words = _text(asking.form), {"enum": list(asking.choices)}
        values: Mapping[Kind, dict[str, Any]] = {
            "text": text,
            "block": text,
            "texts": _list(text, asking, alone=True),
            "flag": {"enum": [True, False, "true", "false"]},
            "number": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]{1,6}$"}]},
            "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "choice": words,
            "choices": _list(words, asking, alone=True),
            "named": {"type": "object", "additionalProperties": _or_nothing(text)},
        }
        return values[asking.kind]

    def _nested(self, asking: Asking, shape: Shape) -> dict[str, Any]:
        inner = self.mapping(shape)
        if asking.kind == "records":
            return _list(inner, asking, alone=False)
        if asking.kind == "items":
            item = {"anyOf": [_text(""), inner]}
            return {"anyOf": [_text(""), _list(item, asking, alone=False)]}
        if asking.kind == "entries" and asking.key != ANY:
            ids = {"pattern": _ID}
            least = {"minProperties": 1} if asking.required else {}
            return {"type": "object", "propertyNames": ids, "additionalProperties": inner, **least}
        return inner


def _text(form: str) -> dict[str, Any]:
    return {"type": "string", "pattern": _FORMS[form]} if form else {"type": list(_SCALAR)}


def _list(item: dict[str, Any], asking: Asking, *, alone: bool) -> dict[str, Any]:
    least = {"minItems": 1} if asking.required else {}
    several = {"type": "array", "items": item, **least}
    return {"anyOf": [item, several]} if alone else several


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, or a key without a value."""
    return {"anyOf": [schema, {"type": "null"}]}
