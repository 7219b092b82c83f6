"""The command line: arguments, printing, progress and exit codes.

Faults go to standard output, a line each, so that they can be piped on; everything else goes to
standard error, and progress only where a terminal is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import io
import json
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from pathviz.arguments import parser
from pathviz.files import absolute
from pathviz.i18n import Strings, WordsWrong, load_strings
from pathviz.layout import LayoutError
from pathviz.messages import Messages
from pathviz.pipeline import Options, build, check, frame_folder, has_errors, make
from pathviz.problems import Problem, SiteNotFound
from pathviz.publish import ArtifactRefused, OutputRefused, write_archive
from pathviz.resources import own_templates

FINE, FAULTS, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    _mend_streams()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["test"] and not {"-h", "--help"} & set(words):
        return _test(words[1:])
    if words and words[0].startswith("-") and words[0] not in ("-h", "--help", "--version"):
        words.insert(0, "build")  # `pathviz --strict`: the command that is meant nearly always
    try:
        given = parser().parse_args(words or ["build"])
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE
    try:
        return _run(given)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # `pathviz check | head`: whoever read has read enough.
        sys.stderr.close()
        return FAULTS


def _mend_streams() -> None:
    """Let nothing be said to a stream that is closed, and in codes what a stream has no letters for."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (open to the end)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(given: argparse.Namespace) -> int:
    speech = _Speech(given.lang)
    try:
        return _obey(given, speech)
    except SiteNotFound as missing:
        _say(speech.words("site-not-found", folder=missing.folder))
        return WRONG_USAGE
    except OutputRefused as refused:
        _say(speech.words(f"output-{refused.reason}", path=refused.path, names=", ".join(refused.names)))
        return WRONG_USAGE
    except ArtifactRefused as refused:
        _say(speech.words("artifact-refused", reason=refused))
    except LayoutError as error:
        _say(speech.words("layout-failed", reason=error))
    except WordsWrong as error:
        _say(speech.words("template-failed", reason=error))
    except BrokenPipeError:
        raise
    except Exception as error:
        # Jinja's errors, told by name so that a run that renders nothing need not import it. Some are OSErrors too.
        if type(error).__module__.partition(".")[0] == "jinja2":
            _say(speech.words("template-failed", reason=_template_fault(error)))
        elif isinstance(error, OSError):
            _say(speech.words("disk-failed", reason=error))
        else:
            raise
    return FAULTS


def _obey(given: argparse.Namespace, speech: _Speech) -> int:
    if given.command == "new":
        return _new(given, speech)
    if given.command == "schema":
        return _schema(absolute(given.output or Path(given.site) / "schemas"), speech)
    site = absolute(given.site)
    output = absolute(getattr(given, "output", None) or site / "output")
    options = Options(site, output, strict=given.strict, jobs=given.jobs, base_url=given.base_url)
    commands: dict[str, Callable[[], int]] = {
        "build": lambda: _build(options, speech),
        "check": lambda: _check(options, speech, as_json=getattr(given, "format", "text") == "json"),
        "publish": lambda: _publish(options, speech, absolute(given.zip)),
        "serve": lambda: _serve(options, speech, given.port, open_browser=not given.no_browser),
    }
    return commands[given.command]()


def _template_fault(error: Exception) -> str:
    """A template's fault with its file and line, where Jinja knows them."""
    name, line = getattr(error, "filename", None) or getattr(error, "name", None), getattr(error, "lineno", None)
    place = f"{name}:{line}: " if name and line else ""
    return f"{place}{type(error).__name__}: {error}"


# -- commands --------------------------------------------------------------------------------


def _build(options: Options, speech: _Speech) -> int:
    _keep_garbage()
    with _Progress(speech.words) as progress:
        outcome = build(options, progress.show)
    _print(outcome.problems, speech.messages)
    if outcome.files is None and not outcome.was_current:
        _say(speech.messages.summary(*_count(outcome.problems)))
        _say(speech.words("not-built", output=options.output))
        return FAULTS
    if sys.stderr.isatty():
        word = "current" if outcome.was_current else "built"
        page = options.output / "index.html"
        _say(speech.words(word, files=outcome.files, output=options.output, page=page))
    if outcome.drafts:
        _say(speech.words("drafts-left", files=", ".join(outcome.drafts)))
    return FINE


def _publish(options: Options, speech: _Speech, archive: Path) -> int:
    code = _build(options, speech)
    if code == FINE:
        files = write_archive(options.output, archive)
        _say(speech.words("archived", files=files, archive=archive))
    return code


