"""Small values that many things of the format share: references, addresses, contacts, documents."""

from __future__ import annotations

import re
from typing import Final

from pathviz.model import Contact, Document, Image, Markdown, Ref, Source
from pathviz.problems import Location, Problems
from pathviz.records import Record
from pathviz.source import is_untangled

CITATION: Final = re.compile(r"[1-9][0-9]{0,4}/[12][0-9]{3}(?: [0-9]+(?: [a-z])? §(?: [0-9]+ (?:mom\.|kohta))*)?\Z")
ORIGIN: Final = re.compile(
    r"(?:self|none|https://(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?)\Z"
)
"""Who may show a path in a frame: a word, or the origin of a site, perhaps with all its subdomains."""
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}\Z")
_WEB_SCHEME: Final = re.compile(r"(?:https?://[^\s/]|mailto:[^\s]|tel:[^\s])", re.IGNORECASE)
EMAIL: Final = re.compile(r'[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+\Z')


def refs(record: Record, key: str) -> tuple[Ref, ...]:
    """A list of ids, each with its place."""
    return tuple([Ref(word, at) for word, at in record.located_texts(key)])


def ref(record: Record, key: str, *, required: bool = False) -> Ref | None:
    """An id with its place."""
    found = record.located_text(key, required=required)
    return Ref(*found) if found else None


def citations(record: Record) -> tuple[Ref, ...]:
    """The statute citations under `laws`; one in another form is a fault and left out."""
    found = []
    for word, at in record.located_texts("laws", form="citation"):
        if CITATION.match(word):
            found.append(Ref(word, at))
        else:
            record.problems.add("law-citation", at, citation=word)
    return tuple(found)


def web_address(record: Record, key: str) -> str:
    """An address that a browser may open; any other scheme is a fault."""
    found = record.located_text(key, fixed=False, form="web")
    if not found:
        return ""
    address, at = found
    if not _WEB_SCHEME.match(address) or " " in address:
        record.problems.add("bad-address", at, key=key, address=address)
        return ""
    return address


def email(record: Record, key: str) -> str:
    """An e-mail address."""
    found = record.located_text(key, form="email")
    if found and not EMAIL.match(found[0]):
        record.problems.add("bad-address", found[1], key=key, address=found[0])
        return ""
    return found[0] if found else ""


def colour(record: Record, key: str) -> str:
    """A colour as `#rrggbb`."""
    found = record.located_text(key, form="colour")
    if found and not COLOUR.match(found[0]):
        record.problems.add("wrong-type", found[1], key=key, expected="colour")
        return ""
    return found[0].lower() if found else ""


def contact(record: Record) -> Contact:
    """A contact of a role or unit."""
    found = Contact(
        record.where,
        name=record.text("name", required=True),
        email=email(record, "email"),
        phone=record.text("phone"),
        url=web_address(record, "url"),
        valid_until=record.date("valid_until"),
        places=record.places,
    )
    record.close()
    return found


def document(record: Record) -> Document:
    """An attachment or a link; one of `file` and `url` is required."""
    found = Document(
        record.where,
        title=record.text("title", required=True),
        url=web_address(record, "url"),
        file=ref(record, "file"),
        places=record.places,
    )
    if not record.sparse and not record.has("url") and not record.has("file"):
        record.problems.add("document-without-target", record.where)
    record.close()
    return found


def image(record: Record | None) -> Image | None:
    """A picture with its text alternative."""
    if record is None:
        return None
    found = Image(
        record.where,
        file=ref(record, "file", required=True),
        alt=record.text("alt", required=True),
        places=record.places,
    )
    record.close()
    return found


def source_of(record: Record) -> Source:
    """Where the facts of a description come from."""
    found = Source(
        record.where,
        title=record.text("title", required=True),
        publisher=record.text("publisher"),
        updated=record.date("updated"),
        url=web_address(record, "url"),
        note=record.text("note"),
        places=record.places,
    )
    record.close()
    return found


def markdown(text: str, at: Location, problems: Problems) -> Markdown:
    """A Markdown text; one that could not be read in reasonable time is a fault, and empty."""
    return Markdown(at, text=text if is_untangled(text, at, problems) else "")
