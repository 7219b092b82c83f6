"""The steps as the pages of actors and statutes list them, made once a language and not once a page.

A step stands on the page of every actor that has a part in it and of every statute it rests on. What
these pages say alike is rendered here; all of them stand equally deep, so one link serves them all.

After a path's steps come those that municipalities have added to it or say something of their own in, which lead
to the municipality's version.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, Protocol

from markupsafe import Markup

from pathviz import urls
from pathviz.localising import LocalPath
from pathviz.model import PathKey, Role, RolePart, Step
from pathviz.pages.draft import NO_TEXT, Draft, Link
from pathviz.pages.index import split_citation
from pathviz.pages.local import town_of
from pathviz.pages.roles import role_glyphs
from pathviz.pages.spec import Context, PageSpec
from pathviz.pages.steps import law_views


class Fill(Protocol):
    """Puts values into a macro of `_duties.html`, named first."""

    def __call__(self, macro: str, /, *values: object) -> Markup:
        """The HTML."""
        ...


class Piece(NamedTuple):
    """A piece of pages, and the languages to which its texts fell back."""

    html: Markup
    langs: frozenset[str]

    def on(self, draft: Draft) -> Markup:
        """The piece for a page, which then tells of the languages too."""
        if self.langs:
            draft.fell_back |= self.langs
        return self.html


PageKey = tuple[str, ...]
"""What names a path, or a municipality's version of it, which has its municipality between the two."""

_NO_LANGS: Final[frozenset[str]] = frozenset()
NOTHING: Final = Piece(NO_TEXT, _NO_LANGS)


@dataclass(slots=True, eq=False)
class Entry:
    """A step in a list: `head` has its number and title; `laws` ends it on actors' pages, `end` on statutes'.

    `who` says who leads the step, and by which part; it is empty where that is not known. `is_local` is a
    step of a municipality's version.
    """

    path: PageKey
    is_local: bool
    step: Step
    head: Piece
    who: Piece
    laws: Piece
    end: Piece


class Part(NamedTuple):
    """An actor's part in a step."""

    entry: Entry
    role: Role


class Citation(NamedTuple):
    """A place where a step cites a statute."""

    section: str
    entry: Entry


