#!/usr/bin/env python3
"""Build the site of this folder: `python3 build.py`, with nothing installed but Python.

The first run makes an isolated environment in `.env/` from a hash-checked list of exact versions
(`requirements/build.txt`); every run then starts the same program as the installed `pathviz` command, on the code
in `src/`. All arguments are pathviz's own, except

    python3 build.py test [pytest's arguments]

which runs the tests (with `requirements/test.txt`). Without arguments this is `pathviz build`.

Only the standard library is used, and only syntax that old Pythons can read, so that they can be told in words that
they are too old.
"""

import sys

OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    sys.exit(
        "pathviz vaatii Pythonin version {0} tai uudemman; tämä on {1} ({2}).\n"
        "pathviz needs Python {0} or newer; this is {1} ({2}).".format(
            ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, sys.version_info[:3])), sys.executable
        )
    )

# What every run needs. The rest is imported where it is used, for a run with nothing to make should start at once.
import hashlib
import os

ROOT = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENTS = os.path.join(ROOT, ".env")
# Written last of all: an environment without it was interrupted, and is made again.
COMPLETE = "pathviz-complete"
# pip's last lines say what went wrong; the ones before them, what it did until then.
PIP_LINES = 12


class SetupError(Exception):
    """The environment cannot be made; the message is for the user, in Finnish and in English."""


def main(arguments: list[str]) -> int:
    """Run pathviz, or the tests, with the user's arguments; give the exit code, unless exec has gone with it."""
    testing = arguments[:1] == ["test"]
    try:
        python = environment("test" if testing else "build")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Keskeytetty; seuraava ajo tekee ympäristön alusta.", "Interrupted; the next run sets up again.")
        return 130
    return start(python, pytest_command(arguments[1:]) if testing else pathviz_command(arguments))


def pathviz_command(arguments: list[str]) -> list[str]:
    """The user's arguments, for the site that is meant where none is named: `[]` → `build --site ROOT`.

    That is the site of the folder where the user stands, if it is one; else the site beside this file.
    """
    if any(argument == "--site" or argument.startswith("--site=") for argument in arguments):
        return ["pathviz", *arguments]
    if arguments and arguments[0] in ("-h", "--help", "--version"):
        return ["pathviz", *arguments]
    # Options without a command are the build's, as pathviz itself takes them.
    named = arguments if arguments and not arguments[0].startswith("-") else ["build", *arguments]
    here = os.getcwd()
    site = here if os.path.isfile(os.path.join(here, "content", "site.yaml")) else ROOT
    return ["pathviz", named[0], "--site", site, *named[1:]]


def pytest_command(arguments: list[str]) -> list[str]:
    """Arguments of pytest, which runs in the project's folder; what was named relative to the user's stays named.

    All tests together are spread over the processors; what is named is run in one process, as a debugger wants it.
    """
    absolute = [] if arguments else ["--numprocesses=auto", "--dist=worksteal"]
    for argument in arguments:
        path, colons, test = argument.partition("::")
        known = path and not path.startswith("-") and os.path.exists(path)
        absolute.append(os.path.abspath(path) + colons + test if known else argument)
    os.chdir(ROOT)
    return ["pytest", *absolute]


def start(python: str, module: list[str]) -> int:
    """Run a module with the environment's Python in place of this process (on Windows, beside it)."""
    for name in ("PYTHONPATH", "PYTHONHOME"):
        # They would put another environment's libraries before ours.
        os.environ.pop(name, None)
    # Without kept bytecode every run would compile the program anew, for longer than many a site takes.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # What the user has to type is told by the name of this file.
    os.environ["PATHVIZ_WRAPPER"] = os.path.join(ROOT, "build.py")
    # -P: no file of the working folder is taken for a library; UTF-8: Finnish survives any terminal or pipe.
    command = [python, "-P", "-X", "utf8", "-m", *module]
    if sys.platform == "win32":
        return start_beside(command)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(python, command)


def start_beside(command: list[str]) -> int:
    """Run a command as a child, for Windows has no exec worth the name; give its exit code."""
    import subprocess

    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The child had it too, and decides.
                continue


def environment(kind: str) -> str:
    """The Python of the environment for `build` or `test`, which is made first where it is missing or unfinished."""
    requirements = os.path.join(ROOT, "requirements", kind + ".txt")
    folder = os.path.join(ENVIRONMENTS, environment_name(kind, requirements))
    python = os.path.join(folder, *(["Scripts", "python.exe"] if sys.platform == "win32" else ["bin", "python"]))
    if not is_complete(folder, python):
        try:
            make_once(folder, python, requirements)
        except OSError as error:
            raise SetupError(
                f"Ympäristöä ei voi kirjoittaa levylle: {error}\nTarkista levytila ja oikeudet, tai kopioi projekti "
                "muualle.\nThe environment cannot be written to disk. Check space and permissions, or copy the project "
                "elsewhere."
            ) from error
    return python


