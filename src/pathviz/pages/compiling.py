"""How templates become Python code: quicker than Jinja's own, and kept from run to run as Python keeps its modules.

A page is put together as bytes: what of it stands in the template is encoded when that is compiled, and only what it
is filled with when it is made. As a text it would be copied, template by template, with two bytes a character, since
a page hardly lacks a dash or a closing quotation mark, and encoding it at the end would take a tenth of all its time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr

from pathviz.i18n import Strings
from pathviz.pages.escaping import escape_text, escaped, put


def template_environment(folders: Sequence[Path]) -> Environment:
    """The templates of `folders`, the first folder winning file by file; the last one is ours."""
    ours = f"{folders[-1]}{os.sep}"
    environment = Environment(
        loader=_Loader([str(folder) for folder in folders], ours),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.ours = ours
    environment.bytecode_cache = _KeptCode(ours)
    return environment


_INCLUDE: Final = re.compile(r"{% include '([^']+)' %}")


class _Loader(jinja2.FileSystemLoader):
    """Loads our own templates with our own partials in the place of the tags that include them.

    A page includes a dozen, and each would take a context of its own. They see the same names, and what they set stays
    theirs. A partial of the site's own is included as ever, and so is one of ours in a template of the site's own.
    """

    def __init__(self, folders: Sequence[str], ours: str) -> None:
        super().__init__(folders)
        self._ours = ours

    def get_source(self, environment: jinja2.Environment, template: str) -> _Source:
        source, file, is_current = super().get_source(environment, template)
        if file.startswith(self._ours):
            source = _INCLUDE.sub(lambda tag: self._put_in(environment, tag), source)
        return source, file, is_current

    def _put_in(self, environment: jinja2.Environment, tag: re.Match[str]) -> str:
        source, file, _ = self.get_source(environment, tag[1])
        return f"{{% with %}}{source}{{% endwith %}}" if file.startswith(self._ours) else tag[0]


_Source = tuple[str, str, Callable[[], bool]]


class _QuickCode(CodeGenerator):
    """Jinja's compiler, but for what takes most of the time of a page: how values are got, escaped and put out.

    Ours are plain objects and functions, and one `t('here')` costs ten times as much where Jinja first looks
    whether it wants a context; in the site's own templates what is missing is still told in Jinja's words.
    """

    environment: Environment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja's name)
        self._is_child = node.find(nodes.Extends) is not None
        self._is_ours = (self.filename or "").startswith(self.environment.ours)
        self._wholes: set[str | None] = set()
        self._is_put = False
        super().visit_Template(node, frame)

    def _is_whole(self, frame: Frame) -> bool:
        """Whether a frame is that of a block, or of a template that puts out something itself."""
        return frame.parent is None and (frame.block_frame or (frame.toplevel and not self._is_child))

    def enter_frame(self, frame: Frame) -> None:
        """A block or template goes into a list; piece by piece it would pass through every template above."""
        super().enter_frame(frame)
        if self._is_whole(frame):
            self.buffer(frame)
            self._wholes.add(frame.buffer)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002 (Jinja's)
        if self._is_whole(frame):
            self.writeline(f"yield environment.whole({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape_text = environment.escape_text")
        if self._is_ours:
            self.writeline("words = environment.words(resolve('t'))")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        # What goes into no whole is a value of its own, of a macro or an assignment: a text.
        self._end = ".encode()" if frame.buffer in self._wholes else ""
        super().visit_Output(node, frame)

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(group)
        return repr(text.encode() if self._end else text)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif self._is_word(node):
            self._is_put = bool(self._end)  # it then stands encoded in `words`
            self.write("" if self._is_put else "escape_text(")
        else:
            self.write(f"(shown{self._end} if (kind := type(shown := ")
            if finalize.src is not None:
                self.write(finalize.src)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        elif self._is_word(node):
            self.write("" if self._end else ")")
        else:
            if finalize.src is not None:
                self.write(")")
            self.write(f")) is Markup else escape_text(shown){self._end} if kind is str")
            self.write(f" else str(shown){self._end} if kind is int")
            self.write(f" else environment.{'put' if self._end else 'escaped'}(shown))")

    def _is_word(self, node: Expr) -> bool:
        """Whether a node is `t('key')` in one of our own templates: the same words whatever the page."""
        return (
            self._is_ours
            and isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and node.node.name == "t"
            and len(node.args) == 1
            and isinstance(node.args[0], nodes.Const)
            and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        )

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        if self._is_ours:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        if self._is_ours:
            self.visit(node.node, frame)
            self.write("[")
            self.visit(node.arg, frame)
            self.write("]")
        else:
            super().visit_Getitem(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        # Ours join the keys of words, which are no HTML; what is put out is escaped then.
        if self._is_ours:
            self.write("str_join((")
            for part in node.nodes:
                self.visit(part, frame)
                self.write(", ")
            self.write("))")
        else:
            super().visit_Concat(node, frame)

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        # What Jinja takes for the other case is put out as nothing too, but first asked for its HTML form.
        if self._is_ours and node.expr2 is None:
            node.expr2 = nodes.Const("")
        super().visit_CondExpr(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 (Jinja's)
        if forward_caller or node.dyn_args or node.dyn_kwargs or not isinstance(node.node, nodes.Name):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        if self._is_put:
            self._is_put = False
            self.write(f"words[{node.args[0].as_const()!r}]")
            return
        self.visit(node.node, frame)
        if self._is_word(node):
            self.write(f".known[{node.args[0].as_const()!r}]")
            return
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def filled(template: jinja2.Template, shown: Mapping[str, object]) -> bytes:
    """A template with its names filled: a page."""
    return _whole(list(template.root_render_func(template.new_context(dict(shown)))))


def _whole(pieces: list[Any]) -> bytes:
    """Pieces as one; of what a site's own templates put out some may be texts."""
    try:
        return b"".join(pieces)
    except TypeError:
        return b"".join([piece.encode() if isinstance(piece, str) else piece for piece in pieces])


