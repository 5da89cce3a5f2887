"""Makes `.venv` from `requirements.lock` when it is missing or made from another lock.

With `--engine` it makes `engine/.venv`, which has the engine and not the report.

Needs nothing but Python. Every package is checked against the hashes in the lock. Installing is
done with uv, itself taken from the lock, and with pip where uv cannot run.
"""

import hashlib
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENGINE = "--engine" in sys.argv[1:]
PACKAGES = (ROOT / "engine",) if ENGINE else (ROOT, ROOT / "engine")
HOME = PACKAGES[0] / ".venv"
STAMP = HOME / ".made-from"
EDITABLE = [part for package in PACKAGES for part in ("-e", str(package))]
OLDEST = (3, 11)


def main() -> int:
    """Bring `.venv` up to date; say one line when there was something to do."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Two Deltas needs Python 3.11 or newer, this is {found}: PYTHON=python3.12 make …")
        return 3
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return 0
    shown = HOME.relative_to(ROOT)
    print(f"Setting up {shown} from requirements.lock …", flush=True)
    try:
        if not python().exists():
            venv.create(HOME, with_pip=True, symlinks=os.name != "nt")
        install()
        make_movable()
    except (subprocess.CalledProcessError, OSError) as error:
        print(
            f"Setting up failed: {error}\nMend the cause and type the same command again; to start"
        )
        print(f"afresh, remove the folder {shown}. On Debian, python3-venv must be installed.")
        return 3
    STAMP.write_text(wanted)
    return 0


def fingerprint() -> str:
    """What the environment depends on: the lock, the package's metadata, the Python version."""
    digest = hashlib.sha256(LOCK.read_bytes())
    for package in PACKAGES:
        digest.update((package / "pyproject.toml").read_bytes())
    return f"{digest.hexdigest()} {sys.version}\n"


def python() -> Path:
    """The interpreter inside `.venv`."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install() -> None:
    """Install the lock and, in place, the project."""
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "-qq"]
    locked = ["--require-hashes", "-r", str(LOCK)]
    project = ["--no-deps", "--no-build-isolation", *EDITABLE]
    uv = uv_command(pip)
    if uv and run([*uv, "sync", "--require-hashes", str(LOCK)]) == 0:
        environment = os.environ | {"VIRTUAL_ENV": str(HOME)}
        subprocess.run([*uv, "install", *project], check=True, env=environment)
        return
    print("uv could not install the lock; going on with pip, which takes a little longer …")
    subprocess.run([*pip, "install", *locked], check=True)
    subprocess.run([*pip, "install", *project], check=True)


def make_movable() -> None:
    """Point to the sources by relative paths: they are ASCII, which Python reads in every locale."""
    for package in PACKAGES:
        name = "_two_deltas.pth" if package == ROOT else "_walkback.pth"
        for pth in HOME.glob(f"**/site-packages/{name}"):
            pth.write_text(os.path.relpath(package / "src", pth.parent) + "\n", "ascii")


def uv_command(pip: list[str]) -> list[str]:
    """`uv pip` inside `.venv`, installed from the lock; empty where that fails."""
    pinned = HOME / "uv.lock.txt"
    pinned.write_text(entry("uv"))
    if run([*pip, "install", "--no-deps", "--require-hashes", "-r", str(pinned)]) != 0:
        return []
    return [str(python()), "-m", "uv", "--quiet", "pip"]


def entry(name: str) -> str:
    """One package of the lock with its hashes."""
    found = re.search(rf"^{name}==(?:.*\\\n)*.*", LOCK.read_text(), re.MULTILINE)
    return found.group() + "\n" if found else ""


def run(command: list[str]) -> int:
    """The exit status of a command whose failure is no disaster."""
    environment = os.environ | {"VIRTUAL_ENV": str(HOME)}
    return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
