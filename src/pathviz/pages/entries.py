"""The steps as the pages of actors and statutes list them, made once a language and not once a page.

A step stands on the page of every actor that has a part in it and of every statute it rests on. What
these pages say alike is rendered here; all of them stand equally deep, so one link serves them all.

After a path's steps come those that municipalities have added to it or say something of their own in, which lead
to the municipality's version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final, NamedTuple, Protocol

from markupsafe import Markup

from pathviz import urls
from pathviz.localising import LocalPath
from pathviz.model import PathKey, Ref, Role, RolePart, Step
from pathviz.pages.draft import Draft, Link
from pathviz.pages.index import split_citation
from pathviz.pages.local import town_of, version_link
from pathviz.pages.roles import role_glyphs
from pathviz.pages.spec import Context, PageSpec
from pathviz.pages.steps import law_views


class Fill(Protocol):
    """Puts values into a macro of `_duties.html`, named first."""

    def __call__(self, macro: str, /, *values: object) -> Markup:
        """The HTML."""
        ...


class Piece(NamedTuple):
    """A piece of pages, encoded, and the languages to which its texts fell back."""

    html: bytes
    langs: frozenset[str]


_NO_LANGS: Final[frozenset[str]] = frozenset()
NOTHING: Final = Piece(b"", _NO_LANGS)


class Listed:
    """The steps in which an actor has a part, or which rest on a statute, in the site's order.

    `groups` are by the actor's part or the statute's section: the HTML of the steps of each path, under its heading;
    `langs` are the languages to which a group's texts fell back. `paths` and `steps` count the regional ones, `local`
    the steps of municipalities' versions.
    """

    __slots__ = ("_last", "groups", "langs", "local", "paths", "steps")

    def __init__(self) -> None:
        self.groups: defaultdict[str, list[bytes]] = defaultdict(list)
        self.langs: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        self.paths = self.steps = self.local = 0
        self._last: tuple[_Path | None, int] = (None, 0)

    def count(self, path: _Path, number: int) -> None:
        """Count a step of a path, once; the steps of a path come one after another."""
        last, last_number = self._last
        if path is last and number == last_number:
            return
        self._last = path, number
        if path.is_local:
            self.local += 1
        else:
            self.steps += 1
            self.paths += path is not last

    def tell(self, groups: Iterable[str], langs: frozenset[str]) -> None:
        """Note the languages to which texts in groups fell back."""
        for group in groups:
            self.langs[group] |= langs


class _Path(NamedTuple):
    """A path whose steps are listed, or a municipality's version of it."""

    link: Link
    heading: Piece
    is_local: bool = False


_Told = tuple[int, Step, str, Iterable[Role], Iterable[Ref]]
"""A step that is listed: its number, in what way it is a municipality's own, who does what, and what it rests on."""

_CUT: Final = Markup("<>")
"""Stands between pieces that are made together; no text has it, as all are escaped."""