def environment_name(kind: str, requirements: str) -> str:
    """One environment a list, Python and platform: `build-cpython-311-linux-x86_64-<hash>`."""
    with open(requirements, "rb") as file:
        content = file.read()
    # Two Pythons of one version, say the system's and one's own, do not share: either may go away.
    content += os.fsencode(sys.base_prefix)
    machine = os.environ.get("PROCESSOR_ARCHITECTURE", "") if sys.platform == "win32" else os.uname().machine
    digest = hashlib.sha256(content).hexdigest()[:12]
    return f"{kind}-{sys.implementation.cache_tag}-{sys.platform}-{machine.lower()}-{digest}"


def is_complete(folder: str, python: str) -> bool:
    """Was this environment made to the end, and is the Python it was made with still there?"""
    return os.path.isfile(os.path.join(folder, COMPLETE)) and os.path.isfile(python)


def make_once(folder: str, python: str, requirements: str) -> None:
    """Make the environment, unless another run that started at the same time has made it meanwhile."""
    import shutil

    os.makedirs(ENVIRONMENTS, exist_ok=True)
    lock = os.open(os.path.join(ENVIRONMENTS, "lock"), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        take(lock)
        if is_complete(folder, python):
            return
        say("Valmistellaan ympäristöä (vain ensimmäisellä kerralla) …", "Setting up (on the first run only) …")
        # It is made in place, for the programs in it know their own folder's name; its last file makes it count.
        shutil.rmtree(folder, ignore_errors=True)
        make(folder, python, requirements)
    finally:
        os.close(lock)


def take(lock: int) -> None:
    """Lock an open file, after those who came first; the system unlocks it when this process ends, however it ends."""
    import time

    waiting = False
    while not is_taken(lock):
        if not waiting:
            say("Toinen ajo valmistelee ympäristöä; odotetaan …", "Another run is setting up; waiting …")
        waiting = True
        time.sleep(0.2)


def is_taken(lock: int) -> bool:
    """Try to lock the open file; is it ours now?"""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def make(folder: str, python: str, requirements: str) -> None:
    """Make the environment: a bare one, then the list's packages, then the way to our code, then the mark."""
    import sysconfig

    has_pip = make_bare(folder)
    # Where Debian keeps ensurepip in another package, the running Python's own pip can serve the new environment.
    pip = [python, "-m", "pip"] if has_pip else [sys.executable, "-m", "pip", "--python", python]
    install(pip, requirements)
    packages = sysconfig.get_path("purelib", "venv", vars={"base": folder, "platbase": folder})
    with open(os.path.join(packages, "pathviz.pth"), "w", encoding="utf-8") as file:
        # Relative, so that the project's folder may be moved.
        file.write(os.path.relpath(os.path.join(ROOT, "src"), packages) + "\n")
    with open(os.path.join(folder, COMPLETE), "wb"):
        pass


def make_bare(folder: str) -> bool:
    """Make an environment without packages; tell whether it has a pip of its own."""
    if run([sys.executable, "-m", "venv", folder])[0] == 0:
        return True
    code, printed = run([sys.executable, "-m", "venv", "--clear", "--without-pip", folder])
    if code == 0 and run([sys.executable, "-m", "pip", "--version"])[0] == 0:
        return False
    mend = "sudo apt install python{}.{}-venv".format(*sys.version_info[:2])
    raise SetupError(
        f"Python-ympäristöä ei voi tehdä: venv tai pip puuttuu. Debian ja Ubuntu: {mend}\n"
        f"Cannot make a Python environment: venv or pip is missing. Debian and Ubuntu: {mend}\n{last_lines(printed)}"
    )


def install(pip: list[str], requirements: str) -> None:
    """Install the list, every file checked against its hash, from wherever the user's pip is set up to look."""
    # Wheels alone: building a package would run others that no hash vouches for.
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
    command = [*pip, "install", *options, "-r", requirements]
    code, printed = run(command)
    if code != 0:
        raise SetupError(
            "Pakettien asennus ei onnistunut. Tarkista verkkoyhteys (välityspalvelimen takana myös pipin asetukset) ja "
            "aja sama komento uudelleen.\nInstalling the packages failed. Check the network (behind a proxy, pip's "
            f"settings too) and run the same command again.\n\n  {' '.join(command)}\n{last_lines(printed)}"
        )


def run(command: list[str]) -> tuple[int, str]:
    """Run a command silently; give its exit code and what it printed."""
    import subprocess

    # Users who always install with --user or --target mean their own Python, not this environment.
    settings = {name: value for name, value in os.environ.items() if name not in UNWANTED_SETTINGS}
    settings["PIP_USER"] = "0"
    done = subprocess.run(
        command,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


UNWANTED_SETTINGS = frozenset(["PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_CONSTRAINT"])


def last_lines(printed: str) -> str:
    """The end of what a program printed, set in."""
    return "\n".join("  " + line for line in printed.splitlines()[-PIP_LINES:])


def say(finnish: str, english: str) -> None:
    """Tell the user what takes time; on stderr, for stdout is pathviz's own."""
    print(finnish + "\n" + english, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
