"""Publishing files from memory, for tests and for the processes that they kill."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pathviz.publish as publishing


def publish(
    artifacts: Mapping[str, bytes],
    output: Path,
    site: Path,
    *,
    digest: str,
    on_wait: Callable[[], None] = lambda: None,
) -> None:
    """Stage the files, by their paths, and publish them to the folder `output`."""
    sizes = {name: len(content) for name, content in artifacts.items()}
    digests = {name: sha256(content).digest() for name, content in artifacts.items()}
    with publishing.staged(output, site, on_wait) as stage:
        for name, content in artifacts.items():
            stage.write(name, content, digests[name])
        publishing.publish(stage, sizes, digests, digest=digest)
