"""Makes `.venv` from `requirements.lock` when it is missing or made from another lock or Python.

With `--engine` it makes `engine/.venv`, which has the engine and not the report. With `--here` it makes
no environment: it installs the two packages of this checkout into the one that it runs in, which has
the lock already (conda, Binder). With `--kept` a `.venv` of another Python than the one that runs this
stays: nobody chose this one. With `--anew` it is made anew whatever is there. An environment of which files
are gone is made anew by itself.

Needs nothing but Python, of any version to say which is needed. Every package is checked against the
hashes in the lock. Installing is done with uv, itself taken from the lock, and with pip where uv cannot
run.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENGINE = "--engine" in sys.argv[1:]
KEPT = "--kept" in sys.argv[1:]
ANEW = "--anew" in sys.argv[1:]
PACKAGES = (ROOT / "engine",) if ENGINE else (ROOT, ROOT / "engine")
HOME = PACKAGES[0] / ".venv"
STAMP = HOME / ".made-from"
EDITABLE = [part for package in PACKAGES for part in ("-e", str(package))]
PROJECT = ["--no-deps", "--no-build-isolation", *EDITABLE]
OLDEST = (3, 11)
SILENT = 8  # seconds after which a step says that it goes on


def main() -> int:
    """Bring `.venv` up to date; say what is done when there is something to do."""
    if "--here" in sys.argv[1:]:
        return refused() or here()
    other = python_changed() or damaged()
    if not other and STAMP.is_file() and STAMP.read_text("utf-8").startswith(fingerprint()):
        return 0
    anew = other or not python().exists()
    if anew and refused():
        return 3
    shown = HOME.relative_to(ROOT)
    why = f" anew: {other}" if other else " from requirements.lock"
    print(f"Setting up {shown}{why} …", flush=True)
    try:
        if anew:
            venv.create(HOME, with_pip=True, clear=True, symlinks=os.name != "nt")
        install()
        make_movable()
        compile_sources()
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"Setting up failed: {error}")
        print("Mend the cause and type the same command again; to")
        print(f"start afresh, remove the folder {shown}. On Debian,")
        print("python3-venv must be installed.")
        return 3
    STAMP.write_text("\n".join([fingerprint().rstrip("\n"), *installed(), ""]), "utf-8")
    return 0


def refused() -> int:
    """3, and why, where this Python is too old; else 0."""
    if sys.version_info >= OLDEST:
        return 0
    found = ".".join(map(str, sys.version_info[:3]))
    print(f"Two Deltas needs Python 3.11 or newer, this is {found}.")
    print("Type: PYTHON=python3.12 make …  with a Python that you have.")
    return 3


def here() -> int:
    """Install the packages of this checkout into the environment that this runs in."""
    print(f"Installing this checkout into {sys.prefix} …", flush=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq"]
    if run([*pip, "install", *PROJECT], "installing"):
        print("That failed. The environment must have the lock already:")
        print("pip install -r requirements.lock")
        return 3
    return 0


def damaged() -> str:
    """Why what was installed is no longer whole; empty if nothing is seen to be gone.

    Names alone are looked at: what else may have happened to a file is found out when it is imported.
    """
    if ANEW:
        return "asked for"
    if not STAMP.is_file():
        return ""
    there = installed()
    gone = sorted(set(STAMP.read_text("utf-8").split("\n")[1:-1]) - set(there))
    if gone:
        return f"{gone[0]} is gone"
    listed: dict[str, set[str]] = {}
    for name, folder in there.items():
        for path in recorded(folder / "RECORD"):
            place, _, file = path.rpartition("/")
            if place not in listed:
                listed[place] = names(folder.parent / place)
            if file not in listed[place]:
                return f"{path} of {name} is gone"
    return ""


def installed() -> dict[str, Path]:
    """What says that a package is installed, by the name of its folder."""
    places = [*HOME.glob("lib*/python*/site-packages"), HOME / "Lib" / "site-packages"]
    folders = sorted(folder for place in places for folder in place.glob("*.dist-info"))
    return {folder.name[: -len(".dist-info")]: folder for folder in folders}


def recorded(file: Path) -> list[str]:
    """The files that a package came with; those that Python makes itself are left out."""
    if not file.is_file():
        return [f"{file.parent.name}/RECORD"]
    found = (line.rsplit(",", 2)[0].strip('"') for line in file.read_text("utf-8").splitlines())
    return [path for path in found if path and not path.endswith(".pyc")]


def names(folder: Path) -> set[str]:
    """The names in a folder; none if it is not there."""
    try:
        return set(os.listdir(folder))  # noqa: PTH208 - an old Python runs this, on every call
    except OSError:
        return set()


def python_changed() -> str:
    """Why the Python of `.venv` is not the one that is wanted; empty if it is, or there is none."""
    made = made_with()
    if not made:
        return ""
    folder = HOME / "lib" / f"python{made}"
    binary = re.search(r"3[.]\d+", python().resolve().name)
    if (
        not python().exists()
        or (binary and binary[0] != made)
        or not (folder.is_dir() or os.name == "nt")
    ):
        return f"its Python {made} is gone"
    running = ".".join(map(str, sys.version_info[:2]))
    return "" if KEPT or running == made else f"it has Python {made}, this is {running}"


def made_with() -> str:
    """The Python that `.venv` was made with, such as `3.12`; empty if there is none."""
    settings = HOME / "pyvenv.cfg"
    text = settings.read_text("utf-8") if settings.is_file() else ""
    found = re.search(r"^version(?:_info)? *= *(\d+[.]\d+)", text, re.MULTILINE)
    return found[1] if found else ""


def fingerprint() -> str:
    """What the environment depends on: the lock, the packages' metadata, its Python."""
    digest = hashlib.sha256(LOCK.read_bytes())
    for package in PACKAGES:
        digest.update((package / "pyproject.toml").read_bytes())
    return f"{digest.hexdigest()} {made_with()} {python().resolve()}\n"