def _text(pieces: Iterable[Any]) -> str:
    """Pieces as one text, for a macro and for what is put out once more; a block or a partial in it is a whole."""
    found = pieces if isinstance(pieces, list) else list(pieces)
    try:
        return "".join(found)
    except TypeError:
        return "".join([piece.decode() if isinstance(piece, bytes) else piece for piece in found])


class _Words(dict[str, bytes]):
    """A language's words by key, as they stand in a page's file: each is escaped and encoded once."""

    def __init__(self, words: Strings) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, key: str) -> bytes:
        found = self[key] = escape_text(self._words.known[key]).encode()
        return found


class Environment(jinja2.Environment):
    """Jinja's environment with quick code; `ours` is the folder of our own templates."""

    code_generator_class = _QuickCode
    escaped = staticmethod(escaped)
    escape_text = staticmethod(escape_text)
    put = staticmethod(put)
    words = staticmethod(lru_cache(maxsize=8)(_Words))
    whole = staticmethod(_whole)
    concat = staticmethod(_text)
    ours = ""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (Jinja's)
        super().__init__(**options)
        self._found: dict[str, jinja2.Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One mapping; Jinja's, of two that may change, is walked in Python for each page."""
        return {**self.globals, **(d or {})}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's name)
    ) -> jinja2.Template:
        """A template by its name, which is found once: a page includes a dozen of them."""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found


class _KeptCode(jinja2.FileSystemBytecodeCache):
    """The code of our own templates, kept where Python keeps that of this module; compiling takes half a second.

    A site's own templates are compiled anew: whoever hands over a site shall not hand over code that nobody reads.
    """

    def __init__(self, ours: str) -> None:
        folder = Path(importlib.util.cache_from_source(__file__)).parent
        super().__init__(str(folder), f"template-%s.{sys.implementation.cache_tag}.bin")
        self._ours = ours
        # What else the code depends on than on the template.
        self._maker = hashlib.sha256(jinja2.__version__.encode() + Path(__file__).read_bytes()).hexdigest()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(name, filename) if (filename or "").startswith(self._ours) else _NOT_KEPT

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(self._maker + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key != _NOT_KEPT:
            with suppress(OSError):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.key != _NOT_KEPT and not sys.dont_write_bytecode:
            with suppress(OSError):  # where pathviz is installed, others may not write
                super().dump_bytecode(bucket)


_NOT_KEPT: Final = ""
