"""Where the templates, static files and locales are: in the wheel, or in the repository beside `src/`."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def own_templates() -> Path:
    """The folder of templates that pathviz brings."""
    packed = _HERE / "templates"
    return packed if packed.is_dir() else _HERE.parent.parent / "templates"


def template_folders(site: Path) -> list[Path]:
    """Where templates are looked for, file by file: the site's own folder first, where it has one."""
    own = own_templates()
    theirs = site / "templates"
    return [theirs, own] if theirs.is_dir() and theirs.resolve() != own else [own]