class Entries:
    """The entries of a site's steps in the site's order.

    `parts` are by actor, `citations` by statute; `headings` are those of paths and versions; `descriptions`
    are the paths whose description as a whole cites a statute.
    """

    def __init__(self, context: Context, lang: str, fill: Fill) -> None:
        self.index = context.indexes[lang]
        self.headings: dict[PageKey, Piece] = {}
        self.parts: defaultdict[str, list[Part]] = defaultdict(list)
        self.citations: defaultdict[str, list[Citation]] = defaultdict(list)
        self.descriptions: defaultdict[str, list[PathKey]] = defaultdict(list)
        self._context = context
        self._spec = PageSpec("actor", ("-",), lang)
        self._fill = fill
        # Many steps end alike and are led by the same actors.
        self._ends: dict[tuple[bool, tuple[str, ...] | None], Piece] = {}
        self._whos: dict[tuple[str, tuple[RolePart, ...]], Piece] = {}
        self._read()

    def _read(self) -> None:
        """Walk the site once."""
        draft = self._draft()
        label = draft.words.numbered
        versions: defaultdict[PathKey, list[LocalPath]] = defaultdict(list)
        for local in self._context.locals.get(draft.lang, {}).values():
            versions[local.frame.key].append(local)
        for key, path in draft.site.paths.items():
            self.headings[key] = self._piece(draft, "heading", draft.path_link(key), draft.region_link(key[0]).text)
            for law in path.description.laws:
                self.descriptions[split_citation(law)[0]].append(key)
            for number, step in enumerate(path.steps, 1):
                title = draft.step_link(key, step)
                head = self._piece(draft, "head", number, label("step", number), step.kind.value, title)
                entry = self._entry(key, step, head)
                for role in step.roles:
                    self.parts[role.actor.id].append(Part(entry, role))
                for law in step.laws:
                    statute, section = split_citation(law)
                    self.citations[statute].append(Citation(section, entry))
            for local in versions.get(key, ()):
                self._read_version(draft, local)

    def _read_version(self, draft: Draft, local: LocalPath) -> None:
        """The steps of a municipality's version in which it says something of its own."""
        layer, about = local.layer, local.path.description
        label = draft.words.numbered
        town = town_of(draft, layer)
        tree, hreflang = draft.region_tree(layer.region)
        href = draft.href(tree.local(*layer.key))
        link = Link(href, draft.heading(about, "title", about.title), hreflang)
        name = draft.heading(town, "name", town.name)
        self.headings[layer.key] = self._piece(draft, "heading", link, draft.region_link(layer.region).text, name)
        told = {each.step for each in local.divergences}
        cited = local.own_laws
        for number, step in enumerate(local.path.steps, 1):
            if step.id not in told:
                continue
            title = Link(f"{href}#{urls.step_anchor(step.id)}", draft.heading(step, "title", step.title), hreflang)
            mark = draft.words("duty.added" if step.id in local.added else "duty.extended")
            head = self._piece(draft, "head", number, label("step", number), step.kind.value, title, mark)
            entry = self._entry(layer.key, step, head, is_local=True)
            for role in step.roles:
                self.parts[role.actor.id].append(Part(entry, _said(local, step, role)))
            for statute, section in (split_citation(law) for where, law in cited if where is step):
                self.citations[statute].append(Citation(section, entry))

    def _draft(self) -> Draft:
        """A page that stands for all that list steps."""
        address = urls.tree(self._spec.lang, self._context.default_lang).actor(self._spec.key[0])
        return Draft(self._context, self._spec, address)

    def _piece(self, draft: Draft, macro: str, *values: object) -> Piece:
        """What a macro makes of values, with the languages that the draft tells of since the last piece."""
        html = self._fill(macro, *values)
        if not draft.fell_back:
            return Piece(html, _NO_LANGS)
        piece = Piece(html, frozenset(draft.fell_back))
        draft.fell_back.clear()
        return piece

    def _entry(self, key: PageKey, step: Step, head: Piece, *, is_local: bool = False) -> Entry:
        return Entry(
            path=key,
            is_local=is_local,
            step=step,
            head=head,
            who=self._who(step),
            laws=self._end(step, tuple(law.id for law in step.laws)),
            end=self._end(step, None),
        )

    def _end(self, step: Step, laws: tuple[str, ...] | None) -> Piece:
        key = bool(step.gap), laws
        found = self._ends.get(key)
        if found is None:
            # A draft tells but once that a statute's or an actor's name fell back: every piece with one needs its own.
            draft = self._draft()
            views = None if laws is None else law_views(draft, step)
            found = self._ends[key] = self._piece(draft, "end", bool(step.gap), views)
        return found

    def _who(self, step: Step) -> Piece:
        lead = step.leading_role
        if lead is None or lead.actor.id not in self._context.sites[self._spec.lang].actors:
            return NOTHING
        key = lead.actor.id, lead.parts
        found = self._whos.get(key)
        if found is None:
            draft = self._draft()
            name = draft.actor_link(lead.actor.id).text
            glyphs = role_glyphs(draft, lead.parts)[:1]
            found = self._whos[key] = self._piece(draft, "who", glyphs, name) if name else NOTHING
        return found


def _said(local: LocalPath, step: Step, role: Role) -> Role:
    """A role in a step of a municipality's version, with the municipality's own task for the actor where it has one."""
    extended = local.extended.get(step.id)
    own = next((each for each in extended.roles if each.actor.id == role.actor.id), None) if extended else None
    return replace(own, parts=role.parts) if own is not None and own.task else role