class Entries:
    """The lists of a site's steps: `actors` by actor, `laws` by statute.

    `descriptions` are the paths whose description as a whole cites a statute.
    """

    def __init__(self, context: Context, lang: str, fill: Fill) -> None:
        self.index = context.indexes[lang]
        self.actors: defaultdict[str, Listed] = defaultdict(Listed)
        self.laws: defaultdict[str, Listed] = defaultdict(Listed)
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
        versions: defaultdict[PathKey, list[LocalPath]] = defaultdict(list)
        for local in self._context.locals.get(draft.lang, {}).values():
            versions[local.frame.key].append(local)
        for key, path in draft.site.paths.items():
            for law in path.description.laws:
                self.descriptions[split_citation(law)[0]].append(key)
            link = draft.path_link(key)
            heading = self._piece(draft, "heading", link, draft.region_link(key[0]).text)
            steps = [(number, step, "", step.roles, step.laws) for number, step in enumerate(path.steps, 1)]
            self._list(draft, _Path(link, heading), steps)
            for local in versions.get(key, ()):
                self._read_version(draft, local)

    def _read_version(self, draft: Draft, local: LocalPath) -> None:
        """The steps of a municipality's version in which it says something of its own."""
        town = town_of(draft, local.layer)
        link = version_link(draft, local)
        name = draft.heading(town, "name", town.name)
        heading = self._piece(draft, "heading", link, draft.region_link(town.region).text, name)
        told = {each.step for each in local.divergences}
        own_laws = local.own_laws
        steps = [
            (
                number,
                step,
                draft.words("duty.added" if step.id in local.added else "duty.extended"),
                [_said(local, step, role) for role in step.roles],
                [law for where, law in own_laws if where is step],
            )
            for number, step in enumerate(local.path.steps, 1)
            if step.id in told
        ]
        self._list(draft, _Path(link, heading, is_local=True), steps)

    def _list(self, draft: Draft, path: _Path, steps: Sequence[_Told]) -> None:
        """Put steps of a path into the lists of their actors and statutes."""
        of_actors: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
        of_laws: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
        may_fall_back = draft.lang != self._context.default_lang
        pieces = iter(self._heads_and_tasks(draft, path.link, steps))
        for number, step, _, roles, cited in steps:
            head, langs = next(pieces)
            langs |= path.heading.langs
            end = self._end(step, tuple([law.id for law in step.laws]))
            for role in roles:
                task, of_task = next(pieces)
                parts, listed = {*role.parts}, self.actors[role.actor.id]
                listed.count(path, number)
                for part in parts:
                    of_actors[role.actor.id, part] += (head, task, end.html)
                if may_fall_back:
                    listed.tell(parts, langs | of_task | end.langs)
            if cited:
                who, end = self._who(step), self._end(step, None)
                for statute, section in map(split_citation, cited):
                    listed = self.laws[statute]
                    listed.count(path, number)
                    of_laws[statute, section] += (head, who.html, end.html)
                    if may_fall_back:
                        listed.tell((section,), langs | who.langs | end.langs)
        # A list is put together while its pieces are at hand: a page of thousands of steps is then but a few pieces.
        for lists, found in ((self.actors, of_actors), (self.laws, of_laws)):
            for (name, group), entries in found.items():
                lists[name].groups[group].append(b"".join((path.heading.html, *entries, self._close)))

    def _heads_and_tasks(self, draft: Draft, link: Link, steps: Iterable[_Told]) -> list[tuple[bytes, frozenset[str]]]:
        """How the entry of each step begins and then its actors' tasks, each with the languages of its texts."""
        shown, langs = [], []
        for number, step, mark, roles, _ in steps:
            href = f"{link.href}#{urls.step_anchor(step.id)}"
            title = Link(href, draft.heading(step, "title", step.title), link.hreflang)
            langs.append(_fallen_back(draft))
            tasks = []
            for role in roles:
                tasks.append(draft.text(role, "task", role.task) or draft.text(step, "summary", step.summary))
                langs.append(_fallen_back(draft))
            shown.append((number, draft.words.numbered("step", number), step.kind.value, title, mark, tasks))
        html = self._fill("heads_and_tasks", shown, _CUT)
        return list(zip(html.encode().split(_CUT.encode())[:-1], langs, strict=True))

    @cached_property
    def _close(self) -> bytes:
        return self._fill("close").encode()

    def _draft(self) -> Draft:
        """A page that stands for all that list steps."""
        address = urls.tree(self._spec.lang, self._context.default_lang).actor(self._spec.key[0])
        return Draft(self._context, self._spec, address)

    def _piece(self, draft: Draft, macro: str, *values: object) -> Piece:
        """What a macro makes of values, with the languages that the draft tells of since the last piece."""
        return Piece(self._fill(macro, *values).encode(), _fallen_back(draft))

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
        if lead is None:
            return NOTHING
        key = lead.actor.id, lead.parts
        found = self._whos.get(key)
        if found is None:
            draft = self._draft()
            name = draft.actor_link(lead.actor.id).text
            glyphs = role_glyphs(draft, lead.parts)[:1]
            found = self._whos[key] = self._piece(draft, "who", glyphs, name) if name else NOTHING
        return found


def _fallen_back(draft: Draft) -> frozenset[str]:
    """The languages that a draft tells of since it was last asked."""
    if not draft.fell_back:
        return _NO_LANGS
    langs = frozenset(draft.fell_back)
    draft.fell_back.clear()
    return langs


def _said(local: LocalPath, step: Step, role: Role) -> Role:
    """A role in a step of a municipality's version, with the municipality's own task for the actor where it has one."""
    extended = local.extended.get(step.id)
    own = next((each for each in extended.roles if each.actor.id == role.actor.id), None) if extended else None
    return replace(own, parts=role.parts) if own is not None and own.task else role
