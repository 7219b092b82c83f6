"""Source text with positions: files, YAML and front matter, read so that every value knows its place.

YAML is composed by libyaml into nodes, never constructed into objects; `records` reads what they say.
Anchors, tags, several documents, deep nesting and very large files are faults:
nobody who describes a path needs them, and each is a way to stop a build.
"""

from __future__ import annotations

import codecs
import gc
import operator
import re
from pathlib import Path
from typing import Any, Final, Union

import yaml

from pathviz.problems import Location, Place, Problems, packed

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 24
MAX_MARKDOWN: Final = 100_000
MAX_PARAGRAPH: Final = 20_000
MAX_OPEN: Final = 40
ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

_PERHAPS_ALIAS: Final = re.compile(r"(?:^|[\s\[{,:?-])[&*!][^\s,]", re.MULTILINE)
# Composing recurses in C: as deep as there are brackets, and twice as deep as a line is long. Texts
# beyond these sizes, far below what the stack holds, are first looked at as a stream of events.
_FEW_BRACKETS: Final = 1000
_SHORT_LINE: Final = 500
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROLS: Final = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # "Unicode" of Windows' editors
_OPENS: Final = {"]": "[", ")": "(", ">": "<"}
_BRACKET: Final = re.compile(r"[\[\]()<>]|\n[ \t]*\n")
_BLANK: Final = re.compile(r"\n[ \t]*(?=\n)")
_QUOTED_DEEP: Final = re.compile(r"^(?:[ \t]*>){20}", re.MULTILINE)
# A quotation mark or a name without its other half is noticed at the end of the file, or on the next line.
_NOTICED_LATE: Final = ("unexpected end of stream", "unexpected document", "could not find expected ':'")
_TAB: Final = "found a tab character that violates indentation"
_BLOCKS: Final = frozenset("|>")
_FENCE: Final = re.compile(r"---[ \t]*(?:\n|\Z)")

Mark = yaml.Mark
Scalar = tuple[str, Mark, Mark, str]
"""A text as a node: its words, where it begins and ends, and its style: a quotation mark, `|`, `>` or nothing."""
SequenceNode = yaml.SequenceNode
MappingNode = yaml.MappingNode
Node = Union[Scalar, SequenceNode, MappingNode]  # noqa: UP007 (at run time too)


def _scalar(_tag: object, words: str, start: Mark, end: Mark, style: str) -> Scalar:
    """What stands for PyYAML's class of texts, which takes four times as long to make; most nodes are texts."""
    return words, start, end, style


class _Untyped:
    """Leaves nodes without tags and the loader without thoughts of where it is: what a text means is for its reader.

    libyaml's parser calls these for every node. Where one of C takes as many arguments, does nothing with them and
    gives what nobody reads, it is quicker than one of Python.
    """

    descend_resolver = staticmethod(operator.is_)  # parent, index
    ascend_resolver = staticmethod(gc.isenabled)

    def resolve(self, _kind: object, _value: str | None, _implicit: object) -> None:
        """No tag."""


class _SlowLoader(yaml.BaseLoader):
    """PyYAML's own parser, for where it comes without libyaml's: the same nodes."""

    def compose_scalar_node(self, anchor: Any) -> Any:  # noqa: ANN401 (not the class that its base gives)
        node = super().compose_scalar_node(anchor)
        return _scalar(None, node.value, node.start_mark, node.end_mark, node.style or "")


