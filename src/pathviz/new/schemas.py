"""Write the schemas of the format into a site's `schemas/`, and name them in the files that need one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from pathviz.publish import write_safely
from pathviz.resources import own_templates
from pathviz.shape import json_schemas, load_meanings

FOLDER: Final = "schemas"
_KINDS: Final = ("site", "actors", "laws", "services", "glossary", "path", "region", "municipality")


@cache
def schema_files() -> dict[str, str]:
    """All schemas by the names of their files."""
    schemas = json_schemas(load_meanings(own_templates() / "locales"))
    return {f"{name}.json": json.dumps(one, ensure_ascii=False, indent=1) + "\n" for name, one in schemas.items()}


def write_schemas(folder: Path) -> None:
    """Write all schemas into a folder, over older ones. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        file = folder / name
        if not file.is_file() or file.read_bytes() != text.encode():
            write_safely(file, text.encode())


def with_schema(name: str, text: str) -> str:
    """A file's text with the line from which editors know its schema; `name` is relative to the site.

    Schemas are known for YAML files alone.
    """
    path = PurePosixPath(name)
    if path.suffix != ".yaml":
        return text
    kind = path.stem if path.stem in _KINDS else "layer"
    up = "../" * (len(path.parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind}.json\n{text}"
