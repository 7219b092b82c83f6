"""Hosts that read a file of headers, as small as tests need them."""

from __future__ import annotations

from collections.abc import Iterator

KEY_LINE = "  "


def rules(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of a file `_headers`: a path, and the headers of what is there."""
    headers: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith(KEY_LINE):
            name, _, value = line.strip().partition(": ")
            headers[name] = value
        else:
            headers = {}
            yield line, headers


def headers_of(text: str, path: str) -> dict[str, list[str]]:
    """Every value that the rules of a file `_headers` give a path; hosts join several of one name with a comma."""
    found: dict[str, list[str]] = {}
    for pattern, headers in list(rules(text)):
        start, star, _ = pattern.partition("*")
        if path.startswith(start) if star else path == pattern:
            for name, value in headers.items():
                found.setdefault(name, []).append(value)
    return found
