"""The worker that keeps the site on a reader's device, and the page that is shown where there is no network.

The worker stands at the site's root and is made last, of all the other files: it names each by its digest, so the same
files give the same worker, and one that differs in a byte makes browsers fetch what has changed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from rjsmin import jsmin

from pathviz import urls
from pathviz.pages.draft import Draft

WHOLE_SITE: Final = 10_000_000
"""A site whose files are together smaller than this is kept whole after one visit; in bytes, as they stand on disk.

That is some 200 pages, of which a server that compresses sends little over a megabyte. Of a larger site, the pages that
are read are kept.
"""

_SOURCE: Final = "worker.js"
_SOURCE_OFF: Final = "worker-off.js"

_PAGE_PARTS: Final = (".html", ".js", ".css")


def worker(
    sizes: Mapping[str, int],
    digests: Mapping[str, bytes],
    folders: Sequence[Path],
    languages: Sequence[str],
    *,
    on: bool,
) -> bytes:
    """The script of the worker for a site of these files; `languages` are the site's, the default one first.

    `sizes` are those of the files, in bytes, and `digests` their own (SHA-256).

    One that is not `on` removes what an earlier one has kept, and itself: it is for those who have been here before.
    Raises `OSError` for an unreadable script.
    """
    source = _source(folders, _SOURCE if on else _SOURCE_OFF)
    script = str(jsmin(source)).encode()
    if not on:
        return script + b"\n"
    digests = {name: digests[name] for name in sizes if _is_read(name)}
    trees = [urls.tree(lang, languages[0]) for lang in languages]
    is_whole, names = _kept(sizes, digests, {name for tree in trees for name in (tree.front, tree.offline, tree.terms)})
    told = {
        "version": _version(digests, script),
        "whole": is_whole,
        "langs": [tree.prefix for tree in trees[1:]],
        "offline": trees[0].offline,
        "files": {urls.relative(urls.INDEX, name): base64.b64encode(digests[name]).decode() for name in names},
    }
    head = f"const SITE={json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"
    return head.encode() + script + b"\n"


def _source(folders: Sequence[Path], name: str) -> str:
    """A script of the templates folders, the first folder winning."""
    found = (folder / name for folder in folders if (folder / name).is_file())
    return next(found, folders[-1] / name).read_text(encoding="utf-8")


def _kept(sizes: Mapping[str, int], names: Iterable[str], shell: Collection[str]) -> tuple[bool, list[str]]:
    """Whether the whole site is kept, and what is kept before anything is read: at least the `shell`.

    Attachments are the first to go where there is no room for all; then pages, of which those that are read are kept.
    """
    everything = sorted(names)
    pages = [name for name in everything if name.endswith(_PAGE_PARTS) or _is_static(name)]
    for some in (everything, pages):
        if sum(sizes[name] for name in some) <= WHOLE_SITE:
            return True, some
    return False, [name for name in pages if _is_static(name) or name in shell]


def _is_read(name: str) -> bool:
    """Whether readers come to a file: not to those for machines at the site's top, nor to the pages for frames.

    A server may keep its own files to itself (`_headers`), and one that cannot be fetched would leave all unkept.
    """
    top, slash, _ = name.partition("/")
    return name == urls.INDEX or (bool(slash) and top != urls.EMBEDS)


def _is_static(name: str) -> bool:
    return name.startswith(f"{urls.STATIC}/")


def _version(digests: Mapping[str, bytes], script: bytes) -> str:
    """What tells a site from one that differs in any file."""
    digest = hashlib.sha256(script)
    for name in sorted(digests):
        digest.update(name.encode() + b"\0" + digests[name])
    return digest.hexdigest()[:16]


def worker_link(draft: Draft) -> str:
    """Where a page finds the worker, or nothing where it asks for none.

    The page for addresses that lead nowhere is shown anywhere, so it does not know where the worker stands.
    """
    if not draft.site.info.offline or draft.spec.kind == "not_found":
        return ""
    return draft.href(urls.WORKER)