def _check(options: Options, speech: _Speech, *, as_json: bool) -> int:
    _keep_garbage()
    with _Progress(speech.words) as progress:
        reading = check(options, progress.show)
    if as_json:
        from pathviz.report import as_data  # noqa: PLC0415 (only here)

        data = as_data(reading.problems, speech.messages, reading.mirror, reading.site)
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return FAULTS if has_errors(reading.problems, strict=options.strict) else FINE
    _print(reading.problems, speech.messages)
    if reading.mirror:
        from pathviz.report import lines  # noqa: PLC0415 (only where there is something to report)

        for line in lines(reading.mirror, reading.site, load_strings([own_templates()], speech.words.lang)):
            print(line)
        sys.stdout.flush()
    if reading.problems or sys.stderr.isatty():
        _say(speech.messages.summary(*_count(reading.problems)))
    return FAULTS if has_errors(reading.problems, strict=options.strict) else FINE


def _serve(options: Options, speech: _Speech, port: int, *, open_browser: bool) -> int:
    from pathviz.serve import BuildResult, serve  # noqa: PLC0415 (brings a web server along)

    # The preview builds in a thread, and processes must not be forked from one.
    options = replace(options, jobs=1)

    def once() -> BuildResult:
        reading = check(options)
        lines = [speech.messages.line(problem) for problem in reading.problems]
        is_good = not has_errors(reading.problems, strict=options.strict)
        return BuildResult(make(reading, options, drafts=True).files if is_good else None, lines)

    if not (options.site / "content" / "site.yaml").is_file():
        raise SiteNotFound(str(options.site))
    frame = frame_folder(options.site)
    roots = [options.site, frame] if frame else [options.site]
    watch = [root / name for root in roots for name in ("content", "regions", "templates")]
    serve(once, [*watch, own_templates()], port=port, open_browser=open_browser, echo=_say, words=speech.words)
    return FINE


def _new(given: argparse.Namespace, speech: _Speech) -> int:
    from pathviz.new.answers import NotPossible  # noqa: PLC0415 (what starts a site is seldom needed)
    from pathviz.new.command import PARTS, run  # noqa: PLC0415
    from pathviz.new.writing import command_in, shown  # noqa: PLC0415

    command = command_in(Path.cwd())

    def tell(word: str, values: Mapping[str, str]) -> None:
        _say(speech.words(word, command=command, **values))

    def ask(name: str, default: str) -> str:
        print(speech.words(f"ask-{name}", default=default), end=" ", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt  # the end of what is typed
        return line.strip()

    has_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    if has_terminal and not given.yes:
        tell("ask-begin", {})
    try:
        written = run(given, ask if has_terminal else None, tell, dt.date.today())  # noqa: DTZ011 (the author's own day)
    except NotPossible as refusal:
        _say(speech.words("nothing-written"))
        tell(refusal.word, refusal.values)
        return WRONG_USAGE
    for file in written:
        print(file)
    sys.stdout.flush()
    if not has_terminal and not given.yes:
        tell("not-asked", {})
    if given.what in PARTS:
        site = absolute(given.site)
        tell("new-done", {"site": "" if site == Path.cwd() else f" --site {shown(site, Path.cwd())}"})
    else:
        folder = absolute(given.what)
        words = {"folder": shown(folder, Path.cwd()), "command": command_in(folder)}
        _say(speech.words("new-site-done", **words))
    return FINE


def _schema(folder: Path, speech: _Speech) -> int:
    from pathviz.new.schemas import write_schemas  # noqa: PLC0415 (what describes the format is seldom needed)

    write_schemas(folder)
    _say(speech.words("schemas-written", folder=folder))
    return FINE


def _test(arguments: Sequence[str]) -> int:
    root = Path(__file__).resolve().parents[2]
    if not (root / "tests").is_dir():
        _say("The tests are in pathviz's repository: python3 build.py test")
        return WRONG_USAGE
    try:
        import pytest  # noqa: PLC0415 (only there where tests are run)
    except ImportError:
        _say("pytest is not installed here; the tests are run with: python3 build.py test")
        return WRONG_USAGE
    return int(pytest.main(["--rootdir", str(root), "-c", str(root / "pyproject.toml"), *arguments]))


def _keep_garbage() -> None:
    """Stop looking for unreachable cycles: the model only grows, and looking through it takes a fifth of a build."""
    gc.disable()


class _Speech:
    """The words of one language: of faults, and of everything else that is said."""

    def __init__(self, lang: str) -> None:
        locales = own_templates() / "locales"
        self.messages = Messages(locales, lang)
        self.words = Strings(lang, tomllib.loads((locales / f"command.{lang}.toml").read_text("utf-8")))


# -- printing --------------------------------------------------------------------------------


def _count(problems: Iterable[Problem]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    kinds = [problem.severity for problem in problems]
    return kinds.count("error"), kinds.count("warning")


def _print(problems: Iterable[Problem], messages: Messages) -> None:
    for problem in problems:
        print(messages.line(problem))
    sys.stdout.flush()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class _Progress:
    """One line on a terminal that says what is being done; nothing elsewhere."""

    def __init__(self, words: Strings) -> None:
        self._words = words
        self._is_shown = sys.stderr.isatty()

    def show(self, stage: str) -> None:
        """Say which stage has begun."""
        if self._is_shown:
            print(f"\r\x1b[K{self._words('stage-' + stage)}", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
