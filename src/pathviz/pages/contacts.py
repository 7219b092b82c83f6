"""Contacts and documents, of a step, a path, a municipality or a publisher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.model import (
    Contact,
    Document,
    ServicePath,
)
from pathviz.pages.draft import Day, Draft
from pathviz.pages.viewclass import viewclass


@viewclass
class DocumentView:
    """A document: a link where there is an address, else its name alone."""

    title: Markup
    href: str
    form: str


@viewclass
class ContactView:
    """A unit's contact."""

    name: Markup
    email: str
    mail: str
    phone: str
    tel: str
    url: str
    until: Day | None


def document_views(draft: Draft, path: ServicePath, documents: Sequence[Document]) -> tuple[DocumentView, ...]:
    """Documents of a path or a step of it."""
    return tuple([_document_view(draft, path, each) for each in documents]) if documents else ()


def _document_view(draft: Draft, path: ServicePath, document: Document) -> DocumentView:
    """A document with the form it has by its name ("PDF"), where it can be told."""
    file = document.file.id if document.file else ""
    href = draft.href(urls.attachment(path.region, path.id, file)) if file else document.url
    suffix = (file or document.url.partition("?")[0]).rpartition("/")[2].rpartition(".")
    known = suffix[2].upper() if suffix[0] and suffix[2].lower() in _FORMS else ""
    return DocumentView(draft.text(document, "title", document.title), href, known)


_FORMS: Final = frozenset({"pdf", "docx", "doc", "odt", "xlsx", "ods", "pptx", "odp", "txt", "rtf", "csv"})


def contact_views(draft: Draft, contacts: Sequence[Contact]) -> tuple[ContactView, ...]:
    """Contacts with what a telephone or a mail program needs."""
    if not contacts:
        return ()
    return tuple(
        ContactView(
            name=draft.text(contact, "name", contact.name),
            email=contact.email,
            mail=urls.mail(contact.email) if contact.email else "",
            phone=contact.phone,
            tel="tel:" + "".join(c for c in contact.phone if c.isdigit() or c == "+"),
            url=contact.url,
            until=draft.date(contact.valid_until),
        )
        for contact in contacts
    )
