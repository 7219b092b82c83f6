"""Put the files of something new together from their templates, and write them where nothing stands yet."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Final

from pathviz.new.answers import NotPossible, as_lines
from pathviz.new.schemas import with_schema
from pathviz.resources import own_templates

WRAPPER: Final = "PATHVIZ_WRAPPER"
"""The variable in which `build.py` says where it is."""

# What YAML reads as the text that it is, in a list in brackets too.
_PLAIN: Final = re.compile(r"[A-Za-zÀ-ž0-9][A-Za-zÀ-ž0-9 ._/@()§–-]*\Z")


def quoted(text: str) -> str:
    """A text as a value in YAML: as it is, or in quotes where it needs them.

    >>> quoted("Säkylän kunta"), quoted("Polut: kaikki")
    ('Säkylän kunta', '"Polut: kaikki"')
    """
    is_plain = _PLAIN.match(text) and text == text.strip() and " #" not in text
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def filled(template: str, **values: str) -> str:
    """A file's text from its template in `templates/new/`; values are as they stand in the file."""
    text = (own_templates() / "new" / template).read_text("utf-8")
    return Template(text).substitute(values)


def comment(lines: Mapping[str, str]) -> str:
    """Ids and their titles as lines of comment."""
    return "".join(f"# {line}\n" for line in as_lines(lines).split("\n"))


def command_in(folder: Path) -> str:
    """What is typed in a folder to run pathviz: the wrapper `build.py` where that was what was run.

    The wrapper says where it is, for it may stand anywhere; an installed `pathviz` is found by its name.
    """
    wrapper = os.environ.get(WRAPPER)
    if not wrapper:
        return "pathviz"
    file = shown(Path(wrapper), folder)
    return f"{'py' if sys.platform == 'win32' else 'python3'} {json.dumps(file) if ' ' in file else file}"


def shown(file: Path, folder: Path) -> str:
    """A file or folder as it is named from a folder, as in `../pathviz/build.py`; whole on another disk of Windows."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return str(file)


def write_new(root: Path, files: Mapping[str, str]) -> list[Path]:
    """Write files by their names relative to `root`, each naming its schema; nothing where one is there already.

    Raises:
        NotPossible: a file is there already, or something that is no folder stands in the way.
        OSError: the disk.
    """
    for name in files:
        if (root / name).exists() or (root / name).is_symlink():
            raise NotPossible("new-exists", file=name)
        if any(folder.exists() and not folder.is_dir() for folder in (root / name).parents):
            raise NotPossible("new-exists", file=str((root / name).parent))
    written = []
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(with_schema(name, text))
        written.append(file)
    return written