def python() -> Path:
    """The interpreter inside `.venv`."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install() -> None:
    """Install the lock and, in place, the project."""
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "-qq"]
    locked = ["--require-hashes", "-r", str(LOCK)]
    number = len(re.findall("^[a-z].*==", LOCK.read_text("utf-8"), re.MULTILINE))
    what = f"installing up to {number} packages"
    uv = uv_command(pip)
    if uv and run([*uv, "sync", "--require-hashes", str(LOCK)], what) == 0:
        required([*uv, "install", *PROJECT], "installing this checkout")
        return
    print("uv could not install the lock; going on with pip,")
    print("which takes a little longer …", flush=True)
    required([*pip, "install", *locked], what)
    required([*pip, "install", *PROJECT], "installing this checkout")


def make_movable() -> None:
    """Point to the sources by relative paths: they are ASCII, which Python reads in every locale."""
    for package in PACKAGES:
        name = "_two_deltas.pth" if package == ROOT else "_walkback.pth"
        for pth in HOME.glob(f"**/site-packages/{name}"):
            pth.write_text(os.path.relpath(package / "src", pth.parent) + "\n", "ascii")


def compile_sources() -> None:
    """Bytecode of our own sources, held to what they say: a call need not compile them again."""
    folders = [str(package / "src") for package in PACKAGES]
    command = [str(python()), "-m", "compileall", "-q", "--invalidation-mode", "checked-hash"]
    run([*command, *folders], "compiling")


def uv_command(pip: list[str]) -> list[str]:
    """`uv pip` inside `.venv`, installed from the lock; empty where that fails."""
    pinned = HOME / "uv.lock.txt"
    pinned.write_text(entry("uv"))
    if (
        run([*pip, "install", "--no-deps", "--require-hashes", "-r", str(pinned)], "fetching uv")
        != 0
    ):
        return []
    return [str(python()), "-m", "uv", "--quiet", "pip"]


def entry(name: str) -> str:
    """One package of the lock with its hashes."""
    found = re.search(rf"^{name}==(?:.*\\\n)*.*", LOCK.read_text(), re.MULTILINE)
    return found.group() + "\n" if found else ""


def required(command: list[str], what: str) -> None:
    """Run a command that must succeed.

    Raises:
        CalledProcessError: If it does not.
    """
    code = run(command, what)
    if code:
        raise subprocess.CalledProcessError(code, command)


def run(command: list[str], what: str) -> int:
    """The exit status of a command; every few seconds a line says that it goes on."""
    begun = time.monotonic()
    environment = dict(os.environ, VIRTUAL_ENV=str(HOME))
    with subprocess.Popen(command, env=None if "--here" in sys.argv else environment) as process:
        while True:
            try:
                return process.wait(SILENT)
            except subprocess.TimeoutExpired:
                print(f"  … {what}, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
