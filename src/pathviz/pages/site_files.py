"""Files for machines: the sitemap, robots.txt, and for scripts the glossary's definitions and the meeting's frame."""

from __future__ import annotations

import json
from functools import partial
from html import escape

from pathviz import urls
from pathviz.model import Term
from pathviz.pages.draft import Draft
from pathviz.pages.hyphens import bound
from pathviz.pages.plan import address, languages_of, plan
from pathviz.pages.spec import Context, PageSpec

_text = partial(escape, quote=False)
"""A text as it stands between tags."""
_UNLISTED = frozenset({"not_found", "sitemap", "robots", "offline", "faults", "format", "terms", "meeting"})


def sitemap(context: Context) -> bytes:
    """All pages by their canonical address, with their other languages and, for paths, their date."""
    entries = [_entry(spec, context) for spec in plan(context.sites) if spec.kind not in _UNLISTED]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{''.join(entries)}</urlset>\n"
    ).encode()


def robots(context: Context) -> bytes:
    """Everything may be read; the sitemap is named where the public address is known."""
    base = context.sites[context.default_lang].info.base_url
    line = f"Sitemap: {urls.canonical(base, urls.SITEMAP)}\n" if base else ""
    return f"User-agent: *\nDisallow:\n{line}".encode()


def terms(draft: Draft) -> bytes:
    """What is shown of each term, by its anchor, as HTML, and what shows it (terms.js): a script, read from disk too.

    A link in it that begins with `#` leads to the glossary; `acts` stands below every definition.
    """
    words, known = draft.words, draft.site.terms

    def told(term: Term) -> str:
        lang = draft.lang_of(term, "definition")
        own = "" if lang == draft.lang else f' lang="{escape(lang)}"'
        html = f"<p{own}><b>{_text(bound(term.name))}</b> {_text(bound(term.definition))}</p>"
        others = [
            f'<a href="#{urls.term_anchor(ref.id)}"{own}>{_text(known[ref.id].name)}</a>' for ref in term.not_same_as
        ]
        if others:
            html += f'<p class="not">{_text(words("glossary.not_same"))} {", ".join(others)}</p>'
        return html

    more, close = (_text(words(f"glossary.{key}")) for key in ("more", "close"))
    content = {
        "acts": f'<p class="acts"><a>{more}</a><button class="btn" type="button">{close}</button></p>',
        "terms": {urls.term_anchor(term.id): told(term) for term in known.values()},
    }
    data = f"var pathvizTerms={json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n"
    return data.encode() + draft.context.assets.parts["terms.js"] + b"\n"


def meeting(frame: bytes) -> bytes:
    r"""The meeting's frame, which is HTML, for `print.js` and `meeting.js`.

    >>> meeting(b"<p>Hei</p>")
    b'pathviz.frame="<p>Hei</p>";\n'
    """
    return f"pathviz.frame={json.dumps(frame.decode(), ensure_ascii=False)};\n".encode()


def _entry(spec: PageSpec, context: Context) -> str:
    def public(lang: str) -> str:
        return urls.canonical(base, address(spec.in_lang(lang), context.default_lang))

    site = context.sites[spec.lang]
    base = site.info.base_url
    lines = [f"<loc>{_text(public(spec.lang))}</loc>"]
    if spec.kind == "path":
        day = site.paths[spec.key[0], spec.key[1]].description.version_day
        lines.append(f"<lastmod>{day.isoformat()}</lastmod>" if day else "")
    languages = languages_of(spec, context)
    if len(languages) > 1:
        lines += [
            f'<xhtml:link rel="alternate" hreflang="{escape(lang)}" href="{escape(public(lang))}"/>'
            for lang in languages
        ]
    return f"<url>{''.join(lines)}</url>\n"