_LOADER: Any = _SlowLoader
if hasattr(yaml, "CBaseLoader"):

    class _FastLoader(_Untyped, yaml.cyaml.CParser):  # type: ignore[misc, name-defined]
        """libyaml's parser. It makes a node by calling what its module knows by the name of the node's class."""

        def get_single_node(self) -> Any:  # noqa: ANN401 (as above)
            yaml._yaml.ScalarNode = _scalar  # type: ignore[attr-defined]  # noqa: SLF001
            try:
                return super().get_single_node()
            finally:
                yaml._yaml.ScalarNode = yaml.ScalarNode  # type: ignore[attr-defined]  # noqa: SLF001

        def dispose(self) -> None:
            """Nothing is held open."""

    # Only where PyYAML's module is as it has long been: where it is not, nodes would be of another kind.
    if isinstance(yaml.compose("text", Loader=_FastLoader), tuple):
        _LOADER = _FastLoader


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    r"""The text of a file with `\n` line ends, or None when it is no text that can be used.

    `file` is the name in messages. Faults: `file-unreadable`, `file-too-large`, `not-utf8`, `not-text`.
    """
    start = Location(file)
    try:
        with path.open("rb", buffering=0) as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problems.add("file-unreadable", start, reason=error.strerror or type(error).__name__)
        return None
    if len(raw) > MAX_BYTES:
        problems.add("file-too-large", start, limit=str(MAX_BYTES // 1000))
        return None
    if raw.startswith(_UTF_16):
        problems.add("not-utf8", start)
        return None
    if any(map(raw.__contains__, _CONTROLS)):
        index = next(index for index, byte in enumerate(raw) if byte in _CONTROLS)
        problems.add("not-text", _place_in_bytes(raw, index, file))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add("not-utf8", _place_in_bytes(raw, error.start, file))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _place_in_bytes(raw: bytes, index: int, file: str) -> Location:
    """The place of a byte; its column is that of the character, if all before it is UTF-8."""
    before = raw[:index].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace").removeprefix("\ufeff")
    return Location(file, before.count(b"\n") + 1, len(line) + 1)


def is_untangled(text: str, at: Location, problems: Problems) -> bool:
    """Whether a Markdown text can be read in a time that grows with its length; a fault says where it cannot.

    Readers of Markdown look for the end of every bracket and quotation they meet, and look again for each that
    stays open: some thousands of `[` take minutes. They also copy what is left of a paragraph at each mark in it.
    No text that is meant comes near the limits.
    """
    if len(text) > MAX_MARKDOWN:
        problems.add("file-too-large", at, limit=str(MAX_MARKDOWN // 1000))
        return False
    start = 0
    ends = [found.start() for found in _BLANK.finditer(text)] if len(text) > MAX_PARAGRAPH else []
    for end in (*ends, len(text)):
        if end - start > MAX_PARAGRAPH:
            words = " ".join(text[start : start + 60].split())
            at = place_within(text, start, at)
            problems.add("text-too-long", at, key=f"{words} …", length=str(end - start), limit=str(MAX_PARAGRAPH))
            return False
        start = end
    if ">" in text and (quoted := _QUOTED_DEEP.search(text)):
        problems.add("text-tangled", place_within(text, quoted.start(), at), mark=">")
        return False
    depth = dict.fromkeys("[(<", 0)
    if not any(mark in text for mark in depth):
        return True
    for match in _BRACKET.finditer(text):
        mark = match[0]
        if mark in depth:
            depth[mark] += 1
            if depth[mark] > MAX_OPEN:
                problems.add("text-tangled", place_within(text, match.start(), at), mark=mark)
                return False
        elif mark in _OPENS:
            depth[_OPENS[mark]] = max(0, depth[_OPENS[mark]] - 1)
        else:
            depth = dict.fromkeys(depth, 0)
    return True


def place_within(text: str, index: int, at: Location) -> Location:
    """The place of a character of a text that begins at `at`."""
    line = text.count("\n", 0, index)
    column = index - text.rfind("\n", 0, index)
    return Location(at.file, at.line + line, column if line else at.column + column - 1)


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    r"""Front matter, body, and the line on which the body begins; None when there is no front matter.

    >>> split_front_matter("---\ntitle: x\n---\nText\n")
    ('title: x\n', 'Text\n', 4)
    """
    opening = _FENCE.match(text)
    if opening is None:
        return None
    newline = text.find("\n---", opening.end() - 1)
    while newline >= 0:
        if closing := _FENCE.match(text, newline + 1):
            head = text[opening.end() : newline + 1]
            return head, text[closing.end() :], text.count("\n", 0, closing.end()) + 1
        newline = text.find("\n---", newline + 1)
    return None


class Source:
    """The file in which a YAML text stands from `first_line` on, and where its faults go.

    A `sparse` one is a language layer. `first` is the place of the text's first letter.
    """

    __slots__ = ("file", "first", "first_line", "problems", "sparse")

    def __init__(self, file: str, problems: Problems, *, sparse: bool = False, first_line: int = 1) -> None:
        self.file = file
        self.problems = problems
        self.sparse = sparse
        self.first_line = first_line
        self.first = packed(first_line, 1)

    def at(self, mark: Mark) -> Place:
        """The place in the file of a mark of the text."""
        return self.file, self.first_line + mark.line, mark.column + 1

    def place(self, node: Node) -> Place:
        """Where a node begins."""
        return self.at(node[1] if isinstance(node, tuple) else node.start_mark)

    def text(self, scalar: Scalar) -> str:
        """The words of a text; of one that stands below its mark, as a `Block`."""
        words, _, _, style = scalar
        if style == '"' and _CONTROL.search(words):
            # An escape in double quotes can write what a file may not hold as it is.
            self.problems.add("not-text", self.place(scalar))
        return Block(words) if style in _BLOCKS else words


class Block(str):
    """A text written below its mark (`|` or `>`), which is its place."""

    __slots__ = ()


def compose(text: str, file: str, problems: Problems, *, first_line: int = 1) -> MappingNode | None:
    """The mapping that a YAML text holds, as nodes; None (and a fault) when it holds none.

    `first_line` is the line of the file on which the text begins (front matter: 2).
    """
    try:
        if _needs_look(text) and not _is_plain(text, file, first_line, problems):
            return None
        node: Any = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        detail, mark = _what_and_where(error, text)
        at = Location(file, mark.line + first_line, mark.column + 1) if mark else Location(file, first_line)
        problems.add("yaml-syntax", at, detail=detail)
        return None
    except yaml.YAMLError as error:
        problems.add("yaml-syntax", Location(file, first_line), detail=str(error).split("\n", 1)[0])
        return None
    if node is None or (isinstance(node, tuple) and not (node[0] or node[3])):
        problems.add("file-empty", Location(file, first_line))
        return None
    if not isinstance(node, MappingNode):
        place = Source(file, problems, first_line=first_line).place(node)
        problems.add("wrong-type", place, key=file.rsplit("/", 1)[-1], expected="mapping")
        return None
    return node


def _what_and_where(error: yaml.MarkedYAMLError, text: str) -> tuple[str, yaml.Mark | None]:
    """What libyaml noticed, and the place where a person has to look, which is not always where it was noticed."""
    detail = str(error.problem or error.context or "")
    mark = error.problem_mark or error.context_mark
    if error.context_mark and any(words in detail for words in _NOTICED_LATE):
        return detail, error.context_mark
    if mark and "cannot start any token" in detail:
        line = text.split("\n")[mark.line]
        if line[mark.column : mark.column + 1] == "\t":
            return _TAB, mark
    return detail, mark


def _needs_look(text: str) -> bool:
    if ("*" in text or "&" in text or "!" in text) and _PERHAPS_ALIAS.search(text):
        return True
    return text.count("[") + text.count("{") > _FEW_BRACKETS or _has_long_line(text)


def _has_long_line(text: str) -> bool:
    """Whether a stretch of the text as long as a short line may be holds no line end."""
    start = 0
    while start + _SHORT_LINE < len(text):
        start = text.rfind("\n", start, start + _SHORT_LINE + 1) + 1
        if not start:
            return True
    return False


def _is_plain(text: str, file: str, first_line: int, problems: Problems) -> bool:
    """Whether the event stream nests no deeper than it may and has no alias, anchor or tag."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark = event.start_mark
        at = Location(file, mark.line + first_line, mark.column + 1) if mark else Location(file, first_line)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problems.add("yaml-alias", at)
            return False
        if tag := getattr(event, "tag", None):
            problems.add("yaml-tag", at, tag=str(tag).replace("tag:yaml.org,2002:", "!!"))
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                problems.add("yaml-too-deep", at, limit=str(MAX_DEPTH))
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True


def check_id(word: str, at: Place, problems: Problems) -> bool:
    """Whether a word can be an address and an anchor; notes `id-not-url-safe` when it cannot."""
    if ID.match(word):
        return True
    problems.add("id-not-url-safe", at, id=word, near=as_id(word))
    return False


_PLAIN: Final = (("ä", "a"), ("ö", "o"), ("å", "a"), ("é", "e"), ("ü", "u"), ("š", "s"), ("ž", "z"))

_NO_ID: Final = re.compile(r"[^a-z0-9]+")


def as_id(word: str) -> str:
    """The id that a word could be.

    >>> as_id("Työkyvyn tuki")
    'tyokyvyn-tuki'
    """
    found = word.lower()
    for letter, plain in _PLAIN:
        found = found.replace(letter, plain)
    return _NO_ID.sub("-", found).strip("-")
