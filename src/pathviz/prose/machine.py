"""Markdown as this site has it: Python-Markdown with what it need not do left out, and the addresses taken aside."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, Final
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.tables import TableExtension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, STX, AtomicString

from pathviz.outline import Heading, Outline

# Headings of Markdown pass the sanitiser under names of their own; an author's raw ones, whose levels
# and anchors fit no page, are taken out like other foreign tags.
OWN: Final = "pathviz-"
# Addresses inside the site stand as tokens until a page is made; nobody can write one, since a written
# address with this scheme is itself replaced by a token.
SCHEME: Final = "pathviz-link"
_HEADINGS: Final = frozenset(f"h{n}" for n in range(1, 7))
# What Markdown keeps aside for later, such as raw HTML within a line.
_STASHED: Final = re.compile(f"{STX}[^{ETX}]*{ETX}")
# Every inline pattern has one of these: mark-up, an entity, raw HTML that waits (STX), a hard line break.
_MARKUP: Final = re.compile("[`\\\\\\[\\]!<>*_&\x02]")
_LINE_BREAK: Final = "  \n"
# Of what a text must have one for an inline pattern to find anything in it, by the name of the pattern.
_REFERENCES: Final = ("a definition of a reference",)
_MARKS_OF: Final[Mapping[str, Collection[str]]] = {
    "backtick": "`",
    "escape": "\\",
    **dict.fromkeys(("reference", "image_reference", "short_reference", "short_image_ref"), _REFERENCES),
    "link": "[",
    "image_link": "!",
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    "entity": "&",
    "em_strong": "*_",
}
# What is no paragraph has a line that begins with a mark, a digit or white space; even a table's second line does.
_LINES_OF_WORDS: Final = re.compile(r"(?:[^\W\d_].*(?:\n|\Z))+")


class _Seldom(Preprocessor):
    """Asks another preprocessor only where a text has one of the marks that it looks for; most texts have none."""

    def __init__(self, asked: Preprocessor, *marks: str) -> None:
        super().__init__(asked.md)
        self.asked, self.marks = asked, marks

    def run(self, lines: list[str]) -> list[str]:
        """The lines as the other makes them."""
        text = "\n".join(lines)
        return self.asked.run(lines) if any(mark in text for mark in self.marks) else lines


class _FewPatterns(Treeprocessor):
    """Leaves a text the inline patterns whose marks it has: a dozen others would search each part of it for nothing."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        marks = {md.inlinePatterns.get_index_for_name(name): _MARKS_OF[name] for name in _MARKS_OF}
        self.patterns = [(pattern, marks.get(index)) for index, pattern in enumerate(md.inlinePatterns)]

    def run(self, root: Element) -> None:
        """Go through the tree before its inline patterns are applied."""
        texts = []
        for element in root.iter():
            texts.append(element.tail or "")
            if element.text and not _MARKUP.search(element.text) and _LINE_BREAK not in element.text:
                element.text = AtomicString(element.text)
            else:
                texts.append(element.text or "")
        marks = {*"".join(texts), *(_REFERENCES if self.md.references else ())}
        inline: Any = self.md.treeprocessors["inline"]
        inline.inlinePatterns = [each for each, its in self.patterns if its is None or not marks.isdisjoint(its)]


class _PlainParagraph(ParagraphProcessor):
    """Takes the blocks whose every line begins with a letter: no other processor of blocks could want them."""

    def test(self, _parent: Element, block: str) -> bool:
        """Whether the block can be nothing but a paragraph."""
        return _LINES_OF_WORDS.fullmatch(block) is not None


class Collector(Treeprocessor):
    """Puts the headings on their levels, gives them anchors and takes the addresses out."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.begin()

    def begin(self) -> None:
        """Forget the text before."""
        self.headings: list[Heading] = []
        self.found: list[tuple[str, bool, str]] = []

    def run(self, root: Element) -> None:
        """Go through the tree after its inline patterns are applied."""
        elements = list(root.iter())
        outline = Outline([int(element.tag[1]) for element in elements if element.tag in _HEADINGS])
        self.headings = outline.headings
        for element in elements:
            if element.tag in _HEADINGS:
                heading = outline.add(int(element.tag[1]), self._title(element))
                element.tag = f"{OWN}h{heading.level}"
                element.set("id", heading.id)
            elif element.tag == "a" and "href" in element.attrib:
                element.set("href", self._token(element.attrib["href"], is_image=False))
            elif element.tag == "img":
                element.set(
                    "src", self._token(element.attrib.get("src", ""), is_image=True, alt=element.get("alt", ""))
                )

    def _title(self, heading: Element) -> str:
        words = HTML_PLACEHOLDER_RE.sub(self._entity, "".join(heading.itertext()).replace(AMP_SUBSTITUTE, "&"))
        return " ".join(html.unescape(_STASHED.sub("", words)).split())

    def _entity(self, kept_aside: re.Match[str]) -> str:
        """Of raw HTML within a heading its words stand in the line; of what is kept aside, `&ndash;` is a word."""
        raw = str(self.md.htmlStash.rawHtmlBlocks[int(kept_aside[1])])
        return raw if raw.startswith("&") else ""

    def _token(self, address: str, *, is_image: bool, alt: str = "") -> str:
        self.found.append((html.unescape(address), is_image, alt))
        return f"{SCHEME}:{len(self.found) - 1}"


@lru_cache(maxsize=1)
def converter() -> tuple[markdown.Markdown, Collector]:
    """What converts Markdown, and what collects meanwhile: the same two for all texts, and each begins them anew."""
    md = markdown.Markdown(
        extensions=[TableExtension(use_align_attribute=True), "sane_lists", "fenced_code"],
        output_format="html",
    )
    collector = Collector(md)
    # After the inline patterns (20), which make the links, and after backslashes are resolved (0);
    # before the text is put together.
    md.treeprocessors.register(collector, "pathviz", -5)
    md.preprocessors.register(_Seldom(md.preprocessors["fenced_code_block"], "```", "~~~"), "fenced_code_block", 25)
    md.preprocessors.register(_Seldom(md.preprocessors["html_block"], "<", "&"), "html_block", 20)
    # It is asked of every element, several times, whether it is one of them.
    md.block_level_elements = frozenset(md.block_level_elements)  # type: ignore[assignment]
    md.parser.blockprocessors.register(_PlainParagraph(md.parser), "pathviz-paragraph", 110)
    md.treeprocessors.register(_FewPatterns(md), "pathviz-few", 25)
    return md, collector
