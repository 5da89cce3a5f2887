"""Make the whole report: `python run_all.py`. What else there is: `python run_all.py --help`."""

from __future__ import annotations  # an older Python reads this file, to say what is needed

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NEEDED = (
    "chardet",
    "filelock",
    "fontTools",
    "ipykernel",
    "jupyterlab",
    "jupyterlab_myst",
    "linkify_it",
    "markdown_it",
    "matplotlib",
    "mdit_py_plugins",
    "mpltern",
    "nbconvert",
    "nbformat",
    "networkx",
    "numpy",
    "packaging",
    "pandas",
    "panflute",
    "papermill",
    "pypandoc",
    "pypdf",
    "rich",
    "seaborn",
    "SALib",
    "scipy",
    "typst",
    "yaml",
)
FEW = 5  # packages that are told by name


def absent(names: tuple[str, ...]) -> list[str]:
    """The modules that cannot be imported; those that are beside others are seen by their names."""
    beside = {name.partition(".")[0] for folder in sys.path for name in listed(folder)}
    if beside.issuperset(names):
        return []
    from importlib.util import find_spec

    return [name for name in names if find_spec(name) is None]


def listed(folder: str) -> list[str]:
    """The names in a folder of `sys.path`; none if it cannot be read."""
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 - this runs on every call
    except OSError:
        return []


def main() -> int:
    """Find an environment that has the packages, then hand over to `walkback.cli`."""
    missing = absent(NEEDED)
    too_old = sys.version_info < (3, 11)
    if (missing or too_old) and own_python() is not None:
        return with_own_python()
    if too_old:
        sys.stderr.write(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.\n"
            "Type: PYTHON=python3.12 make report  with a Python that you have.\n"
        )
        return 3
    if missing:
        few = len(missing) <= FEW
        sys.stderr.write(
            "Not installed: {}. Type: make report\n(or: python tools/bootstrap.py, then the same "
            "again)\n".format(", ".join(missing) if few else "the packages of this report")
        )
        return 3
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "engine" / "src")]
    from walkback import cli

    return cli.main(sys.argv[1:], ROOT)


def own_python() -> Path | None:
    """The Python of `.venv`; None where there is none, or where it is the one that runs this."""
    home = ROOT / ".venv"
    found = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return found if found.is_file() and Path(sys.prefix).resolve() != home.resolve() else None


def with_own_python() -> int:
    """Run the same command with the Python of `.venv`, in place of this one."""
    command = [str(own_python()), str(ROOT / "run_all.py"), *sys.argv[1:]]
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - the project's own Python
    import subprocess

    return subprocess.call(command)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
